package io.plimsoll.contract;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * An exact decimal number, which a caller sends as text such as {@code "12.50"}.
 *
 * @param scale the most digits after the point; a slot counts units of the last of them
 */
public record DecimalType(
        @Nullable BigDecimal min, @Nullable BigDecimal max, int scale) implements FieldType {

    /** So many places at most, so that a slot's 64 bits hold numbers of a useful size. */
    public static final int MOST_SCALE = 12;

    public DecimalType {
        if (scale < 0 || scale > MOST_SCALE) {
            throw new IllegalArgumentException("scale is from 0 to " + MOST_SCALE);
        }
        if (min != null && max != null && min.compareTo(max) > 0) {
            throw new IllegalArgumentException("min is above max");
        }
    }

    @Override
    public String spelling() {
        return "decimal";
    }

    /** Units of the last place; overflows are an {@link ArithmeticException}. */
    public long units(BigDecimal value) {
        return value.setScale(scale).unscaledValue().longValueExact();
    }

    /** The number of so many units of the last place. */
    public BigDecimal ofUnits(long units) {
        return BigDecimal.valueOf(units, scale);
    }

    public @Nullable Violation violation(BigDecimal value) {
        if (min != null && value.compareTo(min) < 0) {
            return new Violation(Rule.MIN, min.toPlainString(), "must be at least " + min.toPlainString());
        }
        if (max != null && value.compareTo(max) > 0) {
            return new Violation(Rule.MAX, max.toPlainString(), "must be at most " + max.toPlainString());
        }
        return null;
    }
}
