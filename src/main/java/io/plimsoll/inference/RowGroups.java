package io.plimsoll.inference;

import io.plimsoll.contract.Binding;
import io.plimsoll.contract.Binding.InputTensor;
import io.plimsoll.contract.Binding.ItemAxis;
import io.plimsoll.contract.Binding.RowMode;
import io.plimsoll.prediction.Features;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Tells which rows of a call share a run: those whose lists may stand beside each other, as long as all of them,
 * filling included, are not too many cells. What rows gain by a common run they have gained long before, and one long
 * list beside many short ones would make the rest of the run filling.
 *
 * @param alone whether each row has a run of its own
 * @param unpadded the slots of the lists that must be of one length in a run
 * @param rowCells cells that each row fills whatever it holds
 * @param itemCells slot of a list → cells that each item fills, in every row of the run up to its longest list
 * @param mostCells of a run that rows share
 */
record RowGroups(boolean alone, List<Integer> unpadded, long rowCells, Map<Integer, Long> itemCells, int mostCells) {

    private static final List<int[]> FIRST = List.of(new int[] {0});

    RowGroups {
        unpadded = List.copyOf(unpadded);
        itemCells = Map.copyOf(itemCells);
    }

    static RowGroups of(Binding binding, int mostCells) {
        long rowCells = 0;
        var itemCells = new TreeMap<Integer, Long>();
        for (InputTensor input : binding.inputs()) {
            ItemAxis items = input.items();
            if (items == null) {
                rowCells += input.width();
            } else if (items.length() == ItemAxis.OPEN) {
                itemCells.merge(items.list(), (long) input.width(), Long::sum);
            } else {
                rowCells += (long) items.length() * input.width();
            }
        }
        return new RowGroups(binding.rows() != RowMode.TOGETHER, binding.unpadded(), rowCells, itemCells, mostCells);
    }

    /** The rows of each run. */
    List<int[]> of(Features features) {
        int rows = features.rows();
        if (rows == 1) {
            return FIRST;
        }
        if (alone) {
            return IntStream.range(0, rows).mapToObj(row -> new int[] {row}).toList();
        }
        int[] all = IntStream.range(0, rows).toArray();
        if (itemCells.isEmpty() && rows * rowCells <= mostCells) {
            return List.of(all);
        }
        var runs = new ArrayList<int[]>();
        for (int[] group : unpadded.isEmpty() ? List.of(all) : ofOneLength(features)) {
            split(features, group, runs);
        }
        return runs;
    }

    private List<int[]> ofOneLength(Features features) {
        Map<List<Integer>, IntStream.Builder> groups = new LinkedHashMap<>();
        for (int row = 0; row < features.rows(); row++) {
            groups.computeIfAbsent(lengths(features, row), lengths -> IntStream.builder())
                    .add(row);
        }
        return groups.values().stream().map(rows -> rows.build().toArray()).toList();
    }

    private List<Integer> lengths(Features features, int row) {
        return unpadded.stream().map(slot -> features.items(row, slot)).toList();
    }

    /** Cuts before each row with which the run would be too large. */
    private void split(Features features, int[] rows, List<int[]> runs) {
        Map<Integer, Integer> longest = new TreeMap<>();
        int begin = 0;
        for (int end = 0; end < rows.length; end++) {
            if (end > begin && cells(features, rows[end], longest) * (end - begin + 1) > mostCells) {
                runs.add(Arrays.copyOfRange(rows, begin, end));
                begin = end;
                longest.clear();
            }
            int row = rows[end];
            itemCells.keySet().forEach(slot -> longest.merge(slot, features.items(row, slot), Math::max));
        }
        runs.add(Arrays.copyOfRange(rows, begin, rows.length));
    }

    /** Cells of each row of a run that has such lists already, once this row is among them. */
    private long cells(Features features, int row, Map<Integer, Integer> longest) {
        long cells = rowCells;
        for (Map.Entry<Integer, Long> list : itemCells.entrySet()) {
            int slot = list.getKey();
            cells += list.getValue() * Math.max(longest.getOrDefault(slot, 0), features.items(row, slot));
        }
        return cells;
    }
}
