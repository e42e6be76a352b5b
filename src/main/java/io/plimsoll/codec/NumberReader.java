package io.plimsoll.codec;

import io.plimsoll.contract.ElementType;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.NumberType;
import io.plimsoll.contract.Violation;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads numbers: the nearest double of what was written, but never an infinite one, and no integer changed. */
final class NumberReader extends FieldReader {

    private final NumberType type;
    private final ElementType element;

    NumberReader(Field field, Destination destination, NumberType type, ElementType element) {
        super(field, destination);
        this.type = type;
        this.element = element;
    }

    @Override
    void read(JsonParser parser, JsonToken token, RowIntake row, int at) {
        if (!token.isNumeric()) {
            refuseType(parser, token, row, "must be a number");
            return;
        }
        NumberText number = row.number;
        number.take(parser);
        double value = number.toDouble();
        Violation inexact = Precision.ofNumber(element, value);
        if (inexact != null) {
            refuse(row, inexact);
            return;
        }
        if (token == JsonToken.VALUE_NUMBER_INT && !number.doubleIsExact()) {
            refuse(row, Precision.beyondDouble());
            return;
        }
        Violation outside = type.violation(value);
        if (outside != null) {
            refuseInUnits(row, outside);
            return;
        }
        put(row, at, Double.doubleToRawLongBits(value));
    }
}
