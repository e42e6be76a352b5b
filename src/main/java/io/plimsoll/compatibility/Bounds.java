package io.plimsoll.compatibility;

import io.plimsoll.contract.IntegerType;
import io.plimsoll.contract.NumberType;
import io.plimsoll.contract.Numbers;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The least and the greatest that a field takes; null where there is no bound. */
record Bounds<T extends Comparable<? super T>>(
        @Nullable T least, @Nullable T greatest) {

    static Bounds<BigDecimal> of(IntegerType type) {
        return new Bounds<>(
                type.min() == null ? null : BigDecimal.valueOf(type.min()),
                type.max() == null ? null : BigDecimal.valueOf(type.max()));
    }

    static Bounds<BigDecimal> of(NumberType type) {
        return new Bounds<>(number(type.min()), number(type.max()));
    }

    private static @Nullable BigDecimal number(@Nullable Double bound) {
        return bound == null ? null : new BigDecimal(Numbers.plain(bound));
    }

    /**
     * Tells which bounds change.
     *
     * @param of what of the value is bounded, as the contract's keys end: nothing, {@code _length}, {@code _items}
     */
    void compare(Changes at, String of, Bounds<T> after) {
        compare(at, "min" + of, least, after.least, 1);
        compare(at, "max" + of, greatest, after.greatest, -1);
    }

    /**
     * Tells how one bound moves.
     *
     * @param inwards the sign of a move that lets fewer values pass
     */
    private void compare(Changes at, String key, @Nullable T before, @Nullable T after, int inwards) {
        int move = move(before, after, inwards);
        if (move != 0) {
            boolean narrower = move == inwards;
            at.add(
                    narrower,
                    "has " + key + " " + said(after) + " now, was " + said(before)
                            + (narrower ? ": narrower" : ": wider"));
        }
    }

    private int move(@Nullable T before, @Nullable T after, int inwards) {
        if (before == null) {
            return after == null ? 0 : inwards;
        }
        return after == null ? -inwards : Integer.signum(after.compareTo(before));
    }

    private static String said(@Nullable Object bound) {
        return bound == null ? "none" : bound.toString();
    }
}
