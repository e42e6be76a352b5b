package io.plimsoll.contract;

import io.plimsoll.contract.Binding.Fill;
import io.plimsoll.contract.Binding.InputTensor;
import io.plimsoll.contract.Binding.ItemAxis;
import io.plimsoll.contract.Contract.Constant;
import io.plimsoll.contract.Input.Target;
import io.plimsoll.contract.Signature.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the graph inputs that no field of a caller fills: masks and lengths of lists, and constants. */
final class FillBinder {

    private static final long MOST_CELLS = 1 << 20;

    private final Contract contract;
    private final Signature signature;
    private final Mismatches mismatches;

    /** By graph input; null where there is a problem, so that nobody calls the input unfilled. */
    private final Map<String, @Nullable InputTensor> found = new LinkedHashMap<>();

    FillBinder(Contract contract, Signature signature, Mismatches mismatches) {
        this.contract = contract;
        this.signature = signature;
        this.mismatches = mismatches;
    }

    Map<String, @Nullable InputTensor> bind() {
        for (int slot = 0; slot < contract.inputs().size(); slot++) {
            Input input = contract.inputs().get(slot);
            if (input.target() instanceof Target.Items items && input.field().type() instanceof ListType list) {
                String part = Sources.field(input.field().name());
                if (items.mask() != null) {
                    mask(items.mask(), slot, list, part);
                }
                if (items.lengths() != null) {
                    lengths(items.lengths(), slot, list, part);
                }
            }
        }
        contract.constants().forEach(this::constant);
        return found;
    }

    private void mask(String name, int slot, ListType list, String part) {
        Value.Tensor tensor = tensor(name, part);
        if (tensor == null) {
            return;
        }
        boolean shaped = tensor.ranked() && tensor.shape().size() >= 2 && single(tensor.shape(), 2);
        if (!shaped || tensor.element() == ElementType.STRING) {
            mismatches.add(
                    part,
                    "mask: the graph's input " + name + " is " + tensor
                            + "; a mask is a bool or numeric tensor of shape [N, L]");
            return;
        }
        Dimension axis = tensor.shape().get(1);
        if (!axis.open() && axis.size() < list.maxItems()) {
            mismatches.add(
                    part,
                    "mask: the graph's input " + name + " is " + tensor + ", but the list has up to " + list.maxItems()
                            + " items");
            return;
        }
        var items = new ItemAxis(slot, axis.open() ? ItemAxis.OPEN : (int) axis.size());
        List<Integer> trailing = Collections.nCopies(tensor.shape().size() - 2, 1);
        found.put(name, new InputTensor(name, tensor.element(), items, trailing, 1, new Fill.Mask()));
    }

    private void lengths(String name, int slot, ListType list, String part) {
        Value.Tensor tensor = tensor(name, part);
        if (tensor == null) {
            return;
        }
        boolean shaped = tensor.ranked() && !tensor.shape().isEmpty() && single(tensor.shape(), 1);
        if (!shaped || !tensor.element().numeric() || !tensor.element().holds(list.maxItems())) {
            mismatches.add(
                    part,
                    "lengths: the graph's input " + name + " is " + tensor
                            + "; lengths are a numeric tensor of shape [N] or [N, 1]");
            return;
        }
        List<Integer> trailing = Collections.nCopies(tensor.shape().size() - 1, 1);
        found.put(name, new InputTensor(name, tensor.element(), null, trailing, 1, new Fill.Lengths(slot)));
    }

    private void constant(Constant constant) {
        Value.Tensor tensor = tensor(constant.tensor(), Sources.constant(constant.tensor()));
        if (tensor == null) {
            return;
        }
        String name = constant.tensor();
        List<Dimension> shape = tensor.shape();
        boolean rows = tensor.ranked() && !shape.isEmpty() && shape.getFirst().open();
        List<Dimension> fixed = rows ? shape.subList(1, shape.size()) : shape;
        if (!tensor.ranked() || fixed.stream().anyMatch(Dimension::open)) {
            mismatches.add(
                    Sources.constant(constant.tensor()),
                    "constants: the graph's input " + name + " is " + tensor
                            + "; a constant fills fixed axes, and the rows on the first");
            return;
        }
        long cells = fixed.stream().mapToLong(Dimension::size).reduce(1, (a, b) -> Math.min(a * b, MOST_CELLS + 1));
        int given = constant.values().size();
        if (cells < 1 || cells > MOST_CELLS || (given != 1 && given != cells)) {
            mismatches.add(
                    Sources.constant(constant.tensor()),
                    "constants: " + name + " (" + tensor + ") has " + cells + " cells" + (rows ? " in a row" : "")
                            + ", but " + given + " values are given");
            return;
        }
        for (Scalar value : constant.values()) {
            String complaint = ElementFit.constant(value, tensor.element());
            if (complaint != null) {
                mismatches.add(
                        Sources.constant(constant.tensor()), "constants: " + name + " (" + tensor + "): " + complaint);
                return;
            }
        }
        List<Scalar> values =
                given == 1 ? Collections.nCopies((int) cells, constant.values().getFirst()) : constant.values();
        List<Integer> trailing = fixed.stream().map(axis -> (int) axis.size()).toList();
        found.put(
                name,
                new InputTensor(name, tensor.element(), null, trailing, (int) cells, new Fill.Constant(values, rows)));
    }

    /** The tensor of a graph input that nothing else fills yet; null, with a problem, if there is none. */
    private Value.@Nullable Tensor tensor(String name, String part) {
        Value value = signature.inputs().get(name);
        if (value == null) {
            mismatches.add(part, Mismatches.noInput(signature, name));
            return null;
        }
        if (found.containsKey(name)) {
            mismatches.add(part, "the graph's input " + name + " is filled twice");
            return null;
        }
        found.put(name, null);
        if (value instanceof Value.Tensor tensor) {
            return tensor;
        }
        mismatches.add(part, "the graph's input " + name + " is " + value + "; only tensors can be filled");
        return null;
    }

    /** Whether the axes from that one on have one place each. */
    private static boolean single(List<Dimension> shape, int from) {
        return shape.subList(from, shape.size()).stream().allMatch(axis -> axis.size() == 1);
    }
}
