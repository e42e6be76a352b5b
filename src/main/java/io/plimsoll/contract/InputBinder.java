package io.plimsoll.contract;

import io.plimsoll.contract.Binding.Fill;
import io.plimsoll.contract.Binding.InputTensor;
import io.plimsoll.contract.Binding.ItemAxis;
import io.plimsoll.contract.Binding.Move;
import io.plimsoll.contract.Input.Target;
import io.plimsoll.contract.Signature.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds what fills each input of the graph, and sees to it that each is filled exactly once. */
final class InputBinder {

    private final Contract contract;
    private final Signature signature;
    private final Mismatches mismatches;
    private final Map<String, List<Move>> moves = new LinkedHashMap<>();

    InputBinder(Contract contract, Signature signature, Mismatches mismatches) {
        this.contract = contract;
        this.signature = signature;
        this.mismatches = mismatches;
    }

    /** The tensors to fill, in graph order; those with a problem are left out. */
    List<InputTensor> bind() {
        List<Leaf> leaves = contract.leaves();
        leaves.forEach(this::place);
        checkGroupRanges(leaves);
        Map<String, @Nullable InputTensor> others = new FillBinder(contract, signature, mismatches).bind();
        var tensors = new ArrayList<InputTensor>();
        signature.inputs().forEach((name, value) -> {
            InputTensor tensor = tensor(name, value, others);
            if (tensor != null) {
                tensors.add(tensor);
            }
        });
        return tensors;
    }

    private void place(Leaf leaf) {
        switch (leaf.target()) {
            case Target.Grouped group -> {
                Input.Place range = range(group);
                if (range == null) {
                    move(leaf, group.tensor(), group.from());
                } else {
                    move(leaf, range.tensor(), range.first() + group.from());
                }
            }
            // An exact name of the graph wins over a place: features[3] may be a tensor's own name.
            case Target.Named named when signature.inputs().containsKey(named.text()) -> move(leaf, named.text(), 0);
            case Target.Named named -> placeWithin(leaf, named.text());
            case Target.Items items -> throw new IllegalArgumentException("a list in a list");
        }
    }

    /** The columns that a group is for, where it is not for a whole tensor. */
    private Input.@Nullable Place range(Target.Grouped group) {
        return signature.inputs().containsKey(group.tensor()) ? null : Input.Place.parse(group.tensor());
    }

    private void checkGroupRanges(List<Leaf> leaves) {
        Map<Target.Grouped, Integer> totals = new LinkedHashMap<>();
        for (Leaf leaf : leaves) {
            if (leaf.target() instanceof Target.Grouped group && range(group) != null) {
                totals.merge(new Target.Grouped(group.tensor(), 0), leaf.columns(), Integer::sum);
            }
        }
        totals.forEach((group, total) -> {
            Input.Place range = range(group);
            int width = range == null ? total : range.last() - range.first() + 1;
            if (range != null && width != total) {
                mismatches.add(
                        Sources.group(group.tensor()),
                        "the group fills " + ColumnCover.counted(total) + ", but " + group.tensor() + " is "
                                + ColumnCover.counted(Math.max(0, width)) + "; write tensor: \"" + range.tensor() + '['
                                + range.first() + ".." + (range.first() + total - 1) + "]\"");
            }
        });
    }

    private void placeWithin(Leaf leaf, String target) {
        Input.Place place = Input.Place.parse(target);
        if (place == null) {
            move(leaf, target, 0);
            return;
        }
        int columns = leaf.columns();
        int width = place.last() - place.first() + 1;
        if (width != columns) {
            mismatches.add(
                    Sources.field(leaf.path()),
                    leaf.path() + " fills " + ColumnCover.counted(columns) + ", but " + target + " is "
                            + ColumnCover.counted(Math.max(0, width))
                            + "; write tensor: \"" + place.tensor() + '[' + place.first()
                            + (columns == 1 ? "" : ".." + (place.first() + columns - 1)) + "]\"");
        }
        move(leaf, place.tensor(), place.first());
    }

    private void move(Leaf leaf, String tensor, int column) {
        if (signature.inputs().containsKey(tensor)) {
            moves.computeIfAbsent(tensor, name -> new ArrayList<>()).add(new Move(leaf, column, leaf.columns()));
            return;
        }
        mismatches.add(part(leaf), Mismatches.noInput(signature, tensor));
    }

    private @Nullable InputTensor tensor(String name, Value value, Map<String, @Nullable InputTensor> others) {
        List<Move> filled = moves.getOrDefault(name, List.of()).stream()
                .sorted(Comparator.comparingInt(Move::column))
                .toList();
        InputTensor other = others.get(name);
        if (filled.isEmpty()) {
            if (!others.containsKey(name) && !signature.initialized().contains(name)) {
                mismatches.add(
                        Sources.INPUTS,
                        "no field fills the graph's input " + name + " (" + value + "); give one the key tensor: "
                                + name + otherFills(value));
            }
            return other;
        }
        String part = part(filled.getFirst().leaf());
        if (others.containsKey(name)) {
            mismatches.add(
                    part,
                    "the graph's input " + name + " is filled twice, by "
                            + filled.getFirst().leaf().path() + " and by a constant, a mask or lengths");
            return null;
        }
        return switch (value) {
            case Value.Tensor tensor -> tensor(name, tensor, filled);
            case Value.Maps maps -> unsupported(name, value, part);
            case Value.Other unknown -> unsupported(name, value, part);
        };
    }

    /** What else may fill a graph input that looks as if no value of a caller did. */
    private String otherFills(Value value) {
        if (!(value instanceof Value.Tensor(var element, var shape, boolean ranked))) {
            return "";
        }
        boolean rowless = ranked
                && (shape.isEmpty()
                        || (!shape.getFirst().open() && shape.getFirst().size() != 1));
        if (rowless) {
            return ", or write its value under constants, for it has no axis for rows";
        }
        boolean counted = element == ElementType.BOOL || element == ElementType.INT64 || element == ElementType.INT32;
        return counted && !contract.lists().isEmpty() ? ", or a list the key mask or lengths: that name" : "";
    }

    private @Nullable InputTensor unsupported(String name, Value value, String part) {
        mismatches.add(
                part,
                "the graph's input " + name + " is " + value
                        + "; only tensors can be filled, of float, double, float16, int64, int32, bool or string");
        return null;
    }

    private @Nullable InputTensor tensor(String name, Value.Tensor tensor, List<Move> filled) {
        filled.forEach(move -> checkElement(move.leaf(), name, tensor.element()));
        Leaf first = filled.getFirst().leaf();
        if (!oneSource(name, filled, first)) {
            return null;
        }
        TensorAxes axes = TensorAxes.of(name, tensor, filled, part(first), mismatches);
        if (axes == null) {
            return null;
        }
        @Nullable ItemAxis items = axes.items();
        int width = axes.trailing().stream().reduce(1, (a, b) -> a * b);
        return new ColumnCover(mismatches).isComplete(name, width, filled)
                ? new InputTensor(name, tensor.element(), items, axes.trailing(), width, new Fill.Columns(filled))
                : null;
    }

    private void checkElement(Leaf leaf, String name, ElementType element) {
        String complaint = ElementFit.complaint(leaf, element);
        if (complaint != null) {
            mismatches.add(
                    Sources.field(leaf.path()),
                    leaf.path() + " does not fit the tensor " + name + " of " + element + ": " + complaint);
            return;
        }
        String caution = Exactness.caution(leaf.field().type(), element);
        if (caution != null) {
            mismatches.warn(
                    Sources.field(leaf.path()),
                    leaf.path() + ": the tensor " + name + " of " + element + ' ' + caution);
        }
    }

    /** Whether all columns come from the row itself, or all from the items of one list. */
    private boolean oneSource(String name, List<Move> filled, Leaf first) {
        for (Move move : filled) {
            Leaf leaf = move.leaf();
            boolean together = first.list() == null ? leaf.list() == null : leaf.slot() == first.slot();
            if (!together) {
                mismatches.add(
                        part(leaf),
                        "the graph's input " + name + " is filled by " + first.path() + " and by " + leaf.path()
                                + "; the items of a list fill tensors of their own");
                return false;
            }
        }
        return true;
    }

    /** Where the text says which tensor a field goes to. */
    private static String part(Leaf leaf) {
        return leaf.target() instanceof Target.Grouped group
                ? Sources.group(group.tensor())
                : Sources.field(leaf.path());
    }
}
