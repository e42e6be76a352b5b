package io.plimsoll.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.contract.Results.Band;
import io.plimsoll.contract.Results.Form;
import io.plimsoll.lifecycle.GoldenRow.Expectation;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LabelCoverTests {

    @Test
    void labelsOfACodeThatNoRowIsAnsweredWithAreNamed() {
        var form = new Form.Label(Map.of(0L, "approve", 1L, "refer"));
        assertThat(warnings(form, "approve")).containsExactly("no golden row is answered with refer as y");
        assertThat(warnings(form, "approve", "refer")).isEmpty();
    }

    @Test
    void bandsThatNoRowFallsIntoAreNamed() {
        var form = new Form.Bands(List.of(new Band(0.5, "low"), new Band(0.8, "middle"), new Band(null, "high")));
        assertThat(warnings(form, "high")).containsExactly("no golden row is answered with low, middle as y");
    }

    @Test
    void theItemsOfAListCoverLabelsToo() {
        var form = new Form.PerItem("item_list", new Form.Label(Map.of(0L, "no", 1L, "perhaps", 2L, "yes")));
        var expected = GoldenRows.JSON.readTree("{\"y\": [\"no\", \"yes\", \"no\"]}");
        var row = new GoldenRow(1, new byte[0], new Expectation.Answers(expected, null, null));
        assertThat(LabelCover.warnings(Contracts.of(form), List.of(row)))
                .containsExactly("no golden row is answered with perhaps as y");
    }

    @Test
    void aRowThatIsRefusedCoversNoLabel() {
        var refused = new GoldenRow(1, new byte[0], new Expectation.Refuses(Set.of("approve")));
        var form = new Form.Label(Map.of(0L, "approve"));
        assertThat(LabelCover.warnings(Contracts.of(form), List.of(refused))).hasSize(1);
    }

    @Test
    void tenLabelsAreNamedAndTheOthersCounted() {
        var form = new Form.Label(
                LongStream.range(0, 13).boxed().collect(Collectors.toMap(code -> code, code -> "label" + code)));
        assertThat(warnings(form, "label3"))
                .singleElement()
                .asString()
                .contains("label0, label1")
                .contains(" and 2 more as y");
    }

    @Test
    void resultsWithoutAListOfLabelsHaveNoneToCover() {
        assertThat(warnings(new Form.Text(), "anything")).isEmpty();
    }

    private static List<String> warnings(Form form, String... answers) {
        List<GoldenRow> rows = Arrays.stream(answers).map(LabelCoverTests::row).toList();
        return LabelCover.warnings(Contracts.of(form), rows);
    }

    private static GoldenRow row(String label) {
        var expected = GoldenRows.JSON.readTree("{\"y\": \"" + label + "\"}");
        return new GoldenRow(1, "{}".getBytes(StandardCharsets.UTF_8), new Expectation.Answers(expected, null, null));
    }
}
