package io.plimsoll.contract;

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

    /** What to know where a field allows whole numbers that the tensor may not hold, or null. */
    static @Nullable String caution(FieldType type, ElementType element) {
        FieldType single = type instanceof VectorType vector ? vector.items().type() : type;
        if (!(single instanceof IntegerType integer)) {
            return null;
        }
        long most = of(element);
        boolean within =
                (integer.min() == null || integer.min() >= -most) && (integer.max() == null || integer.max() <= most);
        return within
                ? null
                : "holds each whole number up to " + most + " only; of those beyond, what it cannot hold is refused";
    }
}
