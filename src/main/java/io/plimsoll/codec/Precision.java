package io.plimsoll.codec;

import io.plimsoll.contract.ElementType;
import io.plimsoll.contract.Epoch;
import io.plimsoll.contract.Rule;
import io.plimsoll.contract.Violation;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What a tensor's element type can hold: a value that it cannot is refused, and never changed in silence. */
final class Precision {

    private Precision() {}

    /** A whole number must arrive exactly. */
    static @Nullable Violation ofWhole(ElementType element, long value) {
        return element.holds(value) ? null : inexact();
    }

    /** Any other number may be rounded to the nearest that the tensor holds, as in training, but not to infinity. */
    static @Nullable Violation ofNumber(ElementType element, double value) {
        if (!Double.isFinite(value)) {
            return violation("is too large for a number of 64 bits");
        }
        return element.spans(value) ? null : violation("is too large for the model");
    }

    /**
     * A decimal arrives in a tensor of whole numbers as units of its last place, exactly; in others it is a number, but
     * a whole one no double changes.
     */
    static @Nullable Violation ofDecimal(ElementType element, long units, int scale) {
        if (!element.floating()) {
            return ofWhole(element, units);
        }
        long place = powerOfTen(scale);
        if (units % place == 0 && !ElementType.DOUBLE.holds(units / place)) {
            return beyondDouble();
        }
        return ofNumber(element, (double) units / place);
    }

    /** A moment that a whole number of units leads to arrives exactly; a tensor of whole numbers knows no other. */
    static @Nullable Violation ofMoment(ElementType element, long epochMillis, Epoch epoch) {
        long millis = epoch.millisSince(epochMillis);
        if (millis % epoch.unitMillis() == 0) {
            return ofWhole(element, millis / epoch.unitMillis());
        }
        return element.floating()
                ? null
                : violation(
                        epoch.unit() == Epoch.Unit.DAYS
                                ? "must be midnight in UTC"
                                : "must be a full second, without a fraction");
    }

    static Violation beyond64Bits() {
        return violation("is too large for an integer of 64 bits");
    }

    static Violation beyondDouble() {
        return violation("has more digits than a number of 64 bits holds");
    }

    static Violation beyondScale(int scale) {
        return new Violation(
                Rule.PRECISION,
                "" + scale,
                scale == 0
                        ? "must have no digit after the point"
                        : "must have at most " + scale + (scale == 1 ? " digit" : " digits") + " after the point");
    }

    static Violation beyondUnits(int scale) {
        return violation("is too large for 64 bits that count steps of "
                + BigDecimal.ONE.movePointLeft(scale).toPlainString());
    }

    static Violation beyondMillis() {
        return new Violation(Rule.PRECISION, "3", "must have at most 3 digits after the point: milliseconds");
    }

    private static long powerOfTen(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }

    private static Violation inexact() {
        return violation("cannot be held exactly by the model");
    }

    private static Violation violation(String problem) {
        return new Violation(Rule.PRECISION, null, problem);
    }
}
