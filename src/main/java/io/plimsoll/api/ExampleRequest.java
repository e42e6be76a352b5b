package io.plimsoll.api;

import io.plimsoll.contract.BooleanType;
import io.plimsoll.contract.CategoryType;
import io.plimsoll.contract.Contract;
import io.plimsoll.contract.DateTimeType;
import io.plimsoll.contract.DateType;
import io.plimsoll.contract.DecimalType;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.IntegerType;
import io.plimsoll.contract.ListType;
import io.plimsoll.contract.NumberType;
import io.plimsoll.contract.TensorType;
import io.plimsoll.contract.TextType;
import io.plimsoll.contract.VectorType;
import io.plimsoll.lifecycle.ModelStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A row that a caller could send: each field's own example, else what a golden row has for it unless it is sensitive,
 * else a value within its limits. A list has as few items as it may have, but one.
 */
final class ExampleRequest {

    /** Golden rows keep their numbers to the last digit. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final TypeReference<LinkedHashMap<String, Object>> ROW = new TypeReference<>() {};

    private final List<Field> fields;

    private ExampleRequest(List<Field> fields) {
        this.fields = fields;
    }

    static Map<String, Object> of(ModelStatus.Served served) {
        Contract contract = served.contract();
        Map<String, Object> golden =
                served.goldenInputs() == null ? Map.of() : JSON.readValue(served.goldenInputs(), ROW);
        return new ExampleRequest(contract.requestFields()).object(contract.requestFields(), golden);
    }

    /** @param golden the same object of a golden row, as far as there is one */
    private Map<String, Object> object(List<Field> members, Map<?, ?> golden) {
        var object = new LinkedHashMap<String, Object>();
        for (Field field : members) {
            Object value = value(field, golden.get(field.name()));
            if (value != null) {
                object.put(field.name(), value);
            }
        }
        return object;
    }

    /** Null where the field is better left out. */
    private @Nullable Object value(Field field, @Nullable Object golden) {
        if (field.example() != null) {
            return JsonScalar.of(field.example());
        }
        Object known = field.sensitive() ? null : golden;
        if (known == null && !field.required() && !hasExamples(field)) {
            return null;
        }
        return switch (field.type()) {
            case ListType list -> list(field.name(), list, known instanceof List<?> items ? items : List.of());
            case VectorType vector -> vector(vector, known);
            case IntegerType _,
                    NumberType _,
                    DecimalType _,
                    BooleanType _,
                    CategoryType _,
                    TextType _,
                    DateType _,
                    DateTimeType _,
                    TensorType _ -> known == null ? MadeUp.of(field.type()) : known;
        };
    }

    /** Whether an example stands inside a list or a vector. */
    private static boolean hasExamples(Field field) {
        return switch (field.type()) {
            case ListType list ->
                list.items().fields().stream().anyMatch(item -> item.example() != null || hasExamples(item));
            case VectorType vector -> vector.items().example() != null;
            case IntegerType _,
                    NumberType _,
                    DecimalType _,
                    BooleanType _,
                    CategoryType _,
                    TextType _,
                    DateType _,
                    DateTimeType _,
                    TensorType _ -> false;
        };
    }

    private Object vector(VectorType vector, @Nullable Object golden) {
        Field value = vector.items();
        return golden != null && value.example() == null && !value.sensitive()
                ? golden
                : Collections.nCopies(vector.length(), present(value, null));
    }

    private Object list(String name, ListType list, List<?> golden) {
        var items = new ArrayList<Object>();
        for (int i = 0; i < count(name, list); i++) {
            Object known = golden.isEmpty() ? null : golden.get(i % golden.size());
            items.add(
                    switch (list.items()) {
                        case ListType.Items.Values(Field value) -> present(value, known);
                        case ListType.Items.Records(List<Field> members) ->
                            object(members, known instanceof Map<?, ?> record ? record : Map.of());
                    });
        }
        return items;
    }

    /** A value that cannot be left out. */
    private Object present(Field item, @Nullable Object golden) {
        Object value = value(item, golden);
        return value == null ? MadeUp.of(item.type()) : value;
    }

    /** As many items as the list must have, and all that must be as long as it. */
    private int count(String name, ListType list) {
        String first = list.sameLengthAs() == null ? name : list.sameLengthAs();
        int count = 1;
        for (Field field : fields) {
            if (field.type() instanceof ListType other
                    && (field.name().equals(first) || first.equals(other.sameLengthAs()))) {
                count = Math.max(count, other.minItems());
            }
        }
        return count;
    }
}
