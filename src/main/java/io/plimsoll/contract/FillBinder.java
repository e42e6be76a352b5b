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
            misfit("mask", name, tensor, part, "; a mask is a bool or numeric tensor of shape [N, L]");
            return;
        }
        Dimension axis = tensor.shape().get(1);
        if (!axis.open() && axis.size() < list.maxItems()) {
            misfit("mask", name, tensor, part, ", but the list has up to " + list.maxItems() + " items");
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
        if (!shaped || !tensor.element().numeric()) {
            misfit("lengths", name, tensor, part, "; lengths are a numeric tensor of shape [N] or [N, 1]");
            return;
        }
        if (Exactness.of(tensor.element()) < list.maxItems()) {
            misfit("lengths", name, tensor, part, ", which cannot count to " + list.maxItems());
            return;
        }
        List<Integer> trailing = Collections.nCopies(tensor.shape().size() - 1, 1);
        found.put(name, new InputTensor(name, tensor.element(), null, trailing, 1, new Fill.Lengths(slot)));
    }

    private void misfit(String key, String name, Value.Tensor tensor, String part, String why) {
        mismatches.add(part, key + ": the graph's input " + name + " is " + tensor + why);
    }

    private void constant(Constant constant) {
        String part = Sources.constant(constant.tensor());
        Value.Tensor tensor = tensor(constant.tensor(), part);
        if (tensor == null) {
            return;
        }
        var fill = new ConstantFill(constant, tensor);
        String complaint = fill.complaint();
        if (complaint == null) {
            found.put(constant.tensor(), fill.tensor());
        } else {
            mismatches.add(part, complaint);
        }
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
