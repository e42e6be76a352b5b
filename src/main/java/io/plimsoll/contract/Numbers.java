package io.plimsoll.contract;

import java.math.BigDecimal;

/** Numbers as people write them. */
public final class Numbers {

    private Numbers() {}

    /** The shortest decimal form of a finite number: no exponent up to 15 digits, no trailing ".0". */
    public static String plain(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return Long.toString((long) value);
        }
        double magnitude = Math.abs(value);
        return magnitude >= 1e-6 && magnitude < 1e15
                ? new BigDecimal(Double.toString(value)).toPlainString()
                : Double.toString(value);
    }
}
