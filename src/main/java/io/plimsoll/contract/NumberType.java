package io.plimsoll.contract;

import org.jspecify.annotations.Nullable;

/** A finite number. */
public record NumberType(@Nullable Double min, @Nullable Double max) implements FieldType {

    public NumberType {
        if (min != null && max != null && min > max) {
            throw new IllegalArgumentException("min is above max");
        }
    }

    @Override
    public String spelling() {
        return "number";
    }

    public @Nullable Violation violation(double value) {
        if (min != null && value < min) {
            return new Violation(Rule.MIN, Numbers.plain(min), "must be at least " + Numbers.plain(min));
        }
        if (max != null && value > max) {
            return new Violation(Rule.MAX, Numbers.plain(max), "must be at most " + Numbers.plain(max));
        }
        return null;
    }
}
