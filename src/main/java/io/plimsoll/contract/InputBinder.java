package io.plimsoll.contract;

import io.plimsoll.contract.Binding.InputTensor;
import io.plimsoll.contract.Binding.Move;
import io.plimsoll.contract.Input.Target;
import io.plimsoll.contract.Signature.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the columns of the graph's inputs that each field fills, and sees to it that each is filled exactly once. */
final class InputBinder {

    private static final long WIDEST_ROW = 1 << 20;

    private final List<Input> inputs;
    private final Signature signature;
    private final Mismatches mismatches;
    private final Map<String, List<Move>> moves = new LinkedHashMap<>();

    InputBinder(Contract contract, Signature signature, Mismatches mismatches) {
        this.inputs = contract.inputs();
        this.signature = signature;
        this.mismatches = mismatches;
    }

    /** The tensors to fill, in graph order; those with a problem are left out. */
    List<InputTensor> bind() {
        for (int slot = 0; slot < inputs.size(); slot++) {
            place(slot, inputs.get(slot));
        }
        var tensors = new ArrayList<InputTensor>();
        signature.inputs().forEach((name, value) -> {
            InputTensor tensor = tensor(name, value);
            if (tensor != null) {
                tensors.add(tensor);
            }
        });
        return tensors;
    }

    private void place(int slot, Input input) {
        int columns = InputsReader.columnsOf(input.field());
        switch (input.target()) {
            case Target.Grouped group -> move(slot, group.tensor(), group.from(), columns);
            // An exact name of the graph wins over a place: features[3] may be a tensor's own name.
            case Target.Named named
            when signature.inputs().containsKey(named.text()) -> move(slot, named.text(), 0, columns);
            case Target.Named named -> placeWithin(slot, named.text(), columns);
        }
    }

    private void placeWithin(int slot, String target, int columns) {
        Input.Place place = Input.Place.parse(target);
        if (place == null) {
            move(slot, target, 0, columns);
            return;
        }
        int width = place.last() - place.first() + 1;
        if (width != columns) {
            String name = field(slot).name();
            mismatches.add(
                    Sources.field(name),
                    name + " fills " + ColumnCover.counted(columns) + ", but " + target + " is "
                            + ColumnCover.counted(Math.max(0, width))
                            + "; write tensor: \"" + place.tensor() + '[' + place.first()
                            + (columns == 1 ? "" : ".." + (place.first() + columns - 1)) + "]\"");
        }
        move(slot, place.tensor(), place.first(), columns);
    }

    private void move(int slot, String tensor, int column, int columns) {
        if (signature.inputs().containsKey(tensor)) {
            moves.computeIfAbsent(tensor, name -> new ArrayList<>()).add(new Move(slot, column, columns));
            return;
        }
        mismatches.add(
                part(slot),
                "the graph has no input " + tensor
                        + NearestName.hint(signature.inputs().keySet(), tensor) + "; it takes "
                        + String.join(", ", signature.inputs().keySet()));
    }

    private @Nullable InputTensor tensor(String name, Value value) {
        List<Move> filled = moves.getOrDefault(name, List.of()).stream()
                .sorted(Comparator.comparingInt(Move::column))
                .toList();
        if (filled.isEmpty()) {
            if (!signature.initialized().contains(name)) {
                mismatches.add(
                        Sources.INPUTS,
                        "no field fills the graph's input " + name + " (" + value + "); give one the key tensor: "
                                + name);
            }
            return null;
        }
        return switch (value) {
            case Value.Tensor tensor -> tensor(name, tensor, filled);
            case Value.Maps maps -> unsupported(name, value, filled);
            case Value.Other other -> unsupported(name, value, filled);
        };
    }

    private @Nullable InputTensor unsupported(String name, Value value, List<Move> filled) {
        mismatches.add(
                part(filled.getFirst().field()),
                "the graph's input " + name + " is " + value
                        + "; only tensors can be filled, of float, double, float16," + " int64, int32, bool or string");
        return null;
    }

    private @Nullable InputTensor tensor(String name, Value.Tensor tensor, List<Move> filled) {
        for (Move move : filled) {
            Field field = field(move.field());
            String complaint = ElementFit.complaint(field, tensor.element());
            if (complaint != null) {
                mismatches.add(
                        Sources.field(field.name()),
                        field.name() + " does not fit the tensor " + name + " of " + tensor.element() + ": "
                                + complaint);
            }
        }
        int total = filled.stream()
                .mapToInt(move -> move.column() + move.width())
                .max()
                .orElse(0);
        List<Integer> trailing = trailing(name, tensor, filled, total);
        if (trailing == null) {
            return null;
        }
        int width = trailing.stream().reduce(1, (a, b) -> a * b);
        return new ColumnCover(inputs, mismatches).isComplete(name, width, filled)
                ? new InputTensor(name, tensor.element(), trailing, width, filled)
                : null;
    }

    /** The axes after the first, or null, with a problem, if the graph leaves open what a row of the tensor is. */
    private @Nullable List<Integer> trailing(String name, Value.Tensor tensor, List<Move> filled, int total) {
        String part = part(filled.getFirst().field());
        if (!tensor.ranked() || tensor.shape().isEmpty()) {
            mismatches.add(
                    part,
                    "the graph's input " + name + (tensor.ranked() ? " is a single value" : " declares no shape")
                            + ", so it has no axis for rows; export it with a shape such as [N, " + total + "]");
            return null;
        }
        List<Dimension> axes = tensor.shape().subList(1, tensor.shape().size());
        boolean group = inputs.get(filled.getFirst().field()).target() instanceof Target.Grouped;
        if (axes.size() == 1
                && axes.getFirst().open()
                && group
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
                    "the graph's input " + name + " is " + tensor + ": an axis after the first is left open; rows stand"
                            + " on the first axis, and lists of any length are not supported yet");
            return null;
        }
        // The bound on each axis keeps the product from overflowing before it is looked at.
        boolean narrow = axes.stream().allMatch(axis -> axis.size() <= WIDEST_ROW)
                && axes.stream().mapToLong(Dimension::size).reduce(1, (a, b) -> Math.min(a * b, WIDEST_ROW + 1))
                        <= WIDEST_ROW;
        if (!narrow) {
            mismatches.add(part, "a row of the graph's input " + name + " (" + tensor + ") has over a million cells");
            return null;
        }
        return axes.stream().map(axis -> (int) axis.size()).toList();
    }

    private Field field(int slot) {
        return inputs.get(slot).field();
    }

    /** Where the text says which tensor a field goes to. */
    private String part(int slot) {
        return inputs.get(slot).target() instanceof Target.Grouped group
                ? Sources.group(group.tensor())
                : Sources.field(field(slot).name());
    }
}
