package io.plimsoll.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.contract.Results.Form;
import io.plimsoll.lifecycle.GoldenRow.Expectation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

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

    @Test
    void anyOfTheLabelsTiedAtTheCutMayAppear() {
        var top = new Form.Top(List.of("a", "b", "c", "d", "e"), 3, null, null);
        String expected = top("a", 0.6, "b", 0.1, "c", 0.1);
        assertThat(differences(top, expected, top("a", 0.6, "d", 0.1, "b", 0.1)))
                .isEmpty();
        assertThat(differences(top, expected, top("a", 0.6, "d", 0.1, "e", 0.1)))
                .isEmpty();
        assertThat(differences(top, expected, top("d", 0.6, "b", 0.1, "c", 0.1)))
                .as("d is far above the cut")
                .hasSize(1);
    }

    @Test
    void noLabelStandsInTheListTwice() {
        var top = new Form.Top(List.of("a", "b", "c"), 2, null, null);
        assertThat(differences(top, top("a", 0.4, "b", 0.4), top("a", 0.4, "a", 0.4)))
                .containsExactly("y[1] names a again");
    }

    @Test
    void twoAnswersMustAgreeInConfidenceAndExplanationToo() {
        var comparison = new Comparison(Contracts.of(EXACT));
        JsonNode one = GoldenRows.JSON.readTree("{\"result\":{\"y\":1},\"confidence\":0.9,\"explanation\":{\"a\":1}}");
        JsonNode two = GoldenRows.JSON.readTree("{\"result\":{\"y\":1},\"confidence\":0.8,\"explanation\":{\"a\":2}}");
        assertThat(comparison.disagreement(one, one)).isEmpty();
        assertThat(comparison.disagreement(one, two))
                .containsExactly("confidence should be 0.9 but is 0.8", "explanation.a should be 1 but is 2");
    }

    private static String top(String a, double p, String b, double q) {
        return "[" + entry(a, p) + "," + entry(b, q) + "]";
    }

    private static String top(String a, double p, String b, double q, String c, double r) {
        return "[" + entry(a, p) + "," + entry(b, q) + "," + entry(c, r) + "]";
    }

    private static String entry(String label, double score) {
        return "{\"label\":\"" + label + "\",\"score\":" + score + "}";
    }

    private static List<String> differences(Form form, String expected, String actual) {
        return compare(form, "{\"y\": " + expected + "}", "{\"result\": {\"y\": " + actual + "}}");
    }

    private static List<String> compare(Form form, String expect, String answer) {
        var expected = new Expectation.Answers(GoldenRows.JSON.readTree(expect), null, null);
        return new Comparison(Contracts.of(form)).differences(expected, GoldenRows.JSON.readTree(answer));
    }
}
