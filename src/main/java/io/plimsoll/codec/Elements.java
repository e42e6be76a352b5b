package io.plimsoll.codec;

import io.plimsoll.contract.Binding;
import io.plimsoll.contract.ElementType;
import io.plimsoll.contract.Leaf;
import java.util.HashMap;
import java.util.Map;

/**
 * What the tensors are made of that one input field fills.
 *
 * @param byCell for a list, by the first cell of each of its fields in an item; for another field, at 0
 */
record Elements(Map<Integer, ElementType> byCell) {

    /** Of a field that fills no tensor. */
    static final Elements NONE = new Elements(Map.of());

    Elements {
        byCell = Map.copyOf(byCell);
    }

    static Elements of(Binding binding, int slot) {
        var byCell = new HashMap<Integer, ElementType>();
        for (Binding.InputTensor tensor : binding.inputs()) {
            for (Binding.Move move : tensor.moves()) {
                Leaf leaf = move.leaf();
                if (leaf.slot() == slot) {
                    byCell.put(leaf.cell(), tensor.element());
                }
            }
        }
        return new Elements(byCell);
    }

    /** What the tensor of that value is made of, or the widest that its type knows if no tensor gets it. */
    ElementType at(int cell, ElementType widest) {
        return byCell.getOrDefault(cell, widest);
    }
}
