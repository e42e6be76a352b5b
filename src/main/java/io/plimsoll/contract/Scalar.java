package io.plimsoll.contract;

/** One value as a caller would write it in JSON: in a contract, a default or an example. */
public sealed interface Scalar {

    /** The value of an integer field. */
    record Whole(long value) implements Scalar {}

    /** The value of a number field: any finite number, 30000 as well as 0.5. */
    record Real(double value) implements Scalar {

        public Real {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("not a finite number");
            }
        }
    }

    /** true or false. */
    record Flag(boolean value) implements Scalar {}

    /** A JSON string: a text, a word of a category, a date. */
    record Text(String value) implements Scalar {}
}
