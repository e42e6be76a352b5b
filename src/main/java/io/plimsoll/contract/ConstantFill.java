package io.plimsoll.contract;

import io.plimsoll.contract.Binding.Fill;
import io.plimsoll.contract.Binding.InputTensor;
import io.plimsoll.contract.Contract.Constant;
import io.plimsoll.contract.Signature.Value;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Lays the values of a constant out over the cells of its tensor: those of one row, where the first axis is open. */
final class ConstantFill {

    private static final long MOST_CELLS = 1 << 20;

    /** Of all cells together: one text may stand in each of a million. */
    private static final long MOST_CHARACTERS = 1 << 24;

    private final Constant constant;
    private final Value.Tensor tensor;
    private final boolean rows;
    private final List<Dimension> fixed;

    ConstantFill(Constant constant, Value.Tensor tensor) {
        this.constant = constant;
        this.tensor = tensor;
        List<Dimension> shape = tensor.shape();
        this.rows = !shape.isEmpty() && shape.getFirst().open();
        this.fixed = rows ? shape.subList(1, shape.size()) : shape;
    }

    /** What is wrong, or null if the tensor can be made. */
    @Nullable
    String complaint() {
        if (!tensor.ranked() || fixed.stream().anyMatch(Dimension::open)) {
            return "constants: the graph's input " + constant.tensor() + " is " + tensor
                    + "; a constant fills fixed axes, and the rows on the first";
        }
        String subject = "constants: " + constant.tensor() + " (" + tensor + ")";
        long cells = cells();
        int given = constant.values().size();
        if (cells < 1 || cells > MOST_CELLS) {
            return subject + " has " + (cells < 1 ? "no cells" : "over a million cells");
        }
        if (given != 1 && given != cells) {
            return subject + " has " + cells + (cells == 1 ? " cell" : " cells") + (rows ? " in a row" : "") + ", but "
                    + given + " values are given";
        }
        if (characters() * (cells / given) > MOST_CHARACTERS) {
            return subject + " holds over " + MOST_CHARACTERS + " characters";
        }
        return constant.values().stream()
                .map(value -> ElementFit.constant(value, tensor.element()))
                .filter(Objects::nonNull)
                .findFirst()
                .map(complaint -> subject + ": " + complaint)
                .orElse(null);
    }

    /** The tensor, if there is no complaint. */
    InputTensor tensor() {
        int cells = (int) cells();
        List<Scalar> values = constant.values().size() == 1
                ? Collections.nCopies(cells, constant.values().getFirst())
                : constant.values();
        List<Integer> trailing = fixed.stream().map(axis -> (int) axis.size()).toList();
        return new InputTensor(
                constant.tensor(), tensor.element(), null, trailing, cells, new Fill.Constant(values, rows));
    }

    private long characters() {
        return constant.values().stream()
                .mapToLong(value -> value instanceof Scalar.Text(String text) ? text.length() : 0)
                .sum();
    }

    private long cells() {
        return fixed.stream().mapToLong(Dimension::size).reduce(1, (a, b) -> {
            // Held down after each axis, so that no product overflows.
            long axis = Math.min(b, MOST_CELLS + 1);
            return Math.min(a * axis, MOST_CELLS + 1);
        });
    }
}
