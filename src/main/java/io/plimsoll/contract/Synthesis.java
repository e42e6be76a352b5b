package io.plimsoll.contract;

import io.plimsoll.contract.Binder.Bound;
import io.plimsoll.contract.Binding.BoundResult;
import io.plimsoll.contract.Binding.Fill;
import io.plimsoll.contract.Binding.InputTensor;
import io.plimsoll.contract.Binding.Move;
import io.plimsoll.contract.Binding.OutputRef;
import io.plimsoll.contract.Binding.Part;
import io.plimsoll.contract.Binding.RowMode;
import io.plimsoll.contract.Contract.Origin;
import io.plimsoll.contract.Results.Form;
import io.plimsoll.contract.Results.Result;
import io.plimsoll.contract.Signature.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Makes the contract of a graph that has no {@code model.yaml}: each input a field under the graph's own name, whole
 * tensors as nested lists, the first axis included; each output a result likewise; one request is one run.
 */
public final class Synthesis {

    private final Signature signature;
    private final Mismatches mismatches = new Mismatches(Sources.NONE);

    private Synthesis(Signature signature) {
        this.signature = signature;
    }

    /**
     * The contract, bound to its graph, or why there can be none.
     *
     * @param graph the file of the graph, relative to the package
     */
    public static Bound of(ModelVersion id, String graph, Signature signature) {
        return new Synthesis(signature).bound(id, graph);
    }

    private Bound bound(ModelVersion id, String graph) {
        List<Input> inputs = inputs();
        List<Result> results = results();
        if (!mismatches.none()) {
            return new Bound.Misfits(mismatches.problems());
        }
        var contract = new Contract(
                id,
                null,
                null,
                Map.of(),
                graph,
                Request.NONE,
                inputs,
                List.of(),
                new Results(results, null, null, null, null),
                Limits.DEFAULT,
                1,
                null,
                Origin.SYNTHESISED);
        return new Bound.Fits(bind(contract), List.of());
    }

    private List<Input> inputs() {
        var inputs = new ArrayList<Input>();
        signature.inputs().forEach((name, value) -> {
            if (signature.initialized().contains(name)) {
                return;
            }
            if (!TensorText.crossesBinding(name)) {
                mismatches.add(Sources.INPUTS, "the graph's input " + name + " has a name that cannot reach the graph");
            } else if (value instanceof Value.Tensor tensor && tensor.ranked() && !sendable(tensor)) {
                mismatches.add(
                        Sources.INPUTS,
                        "the graph's input " + name + " is " + value + ", of which no request can hold "
                                + "all values: an axis is 0 or they are too many");
            } else if (value instanceof Value.Tensor tensor && tensor.ranked()) {
                inputs.add(new Input(field(name, tensor), new Input.Target.Named(name)));
            } else {
                mismatches.add(Sources.INPUTS, refusal("input", name, value));
            }
        });
        return inputs;
    }

    /** Whether a body can hold the fixed axes: each cell takes two bytes of JSON at least. */
    private static boolean sendable(Value.Tensor tensor) {
        long cells = 1;
        for (Dimension axis : tensor.shape()) {
            if (axis.size() == 0 || axis.size() > Limits.DEFAULT.maxBodyBytes()) {
                return false;
            }
            cells *= axis.open() ? 1 : axis.size();
            if (cells > Limits.DEFAULT.maxBodyBytes() / 2) {
                return false;
            }
        }
        return true;
    }

    private static Field field(String name, Value.Tensor tensor) {
        var type = new TensorType(
                tensor.element(),
                tensor.shape().stream().map(axis -> new Dimension(axis.size())).toList());
        return Field.of(name, type, new Absence.Required());
    }

    private List<Result> results() {
        var results = new ArrayList<Result>();
        signature.outputs().forEach((name, value) -> {
            if (value instanceof Value.Tensor) {
                results.add(new Result(name, name, new Form.Nested(), null, null));
            } else {
                mismatches.add(Sources.INPUTS, refusal("output", name, value));
            }
        });
        if (signature.outputs().isEmpty()) {
            mismatches.add(Sources.INPUTS, "the graph has no output, so there is nothing to answer");
        }
        return results;
    }

    private static String refusal(String side, String name, Value value) {
        String found = value instanceof Value.Tensor ? value + ", a tensor without a declared shape" : value.toString();
        return "the graph's " + side + ' ' + name + " is " + found
                + ", which only a written contract can serve, if at all";
    }

    private Binding bind(Contract contract) {
        var inputs = new ArrayList<InputTensor>();
        for (Leaf leaf : contract.leaves()) {
            ElementType element = ((TensorType) leaf.field().type()).element();
            var fill = new Fill.Columns(List.of(new Move(leaf, 0, 1)));
            inputs.add(new InputTensor(leaf.path(), element, null, List.of(), 1, fill));
        }
        var outputs = new ArrayList<String>();
        var results = new ArrayList<BoundResult>();
        for (Result result : contract.results().list()) {
            results.add(new BoundResult(result, new OutputRef(outputs.size(), new Part.Whole())));
            outputs.add(result.from());
        }
        return new Binding(contract, signature, RowMode.WHOLE, inputs, outputs, results, null, null, null);
    }
}
