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

    private final Map<String, Value.Tensor> tensors = new LinkedHashMap<>();
    private final Map<String, Placed> placed = new LinkedHashMap<>();
    private final List<PlacedList> lists = new ArrayList<>();
    private final Set<String> taken = new HashSet<>();
    private final List<Column> left;

    private Placement(Signature signature, List<Column> columns) {
        this.left = new ArrayList<>(columns);
        signature.inputs().forEach((name, value) -> {
            // What has an initializer may be left out, unless the data speak of it.
            boolean needed = !signature.initialized().contains(name)
                    || columns.stream().anyMatch(column -> column.name().equals(name));
            if (value instanceof Value.Tensor tensor && needed) {
                tensors.put(name, tensor);
            }
        });
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
        var placement = new Placement(signature, columns);
        placement.placeTold(table, told);
        placement.placeByName((tensor, column) -> tensor.equals(column.name()));
        placement.placeByName((tensor, column) -> Names.key(tensor).equals(Names.key(column.name())));
        placement.placeVectors();
        placement.placeLists();
        placement.placeNearest();
        placement.placeByOrder();
        placement.placeRest();
        return new Outcome(
                placement.tensors.keySet().stream()
                        .flatMap(tensor -> Stream.ofNullable(placement.placed.get(tensor)))
                        .toList(),
                placement.lists,
                placement.tensors,
                placement.left);
    }

    private void placeTold(Table table, Map<String, List<String>> told) throws Undraftable {
        for (Map.Entry<String, List<String>> entry : told.entrySet()) {
            String tensor = entry.getKey();
            if (!tensors.containsKey(tensor)) {
                throw new Undraftable("the graph has no input " + tensor
                        + NearestName.hint(tensors.keySet(), tensor) + "; it takes "
                        + String.join(", ", tensors.keySet()));
            }
            var columns = new ArrayList<Column>();
            for (String name : entry.getValue()) {
                columns.add(table.column(name)
                        .orElseThrow(() -> new Undraftable(
                                "the data have no column " + name + NearestName.hint(table.names(), name))));
            }
            if (columns.size() == 1 && takesItems(tensor) && columns.getFirst().kind() == Kind.LISTS) {
                place(PlacedList.whole(columns.getFirst(), tensor, null));
            } else {
                place(tensor, columns, null);
            }
        }
    }

    private void placeByName(BiPredicate<String, Column> same) {
        for (String tensor : unplaced(this::single)) {
            left.stream()
                    .filter(column -> column.flat() && same.test(tensor, column))
                    .findFirst()
                    .ifPresent(column -> place(tensor, List.of(column), null));
        }
    }

    /** Lists of numbers under the name of an input with fixed axes. */
    private void placeVectors() {
        for (String tensor : unplaced(tensor -> !single(tensor) && !isOpen(tensor))) {
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
        unplaced(this::takesItems).forEach(tensor -> free.put(tensor, value(tensor)));
        List<Column> columns =
                left.stream().filter(column -> column.kind() == Kind.LISTS).toList();
        ListPlacement.of(free, columns).forEach(this::place);
        if (lists.isEmpty()) {
            return;
        }
        String mask = first(tensor -> takesItems(tensor)
                && ListPlacement.itemWidth(value(tensor)) == 1
                && (element(tensor) == ElementType.BOOL || Names.key(tensor).contains("mask")));
        String lengths = first(tensor -> single(tensor)
                && element(tensor).numeric()
                && Names.key(tensor).matches(".*(len|length|lengths|count|n_items)"));
        Stream.of(mask, lengths).filter(Objects::nonNull).forEach(taken::add);
        lists.set(0, lists.getFirst().with(mask, lengths));
    }

    private @Nullable String first(Predicate<String> which) {
        return unplaced(which).stream().findFirst().orElse(null);
    }

    /** Whether a list may fill it: a list may have any length, or that of the axis. */
    private boolean takesItems(String tensor) {
        return isOpen(tensor) || Shape.of(value(tensor)) instanceof Shape.Block;
    }

    private boolean isOpen(String tensor) {
        return Shape.of(value(tensor)) instanceof Shape.Items;
    }

    private void placeNearest() {
        for (String tensor : unplaced(this::single)) {
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
        if (tensors.size() != left.size() || !tensors.stream().allMatch(this::single)) {
            return;
        }
        List<Column> columns = List.copyOf(left);
        for (int i = 0; i < columns.size(); i++) {
            place(tensors.get(i), List.of(columns.get(i)), "column and graph input stand in the same place");
        }
    }

    /** Matrices take what is left, in its order. */
    private void placeRest() {
        List<String> matrices = unplaced(this::matrix);
        int widths = matrices.stream().mapToInt(this::width).sum();
        List<Column> flat = left.stream().filter(Column::flat).toList();
        if (matrices.size() > 1 && widths == flat.size()) {
            int from = 0;
            for (String tensor : matrices) {
                place(
                        tensor,
                        flat.subList(from, from + width(tensor)),
                        "the columns in their order, dealt out in the order of the graph's inputs");
                from += width(tensor);
            }
        } else if (!matrices.isEmpty() && !flat.isEmpty()) {
            placeMatrix(matrices.getFirst(), flat);
        }
        for (String tensor : unplaced(name -> true)) {
            place(tensor, List.of(), null);
        }
    }

    /** All columns that are left, but what does not look like an input if they are too many. */
    private void placeMatrix(String tensor, List<Column> columns) {
        int width = width(tensor);
        List<Column> named = columns.stream().filter(column -> !isIndex(column)).toList();
        List<Column> numbers =
                named.stream().filter(column -> column.kind() != Kind.WORDS).toList();
        for (List<Column> some : List.of(columns, named, numbers)) {
            if (width < 0 || MatrixGuess.of(some, element(tensor), width) != null) {
                place(tensor, some, some.size() == columns.size() ? inOrder() : inOrder() + ", of those that fit");
                return;
            }
        }
        place(tensor, columns, columns.size() + " columns for " + width + " places; take out what is no input");
    }

    private static String inOrder() {
        return "the columns in the order of the data";
    }

    /** Whether it is the row number that pandas writes. */
    private static boolean isIndex(Column column) {
        return column.name().isEmpty() || column.name().equals("Unnamed: 0");
    }

    private ElementType element(String tensor) {
        return value(tensor).element();
    }

    private Value.Tensor value(String tensor) {
        return Objects.requireNonNull(tensors.get(tensor));
    }

    private boolean single(String tensor) {
        return Shape.of(value(tensor)) instanceof Shape.One;
    }

    private boolean matrix(String tensor) {
        return width(tensor) != 0;
    }

    /** Places of a matrix, -1 where the graph leaves it open, 0 for what is no matrix. */
    private int width(String tensor) {
        return switch (Shape.of(value(tensor))) {
            case Shape.Row row -> row.width();
            case Shape.Items items -> value(tensor).shape().size() == 2 ? -1 : 0;
            case Shape.One one -> 0;
            case Shape.Block block -> 0;
            case Shape.Unclear unclear -> 0;
        };
    }

    private List<String> unplaced(Predicate<String> which) {
        return tensors.keySet().stream()
                .filter(tensor -> !placed.containsKey(tensor) && !taken.contains(tensor))
                .filter(which)
                .toList();
    }

    private void place(String tensor, List<Column> columns, @Nullable String remark) {
        Value.Tensor value = value(tensor);
        placed.put(tensor, new Placed(tensor, value, Shape.of(value), columns, remark));
        columns.forEach(this::remove);
    }

    private void place(PlacedList list) {
        lists.add(list);
        taken.addAll(list.members().keySet());
        remove(list.column());
    }

    private void remove(Column column) {
        left.removeIf(other -> other.name().equals(column.name()));
    }
}
