package io.plimsoll.draft;

import io.plimsoll.contract.ElementType;
import io.plimsoll.contract.NearestName;
import io.plimsoll.contract.Signature;
import io.plimsoll.contract.Signature.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The inputs of a graph that want to be filled, and what each of them takes. */
final class GraphInputs {

    private final Map<String, Value.Tensor> tensors = new LinkedHashMap<>();

    /** The inputs, but those with an initializer of which the data do not speak. */
    GraphInputs(Signature signature, List<Column> columns) {
        signature.inputs().forEach((name, value) -> {
            boolean needed = !signature.initialized().contains(name)
                    || columns.stream().anyMatch(column -> column.name().equals(name));
            if (value instanceof Value.Tensor tensor && needed) {
                tensors.put(name, tensor);
            }
        });
    }

    /** By name, in the graph's order. */
    Map<String, Value.Tensor> tensors() {
        return tensors;
    }

    void need(String name) throws Undraftable {
        if (!tensors.containsKey(name)) {
            throw new Undraftable("the graph has no input " + name + NearestName.hint(tensors.keySet(), name)
                    + "; it takes " + String.join(", ", tensors.keySet()));
        }
    }

    Value.Tensor tensor(String name) {
        return Objects.requireNonNull(tensors.get(name));
    }

    ElementType element(String name) {
        return tensor(name).element();
    }

    Shape shape(String name) {
        return Shape.of(tensor(name));
    }

    /** Whether it takes one value. */
    boolean single(String name) {
        return shape(name) instanceof Shape.One;
    }

    /** Whether it leaves open how many items it takes. */
    boolean open(String name) {
        return shape(name) instanceof Shape.Items;
    }

    /** Whether a list may fill it: one of any length, or one as long as an axis. */
    boolean takesItems(String name) {
        return open(name) || shape(name) instanceof Shape.Block;
    }

    /** Places of a matrix, -1 where the graph leaves them open, 0 for what is no matrix. */
    int width(String name) {
        return switch (shape(name)) {
            case Shape.Row row -> row.width();
            case Shape.Items items -> tensor(name).shape().size() == 2 ? -1 : 0;
            case Shape.One one -> 0;
            case Shape.Block block -> 0;
            case Shape.Unclear unclear -> 0;
        };
    }
}
