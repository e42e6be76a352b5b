package io.plimsoll.yaml;

import static io.plimsoll.yaml.Contracts.contract;
import static io.plimsoll.yaml.Contracts.problem;
import static io.plimsoll.yaml.Contracts.problems;
import static io.plimsoll.yaml.Contracts.withOutputs;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.contract.Absence;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.Input;
import io.plimsoll.contract.IntegerType;
import io.plimsoll.contract.ListType;
import io.plimsoll.contract.Problem;
import io.plimsoll.contract.Reason;
import io.plimsoll.contract.Results;
import io.plimsoll.contract.Results.Band;
import io.plimsoll.contract.Results.Confidence;
import io.plimsoll.contract.Results.Contributions;
import io.plimsoll.contract.Results.Form;
import io.plimsoll.contract.Results.Outcome;
import io.plimsoll.contract.Results.Reasons;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What an answer holds. */
class ResultsReaderTests {

    private final Findings findings = new Findings();

    static Stream<Arguments> forms() {
        return Stream.of(
                Arguments.of("", new Form.Number(null)),
                Arguments.of(", decimals: 2", new Form.Number(2)),
                Arguments.of(", type: number", new Form.Number(null)),
                Arguments.of(", type: integer", new Form.Whole()),
                Arguments.of(", type: boolean", new Form.Flag()),
                Arguments.of(", type: string", new Form.Text()),
                Arguments.of(", type: vector, decimals: 3", new Form.Vector(3)),
                Arguments.of(", type: map", new Form.Scores(null)),
                Arguments.of(", labels: [low, high]", new Form.Label(Map.of(0L, "low", 1L, "high"))),
                Arguments.of(", labels: {-1: low, 7: high}", new Form.Label(Map.of(-1L, "low", 7L, "high"))),
                Arguments.of(", top: 3", new Form.Top(List.of(), 3, null, null)),
                Arguments.of(", top: 3, type: map", new Form.Top(List.of(), 3, null, null)),
                Arguments.of(
                        ", top: 2, at_least: 0.1, decimals: 4, labels: {1: high, 0: low}",
                        new Form.Top(List.of("low", "high"), 2, 0.1, 4)),
                Arguments.of(
                        ", bands: [{below: -1, label: low}, {below: 2.5, label: medium}, {label: high}]",
                        new Form.Bands(
                                List.of(new Band(-1.0, "low"), new Band(2.5, "medium"), new Band(null, "high")))));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void theKeysThatAreThereDecideHowAResultIsMade(String keys, Form form) {
        Results results = results("result: [{name: answer, from: scores" + keys + "}]");

        assertThat(results.list().getFirst().form()).isEqualTo(form);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            type: float                                     | type: found float, expected one of number, integer, boolean, string, vector, map
            decimals: 16                                    | decimals: found 16, expected a whole number from 0 to 15
            type: string, decimals: 2                       | decimals: goes with numbers, not with type string
            labels: [low], decimals: 2                      | decimals: does not go with labels, which give a label; for scores add top
            labels: []                                      | labels: found 0, expected 1 to 10000
            labels: [low, low]                              | labels: low a second time
            labels: {low: high}                             | the code of a label: found low, expected a whole number
            labels: low                                     | labels: found low, expected a list of texts, or codes with their labels
            labels: [1]                                     | labels: 1 may be read as a number; quote it: "1"
            top: 0                                          | top: found 0, expected a whole number from 1 to 10000
            top: 3, labels: [low, high]                     | top: found 3, but there are only 2 labels
            top: 1, labels: {1: low, 2: high}               | labels: top ranks the columns, so their codes are 0, 1, 2 … without a gap
            top: 1, type: number                            | type: found number, expected map, for top without labels
            at_least: 0.5                                   | at_least: goes with top
            bands: []                                       | bands: found none, expected at least one
            bands: [{below: 1, label: low}]                 | below: the last band has none, so that every number has a band
            bands: [{label: low}, {label: high}]            | below: only the last band is without
            bands: [{below: 2, label: low}, {below: 2, label: medium}, {label: high}] | below: the bands do not ascend
            bands: [{below: 2}, {label: high}]              | a band needs the key label
            bands: [{label: low}], type: number             | type: does not go with bands, which give a label
            labels: [low], labels_from: labels.json         | labels_from: does not go with labels; write one of the two
            labels_from: nowhere.json                       | labels_from: the package has no file nowhere.json
            labels_from: ../labels.json                     | labels_from: found ../labels.json, expected the name of a file in the package
            labels: labels.json                             | labels: found labels.json, expected a list of texts, or codes with their labels; did you mean labels_from?
            labels: {1: low, 1.0: high}                     | labels: the code 1 a second time
            per_item: age                                   | per_item: age is no list but of type number
            per_item: item_list                             | per_item: no list of the inputs is named item_list
            """)
    void aResultIsToldWhatDoesNotGoTogether(String keys, String problem) {
        assertThat(problem(withOutputs("result: [{name: answer, from: scores, " + keys + "}]")))
                .isEqualTo(problem);
    }

    @Test
    void resultsHaveNamesOfTheirOwn() {
        assertThat(problems(
                        withOutputs("result: [{name: score, from: a}, {name: Score, from: b}, {name: a-b, from: c}]")))
                .containsExactly(
                        "7:37 a second result Score; the first is at model.yaml:7:13",
                        "7:61 name: found a-b, expected ASCII letters, digits and _, at most 64");
        assertThat(problem(withOutputs("result: []"))).isEqualTo("result: found none, expected at least one");
    }

    @Test
    void aResultThatHasAProblemOfItsOwnIsNotMissedByTheOutcome() {
        assertThat(problem(withOutputs("outcome: answer\nresult: [{name: answer, from: scores, labels: []}]")))
                .isEqualTo("labels: found 0, expected 1 to 10000");
    }

    @Test
    void confidenceAndContributionsAreRead() {
        Results results = results("""
                result: [{name: score, from: scores}]
                confidence: {from: "scores[1]", reduce: binary}
                explanation: {contributions: {from: terms, unit: log-odds}}
                """);

        assertThat(results.confidence()).isEqualTo(new Confidence("scores[1]", Confidence.Reduce.BINARY));
        assertThat(results.contributions()).isEqualTo(new Contributions("terms", "log-odds"));
        assertThat(results("result: [{name: score, from: scores}]\nconfidence: {from: certainty}")
                        .confidence())
                .isEqualTo(new Confidence("certainty", Confidence.Reduce.NONE));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            confidence: {reduce: max}                       | confidence needs the key from
            confidence: {from: scores, reduce: mean}        | reduce: found mean, expected max or binary
            explanation: {reasons: {top: 4, sign: both}}    | reasons: made of contributions; add contributions: {from: …} beside it
            explanation: {contributions: {from: c}, reasons: {top: 4, sign: both}} | reasons: no input field has a reason; write reason: {code: …, text: …} at those that may be one
            explanation: {contributions: {from: c}, reasons: {top: 0, sign: both}} | top: found 0, expected a whole number from 1 to 100
            explanation: {contributions: {from: c}, reasons: {sign: both}} | reasons needs the key top
            explanation: {contributions: {from: c}, reasons: {top: 4}} | reasons needs the key sign
            explanation: {contributions: {from: c}, reasons: {top: 4, sign: minus}} | sign: found minus, expected positive, negative or both
            explanation: {contributions: {unit: euro}}      | contributions needs the key from
            outcome: answr                                  | outcome: no result is named answr; did you mean answer?
            outcome: answer                                 | outcome: the result answer has no labels; name one that has, or write {from: scores, labels: […]} in the truth's words, or {from: …, hit_within: {relative: 0.1}}
            outcome: {from: label}                          | outcome: expected labels or hit_within beside from, one of the two
            outcome: {from: label, labels: [low], hit_within: {relative: 1}} | outcome: expected labels or hit_within beside from, one of the two
            outcome: {from: label, labels: {3: low}}        | labels: an outcome's codes are 0, 1, 2 … without a gap
            outcome: {from: price, hit_within: {}}          | hit_within: expected relative or absolute
            outcome: {from: price, hit_within: {relative: -1}} | hit_within: a distance is not below 0
            """)
    void whatIsSaidOfResultsIsReadAsStrictly(String keys, String problem) {
        assertThat(problem(withOutputs("result: [{name: answer, from: scores}]\n" + keys)))
                .isEqualTo(problem);
    }

    static Stream<Arguments> formsOfItems() {
        return Stream.of(
                Arguments.of("", new Form.PerItem("item_list", new Form.Number(null))),
                Arguments.of(", decimals: 2", new Form.PerItem("item_list", new Form.Number(2))),
                Arguments.of(", type: integer", new Form.PerItem("item_list", new Form.Whole())),
                Arguments.of(", type: boolean", new Form.PerItem("item_list", new Form.Flag())),
                Arguments.of(", type: string", new Form.PerItem("item_list", new Form.Text())),
                Arguments.of(", labels: [low]", new Form.PerItem("item_list", new Form.Label(Map.of(0L, "low")))),
                Arguments.of(
                        ", labels_from: labels.json",
                        new Form.PerItem("item_list", new Form.Label(Map.of(0L, "low", 1L, "high")))),
                Arguments.of(
                        ", bands: [{label: all}]",
                        new Form.PerItem("item_list", new Form.Bands(List.of(new Band(null, "all"))))),
                Arguments.of(", top: 3", new Form.TopItems("item_list", 3, null, null)),
                Arguments.of(
                        ", top: 1, type: number, at_least: 0.5, decimals: 3",
                        new Form.TopItems("item_list", 1, 0.5, 3)));
    }

    @ParameterizedTest
    @MethodSource("formsOfItems")
    void withPerItemAResultIsAListOrTheBestOfOne(String keys, Form form) {
        Results results = withList("result: [{name: answer, from: scores, per_item: item_list" + keys + "}]", null);

        assertThat(findings.problems()).isEmpty();
        assertThat(results.list().getFirst().form()).isEqualTo(form);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            per_item: itemlist                    | per_item: no list of the inputs is named itemlist; did you mean item_list?
            per_item: basket                      | per_item: basket is a field of the context, which the graph does not read
            per_item: item_list, type: vector     | type: found vector, expected number, integer, boolean or string, for a result with per_item
            per_item: item_list, top: 3, labels: [a, b, c] | labels: does not go with top and per_item, which answer places in the list
            per_item: item_list, top: 3, type: map | type: found map, expected number, for top with per_item
            per_item: item_list, at_least: 1      | at_least: goes with top
            per_item: item_list, top: 3, bands: [{label: all}] | top: does not go with bands, which give a label
            """)
    void perItemNamesAListOfTheInputsAndGoesWithSingleValues(String keys, String problem) {
        withList("result: [{name: answer, from: scores, " + keys + "}]", null);

        assertThat(findings.problems()).extracting(Problem::text).containsExactly(problem);
    }

    @Test
    void labelsMayStandInAFileAsAListOrByTheirCodes() {
        Results results = withList("""
                result: [{name: answer, from: code, labels_from: codes.json}]
                outcome: {from: truth, labels_from: labels.json}
                """, null);

        assertThat(findings.problems()).isEmpty();
        assertThat(results.list().getFirst().form()).isEqualTo(new Form.Label(Map.of(-1L, "none", 7L, "lucky")));
        assertThat(results.outcome()).isEqualTo(new Outcome.OfOutput("truth", List.of("low", "high")));
        withList("result: [{name: answer, from: code, labels_from: twice.json}]", null);
        assertThat(findings.problems())
                .extracting(Problem::toString)
                .containsExactly("twice.json:1:9: labels: low a second time");
    }

    @Test
    void codesThatDoNotFitAreBlamedOnTheKeyThatNamesTheirFile() {
        withList("""
                result: [{name: answer, from: scores, top: 1, labels_from: codes.json}]
                outcome: {from: truth, labels_from: codes.json}
                """, null);

        assertThat(findings.problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "model.yaml:2:49: labels_from: top ranks the columns, so their codes are 0, 1, 2 … without a gap",
                        "model.yaml:3:26: labels_from: an outcome's codes are 0, 1, 2 … without a gap");
    }

    @Test
    void reasonsAreReadWhereAFieldHasOne() {
        String outputs = "result: [{name: score, from: scores}]\n"
                + "explanation: {contributions: {from: terms}, reasons: {top: 4, sign: negative}}";

        assertThat(withList(outputs, new Reason("R1", "Too many items")).reasons())
                .isEqualTo(new Reasons(4, Reasons.Sign.NEGATIVE));
        assertThat(findings.warnings()).isEmpty();
        withList("result: [{name: score, from: scores}]", new Reason("R1", "Too many items"));
        assertThat(findings.warnings())
                .extracting(Problem::text)
                .containsExactly("the reason of item_list is never answered, for explanation has no reasons");
    }

    @Test
    void theOutcomeIsNamedOrIsTheFirstResultWithLabels() {
        String results = "result: [{name: p, from: p}, {name: decision, from: p, bands: [{label: all}]},"
                + " {name: word, from: w, labels: [low]}]\n";

        assertThat(results(results).outcome()).isEqualTo(new Outcome.OfResult("decision"));
        assertThat(results(results + "outcome: word").outcome()).isEqualTo(new Outcome.OfResult("word"));
        assertThat(results(results + "outcome: {from: w, labels: [repaid, defaulted]}")
                        .outcome())
                .isEqualTo(new Outcome.OfOutput("w", List.of("repaid", "defaulted")));
        assertThat(results(results + "outcome: {from: p, hit_within: {relative: 0.1, absolute: 2}}")
                        .outcome())
                .isEqualTo(new Outcome.HitWithin("p", 0.1, 2.0));
        assertThat(results("result: [{name: p, from: p}]").outcome()).isNull();
    }

    /** Reads outputs beside an input list item_list and a context field basket. */
    private Results withList(String outputs, @Nullable Reason reason) {
        var item = Field.of("item_list", new IntegerType(null, null, List.of()), new Absence.Required());
        var list = new ListType(1, 200, null, new ListType.Items.Values(item));
        var field = new Field("item_list", list, new Absence.Required(), null, null, null, false, reason);
        var files = new NamedFiles(
                (file, mostBytes) -> switch (file) {
                    case "labels.json" -> "[\"low\", \"high\"]".getBytes(StandardCharsets.UTF_8);
                    case "codes.json" -> "{\"-1\": \"none\", \"7\": \"lucky\"}".getBytes(StandardCharsets.UTF_8);
                    case "twice.json" -> "[\"low\", \"low\"]".getBytes(StandardCharsets.UTF_8);
                    default -> null;
                },
                findings);
        byte[] text = ("outputs:\n" + outputs.indent(2)).getBytes(StandardCharsets.UTF_8);
        YamlNode root = new YamlReader("model.yaml", findings).read(text);
        Keys keys = Keys.open(root, Section.CONTRACT, findings);
        var inputs = List.of(new Input(field, new Input.Target.Named("item_ids")));
        return new ResultsReader(findings, files, List.of("item_list", "basket")::contains, inputs).read(keys);
    }

    private static Results results(String outputs) {
        return contract(withOutputs(outputs)).results();
    }
}
