package io.plimsoll.codec;

import io.plimsoll.contract.Field;
import io.plimsoll.contract.Rule;
import io.plimsoll.contract.VectorType;
import io.plimsoll.contract.Violation;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads vectors, value after value into cells: those that an item has for it, or new ones for a row's own vector. */
final class VectorReader extends FieldReader {

    private final int length;
    private final ItemReader values;
    private final Violation wrongLength;

    VectorReader(Field field, Destination destination, VectorType type, Elements elements, int cell) {
        super(field, destination);
        this.length = type.length();
        this.values = ItemReader.values(type.items(), destination.inside(), elements, cell);
        this.wrongLength = new Violation(
                Rule.ITEMS, "" + length, "must hold exactly " + length + (length == 1 ? " value" : " values"));
    }

    @Override
    void read(JsonParser parser, JsonToken token, RowIntake row, int at) {
        if (token != JsonToken.START_ARRAY) {
            refuseType(parser, token, row, "must be a list of " + length + (length == 1 ? " value" : " values"));
            return;
        }
        boolean ofRow = destination() == Destination.SLOT;
        int first = ofRow ? row.features().cells() : at;
        int count = 0;
        row.path.enter(name());
        JsonToken value;
        while ((value = parser.nextToken()) != JsonToken.END_ARRAY) {
            if (count < length) {
                row.path.item(count);
                values.read(parser, value, row, ofRow ? row.features().addCells(1) : first + count);
            } else {
                JsonSource.skip(parser, value);
            }
            count++;
        }
        row.path.leave();
        if (count != length) {
            refuse(row, wrongLength);
        } else if (ofRow) {
            row.features().putItems(row.row(), at, first, length);
        }
    }
}
