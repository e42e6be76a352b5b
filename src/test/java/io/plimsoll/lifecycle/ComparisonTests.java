package io.plimsoll.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.contract.Results.Form;
import io.plimsoll.lifecycle.GoldenRow.Expectation;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
        assertThat(new Comparison(Contracts.of(EXACT), Halves.NONE)
                        .differences(expected, GoldenRows.JSON.readTree(answer)))
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
        var comparison = new Comparison(Contracts.of(EXACT), Halves.NONE);
        JsonNode one = GoldenRows.JSON.readTree("{\"result\":{\"y\":1},\"confidence\":0.9,\"explanation\":{\"a\":1}}");
        JsonNode two = GoldenRows.JSON.readTree("{\"result\":{\"y\":1},\"confidence\":0.8,\"explanation\":{\"a\":2}}");
        assertThat(comparison.disagreement(one, one)).isEmpty();
        assertThat(comparison.disagreement(one, two))
                .containsExactly("confidence should be 0.9 but is 0.8", "explanation.a should be 1 but is 2");
    }

    @Test
    void eachEntryOfAListIsComparedAndMayBeRounded() {
        var items = new Form.PerItem("item_list", new Form.Number(2));
        assertThat(differences(items, "[0.123, 0.5]", "[0.12, 0.5]")).isEmpty();
        assertThat(differences(items, "[0.123, 0.5]", "[0.12, 0.52]"))
                .containsExactly("y[1] should be 0.5 but is 0.52");
        assertThat(differences(items, "[0.123, 0.5]", "[0.12]")).hasSize(1);
        var labels = new Form.PerItem("item_list", new Form.Label(Map.of(0L, "no", 1L, "yes")));
        assertThat(differences(labels, "[\"no\", \"yes\"]", "[\"no\", \"no\"]"))
                .containsExactly("y[1] should be \"yes\" but is \"no\"");
    }

    @Test
    void itemsWhoseScoresLieWithinTheToleranceMayChangePlacesAlsoAtTheCut() {
        var top = new Form.TopItems("item_list", 2, null, null);
        String expected = "[{\"item\":3,\"score\":0.4},{\"item\":0,\"score\":0.4}]";
        assertThat(differences(top, expected, expected)).isEmpty();
        assertThat(differences(top, expected, "[{\"item\":0,\"score\":0.4},{\"item\":3,\"score\":0.4}]"))
                .isEmpty();
        assertThat(differences(top, expected, "[{\"item\":3,\"score\":0.4},{\"item\":7,\"score\":0.400001}]"))
                .isEmpty();
        assertThat(differences(top, expected, "[{\"item\":3,\"score\":0.4},{\"item\":3,\"score\":0.4}]"))
                .containsExactly("y[1] names 3 again");
        assertThat(differences(top, expected, "[{\"item\":7,\"score\":0.6},{\"item\":3,\"score\":0.4}]"))
                .hasSize(1);
        assertThat(differences(top, "[{\"place\":3,\"score\":0.4}]", "[{\"item\":3,\"score\":0.4}]"))
                .hasSize(1);
        assertThat(differences(new Form.TopItems("item_list", 1, null, null), "3", "4"))
                .hasSize(1);
    }

    @Test
    void ofAFloat16HalfAUnitOfItsLastPlaceIsForgiven() {
        var answers = new Expectation.Answers(
                GoldenRows.JSON.readTree("{\"y\":0.0999755859375}"), GoldenRows.JSON.readTree("0.0999755859375"), null);
        JsonNode answer = GoldenRows.JSON.readTree("{\"result\":{\"y\":0.1},\"confidence\":0.1}");
        JsonNode another = GoldenRows.JSON.readTree("{\"result\":{\"y\":0.1002},\"confidence\":0.1002}");
        var halves = new Halves(Set.of("y"), true, false);
        assertThat(new Comparison(Contracts.of(EXACT), halves).differences(answers, answer))
                .isEmpty();
        assertThat(new Comparison(Contracts.of(EXACT), halves).differences(answers, another))
                .hasSize(2);
        assertThat(new Comparison(Contracts.of(EXACT), Halves.NONE).differences(answers, answer))
                .hasSize(2);
    }

    @Test
    void reasonsMustBeEqualButForThoseThatContributedAsMuch() {
        String contributions = "{\"a\":0.5,\"b\":-0.5,\"c\":0.2,\"d\":0.200001}";
        assertThat(reasons(reason("a") + "," + reason("c"), reason("a") + "," + reason("c"), contributions))
                .isEmpty();
        assertThat(reasons(reason("b") + "," + reason("a"), reason("a") + "," + reason("b"), contributions))
                .isEmpty();
        assertThat(reasons(reason("a") + "," + reason("c"), reason("a") + "," + reason("d"), contributions))
                .as("d may have been cut off with as large a contribution")
                .isEmpty();
        assertThat(reasons(reason("c") + "," + reason("a"), reason("a") + "," + reason("c"), contributions))
                .hasSize(2);
        assertThat(reasons(reason("a"), reason("a") + "," + reason("c"), contributions))
                .hasSize(1);
        assertThat(reasons(reason("a").replace("R-a", "R-b"), reason("a"), contributions))
                .singleElement()
                .asString()
                .startsWith("explanation.reasons should be {\"field\":\"a\",\"code\":\"R-b\"");
    }

    @Test
    void whatTheExpectedExplanationLeavesOutIsNotCompared() {
        JsonNode answer = GoldenRows.JSON.readTree(
                "{\"result\":{\"y\":1},\"explanation\":{\"contributions\":{\"a\":1},\"reasons\":[]}}");
        assertThat(explained("{\"contributions\":{\"a\":1}}", answer)).isEmpty();
        assertThat(explained("{\"reasons\":[]}", answer)).isEmpty();
        assertThat(explained("{\"reason\":[]}", answer))
                .containsExactly("explanation.reason should be [] but is absent");
        assertThat(explained("[]", answer)).hasSize(1);
    }

    private static String reason(String field) {
        return "{\"field\":\"" + field + "\",\"code\":\"R-" + field + "\",\"text\":\"t\"}";
    }

    private static List<String> reasons(String expected, String actual, String contributions) {
        String answer = "{\"result\":{\"y\":1},\"explanation\":{\"contributions\":" + contributions + ",\"reasons\":["
                + actual + "]}}";
        return explained("{\"reasons\":[" + expected + "]}", GoldenRows.JSON.readTree(answer));
    }

    private static List<String> explained(String expected, JsonNode answer) {
        var answers = new Expectation.Answers(
                GoldenRows.JSON.readTree("{\"y\":1}"), null, GoldenRows.JSON.readTree(expected));
        return new Comparison(Contracts.of(EXACT), Halves.NONE).differences(answers, answer);
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
        return new Comparison(Contracts.of(form), Halves.NONE).differences(expected, GoldenRows.JSON.readTree(answer));
    }
}
