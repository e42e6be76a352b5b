package io.plimsoll.api;

import io.plimsoll.contract.Numbers;
import io.plimsoll.contract.Scalar;
import java.math.BigDecimal;

/** Values of a contract as the Java values that JSON is written from. */
final class JsonScalar {

    private JsonScalar() {}

    static Object of(Scalar scalar) {
        return switch (scalar) {
            case Scalar.Whole(long value) -> value;
            case Scalar.Real(double value) -> number(value);
            case Scalar.Flag(boolean value) -> value;
            case Scalar.Text(String value) -> value;
        };
    }

    /** A number as people write it: no ".0", no exponent where it can be helped. */
    static BigDecimal number(double value) {
        return new BigDecimal(Numbers.plain(value));
    }
}
