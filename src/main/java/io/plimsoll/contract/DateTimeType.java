package io.plimsoll.contract;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A moment, RFC 3339 date-time with an offset; a numeric tensor gets it in units since the start of a day in UTC. A
 * slot counts milliseconds since 1970-01-01T00:00:00Z.
 */
public record DateTimeType(@Nullable Instant min, @Nullable Instant max, Epoch epoch) implements FieldType {

    public DateTimeType {
        if (min != null && max != null && min.isAfter(max)) {
            throw new IllegalArgumentException("min is above max");
        }
    }

    @Override
    public String spelling() {
        return "datetime";
    }

    public @Nullable Violation violation(Instant value) {
        if (min != null && value.isBefore(min)) {
            return new Violation(Rule.MIN, min.toString(), "must not be before " + min);
        }
        if (max != null && value.isAfter(max)) {
            return new Violation(Rule.MAX, max.toString(), "must not be after " + max);
        }
        return null;
    }
}
