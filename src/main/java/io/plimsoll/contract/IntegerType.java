package io.plimsoll.contract;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A whole number; 92.0 is one, 3.9 is not.
 *
 * @param values the only numbers allowed, in contract order; empty where all in the range are
 */
public record IntegerType(@Nullable Long min, @Nullable Long max, List<Long> values) implements FieldType {

    /** Longer lists of values are not written out in an error. */
    private static final int MOST_VALUES_NAMED = 20;

    public IntegerType {
        values = List.copyOf(values);
        if (min != null && max != null && min > max) {
            throw new IllegalArgumentException("min is above max");
        }
    }

    @Override
    public String spelling() {
        return "integer";
    }

    public @Nullable Violation violation(long value) {
        if (min != null && value < min) {
            return new Violation(Rule.MIN, min.toString(), "must be at least " + min);
        }
        if (max != null && value > max) {
            return new Violation(Rule.MAX, max.toString(), "must be at most " + max);
        }
        return values.isEmpty() || values.contains(value) ? null : notAValue();
    }

    private Violation notAValue() {
        if (values.size() > MOST_VALUES_NAMED) {
            return new Violation(Rule.VALUE, null, "must be one of its " + values.size() + " values");
        }
        String all = values.stream().map(Object::toString).collect(Collectors.joining(", "));
        return new Violation(Rule.VALUE, all, "must be one of: " + all);
    }
}
