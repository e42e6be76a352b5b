package io.plimsoll.draft;

import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/** Chooses the rows of the data that are kept as golden rows: every class, some with gaps, the rest spread evenly. */
final class GoldenSelection {

    static final int MOST_ROWS = 50;

    private static final int MOST_OF_A_KIND = 10;

    private GoldenSelection() {}

    /**
     * The rows, in their order.
     *
     * @param usable rows that may be chosen
     * @param classes what is expected of each row, as text
     */
    static NavigableSet<Integer> of(List<Integer> usable, List<Column> inputs, Column classes) {
        var chosen = new TreeSet<Integer>();
        Set<String> seen = new HashSet<>();
        addFirst(
                usable,
                chosen,
                row -> seen.size() < MOST_OF_A_KIND
                        && seen.add(classes.cells().get(row).written()));
        addFirst(
                usable,
                chosen,
                row -> inputs.stream().anyMatch(column -> column.cells().get(row) instanceof Cell.Missing));
        int free = Math.min(MOST_ROWS, usable.size()) - chosen.size();
        List<Integer> others =
                usable.stream().filter(row -> !chosen.contains(row)).toList();
        for (int i = 0; i < free; i++) {
            chosen.add(others.get((int) ((long) i * others.size() / free)));
        }
        return chosen;
    }

    private static void addFirst(List<Integer> usable, Set<Integer> chosen, IntPredicate which) {
        usable.stream().filter(which::test).limit(MOST_OF_A_KIND).forEach(chosen::add);
    }
}
