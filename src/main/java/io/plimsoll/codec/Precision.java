package io.plimsoll.codec;

import io.plimsoll.contract.ElementType;
import io.plimsoll.contract.Rule;
import io.plimsoll.contract.Violation;
import org.jspecify.annotations.Nullable;

/** What a tensor's element type can hold: a value that it cannot is refused, and never changed in silence. */
final class Precision {

    private Precision() {}

    /** A whole number must arrive exactly. */
    static @Nullable Violation ofWhole(ElementType element, long value) {
        return element.holds(value)
                ? null
                : violation("cannot be held exactly by the " + element + " tensor of the model");
    }

    /** Any other number may be rounded to the nearest that the tensor holds, as in training, but not to infinity. */
    static @Nullable Violation ofNumber(ElementType element, double value) {
        if (!Double.isFinite(value)) {
            return violation("is too large for a number of 64 bits");
        }
        return element.spans(value) ? null : violation("is too large for the " + element + " tensor of the model");
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
