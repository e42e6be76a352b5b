package io.plimsoll.draft;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.contract.ModelVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drafts of real graphs, as text. */
class DraftTests {

    private static final String CHURN = """
            customer,age,plan,calls,label
            c-1,42,basic,3,0
            c-2,17,pro,,1
            c-3,65,basic,9,1
            """;

    @TempDir
    private Path folder;

    @Test
    void aMatrixBecomesAGroupInTheOrderOfTheData() throws IOException {
        Draft draft = made(told("matrix_3", CHURN, Map.of(), List.of(), List.of("customer"), List.of("label")));

        assertThat(draft.contract().text()).contains("""
                request:
                  context:
                    - {name: customer, type: string}

                inputs:
                  - tensor: features  # guessed: the columns in the order of the data
                    columns:
                      - {name: age, type: number}
                      - {name: plan, type: category, values: [basic, pro]}  # guessed: the codes are 0, 1, 2 … in sorted order
                      - {name: calls, type: number, missing: nan}  # guessed: an empty cell is NaN
                """);
        assertThat(draft.guesses()).isEqualTo(4);
        assertThat(draft.goldenRows()).isEmpty();
        assertThat(draft.notes()).anyMatch(note -> note.startsWith("Unverified"));
    }

    @Test
    void theRangesOfTheDataAreNotThoseOfCallers() throws IOException {
        Draft draft = made(told("matrix_3", CHURN, Map.of(), List.of(), List.of("customer"), List.of("label")));

        assertThat(draft.contract().text()).doesNotContain("min", "max:", "unit");
    }

    @Test
    void goldenRowsHoldWhatTheDataExpect() throws IOException {
        Draft draft = made(told(
                "label_declared_1",
                "x,said\n1,0\n-1,1\n,1\n",
                Map.of("label", List.of("said")),
                List.of("no", "yes"),
                List.of(),
                List.of()));

        assertThat(draft.goldenRows())
                .containsExactly(
                        "{\"inputs\":{\"x\":1},\"expect\":{\"label\":\"no\"},\"note\":\"row 1 of the data\"}",
                        "{\"inputs\":{\"x\":-1},\"expect\":{\"label\":\"yes\"},\"note\":\"row 2 of the data\"}",
                        "{\"inputs\":{},\"expect\":{\"label\":\"yes\"},\"note\":\"row 3 of the data\"}");
        assertThat(draft.contract().text())
                .contains("not answered, because no column expects it: probabilities", "samples: {file: samples.jsonl")
                .contains("- {name: label, from: label, labels: [\"no\", \"yes\"]}")
                .contains("confidence: {from: probabilities, reduce: max}");
    }

    @Test
    void aProbabilityAloneIsANumber() throws IOException {
        Draft draft = made(told(
                "matrix_3",
                "a,b,c,p0,p1\n0,0,0,0.5,0.5\n",
                Map.of("probabilities[1]", List.of("p1"), "probabilities", List.of("p0", "p1")),
                List.of("no", "yes"),
                List.of(),
                List.of()));

        assertThat(draft.contract().text())
                .contains("- {name: probabilities_1, from: \"probabilities[1]\", type: number}")
                .contains("- {name: probabilities, from: probabilities, labels: [\"no\", \"yes\"], top: 2}");
        assertThat(draft.goldenRows().getFirst())
                .contains("\"probabilities_1\":0.5")
                .contains("[{\"label\":\"no\",\"score\":0.5},{\"label\":\"yes\",\"score\":0.5}]");
    }

    @Test
    void theConfidenceIsExpectedWhereAllThatItIsDrawnFromIs() throws IOException {
        String csv = "a,b,c,p0,p1\n0,0,0,0.25,0.75\n1,0,0,0.625,0.375\n";
        Map<String, List<String>> all = Map.of("probabilities", List.of("p0", "p1"));
        Map<String, List<String>> part = Map.of("probabilities[1]", List.of("p1"));

        assertThat(made(told("matrix_3", csv, all, List.of("no", "yes"), List.of(), List.of()))
                        .goldenRows())
                .satisfiesExactly(
                        row -> assertThat(row).contains("\"confidence\":0.75,"),
                        row -> assertThat(row).contains("\"confidence\":0.625,"));
        assertThat(made(told("matrix_3", csv, all, List.of(), List.of(), List.of()))
                        .goldenRows())
                .as("without labels the probabilities are a vector")
                .satisfiesExactly(
                        row -> assertThat(row).contains("[0.25,0.75]", "\"confidence\":0.75,"),
                        row -> assertThat(row).contains("[0.625,0.375]", "\"confidence\":0.625,"));
        assertThat(made(told("matrix_3", csv, part, List.of("no", "yes"), List.of(), List.of()))
                        .goldenRows())
                .noneMatch(row -> row.contains("confidence"));
    }

    @Test
    void withoutDataTheGraphsOwnNamesAreAllThereIs() throws IOException {
        Draft draft = made(bare("matrix_3"));

        assertThat(draft.contract().text()).contains("columns: [features_0, features_1, features_2]");
        assertThat(draft.notes()).anyMatch(note -> note.contains("have no names in the graph"));
    }

    @Test
    void aBlockIsAVector() throws IOException {
        assertThat(made(bare("nested")).contract().text())
                .contains("- {name: total, from: total, type: number}", "- {name: same, from: same, type: vector}")
                .contains("type: vector", "length: 6");
    }

    @Test
    void everyTypeOfTensorHasAField() throws IOException {
        assertThat(made(bare("all_types")).contract().text())
                .contains("- {name: a_bool, type: boolean, tensor: a_bool}")
                .contains("- {name: a_string, type: string, tensor: a_string}")
                .contains("- {name: a_int32, type: integer, tensor: a_int32}")
                .contains("- {name: a_float16, type: number, tensor: a_float16}")
                .contains("- {name: same_string, from: same_string, type: string}")
                .contains("- {name: same_bool, from: same_bool, type: boolean}");
    }

    @Test
    void aZipMapIsAMapOfScores() throws IOException {
        assertThat(made(bare("zipmap_string")).contract().text())
                .contains("- {name: label, from: label, type: string}")
                .contains("- {name: output_probability, from: output_probability, type: map}")
                .contains("confidence: {from: output_probability, reduce: max}");
    }

    @Test
    void whatHasAnInitializerIsLeftOut() throws IOException {
        assertThat(made(bare("optional_initializer_input")).contract().text()).doesNotContain("temperature");
    }

    @Test
    void aColumnThatIsNotThereIsRefusedWithTheNearestName() throws IOException {
        assertThat(Draft.of(told("matrix_3", CHURN, Map.of(), List.of(), List.of("custmer"), List.of())))
                .isInstanceOfSatisfying(
                        Draft.Outcome.Refused.class,
                        refused ->
                                assertThat(refused.reason()).contains("no column custmer", "did you mean customer?"));
    }

    @Test
    void aFileThatIsNoGraphIsRefused() throws IOException {
        Path graph = Files.writeString(folder.resolve("model.onnx"), "<html>");
        var told = new Instructions(
                new ModelVersion("m", "1"), graph, null, ',', Map.of(), List.of(), Map.of(), List.of(), List.of());

        assertThat(Draft.of(told)).isInstanceOf(Draft.Outcome.Refused.class);
    }

    private Instructions told(
            String graph,
            String csv,
            Map<String, List<String>> expected,
            List<String> labels,
            List<String> context,
            List<String> ignored)
            throws IOException {
        return new Instructions(
                new ModelVersion("m", "1"),
                graph(graph),
                Files.writeString(folder.resolve("rows.csv"), csv),
                ',',
                Map.of(),
                labels,
                expected,
                context,
                ignored);
    }

    private static Instructions bare(String graph) {
        return new Instructions(
                new ModelVersion("m", "1"),
                graph(graph),
                null,
                ',',
                Map.of(),
                List.of(),
                Map.of(),
                List.of(),
                List.of());
    }

    private static Path graph(String name) {
        return Path.of("src/test/resources/graphs/" + name + ".onnx");
    }

    private static Draft made(Instructions told) throws IOException {
        Draft.Outcome outcome = Draft.of(told);
        assertThat(outcome).isInstanceOf(Draft.Outcome.Made.class);
        return ((Draft.Outcome.Made) outcome).draft();
    }
}
