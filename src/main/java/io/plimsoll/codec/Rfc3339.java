package io.plimsoll.codec;

import java.time.LocalDate;
import java.time.YearMonth;

/** Days and moments as RFC 3339 writes them: every digit of them, and no day that the calendar has not. */
final class Rfc3339 {

    /** The text is not of the form. */
    static final long NONE = Long.MIN_VALUE;

    /** The text is of the form, but counts less than milliseconds. */
    static final long FINER = Long.MIN_VALUE + 1;

    private static final int DATE = 10;
    private static final int SECONDS_END = 19;
    private static final int OFFSET = 6;

    private Rfc3339() {}

    /** Days since 1970-01-01 of a full-date, or {@link #NONE}. */
    static long epochDay(char[] text, int from, int length) {
        return length == DATE ? day(text, from) : NONE;
    }

    /**
     * Milliseconds since 1970-01-01T00:00:00Z of a date-time, {@link #NONE} or {@link #FINER}. Seconds end at 59:
     * milliseconds do not count leap seconds.
     */
    static long epochMillis(char[] text, int from, int length) {
        int end = from + length;
        if (length <= SECONDS_END
                || (text[from + DATE] | ' ') != 't'
                || text[from + 13] != ':'
                || text[from + 16] != ':') {
            return NONE;
        }
        long day = day(text, from);
        int hour = digits(text, from + 11, 2, 23);
        int minute = digits(text, from + 14, 2, 59);
        int second = digits(text, from + 17, 2, 59);
        int fractionEnd = fractionEnd(text, from + SECONDS_END, end);
        int offset = offsetMinutes(text, fractionEnd, end);
        if (day == NONE || hour < 0 || minute < 0 || second < 0 || offset == Integer.MIN_VALUE) {
            return NONE;
        }
        int fraction = fractionMillis(text, from + SECONDS_END, fractionEnd);
        if (fraction < 0) {
            return FINER;
        }
        long minutes = (day * 24 + hour) * 60 + minute - offset;
        return (minutes * 60 + second) * 1000 + fraction;
    }

    private static long day(char[] text, int from) {
        int year = digits(text, from, 4, 9999);
        int month = digits(text, from + 5, 2, 12);
        int day = digits(text, from + 8, 2, 31);
        if (text[from + 4] != '-' || text[from + 7] != '-' || year < 0 || month < 1 || day < 1) {
            return NONE;
        }
        return day > YearMonth.of(year, month).lengthOfMonth()
                ? NONE
                : LocalDate.of(year, month, day).toEpochDay();
    }

    /** Behind the last digit of a fraction; the place itself if there is none. */
    private static int fractionEnd(char[] text, int from, int end) {
        if (text[from] != '.') {
            return from;
        }
        int at = from + 1;
        while (at < end && isDigit(text[at])) {
            at++;
        }
        // A point needs a digit behind it; what cannot be an offset is refused as one.
        return at == from + 1 ? from : at;
    }

    /** The milliseconds of a fraction from its point on, or -1 if it has more places that are not 0. */
    private static int fractionMillis(char[] text, int from, int end) {
        int millis = 0;
        int weight = 100;
        for (int at = from + 1; at < end; at++) {
            if (weight == 0 && text[at] != '0') {
                return -1;
            }
            millis += (text[at] - '0') * weight;
            weight /= 10;
        }
        return millis;
    }

    /** What the clock is ahead of UTC, or {@link Integer#MIN_VALUE} if the rest of the text is no offset. */
    private static int offsetMinutes(char[] text, int from, int end) {
        if (end - from == 1 && (text[from] | ' ') == 'z') {
            return 0;
        }
        if (end - from != OFFSET || (text[from] != '+' && text[from] != '-') || text[from + 3] != ':') {
            return Integer.MIN_VALUE;
        }
        int hours = digits(text, from + 1, 2, 23);
        int minutes = digits(text, from + 4, 2, 59);
        if (hours < 0 || minutes < 0) {
            return Integer.MIN_VALUE;
        }
        return (text[from] == '-' ? -1 : 1) * (hours * 60 + minutes);
    }

    /** The number that so many digits spell, or -1 if one is none or the number is too large. */
    private static int digits(char[] text, int from, int count, int most) {
        int value = 0;
        for (int at = from; at < from + count; at++) {
            if (!isDigit(text[at])) {
                return -1;
            }
            value = value * 10 + (text[at] - '0');
        }
        return value <= most ? value : -1;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
