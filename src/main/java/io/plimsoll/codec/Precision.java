package io.plimsoll.codec;

import io.plimsoll.contract.ElementType;
import io.plimsoll.contract.Rule;
import io.plimsoll.contract.Violation;
import org.jspecify.annotations.Nullable;

/** What a tensor's element type can hold: a value that it cannot is refused, and never changed in silence. */
final class Precision {

    private Precision() {}

    /** Whether the number has at most so many bits from its first to its last set one. */
    static boolean exact(long value, int bits) {
        long magnitude = Math.abs(value);
        return magnitude == 0
                || Long.SIZE - Long.numberOfLeadingZeros(magnitude) - Long.numberOfTrailingZeros(magnitude) <= bits;
    }

    /** A whole number must arrive exactly. */
    static @Nullable Violation ofWhole(ElementType element, long value) {
        boolean holds = switch (element) {
            case INT64, BOOL, STRING -> true;
            case INT32 -> value == (int) value;
            case DOUBLE -> exact(value, 53);
            case FLOAT -> exact(value, 24);
            case FLOAT16 -> exact(value, 11) && Math.abs(value) <= 65_504;
        };
        return holds ? null : violation("cannot be held exactly by the model's " + element + " input");
    }

    /** Any other number may be rounded to the nearest that the tensor holds, as in training, but not to infinity. */
    static @Nullable Violation ofNumber(ElementType element, double value) {
        if (!Double.isFinite(value)) {
            return violation("is too large for a number of 64 bits");
        }
        boolean holds = switch (element) {
            case DOUBLE, BOOL, STRING -> true;
            case FLOAT -> Float.isFinite((float) value);
            case FLOAT16 -> Float.isFinite(Float.float16ToFloat(Float.floatToFloat16((float) value)));
            case INT64 -> value == (long) value && value != 0x1p63;
            case INT32 -> value == (int) value;
        };
        return holds ? null : violation("cannot be held by the model's " + element + " input");
    }

    static Violation beyond64Bits() {
        return violation("is too large for an integer of 64 bits");
    }

    static Violation beyondDouble() {
        return violation("has more digits than a number of 64 bits holds");
    }

    private static Violation violation(String problem) {
        return new Violation(Rule.PRECISION, null, problem);
    }
}
