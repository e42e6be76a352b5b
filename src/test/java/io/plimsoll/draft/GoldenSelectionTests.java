package io.plimsoll.draft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which rows of the data become golden rows. */
class GoldenSelectionTests {

    private static final List<Integer> ALL = IntStream.range(0, 1000).boxed().toList();

    @Test
    void fewRowsAreAllTaken() {
        assertThat(GoldenSelection.of(ALL.subList(0, 7), List.of(), column("a")))
                .hasSize(7);
    }

    @Test
    void manyRowsAreSpreadOverTheData() {
        assertThat(GoldenSelection.of(ALL, List.of(), column("a")))
                .hasSize(GoldenSelection.MOST_ROWS)
                .anyMatch(row -> row > 950)
                .anyMatch(row -> row > 450 && row < 550);
    }

    @Test
    void everyClassAndSomeGapsAreAmongThem() {
        var classes = new ArrayList<>(column("no").cells());
        classes.set(777, new Cell.Word("yes"));
        var values = new ArrayList<>(column("1").cells());
        values.set(333, Cell.Missing.CELL);

        assertThat(GoldenSelection.of(ALL, List.of(new Column("x", values)), new Column("y", classes)))
                .contains(777, 333)
                .hasSize(GoldenSelection.MOST_ROWS);
    }

    private static Column column(String value) {
        return new Column("x", Collections.nCopies(ALL.size(), Cell.of(value)));
    }
}
