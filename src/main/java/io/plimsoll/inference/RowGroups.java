package io.plimsoll.inference;

import io.plimsoll.contract.Binding;
import io.plimsoll.contract.Binding.RowMode;
import io.plimsoll.prediction.Features;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Tells which rows of a call can share a run.
 *
 * @param alone whether each row has a run of its own
 * @param lists the slots of the lists that must be of one length in a run
 */
record RowGroups(boolean alone, List<Integer> lists) {

    private static final List<int[]> FIRST = List.of(new int[] {0});

    RowGroups {
        lists = List.copyOf(lists);
    }

    static RowGroups of(Binding binding) {
        return new RowGroups(binding.rows() != RowMode.TOGETHER, binding.unpadded());
    }

    /** The rows of each run, in the order of their first rows. */
    List<int[]> of(Features features) {
        if (features.rows() == 1) {
            return FIRST;
        }
        if (alone) {
            return IntStream.range(0, features.rows())
                    .mapToObj(row -> new int[] {row})
                    .toList();
        }
        if (lists.isEmpty()) {
            return List.of(IntStream.range(0, features.rows()).toArray());
        }
        Map<List<Integer>, IntStream.Builder> groups = new LinkedHashMap<>();
        for (int row = 0; row < features.rows(); row++) {
            groups.computeIfAbsent(lengths(features, row), lengths -> IntStream.builder())
                    .add(row);
        }
        return groups.values().stream().map(rows -> rows.build().toArray()).toList();
    }

    private List<Integer> lengths(Features features, int row) {
        return lists.stream().map(slot -> features.items(row, slot)).toList();
    }
}
