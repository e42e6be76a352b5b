package io.plimsoll.draft;

import io.plimsoll.contract.ElementType;
import io.plimsoll.contract.NearestName;
import io.plimsoll.contract.Signature;
import io.plimsoll.contract.Signature.Value;
import io.plimsoll.draft.Column.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides which columns of the data fill which input of the graph: as it was told, by name, by a name that is near,
 * then what is left by its order.
 */
final class Placement {

    /**
     * A graph input and what fills it.
     *
     * @param columns from left to right; none where the data have nothing for it
     * @param remark what is guessed, or null
     */
    record Placed(
            String tensor,
            Value.Tensor value,
            Shape shape,
            List<Column> columns,
            @Nullable String remark) {

        Placed {
            columns = List.copyOf(columns);
        }
    }

    private final GraphInputs inputs;
    private final Map<String, Placed> placed = new LinkedHashMap<>();
    private final List<PlacedList> lists = new ArrayList<>();
    private final Set<String> taken = new HashSet<>();
    private final List<Column> left;

    private Placement(GraphInputs inputs, List<Column> columns) {
        this.inputs = inputs;
        this.left = new ArrayList<>(columns);
    }

    /**
     * What goes where.
     *
     * @param placed the inputs of the graph that no list fills, in the graph's order
     * @param tensors all inputs of the graph
     * @param left the columns that no input takes
     */
    record Outcome(List<Placed> placed, List<PlacedList> lists, Map<String, Value.Tensor> tensors, List<Column> left) {

        Outcome {
            placed = List.copyOf(placed);
            lists = List.copyOf(lists);
            tensors = Map.copyOf(tensors);
            left = List.copyOf(left);
        }
    }

    /**
     * Places the columns of a table.
     *
     * @param told graph input → the names of its columns
     */
    static Outcome of(Signature signature, Table table, List<Column> columns, Map<String, List<String>> told)
            throws Undraftable {
        var placement = new Placement(new GraphInputs(signature, columns), columns);
        placement.placeTold(table, told);
        placement.placeByName((tensor, column) -> tensor.equals(column.name()));
        placement.placeByName((tensor, column) -> Names.key(tensor).equals(Names.key(column.name())));
        placement.placeVectors();
        placement.placeLists();
        placement.placeNearest();
        placement.placeByOrder();
        placement.placeRest();
        return new Outcome(
                placement.inputs.tensors().keySet().stream()
                        .flatMap(tensor -> Stream.ofNullable(placement.placed.get(tensor)))
                        .toList(),
                placement.lists,
                placement.inputs.tensors(),
                placement.left);
    }

    private void placeTold(Table table, Map<String, List<String>> told) throws Undraftable {
        for (Map.Entry<String, List<String>> entry : told.entrySet()) {
            String tensor = entry.getKey();
            inputs.need(tensor);
            List<Column> columns = table.needed(entry.getValue());
            if (inputs.single(tensor) && columns.size() > 1) {
                throw new Undraftable("the graph's input " + tensor + " takes one column");
            }
            if (columns.size() == 1
                    && inputs.takesItems(tensor)
                    && columns.getFirst().kind() == Kind.LISTS) {
                place(PlacedList.whole(columns.getFirst(), tensor, null));
            } else {
                place(tensor, columns, null);
            }
        }
    }

    private void placeByName(BiPredicate<String, Column> same) {
        for (String tensor : unplaced(inputs::single)) {
            left.stream()
                    .filter(column -> column.flat() && same.test(tensor, column))
                    .findFirst()
                    .ifPresent(column -> place(tensor, List.of(column), null));
        }
    }

    /** Lists of numbers under the name of an input with fixed axes. */
    private void placeVectors() {
        for (String tensor : unplaced(tensor -> !inputs.single(tensor) && !inputs.open(tensor))) {
            left.stream()
                    .filter(column ->
                            column.kind() == Kind.LISTS && column.items().flat())
                    .filter(column -> Names.key(tensor).equals(Names.key(column.name())))
                    .findFirst()
                    .ifPresent(column -> place(tensor, List.of(column), null));
        }
    }

    private void placeLists() {
        Map<String, Value.Tensor> free = new LinkedHashMap<>();
        unplaced(inputs::takesItems).forEach(tensor -> free.put(tensor, inputs.tensor(tensor)));
        List<Column> columns =
                left.stream().filter(column -> column.kind() == Kind.LISTS).toList();
        ListPlacement.of(free, columns).forEach(this::place);
        if (lists.isEmpty()) {
            return;
        }
        String mask = first(tensor -> inputs.takesItems(tensor)
                && ListPlacement.itemWidth(inputs.tensor(tensor)) == 1
                && (inputs.element(tensor) == ElementType.BOOL
                        || Names.key(tensor).contains("mask")));
        String lengths = first(tensor -> inputs.single(tensor)
                && inputs.element(tensor).numeric()
                && Names.key(tensor).matches(".*(len|length|lengths|count|n_items)"));
        Stream.of(mask, lengths).filter(Objects::nonNull).forEach(taken::add);
        lists.set(0, lists.getFirst().with(mask, lengths));
    }

    private @Nullable String first(Predicate<String> which) {
        return unplaced(which).stream().findFirst().orElse(null);
    }

    private void placeNearest() {
        for (String tensor : unplaced(inputs::single)) {
            Map<String, Column> byKey = new LinkedHashMap<>();
            left.stream().filter(Column::flat).forEach(column -> byKey.putIfAbsent(Names.key(column.name()), column));
            Column near = byKey.get(String.valueOf(NearestName.among(byKey.keySet(), Names.key(tensor))));
            if (near != null) {
                place(tensor, List.of(near), "the nearest name in the data is " + near.name());
            }
        }
    }

    /** As many columns as inputs, and no name in common: then they probably stand in the same order. */
    private void placeByOrder() {
        List<String> tensors = unplaced(tensor -> true);
        boolean pairs = tensors.size() == left.size()
                && tensors.stream().allMatch(inputs::single)
                && left.stream().allMatch(Column::flat);
        if (!pairs) {
            return;
        }
        List<Column> columns = List.copyOf(left);
        for (int i = 0; i < columns.size(); i++) {
            place(tensors.get(i), List.of(columns.get(i)), "column and graph input stand in the same place");
        }
    }

    /** Matrices take what is left; what nothing fills stays without columns. */
    private void placeRest() {
        List<String> matrices = unplaced(tensor -> inputs.width(tensor) != 0);
        List<Column> flat = left.stream().filter(Column::flat).toList();
        new MatrixPlacement(inputs, matrices)
                .of(flat)
                .forEach(matrix -> place(matrix.tensor(), matrix.columns(), matrix.remark()));
        for (String tensor : unplaced(name -> true)) {
            place(tensor, List.of(), null);
        }
    }

    private List<String> unplaced(Predicate<String> which) {
        return inputs.tensors().keySet().stream()
                .filter(tensor -> !placed.containsKey(tensor) && !taken.contains(tensor))
                .filter(which)
                .toList();
    }

    private void place(String tensor, List<Column> columns, @Nullable String remark) {
        placed.put(tensor, new Placed(tensor, inputs.tensor(tensor), inputs.shape(tensor), columns, remark));
        remove(columns);
    }

    private void place(PlacedList list) {
        lists.add(list);
        taken.addAll(list.members().keySet());
        remove(List.of(list.column()));
    }

    private void remove(List<Column> columns) {
        Set<String> names = columns.stream().map(Column::name).collect(Collectors.toSet());
        left.removeIf(column -> names.contains(column.name()));
    }
}
