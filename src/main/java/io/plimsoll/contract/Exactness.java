package io.plimsoll.contract;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** How far a tensor's elements hold whole numbers without a gap. */
final class Exactness {

    private Exactness() {}

    /** The largest number up to which each whole number is held. */
    static long of(ElementType element) {
        return switch (element) {
            case FLOAT -> 1L << 24;
            case DOUBLE -> 1L << 53;
            case FLOAT16 -> 1L << 11;
            case INT64 -> Long.MAX_VALUE;
            case INT32 -> Integer.MAX_VALUE;
            case BOOL -> 1;
            case STRING -> 0;
        };
    }

    /** What to know where a field allows whole numbers or decimals that the tensor may not hold, or null. */
    static @Nullable String caution(FieldType type, ElementType element) {
        FieldType single = type instanceof VectorType vector ? vector.items().type() : type;
        return switch (single) {
            case IntegerType integer -> ofIntegers(integer, of(element));
            case DecimalType decimal when element.floating() -> ofDecimals(decimal, of(element));
            case DecimalType _,
                    NumberType _,
                    BooleanType _,
                    CategoryType _,
                    TextType _,
                    DateType _,
                    DateTimeType _,
                    VectorType _,
                    ListType _,
                    TensorType _ -> null;
        };
    }

    private static @Nullable String ofIntegers(IntegerType type, long most) {
        boolean within = (type.min() == null || type.min() >= -most) && (type.max() == null || type.max() <= most);
        return within
                ? null
                : "holds each whole number up to " + most + " only; of those beyond, what it cannot hold is refused";
    }

    /** Up to so many units of the last place, neighbours stay apart. */
    private static @Nullable String ofDecimals(DecimalType type, long units) {
        BigDecimal most = type.ofUnits(units);
        boolean within = (type.min() == null || type.min().compareTo(most.negate()) >= 0)
                && (type.max() == null || type.max().compareTo(most) <= 0);
        return within
                ? null
                : "tells each decimal from the next up to " + most.toPlainString()
                        + " only; beyond, the last place is rounded";
    }
}
