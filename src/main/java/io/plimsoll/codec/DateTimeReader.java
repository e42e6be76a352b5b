package io.plimsoll.codec;

import io.plimsoll.contract.DateTimeType;
import io.plimsoll.contract.ElementType;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.Violation;
import java.time.Instant;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads moments as RFC 3339 writes them (date-time), to the millisecond. */
final class DateTimeReader extends FieldReader {

    private static final String PROBLEM = "must be a moment such as 2026-01-31T12:30:59Z or 2026-01-31T12:30:59+01:00";

    private final DateTimeType type;
    private final ElementType element;
    private final Range range;

    DateTimeReader(Field field, Destination destination, DateTimeType type, ElementType element) {
        super(field, destination);
        this.type = type;
        this.element = element;
        this.range = new Range(
                type.min() == null ? Long.MIN_VALUE : type.min().toEpochMilli(),
                type.max() == null ? Long.MAX_VALUE : type.max().toEpochMilli());
    }

    @Override
    void read(JsonParser parser, JsonToken token, RowIntake row, int at) {
        long millis = token == JsonToken.VALUE_STRING
                ? Rfc3339.epochMillis(parser.getStringCharacters(), parser.getStringOffset(), parser.getStringLength())
                : Rfc3339.NONE;
        if (millis == Rfc3339.NONE) {
            refuseType(parser, token, row, PROBLEM);
        } else if (millis == Rfc3339.FINER) {
            refuse(row, Precision.beyondMillis());
        } else {
            accept(millis, row, at);
        }
    }

    private void accept(long millis, RowIntake row, int at) {
        Violation violation = range.contains(millis) ? null : type.violation(Instant.ofEpochMilli(millis));
        if (violation == null) {
            violation = Precision.ofMoment(element, millis, type.epoch());
        }
        if (violation != null) {
            refuse(row, violation);
            return;
        }
        put(row, at, millis);
    }
}
