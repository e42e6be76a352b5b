package io.plimsoll.codec;

import io.plimsoll.contract.DateType;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.Violation;
import java.time.LocalDate;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads days as RFC 3339 writes them (full-date). */
final class DateReader extends FieldReader {

    private static final String PROBLEM = "must be a day such as 2026-01-31";

    private final DateType type;
    private final Range range;

    DateReader(Field field, Destination destination, DateType type) {
        super(field, destination);
        this.type = type;
        this.range = new Range(
                type.min() == null ? Long.MIN_VALUE : type.min().toEpochDay(),
                type.max() == null ? Long.MAX_VALUE : type.max().toEpochDay());
    }

    @Override
    void read(JsonParser parser, JsonToken token, RowIntake row, int at) {
        long day = token == JsonToken.VALUE_STRING
                ? Rfc3339.epochDay(parser.getStringCharacters(), parser.getStringOffset(), parser.getStringLength())
                : Rfc3339.NONE;
        if (day == Rfc3339.NONE) {
            refuseType(parser, token, row, PROBLEM);
            return;
        }
        Violation outside = range.contains(day) ? null : type.violation(LocalDate.ofEpochDay(day));
        if (outside != null) {
            refuse(row, outside);
            return;
        }
        put(row, at, day);
    }
}
