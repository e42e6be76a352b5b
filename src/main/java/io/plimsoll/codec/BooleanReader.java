package io.plimsoll.codec;

import io.plimsoll.contract.Field;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads true and false, and takes nothing else for them. */
final class BooleanReader extends FieldReader {

    BooleanReader(Field field, Destination destination) {
        super(field, destination);
    }

    @Override
    void read(JsonParser parser, JsonToken token, RowIntake row, int at) {
        if (!token.isBoolean()) {
            refuseType(parser, token, row, "must be true or false");
            return;
        }
        put(row, at, token == JsonToken.VALUE_TRUE ? 1 : 0);
    }
}
