package io.plimsoll.api;

import io.plimsoll.contract.BooleanType;
import io.plimsoll.contract.CategoryType;
import io.plimsoll.contract.DateTimeType;
import io.plimsoll.contract.DateType;
import io.plimsoll.contract.DecimalType;
import io.plimsoll.contract.Dimension;
import io.plimsoll.contract.ElementType;
import io.plimsoll.contract.FieldType;
import io.plimsoll.contract.IntegerType;
import io.plimsoll.contract.ListType;
import io.plimsoll.contract.NumberType;
import io.plimsoll.contract.TensorType;
import io.plimsoll.contract.TextType;
import io.plimsoll.contract.VectorType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Single values within the limits of their types, for examples that nobody has given. */
final class MadeUp {

    private static final LocalDate DAY = LocalDate.of(2026, 1, 1);
    private static final Instant MOMENT = Instant.parse("2026-01-01T12:00:00Z");

    private MadeUp() {}

    static Object of(FieldType type) {
        return switch (type) {
            case IntegerType(Long min, Long max, List<Long> values) -> {
                if (!values.isEmpty()) {
                    yield values.getFirst();
                }
                yield min != null ? min : max != null ? Math.min(max, 1L) : 1L;
            }
            case NumberType(Double min, Double max) ->
                min != null
                        ? JsonScalar.number(min)
                        : max != null ? JsonScalar.number(Math.min(max, 1.0)) : BigDecimal.ONE;
            case DecimalType decimal -> decimal(decimal);
            case BooleanType() -> true;
            case CategoryType category -> category.word(0);
            // A pattern is not solved here: a field that has one should bring its example.
            case TextType text -> "text".repeat(text.minLength() / 4 + 1).substring(0, length(text));
            case DateType(LocalDate min, LocalDate max, var epoch) ->
                (min != null ? min : max != null ? max : DAY).toString();
            case DateTimeType(Instant min, Instant max, var epoch) ->
                (min != null ? min : max != null ? max : MOMENT).toString();
            case TensorType(ElementType element, List<Dimension> shape) -> tensor(element, shape);
            case VectorType _, ListType _ -> throw new IllegalArgumentException("not a single value");
        };
    }

    private static String decimal(DecimalType type) {
        if (type.min() != null) {
            return type.min().setScale(type.scale(), RoundingMode.CEILING).toPlainString();
        }
        BigDecimal value = type.max() == null ? BigDecimal.ONE : BigDecimal.ONE.min(type.max());
        return value.setScale(type.scale(), RoundingMode.FLOOR).toPlainString();
    }

    private static int length(TextType text) {
        return Math.min(Math.max(text.minLength(), 4), text.maxLength());
    }

    private static Object tensor(ElementType element, List<Dimension> shape) {
        if (shape.isEmpty()) {
            return switch (element) {
                case FLOAT, DOUBLE, FLOAT16, INT64, INT32 -> 1;
                case BOOL -> true;
                case STRING -> "text";
            };
        }
        Dimension first = shape.getFirst();
        var list = new ArrayList<Object>();
        for (long i = 0; i < (first.open() ? 1 : first.size()); i++) {
            list.add(tensor(element, shape.subList(1, shape.size())));
        }
        return list;
    }
}
