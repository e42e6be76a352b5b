package io.plimsoll.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.contract.Results.Form;
import io.plimsoll.lifecycle.GoldenRow.Expectation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTests {

    private static final Form EXACT = new Form.Number(null);

    @ParameterizedTest
    @CsvSource({"100, 100.0011, true", "100, 100.0009, false", "0, 0.00002, true", "0, 0.000009, false", "-5, 5, true"})
    void numbersMayDifferByAbsoluteAndRelativeTolerance(String expected, String actual, boolean differs) {
        assertThat(differences(EXACT, expected, actual).isEmpty()).isNotEqualTo(differs);
    }

    @ParameterizedTest
    @CsvSource({"0.12345, 0.1235, false", "0.12345, 0.1234, false", "0.12345, 0.1236, true", "0.5, 0.4999, true"})
    void aRoundedNumberMayDifferByHalfAUnitMore(String expected, String actual, boolean differs) {
        assertThat(differences(new Form.Number(4), expected, actual).isEmpty()).isNotEqualTo(differs);
    }

    @Test
    void labelsMustBeEqual() {
        assertThat(differences(new Form.Text(), "\"approve\"", "\"approve\"")).isEmpty();
        assertThat(differences(new Form.Text(), "\"approve\"", "\"refer\""))
                .containsExactly("y should be \"approve\" but is \"refer\"");
        assertThat(differences(new Form.Text(), "\"1\"", "1")).hasSize(1);
    }

    @Test
    void anAbsentResultIsADifference() {
        assertThat(compare(EXACT, "{\"y\": 1}", "{\"result\": {}}")).containsExactly("y should be 1 but is absent");
    }

    @Test
    void anExpectationNamesEveryResultAndNoOther() {
        assertThat(compare(EXACT, "{\"z\": 1}", "{\"result\": {\"y\": 1}}"))
                .containsExactly("expect lacks the result y", "expect names z, which is no result of the contract");
    }

    @Test
    void labelsWithEqualScoresMayChangePlaces() {
        String expected = "[{\"label\":\"a\",\"score\":0.4},{\"label\":\"b\",\"score\":0.4}]";
        var top = new Form.Top(List.of("a", "b", "c"), 2, null, null);
        assertThat(differences(top, expected, "[{\"label\":\"b\",\"score\":0.4},{\"label\":\"a\",\"score\":0.4}]"))
                .isEmpty();
        assertThat(differences(top, expected, "[{\"label\":\"a\",\"score\":0.4},{\"label\":\"c\",\"score\":0.4}]"))
                .as("c may have been cut off with the same score")
                .isEmpty();
        assertThat(differences(top, expected, "[{\"label\":\"b\",\"score\":0.5},{\"label\":\"a\",\"score\":0.4}]"))
                .hasSize(1);
        assertThat(differences(top, expected, "[{\"label\":\"a\",\"score\":0.4}]"))
                .hasSize(1);
    }

    @Test
    void explanationsAreHeldAgainstTheExpectationToo() {
        var expected = new Expectation.Answers(
                GoldenRows.JSON.readTree("{\"y\":1}"),
                GoldenRows.JSON.readTree("0.9"),
                GoldenRows.JSON.readTree("{\"contributions\":{\"a\":0.5}}"));
        String answer = "{\"result\":{\"y\":1},\"confidence\":0.8,\"explanation\":{\"contributions\":{\"a\":0.6}}}";
        assertThat(new Comparison(Contracts.of(EXACT)).differences(expected, GoldenRows.JSON.readTree(answer)))
                .containsExactly(
                        "confidence should be 0.9 but is 0.8", "explanation.contributions.a should be 0.5 but is 0.6");
    }

    private static List<String> differences(Form form, String expected, String actual) {
        return compare(form, "{\"y\": " + expected + "}", "{\"result\": {\"y\": " + actual + "}}");
    }

    private static List<String> compare(Form form, String expect, String answer) {
        var expected = new Expectation.Answers(GoldenRows.JSON.readTree(expect), null, null);
        return new Comparison(Contracts.of(form)).differences(expected, GoldenRows.JSON.readTree(answer));
    }
}
