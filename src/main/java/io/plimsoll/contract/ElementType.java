package io.plimsoll.contract;

import java.util.Locale;

/** The element types of tensors that a contract can fill and read; ONNX has more, which are refused by name. */
public enum ElementType {
    FLOAT,
    DOUBLE,
    FLOAT16,
    INT64,
    INT32,
    BOOL,
    STRING;

    private static final double LARGEST_FLOAT16 = 65_504;

    /** Whether it can hold NaN. */
    public boolean floating() {
        return this == FLOAT || this == DOUBLE || this == FLOAT16;
    }

    /** Whether it holds numbers, whole ones at least. */
    public boolean numeric() {
        return this != BOOL && this != STRING;
    }

    /**
     * Whether it takes this whole number exactly. The smallest of its kind is left out for whole tensors: a graph that
     * divides it by −1 traps in the processor, and the trap ends the process.
     */
    public boolean holds(long value) {
        return switch (this) {
            case FLOAT -> significantBits(value) <= 24;
            case DOUBLE -> significantBits(value) <= 53;
            case FLOAT16 -> significantBits(value) <= 11 && spans((double) value);
            case INT64 -> value != Long.MIN_VALUE;
            case INT32 -> value == (int) value && value != Integer.MIN_VALUE;
            case BOOL -> value == 0 || value == 1;
            case STRING -> false;
        };
    }

    /** Whether this finite number lies within its range, though perhaps not exactly on one of its steps. */
    public boolean spans(double value) {
        return switch (this) {
            case FLOAT -> Float.isFinite((float) value);
            case DOUBLE -> true;
            case FLOAT16 -> Math.abs(value) <= LARGEST_FLOAT16;
            case INT64 -> value > -0x1p63 && value < 0x1p63;
            case INT32 -> value > Integer.MIN_VALUE && value <= Integer.MAX_VALUE;
            case BOOL -> value == 0 || value == 1;
            case STRING -> false;
        };
    }

    private static int significantBits(long value) {
        long magnitude = Math.abs(value);
        return magnitude == 0
                ? 0
                : Long.SIZE - Long.numberOfLeadingZeros(magnitude) - Long.numberOfTrailingZeros(magnitude);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
