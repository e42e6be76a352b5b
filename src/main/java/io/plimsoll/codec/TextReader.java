package io.plimsoll.codec;

import io.plimsoll.contract.Field;
import io.plimsoll.contract.TextType;
import io.plimsoll.contract.Violation;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads text, unchanged to the character. */
final class TextReader extends FieldReader {

    private final TextType type;

    TextReader(Field field, Destination destination, TextType type) {
        super(field, destination);
        this.type = type;
    }

    @Override
    void read(JsonParser parser, JsonToken token, RowIntake row, int at) {
        if (token != JsonToken.VALUE_STRING) {
            refuseType(parser, token, row, "must be a string");
            return;
        }
        String value = parser.getString();
        Violation violation = TextCheck.of(value);
        if (violation == null) {
            violation = type.violation(value);
        }
        if (violation != null) {
            refuse(row, violation);
        } else if (destination().stores()) {
            put(row, at, row.features().addText(value));
        }
    }
}
