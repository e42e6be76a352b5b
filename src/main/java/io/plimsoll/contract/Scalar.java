package io.plimsoll.contract;

/** One value as a caller would write it in JSON: in a contract, a default or an example. */
public sealed interface Scalar {

    /** A JSON number without fraction or exponent. */
    record Whole(long value) implements Scalar {}

    /** Any other finite JSON number. */
    record Real(double value) implements Scalar {

        public Real {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("not a finite number");
            }
        }
    }

    /** true or false. */
    record Flag(boolean value) implements Scalar {}

    /** A JSON string. */
    record Text(String value) implements Scalar {}
}
