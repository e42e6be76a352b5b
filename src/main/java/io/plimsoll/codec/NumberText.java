package io.plimsoll.codec;

import io.plimsoll.contract.ElementType;
import java.math.BigDecimal;
import java.math.BigInteger;
import tools.jackson.core.JsonParser;

/**
 * One JSON number as its digits, so that nothing is rounded before it was asked whether it may be: 92.0 is whole, and
 * 92.00000000000000000001 is not.
 *
 * <p>Reused for every number of a body; the work for a number is bounded by the parser's limit on its length.
 */
final class NumberText {

    /** Powers of ten that a double holds exactly. */
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    /** Powers of ten that 64 bits hold. */
    private static final long[] WHOLE_POWERS = new long[19];

    static {
        long power = 1;
        for (int i = 0; i < WHOLE_POWERS.length; i++) {
            WHOLE_POWERS[i] = power;
            power *= 10;
        }
    }

    private static final int MOST_DIGITS = 18;
    private static final long EXACT_DOUBLES = 1L << 53;
    /** Beyond every number that matters, and small enough to add to. */
    private static final int MOST_EXPONENT = 1_000_000;

    private char[] chars = new char[0];
    private int start;
    private int length;

    /** The number is {@code mantissa} · 10^{@code exponent}, if all its digits fit. */
    private long mantissa;

    private int exponent;
    private boolean fits;

    /** What a number is among the integers. */
    enum Wholeness {
        WHOLE,
        FRACTION,
        BEYOND_64_BITS
    }

    /** Takes the number that the parser stands on. */
    void take(JsonParser parser) {
        chars = parser.getStringCharacters();
        start = parser.getStringOffset();
        length = parser.getStringLength();
        scan();
    }

    /**
     * Takes the text that the parser stands on, if it is a number without an exponent, such as -12.50, and tells
     * whether it is.
     */
    boolean takeDecimal(JsonParser parser) {
        chars = parser.getStringCharacters();
        start = parser.getStringOffset();
        length = parser.getStringLength();
        boolean signed = length > 0 && (chars[start] == '+' || chars[start] == '-');
        if (!isDecimal(signed ? start + 1 : start, start + length)) {
            return false;
        }
        if (signed && chars[start] == '+') {
            // JSON's own numbers have no such sign.
            start++;
            length--;
        }
        scan();
        return true;
    }

    /** Digits, or digits on both sides of a point. */
    private boolean isDecimal(int from, int end) {
        int point = -1;
        for (int at = from; at < end; at++) {
            char c = chars[at];
            if (c == '.' && point < 0) {
                point = at;
            } else if (c < '0' || c > '9') {
                return false;
            }
        }
        return from < end && point != from && point != end - 1;
    }

    private void scan() {
        int end = start + length;
        int at = start;
        boolean negative = chars[at] == '-';
        if (negative) {
            at++;
        }
        long digits = 0;
        int significant = 0;
        int shift = 0;
        boolean fraction = false;
        for (; at < end; at++) {
            char c = chars[at];
            if (c == '.') {
                fraction = true;
            } else if (c >= '0' && c <= '9') {
                if (significant > 0 || c != '0') {
                    significant++;
                }
                digits = digits * 10 + (c - '0');
                if (fraction) {
                    shift--;
                }
            } else {
                shift += exponentFrom(at + 1, end);
                break;
            }
        }
        mantissa = negative ? -digits : digits;
        exponent = shift;
        fits = significant <= MOST_DIGITS;
    }

    private int exponentFrom(int from, int end) {
        boolean negative = chars[from] == '-';
        int at = negative || chars[from] == '+' ? from + 1 : from;
        int value = 0;
        for (; at < end; at++) {
            value = Math.min(MOST_EXPONENT, value * 10 + (chars[at] - '0'));
        }
        return negative ? -value : value;
    }

    /** The nearest double; infinite where there is none. */
    double toDouble() {
        if (fits && mantissa != 0 && Math.abs(mantissa) <= EXACT_DOUBLES) {
            // One operation on two exact doubles rounds once, so the result is the nearest one.
            if (exponent <= 0 && exponent >= -22) {
                return mantissa / POWERS[-exponent];
            }
            if (exponent > 0 && exponent <= 22) {
                return mantissa * POWERS[exponent];
            }
        }
        return Double.parseDouble(text());
    }

    /** Whether {@link #toDouble} is exactly the number; for a number without fraction and exponent. */
    boolean doubleIsExact() {
        if (fits) {
            return ElementType.DOUBLE.holds(mantissa);
        }
        double value = toDouble();
        return Double.isFinite(value) && new BigDecimal(value).compareTo(new BigDecimal(text())) == 0;
    }

    /** Digits after the point of a number without an exponent. */
    int places() {
        return -exponent;
    }

    /** Turns the number into units of that place after the point, and tells whether they are whole. */
    Wholeness units(int place) {
        exponent += place;
        return wholeness();
    }

    /** Whether the number is whole; if it is {@link Wholeness#WHOLE}, {@link #toLong} gives it. */
    Wholeness wholeness() {
        // Callers whose language knows only floats send 92.0 for 92.
        long whole = mantissa;
        int power = exponent;
        while (fits && power < 0 && whole % 10 == 0 && whole != 0) {
            whole /= 10;
            power++;
        }
        if (fits
                && power > 0
                && power < WHOLE_POWERS.length
                && Math.abs(whole) <= Long.MAX_VALUE / WHOLE_POWERS[power]) {
            whole *= WHOLE_POWERS[power];
            power = 0;
        }
        if (fits && power == 0) {
            mantissa = whole;
            exponent = 0;
            return Wholeness.WHOLE;
        }
        return reduce();
    }

    long toLong() {
        return mantissa;
    }

    /** Brings the number to the form mantissa · 10^0 where it has one. */
    private Wholeness reduce() {
        StringBuilder digits = significantDigits();
        int power = exponent;
        while (!digits.isEmpty() && digits.charAt(digits.length() - 1) == '0') {
            digits.setLength(digits.length() - 1);
            power++;
        }
        if (digits.isEmpty()) {
            mantissa = 0;
        } else if (power < 0) {
            return Wholeness.FRACTION;
        } else if (digits.length() + power > 19) {
            return Wholeness.BEYOND_64_BITS;
        } else {
            BigInteger value = new BigInteger(digits.append("0".repeat(power)).toString());
            value = chars[start] == '-' ? value.negate() : value;
            if (value.bitLength() > 63) {
                return Wholeness.BEYOND_64_BITS;
            }
            mantissa = value.longValue();
        }
        exponent = 0;
        fits = true;
        return Wholeness.WHOLE;
    }

    private StringBuilder significantDigits() {
        var digits = new StringBuilder(length);
        for (int at = start; at < start + length && chars[at] != 'e' && chars[at] != 'E'; at++) {
            boolean leadingZero = chars[at] == '0' && digits.isEmpty();
            if (Character.isDigit(chars[at]) && !leadingZero) {
                digits.append(chars[at]);
            }
        }
        return digits;
    }

    private String text() {
        return new String(chars, start, length);
    }
}
