package io.plimsoll.inference;

import static io.plimsoll.inference.Bound.member;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.contract.Absence.Filler;
import io.plimsoll.contract.Binding;
import io.plimsoll.contract.NumberType;
import io.plimsoll.prediction.Features;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which rows share a run: as many as stand beside each other in no more cells than a run may have. */
class RowGroupsTests {

    @Test
    void paddedRowsShareARunUntilItsCellsAreTooMany() {
        var groups = RowGroups.of(binding(new Filler.Zeros()), cells(10));
        assertThat(runs(groups, 1, 2, 2)).containsExactly(List.of(0, 1, 2));
        assertThat(runs(groups, 5, 5, 5)).containsExactly(List.of(0, 1), List.of(2));
        // The long list would make ten items of each that is with it.
        assertThat(runs(groups, 1, 2, 10, 1, 1)).containsExactly(List.of(0, 1), List.of(2), List.of(3, 4));
    }

    @Test
    void aRowOfMoreCellsThanARunSharesHasARunOfItsOwn() {
        var groups = RowGroups.of(binding(new Filler.Zeros()), cells(10));
        assertThat(runs(groups, 11, 12)).containsExactly(List.of(0), List.of(1));
    }

    @Test
    void emptyListsTakeNoCells() {
        var groups = RowGroups.of(binding(new Filler.Zeros()), 1);
        assertThat(runs(groups, 0, 0, 0)).containsExactly(List.of(0, 1, 2));
    }

    @Test
    void rowsOfOneLengthAreSplitAsWell() {
        var groups = RowGroups.of(binding(null), cells(10));
        assertThat(runs(groups, 5, 1, 5, 5, 1)).containsExactly(List.of(0, 2), List.of(3), List.of(1, 4));
    }

    /** Cells of so many items: a price each, and a weight. */
    private static int cells(int items) {
        int inputs = 2;
        return inputs * items;
    }

    private static Binding binding(@Nullable Filler pad) {
        return Bound.to("list_scores")
                .records("items", 0, 100, "weights", null, member("price", new NumberType(null, null), "prices", pad))
                .answers("share", "total")
                .bind();
    }

    private static List<List<Integer>> runs(RowGroups groups, int... lengths) {
        var features = new Features(1, lengths.length);
        for (int length : lengths) {
            int row = features.addRow();
            features.putItems(row, 0, features.addCells(length), length);
        }
        return groups.of(features).stream()
                .map(rows -> Arrays.stream(rows).boxed().toList())
                .toList();
    }
}
