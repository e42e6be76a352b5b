package io.plimsoll.contract;

import java.util.List;

/** A whole tensor as nested lists, the first axis included: the only type of a contract made from a graph. */
public record TensorType(ElementType element, List<Dimension> shape) implements FieldType {

    public TensorType {
        shape = List.copyOf(shape);
    }

    @Override
    public String spelling() {
        return "tensor";
    }
}
