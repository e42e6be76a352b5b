package io.plimsoll.contract;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A day, RFC 3339 full-date; a numeric tensor gets it in units since a day. */
public record DateType(@Nullable LocalDate min, @Nullable LocalDate max, Epoch epoch) implements FieldType {

    public DateType {
        if (min != null && max != null && min.isAfter(max)) {
            throw new IllegalArgumentException("min is above max");
        }
    }

    @Override
    public String spelling() {
        return "date";
    }

    public @Nullable Violation violation(LocalDate value) {
        if (min != null && value.isBefore(min)) {
            return new Violation(Rule.MIN, min.toString(), "must not be before " + min);
        }
        if (max != null && value.isAfter(max)) {
            return new Violation(Rule.MAX, max.toString(), "must not be after " + max);
        }
        return null;
    }
}
