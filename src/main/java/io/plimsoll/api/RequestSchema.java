package io.plimsoll.api;

import com.google.re2j.Pattern;
import io.plimsoll.contract.Absence;
import io.plimsoll.contract.BooleanType;
import io.plimsoll.contract.CategoryType;
import io.plimsoll.contract.Contract;
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
import io.plimsoll.contract.Scalar;
import io.plimsoll.contract.TensorType;
import io.plimsoll.contract.TextType;
import io.plimsoll.contract.VectorType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON Schema, draft 2020-12, of what a contract lets callers send. */
final class RequestSchema {

    /** A longer list of words or numbers is counted and not spelled out. */
    private static final int MOST_VALUES = 200;

    /** What the id of a row is made of if it is a text, unless its field has a pattern of its own. */
    private static final Pattern ID = Pattern.compile("[!-~]+");

    private static final int LONGEST_ID = 64;

    private final boolean nullable;

    /** @param nullable whether null is allowed for whatever may be left out; it means the same */
    private RequestSchema(boolean nullable) {
        this.nullable = nullable;
    }

    /** The schema as a document of its own. */
    static JsonObject document(Contract contract) {
        JsonObject document = new JsonObject()
                .with("$schema", "https://json-schema.org/draft/2020-12/schema")
                .with(
                        "$id",
                        "urn:plimsoll:" + contract.id().model() + ":"
                                + contract.id().version() + ":request");
        document.putAll(new RequestSchema(true).schema(contract));
        return document;
    }

    /** The schema of one row for the OpenAPI document: mostly without null, which many client generators mishandle. */
    static JsonObject row(Contract contract) {
        return new RequestSchema(false).schema(contract);
    }

    /** What is answered as the id of a row; null if the contract has none. */
    static @Nullable JsonObject requestId(Contract contract) {
        return contract.requestFields().stream()
                .filter(field -> field.name().equals(contract.request().id()))
                .findFirst()
                .map(field -> new RequestSchema(false).ofType(answerable(field.type())))
                .orElse(null);
    }

    /** Whether a schema lists so many values one by one. */
    static boolean spelledOut(List<?> values) {
        return values.size() <= MOST_VALUES;
    }

    private JsonObject schema(Contract contract) {
        JsonObject row = JsonObject.ofType("object").with("title", contract.title());
        row.putAll(object(contract.requestFields(), contract.request().id()));
        return row;
    }

    /** @param id the field that names the row, where there is one */
    private JsonObject object(List<Field> fields, @Nullable String id) {
        var properties = new JsonObject();
        var required = new ArrayList<String>();
        for (Field field : fields) {
            JsonObject property = ofType(field.name().equals(id) ? answerable(field.type()) : field.type())
                    .with("title", field.title())
                    .with("description", FieldDescription.of(field))
                    .with("x-unit", field.unit())
                    .with("default", standIn(field.absence()))
                    .with("examples", examples(field));
            if (field.required()) {
                required.add(field.name());
            } else if (nullable || mayNotBeEmpty(property)) {
                allowNull(property);
            }
            properties.put(field.name(), property);
        }
        return JsonObject.ofType("object")
                .with("properties", properties)
                .with("required", required.isEmpty() ? null : required)
                .with("additionalProperties", false);
    }

    private static @Nullable Object standIn(Absence absence) {
        return switch (absence) {
            case Absence.Default(Scalar value) -> JsonScalar.of(value);
            case Absence.Empty() -> List.of();
            case Absence.Required(), Absence.Optional(), Absence.Missing _ -> null;
        };
    }

    private static @Nullable Object examples(Field field) {
        return field.example() == null ? null : List.of(JsonScalar.of(field.example()));
    }

    /** What a type alone lets callers send. */
    private JsonObject ofType(FieldType type) {
        return switch (type) {
            case IntegerType(Long min, Long max, List<Long> values) ->
                JsonObject.ofType("integer")
                        .with("format", "int64")
                        .with("minimum", min)
                        .with("maximum", max)
                        .with("enum", values.isEmpty() || !spelledOut(values) ? null : values);
            case NumberType(Double min, Double max) ->
                JsonObject.ofType("number")
                        .with("format", "double")
                        .with("minimum", min == null ? null : JsonScalar.number(min))
                        .with("maximum", max == null ? null : JsonScalar.number(max));
            // Not of a format: generated clients would send such a text as a number.
            case DecimalType decimal -> JsonObject.ofType("string").with("pattern", pattern(decimal.scale()));
            case BooleanType() -> JsonObject.ofType("boolean");
            case CategoryType category ->
                JsonObject.ofType("string")
                        .with("enum", category.closed() && spelledOut(category.words()) ? category.words() : null);
            case TextType text -> text(text);
            case DateType _ -> JsonObject.ofType("string").with("format", "date");
            case DateTimeType _ -> JsonObject.ofType("string").with("format", "date-time");
            case VectorType(int length, Field items) -> array(items(items), length, length);
            case ListType list -> array(items(list.items()), list.minItems(), list.maxItems());
            case TensorType(ElementType element, List<Dimension> shape) -> tensor(element, shape);
        };
    }

    private static String pattern(int scale) {
        return "^[+-]?[0-9]+" + (scale == 0 ? "" : "(\\.[0-9]{1," + scale + "})?") + "$";
    }

    private static JsonObject array(JsonObject items, int min, int max) {
        return JsonObject.ofType("array")
                .with("items", items)
                .with("minItems", min)
                .with("maxItems", max);
    }

    private JsonObject items(ListType.Items items) {
        return switch (items) {
            case ListType.Items.Values(Field value) -> items(value);
            case ListType.Items.Records(List<Field> fields) -> object(fields, null);
        };
    }

    private JsonObject items(Field value) {
        JsonObject schema = ofType(value.type())
                .with("title", value.title())
                .with("description", FieldDescription.ofItems(value, nullable))
                .with("x-unit", value.unit())
                .with("examples", examples(value));
        if (nullable && !value.required()) {
            allowNull(schema);
        }
        return schema;
    }

    private static JsonObject text(TextType text) {
        return JsonObject.ofType("string")
                .with("minLength", text.minLength() > 0 ? text.minLength() : null)
                .with("maxLength", text.maxLength())
                // A contract's pattern is about the whole text, a schema's about any part of it.
                .with(
                        "pattern",
                        text.pattern() == null ? null : "^(?:" + text.pattern().pattern() + ")$");
    }

    /** The type of an id, narrowed to what may be answered. */
    private static FieldType answerable(FieldType type) {
        return type instanceof TextType(int min, int max, Pattern pattern)
                ? new TextType(Math.max(min, 1), Math.min(max, LONGEST_ID), pattern == null ? ID : pattern)
                : type;
    }

    private static JsonObject tensor(ElementType element, List<Dimension> shape) {
        JsonObject schema = switch (element) {
            case FLOAT, DOUBLE, FLOAT16 -> JsonObject.ofType("number").with("format", "double");
            case INT64, INT32 -> JsonObject.ofType("integer").with("format", "int64");
            case BOOL -> JsonObject.ofType("boolean");
            case STRING -> JsonObject.ofType("string");
        };
        for (Dimension dimension : shape.reversed()) {
            schema = JsonObject.ofType("array")
                    .with("items", schema)
                    .with("minItems", dimension.open() ? null : dimension.size())
                    .with("maxItems", dimension.open() ? null : dimension.size());
        }
        return schema;
    }

    /** Generated clients send an empty list for one that nobody filled, unless it may be null. */
    private static boolean mayNotBeEmpty(JsonObject schema) {
        return schema.get("minItems") instanceof Integer least && least > 0;
    }

    /** Lets null stand beside the values of a schema. */
    static void allowNull(JsonObject schema) {
        schema.put("type", List.of(schema.getOrDefault("type", "string"), "null"));
        if (schema.get("enum") instanceof List<?> values) {
            var withNull = new ArrayList<@Nullable Object>(values);
            withNull.add(null);
            schema.put("enum", withNull);
        }
    }
}
