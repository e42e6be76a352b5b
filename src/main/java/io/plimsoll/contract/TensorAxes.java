package io.plimsoll.contract;

import io.plimsoll.contract.Binding.ItemAxis;
import io.plimsoll.contract.Binding.Move;
import io.plimsoll.contract.Input.Target;
import io.plimsoll.contract.Signature.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The axes of a graph input behind that of the rows.
 *
 * @param items the axis of a list's items, for a tensor that a list fills
 * @param trailing the axes after it, all of them fixed
 */
record TensorAxes(@Nullable ItemAxis items, List<Integer> trailing) {

    private static final long WIDEST = 1 << 20;

    /** The axes, or null, with a problem, if the graph leaves open what a row or an item of the tensor is. */
    static @Nullable TensorAxes of(
            String name, Value.Tensor tensor, List<Move> filled, String part, Mismatches mismatches) {
        Leaf first = filled.getFirst().leaf();
        int fields = first.list() == null ? 1 : 2;
        int total = filled.stream()
                .mapToInt(move -> move.column() + move.width())
                .max()
                .orElse(0);
        if (!tensor.ranked() || tensor.shape().size() < fields) {
            mismatches.add(part, tooFlat(name, tensor, first, total));
            return null;
        }
        @Nullable ItemAxis items = null;
        if (first.list() != null) {
            items = items(name, tensor, filled, first.list(), part, mismatches);
            if (items == null) {
                return null;
            }
        }
        List<Integer> trailing = trailing(
                name, tensor, tensor.shape().subList(fields, tensor.shape().size()), filled, total, part, mismatches);
        return trailing == null ? null : new TensorAxes(items, trailing);
    }

    private static String tooFlat(String name, Value.Tensor tensor, Leaf first, int total) {
        String shape = first.list() == null ? "[N, " + total + "]" : "[N, L" + (total > 1 ? ", " + total : "") + "]";
        if (!tensor.ranked()) {
            return "the graph's input " + name + " declares no shape, so it has no axis for rows; export it with a"
                    + " shape such as " + shape;
        }
        return first.list() == null
                ? "the graph's input " + name + " is a single value, so it has no axis for rows; export it with a shape"
                        + " such as " + shape
                : "the graph's input " + name + " is " + tensor + ", so it has no axis for items after the axis of the"
                        + " rows; export it with a shape such as " + shape;
    }

    private static @Nullable ItemAxis items(
            String name, Value.Tensor tensor, List<Move> filled, ListType list, String part, Mismatches mismatches) {
        int slot = filled.getFirst().leaf().slot();
        Dimension axis = tensor.shape().get(1);
        if (axis.open()) {
            return new ItemAxis(slot, ItemAxis.OPEN);
        }
        boolean padded = filled.stream().allMatch(move -> move.leaf().pad() != null);
        boolean exact = list.fixedLength() && list.minItems() == axis.size();
        if (exact || (padded && list.maxItems() <= axis.size())) {
            return new ItemAxis(slot, (int) axis.size());
        }
        mismatches.add(
                part,
                "the graph's input " + name + " is " + tensor + ", which takes exactly " + axis.size()
                        + " items; write min_items: " + axis.size() + " and max_items: " + axis.size()
                        + ", or max_items: " + axis.size() + " and a pad for shorter lists, or export the axis open");
        return null;
    }

    private static @Nullable List<Integer> trailing(
            String name,
            Value.Tensor tensor,
            List<Dimension> axes,
            List<Move> filled,
            int total,
            String part,
            Mismatches mismatches) {
        Leaf first = filled.getFirst().leaf();
        boolean told = first.target() instanceof Target.Grouped || first.field().type() instanceof VectorType;
        if (axes.size() == 1
                && axes.getFirst().open()
                && told
                && tensor.shape().getFirst().open()) {
            mismatches.warn(
                    part,
                    "the graph leaves the width of " + name + " open; the contract's " + ColumnCover.counted(total)
                            + " are taken, and only samples can prove them");
            return List.of(total);
        }
        if (axes.stream().anyMatch(Dimension::open)) {
            mismatches.add(
                    part,
                    "the graph's input " + name + " is " + tensor + ": an axis after "
                            + (first.list() == null ? "the first" : "that of the items") + " is left open; "
                            + (first.list() == null
                                    ? "rows stand on the first axis, and only a field of type: list leaves the next open"
                                    : "an item has a fixed number of columns"));
            return null;
        }
        // The bound on each axis keeps the product from overflowing before it is looked at.
        boolean narrow = axes.stream().allMatch(axis -> axis.size() <= WIDEST)
                && axes.stream().mapToLong(Dimension::size).reduce(1, (a, b) -> Math.min(a * b, WIDEST + 1)) <= WIDEST;
        if (!narrow) {
            mismatches.add(part, "a row of the graph's input " + name + " (" + tensor + ") has over a million cells");
            return null;
        }
        return axes.stream().map(axis -> (int) axis.size()).toList();
    }
}
