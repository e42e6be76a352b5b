package io.plimsoll.contract;

/**
 * A fixed number of values of one kind, which fill a tensor's cells in row-major order.
 *
 * @param items what each value is: a field without a name of its own, whose {@link Absence} says whether null may stand
 *     for it
 */
public record VectorType(int length, Field items) implements FieldType {

    /** Longer rows belong in the graph. */
    public static final int MOST_LENGTH = 1 << 20;

    public VectorType {
        if (length < 1 || length > MOST_LENGTH) {
            throw new IllegalArgumentException("length is from 1 to " + MOST_LENGTH);
        }
        if (items.type() instanceof VectorType || items.type() instanceof ListType) {
            throw new IllegalArgumentException("a vector holds single values");
        }
    }

    @Override
    public String spelling() {
        return "vector";
    }
}
