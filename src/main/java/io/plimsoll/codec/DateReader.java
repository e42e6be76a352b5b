package io.plimsoll.codec;

import io.plimsoll.contract.DateType;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.Violation;
import java.time.LocalDate;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads days as RFC 3339 writes them (full-date): four digits, two and two, and a day that the calendar has. */
final class DateReader extends FieldReader {

    private static final String PROBLEM = "must be a day such as 2026-01-31";

    private final DateType type;

    DateReader(Field field, int slot, DateType type) {
        super(field, slot);
        this.type = type;
    }

    @Override
    void read(JsonParser parser, JsonToken token, RowIntake row) {
        LocalDate day = token == JsonToken.VALUE_STRING ? fullDate(parser.getString()) : null;
        if (day == null) {
            refuseType(parser, token, row, PROBLEM);
            return;
        }
        Violation violation = type.violation(day);
        if (violation != null) {
            refuse(row, violation);
            return;
        }
        put(row, day.toEpochDay());
    }

    static @Nullable LocalDate fullDate(String text) {
        if (text.length() != 10 || text.charAt(4) != '-' || text.charAt(7) != '-') {
            return null;
        }
        int year = digits(text, 0, 4);
        int month = digits(text, 5, 7);
        int day = digits(text, 8, 10);
        if (year < 0 || month < 1 || month > 12 || day < 1) {
            return null;
        }
        YearMonth of = YearMonth.of(year, month);
        return day > of.lengthOfMonth() ? null : of.atDay(day);
    }

    /** The number that the digits spell, or -1 if one is none. */
    private static int digits(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = value * 10 + (c - '0');
        }
        return value;
    }
}
