package io.plimsoll.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.contract.Signature;
import io.plimsoll.draft.Placement.Placed;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Which column goes where. */
class PlacementTests {

    private static final Column AGE = Columns.of("Age", "1", "2");
    private static final Column INCOME = Columns.of("income", "1.5", "2.5");
    private static final Column CITY = Columns.of("city", "Rome", "Oslo");

    @Test
    void inputsOfOneColumnAreFoundByTheirNames() throws Undraftable {
        Placement.Outcome outcome = place(Columns.floats("income", 1, "age:0", 1), AGE, CITY, INCOME);

        assertThat(names(outcome)).containsEntry("age:0", List.of("Age")).containsEntry("income", List.of("income"));
        assertThat(outcome.left()).containsExactly(CITY);
        assertThat(outcome.placed()).allMatch(placed -> placed.remark() == null);
    }

    @Test
    void aNameThatIsNearIsTakenAndMarked() throws Undraftable {
        Placement.Outcome outcome = place(Columns.floats("incomes", 1), INCOME, AGE);

        assertThat(names(outcome)).containsEntry("incomes", List.of("income"));
        assertThat(outcome.placed().getFirst().remark()).contains("nearest name");
    }

    @Test
    void withoutNamesInCommonTheOrderDecidesAndIsMarked() throws Undraftable {
        Placement.Outcome outcome = place(Columns.floats("x0", 1, "x1", 1), INCOME, AGE);

        assertThat(names(outcome)).containsEntry("x0", List.of("income")).containsEntry("x1", List.of("Age"));
        assertThat(outcome.placed()).allMatch(placed -> placed.remark() != null);
    }

    @Test
    void aMatrixTakesWhatIsLeftInTheOrderOfTheData() throws Undraftable {
        Placement.Outcome outcome = place(Columns.floats("city", 1, "features", 2), INCOME, CITY, AGE);

        assertThat(names(outcome)).containsEntry("features", List.of("income", "Age"));
    }

    @Test
    void aMatrixLeavesOutTheRowNumbersOfPandas() throws Undraftable {
        Placement.Outcome outcome =
                place(Columns.floats("features", 2), Columns.of("Unnamed: 0", "0", "1"), INCOME, AGE);

        assertThat(names(outcome)).containsEntry("features", List.of("income", "Age"));
        assertThat(outcome.left()).extracting(Column::name).containsExactly("Unnamed: 0");
    }

    @Test
    void aMatrixLeavesOutWordsIfTheNumbersFit() throws Undraftable {
        Placement.Outcome outcome = place(Columns.floats("features", 2), CITY, INCOME, AGE);

        assertThat(names(outcome)).containsEntry("features", List.of("income", "Age"));
        assertThat(outcome.placed().getFirst().remark()).contains("of those that fit");
    }

    @Test
    void tooManyColumnsAreAllWrittenForAPersonToTakeOut() throws Undraftable {
        Placement.Outcome outcome = place(Columns.floats("features", 2), INCOME, AGE, Columns.of("b", "1", "1"));

        assertThat(outcome.placed().getFirst().columns()).hasSize(3);
        assertThat(outcome.placed().getFirst().remark()).contains("3 columns for 2 places");
    }

    @Test
    void severalMatricesAreDealtOutInTheirOrderAndMarked() throws Undraftable {
        Column last = Columns.of("last", "1", "1");
        Placement.Outcome outcome =
                place(Columns.floats("a", 2, "b", 1, "c", 2), INCOME, AGE, last, Columns.of("b", "1", "1"), CITY);

        assertThat(names(outcome))
                .containsEntry("a", List.of("income", "Age"))
                .containsEntry("c", List.of("last", "city"));
        assertThat(outcome.placed().getFirst().remark()).contains("dealt out");
    }

    @Test
    void whatIsToldIsDone() throws Undraftable {
        Table table = Columns.table(INCOME, CITY, AGE);

        Placement.Outcome outcome = Placement.of(
                Columns.floats("features", 2, "z", 1),
                table,
                table.columns(),
                Map.of("features", List.of("Age", "income"), "z", List.of("city")));

        assertThat(names(outcome))
                .containsEntry("features", List.of("Age", "income"))
                .containsEntry("z", List.of("city"));
    }

    @Test
    void whatIsToldWronglyIsRefusedWithTheNearestName() {
        Table table = Columns.table(INCOME);
        Signature graph = Columns.floats("features", 1);

        assertThatThrownBy(() -> Placement.of(graph, table, table.columns(), Map.of("feature", List.of("income"))))
                .isInstanceOf(Undraftable.class)
                .hasMessageContaining("no input feature")
                .hasMessageContaining("did you mean features?");
        assertThatThrownBy(() -> Placement.of(graph, table, table.columns(), Map.of("features", List.of("incme"))))
                .isInstanceOf(Undraftable.class)
                .hasMessageContaining("did you mean income?");
        assertThatThrownBy(() ->
                        Placement.of(graph, table, table.columns(), Map.of("features", List.of("income", "income"))))
                .isInstanceOf(Undraftable.class)
                .hasMessageContaining("takes one column");
    }

    private static Placement.Outcome place(Signature graph, Column... columns) throws Undraftable {
        return Placement.of(graph, Columns.table(columns), List.of(columns), Map.of());
    }

    private static Map<String, List<String>> names(Placement.Outcome outcome) {
        return outcome.placed().stream()
                .collect(Collectors.toMap(
                        Placed::tensor,
                        placed -> placed.columns().stream().map(Column::name).toList()));
    }
}
