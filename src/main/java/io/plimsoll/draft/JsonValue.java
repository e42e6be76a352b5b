package io.plimsoll.draft;

import io.plimsoll.contract.BooleanType;
import io.plimsoll.contract.CategoryType;
import io.plimsoll.contract.DateTimeType;
import io.plimsoll.contract.DateType;
import io.plimsoll.contract.DecimalType;
import io.plimsoll.contract.FieldType;
import io.plimsoll.contract.IntegerType;
import io.plimsoll.contract.ListType;
import io.plimsoll.contract.NumberType;
import io.plimsoll.contract.TensorType;
import io.plimsoll.contract.TextType;
import io.plimsoll.contract.VectorType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes values of the data the way a caller sends them; what does not fit its field is written for all to see. */
final class JsonValue {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private JsonValue() {}

    static JsonNode of(Cell cell, FieldType type) {
        if (cell instanceof Cell.Missing) {
            return JSON.nullNode();
        }
        return switch (type) {
            case IntegerType integer -> whole(cell);
            case NumberType number -> number(cell);
            case BooleanType flag -> flag(cell);
            case DecimalType decimal -> JSON.stringNode(cell.written());
            case CategoryType category -> JSON.stringNode(cell.written());
            case TextType text -> JSON.stringNode(cell.written());
            case DateType date -> JSON.stringNode(cell.written());
            case DateTimeType moment -> JSON.stringNode(cell.written());
            case VectorType vector -> items(cell, vector.items().type());
            case ListType list -> list(cell, list);
            case TensorType tensor -> throw new IllegalArgumentException("a draft has no tensor fields");
        };
    }

    /** A number as it was written, 3.0 as 3. */
    static JsonNode whole(Cell cell) {
        return cell instanceof Cell.Number number && number.whole() && number.small()
                ? JSON.numberNode(number.value().toBigInteger())
                : number(cell);
    }

    static JsonNode number(Cell cell) {
        return cell instanceof Cell.Number number ? JSON.numberNode(number.value()) : JSON.stringNode(cell.written());
    }

    static JsonNode flag(Cell cell) {
        return switch (cell) {
            case Cell.Flag flag -> JSON.booleanNode(flag.value());
            case Cell.Number number
            when number.written().matches("0|1") ->
                JSON.booleanNode(number.written().equals("1"));
            case Cell other -> JSON.stringNode(other.written());
        };
    }

    private static JsonNode items(Cell cell, FieldType type) {
        ArrayNode items = JSON.arrayNode();
        if (cell instanceof Cell.Items list) {
            list.list().forEach(item -> {
                if (item instanceof Cell.Items nested && !(type instanceof VectorType)) {
                    nested.list().forEach(each -> items.add(of(each, type)));
                } else {
                    items.add(of(item, type));
                }
            });
        }
        return items;
    }

    private static JsonNode list(Cell cell, ListType list) {
        return switch (list.items()) {
            case ListType.Items.Values values -> items(cell, values.field().type());
            case ListType.Items.Records records -> {
                ArrayNode items = JSON.arrayNode();
                if (cell instanceof Cell.Items all) {
                    all.list().forEach(item -> items.add(record(item, records)));
                }
                yield items;
            }
        };
    }

    private static ObjectNode record(Cell item, ListType.Items.Records records) {
        ObjectNode members = JSON.objectNode();
        if (item instanceof Cell.Members named) {
            named.byName()
                    .forEach((name, value) -> records.fields().stream()
                            .filter(field ->
                                    field.name().equals(Names.fieldName(name)) && !(value instanceof Cell.Missing))
                            .findFirst()
                            .ifPresent(field -> members.set(field.name(), of(value, field.type()))));
        }
        return members;
    }
}
