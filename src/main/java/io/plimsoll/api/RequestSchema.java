package io.plimsoll.api;

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
import io.plimsoll.contract.Numbers;
import io.plimsoll.contract.Scalar;
import io.plimsoll.contract.TensorType;
import io.plimsoll.contract.TextType;
import io.plimsoll.contract.VectorType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The JSON Schema, draft 2020-12, of what a contract lets callers send. */
final class RequestSchema {

    /** A longer list of words is counted and not spelled out. */
    private static final int MOST_WORDS = 200;

    private RequestSchema() {}

    /** The schema as a document of its own; an optional field may be null there, which means left out. */
    static JsonObject document(Contract contract) {
        JsonObject document = new JsonObject()
                .with("$schema", "https://json-schema.org/draft/2020-12/schema")
                .with(
                        "$id",
                        "urn:plimsoll:" + contract.id().model() + ":"
                                + contract.id().version() + ":request");
        document.putAll(row(contract, true));
        return document;
    }

    /** The schema of one row for the OpenAPI document: without null, which many client generators mishandle. */
    static JsonObject row(Contract contract) {
        return row(contract, false);
    }

    private static JsonObject row(Contract contract, boolean nullable) {
        var properties = new JsonObject();
        var required = new ArrayList<String>();
        for (Field field : contract.requestFields()) {
            JsonObject property = property(field);
            if (field.required()) {
                required.add(field.name());
            } else if (nullable) {
                allowNull(property);
            }
            properties.put(field.name(), property);
        }
        return JsonObject.ofType("object")
                .with("title", contract.title())
                .with("properties", properties)
                .with("required", required.isEmpty() ? null : required)
                .with("additionalProperties", false);
    }

    /** What a field's type alone lets callers send. */
    static JsonObject ofType(FieldType type) {
        return switch (type) {
            case IntegerType(Long min, Long max, List<Long> values) ->
                JsonObject.ofType("integer")
                        .with("format", "int64")
                        .with("minimum", min)
                        .with("maximum", max);
            case NumberType(Double min, Double max) ->
                JsonObject.ofType("number")
                        .with("format", "double")
                        .with("minimum", min == null ? null : number(min))
                        .with("maximum", max == null ? null : number(max));
            case BooleanType() -> JsonObject.ofType("boolean");
            case CategoryType category ->
                JsonObject.ofType("string").with("enum", category.closed() && few(category) ? category.words() : null);
            case TextType text -> text(text);
            case DateType _ -> JsonObject.ofType("string").with("format", "date");
            case DecimalType decimal -> throw new UnsupportedOperationException("decimal");
            case DateTimeType moment -> throw new UnsupportedOperationException("datetime");
            case VectorType vector -> throw new UnsupportedOperationException("vector");
            case ListType list -> throw new UnsupportedOperationException("list");
            case TensorType(ElementType element, List<Dimension> shape) -> tensor(element, shape);
        };
    }

    /** A scalar of a contract as the Java value that JSON is written from. */
    static Object json(Scalar scalar) {
        return switch (scalar) {
            case Scalar.Whole(long value) -> value;
            case Scalar.Real(double value) -> number(value);
            case Scalar.Flag(boolean value) -> value;
            case Scalar.Text(String value) -> value;
        };
    }

    /** A number as people write it: no ".0", no exponent where it can be helped. */
    static BigDecimal number(double value) {
        return new BigDecimal(Numbers.plain(value));
    }

    private static JsonObject property(Field field) {
        String description = description(field);
        return ofType(field.type())
                .with("title", field.title())
                .with("description", description.isEmpty() ? null : description)
                .with("x-unit", field.unit())
                .with("default", field.absence() instanceof Absence.Default(Scalar value) ? json(value) : null)
                .with("examples", field.example() == null ? null : List.of(json(field.example())));
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

    /** What a schema has no word for: units, the range of a date, an open list of words, what leaving out means. */
    private static String description(Field field) {
        var sentences = new ArrayList<String>();
        if (field.unit() != null) {
            sentences.add("In " + field.unit() + ".");
        }
        if (field.type() instanceof DateType date) {
            addUnlessNull(sentences, "Not before ", date.min());
            addUnlessNull(sentences, "Not after ", date.max());
        }
        if (field.type() instanceof CategoryType category && !(category.closed() && few(category))) {
            String words = few(category)
                    ? category.words().stream().map(word -> '"' + word + '"').collect(Collectors.joining(", "))
                    : category.words().size() + " values";
            sentences.add("Known: " + words + "." + (category.closed() ? "" : " Other values pass."));
        }
        switch (field.absence()) {
            case Absence.Required() -> {}
            case Absence.Optional() -> sentences.add("Optional.");
            case Absence.Empty() -> sentences.add("Left out, it counts as an empty list.");
            case Absence.Default(Scalar value) -> sentences.add("Left out, it counts as " + json(value) + ".");
            case Absence.Missing _ -> sentences.add("Optional; the model knows a value for what is missing.");
        }
        return String.join(" ", sentences);
    }

    private static void addUnlessNull(List<String> sentences, String words, @Nullable LocalDate day) {
        if (day != null) {
            sentences.add(words + day + ".");
        }
    }

    private static boolean few(CategoryType category) {
        return category.words().size() <= MOST_WORDS;
    }

    static void allowNull(JsonObject schema) {
        schema.put("type", List.of(schema.getOrDefault("type", "string"), "null"));
        if (schema.get("enum") instanceof List<?> words) {
            var withNull = new ArrayList<@Nullable Object>(words);
            withNull.add(null);
            schema.put("enum", withNull);
        }
    }
}
