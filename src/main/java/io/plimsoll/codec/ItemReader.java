package io.plimsoll.codec;

import io.plimsoll.contract.Field;
import io.plimsoll.contract.ListType;
import io.plimsoll.contract.Rule;
import io.plimsoll.contract.Violation;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads one item of a list, or one value of a vector. */
@FunctionalInterface
interface ItemReader {

    /**
     * Reads the item that starts with the parser's current token, and leaves the parser on its last token.
     *
     * @param cell the first of the item's cells
     */
    void read(JsonParser parser, JsonToken token, RowIntake row, int cell);

    /** Reads the items of a list. */
    static ItemReader of(ListType.Items items, Destination destination, Elements elements) {
        return switch (items) {
            case ListType.Items.Values(Field value) -> values(value, destination, elements, 0);
            case ListType.Items.Records(List<Field> fields) -> records(fields, destination, elements);
        };
    }

    /** Single values; null is one only where the contract says what it stands for. */
    static ItemReader values(Field value, Destination destination, Elements elements, int cell) {
        // The item goes by its place, not by a name.
        FieldReader reader = FieldReader.of(value.named(""), destination, elements, cell);
        return value.required()
                ? reader::read
                : (parser, token, row, at) -> {
                    if (token == JsonToken.VALUE_NULL) {
                        reader.absent(row, at);
                    } else {
                        reader.read(parser, token, row, at);
                    }
                };
    }

    private static ItemReader records(List<Field> fields, Destination destination, Elements elements) {
        var readers = new ArrayList<FieldReader>();
        int[] cells = new int[fields.size()];
        int next = 0;
        for (int i = 0; i < cells.length; i++) {
            Field field = fields.get(i);
            cells[i] = next;
            readers.add(FieldReader.of(field, destination, elements, next));
            next += ListType.cells(field.type());
        }
        var plan = new ObjectPlan(readers, cells);
        var notAnObject = new Violation(Rule.TYPE, null, "must be a JSON object");
        return (parser, token, row, at) -> {
            if (token == JsonToken.START_OBJECT) {
                plan.read(parser, row, row.ofRecord, at);
            } else {
                JsonSource.skip(parser, token);
                row.refuse("", notAnObject);
            }
        };
    }
}
