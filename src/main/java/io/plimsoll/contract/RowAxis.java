package io.plimsoll.contract;

import io.plimsoll.contract.Binding.Fill;
import io.plimsoll.contract.Binding.InputTensor;
import io.plimsoll.contract.Binding.RowMode;
import io.plimsoll.contract.Signature.Value;
import java.util.ArrayList;
import java.util.List;

/** Finds out from the first axis of a graph's inputs how the rows of a request share runs. */
final class RowAxis {

    private RowAxis() {}

    static RowMode of(List<InputTensor> inputs, Signature signature, Mismatches mismatches) {
        var open = new ArrayList<String>();
        var single = new ArrayList<String>();
        for (InputTensor input : inputs) {
            boolean rowless = input.fill() instanceof Fill.Constant(var cells, boolean rows) && !rows;
            if (rowless || !(signature.inputs().get(input.name()) instanceof Value.Tensor tensor)) {
                continue;
            }
            Dimension first = tensor.shape().getFirst();
            if (first.open()) {
                open.add(input.name());
            } else if (first.size() == 1) {
                single.add(input.name());
            } else {
                mismatches.add(
                        Sources.INPUTS,
                        "the graph takes exactly " + first.size() + " rows a run, for " + input.name() + " is " + tensor
                                + "; export it with its first axis left open, or fixed at 1");
            }
        }
        if (!open.isEmpty() && !single.isEmpty()) {
            mismatches.add(
                    Sources.INPUTS,
                    open.getFirst() + " takes any number of rows and " + single.getFirst()
                            + " exactly one; export the graph with the same first axis in all inputs");
        }
        if (single.isEmpty()) {
            return RowMode.TOGETHER;
        }
        mismatches.warn(
                Sources.INPUTS,
                "the graph's first axis is fixed at 1, so the rows of a request run one by one; leave it open to run"
                        + " them together");
        return RowMode.ONE_BY_ONE;
    }
}
