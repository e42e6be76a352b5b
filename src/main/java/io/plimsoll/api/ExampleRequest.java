package io.plimsoll.api;

import io.plimsoll.contract.BooleanType;
import io.plimsoll.contract.CategoryType;
import io.plimsoll.contract.DateTimeType;
import io.plimsoll.contract.DateType;
import io.plimsoll.contract.DecimalType;
import io.plimsoll.contract.Dimension;
import io.plimsoll.contract.ElementType;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.FieldType;
import io.plimsoll.contract.IntegerType;
import io.plimsoll.contract.ListType;
import io.plimsoll.contract.NumberType;
import io.plimsoll.contract.TensorType;
import io.plimsoll.contract.TextType;
import io.plimsoll.contract.VectorType;
import io.plimsoll.lifecycle.ModelStatus;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A row that a caller could send: each field's own example, else what a golden row has for it unless it is sensitive,
 * else a value within its limits.
 */
final class ExampleRequest {

    /** Golden rows keep their numbers to the last digit. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final TypeReference<LinkedHashMap<String, Object>> ROW = new TypeReference<>() {};

    private ExampleRequest() {}

    static Map<String, Object> of(ModelStatus.Served served) {
        Map<String, Object> golden =
                served.goldenInputs() == null ? Map.of() : JSON.readValue(served.goldenInputs(), ROW);
        var row = new LinkedHashMap<String, Object>();
        for (Field field : served.contract().requestFields()) {
            Object value = value(field, golden.get(field.name()));
            if (value != null) {
                row.put(field.name(), value);
            }
        }
        return row;
    }

    private static @Nullable Object value(Field field, @Nullable Object golden) {
        if (field.example() != null) {
            return RequestSchema.json(field.example());
        }
        if (golden != null && !field.sensitive()) {
            return golden;
        }
        return field.required() ? madeUp(field.type()) : null;
    }

    private static Object madeUp(FieldType type) {
        return switch (type) {
            case IntegerType(Long min, Long max, List<Long> values) ->
                min != null ? min : max != null ? Math.min(max, 1L) : 1L;
            case NumberType(Double min, Double max) ->
                min != null
                        ? RequestSchema.number(min)
                        : max != null ? RequestSchema.number(Math.min(max, 1.0)) : BigDecimal.ONE;
            case BooleanType() -> true;
            case CategoryType category -> category.word(0);
            // A pattern is not solved here: a field that has one should bring its example.
            case TextType text -> "text".repeat(text.minLength() / 4 + 1).substring(0, length(text));
            case DateType date -> day(date).toString();
            case DecimalType decimal -> throw new UnsupportedOperationException("decimal");
            case DateTimeType moment -> throw new UnsupportedOperationException("datetime");
            case VectorType vector -> throw new UnsupportedOperationException("vector");
            case ListType list -> throw new UnsupportedOperationException("list");
            case TensorType(ElementType element, List<Dimension> shape) -> tensor(element, shape);
        };
    }

    private static LocalDate day(DateType date) {
        if (date.min() != null) {
            return date.min();
        }
        return date.max() != null ? date.max() : LocalDate.of(2026, 1, 1);
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
