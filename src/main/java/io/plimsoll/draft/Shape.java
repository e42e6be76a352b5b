package io.plimsoll.draft;

import io.plimsoll.contract.Dimension;
import io.plimsoll.contract.Signature.Value;
import java.util.List;

/** What one row of a graph's input or output is, by its declared axes. */
sealed interface Shape {

    /** A single value. */
    record One() implements Shape {}

    /** So many values beside each other. */
    record Row(int width) implements Shape {}

    /** A block of more than one fixed axis, so many values in all. */
    record Block(int cells) implements Shape {}

    /** Any number of items, each of so many values. */
    record Items(int width) implements Shape {}

    /** No row can be told in it: no axis for rows, or several open ones. */
    record Unclear() implements Shape {}

    /** More cells than these are no row of a business system. */
    int MOST_CELLS = 1 << 20;

    static Shape of(Value.Tensor tensor) {
        if (!tensor.ranked() || tensor.shape().isEmpty()) {
            return new Unclear();
        }
        List<Dimension> axes = tensor.shape().subList(1, tensor.shape().size());
        boolean items = !axes.isEmpty() && axes.getFirst().open();
        List<Dimension> fixed = items ? axes.subList(1, axes.size()) : axes;
        if (fixed.stream().anyMatch(Dimension::open)) {
            return new Unclear();
        }
        long cells = fixed.stream().mapToLong(Dimension::size).reduce(1, (a, b) -> Math.min(a * b, MOST_CELLS + 1L));
        if (cells < 1 || cells > MOST_CELLS) {
            return new Unclear();
        }
        if (items) {
            return new Items((int) cells);
        }
        if (cells == 1) {
            return new One();
        }
        return axes.size() == 1 ? new Row((int) cells) : new Block((int) cells);
    }
}
