package io.plimsoll.contract;

import static io.plimsoll.contract.ElementType.BOOL;
import static io.plimsoll.contract.ElementType.DOUBLE;
import static io.plimsoll.contract.ElementType.FLOAT;
import static io.plimsoll.contract.ElementType.INT64;
import static io.plimsoll.contract.ElementType.STRING;
import static io.plimsoll.contract.Signatures.N;
import static io.plimsoll.contract.Signatures.scoring;
import static io.plimsoll.contract.Signatures.tensor;
import static io.plimsoll.contract.Signatures.unranked;
import static io.plimsoll.yaml.Contracts.accepted;
import static io.plimsoll.yaml.Contracts.withOutputs;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.contract.Binder.Bound;
import io.plimsoll.contract.Binding.BoundResult;
import io.plimsoll.contract.Binding.OutputRef;
import io.plimsoll.contract.Binding.Part;
import io.plimsoll.contract.Results.Band;
import io.plimsoll.contract.Results.Form;
import io.plimsoll.contract.Signature.Value;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** How results and the graph's outputs go together. */
class OutputBinderTests {

    private static final Signature GRAPH = scoring()
            .output("label", tensor(INT64, 1)) // as some converters declare it, though N come out
            .output("probabilities", tensor(FLOAT, N, 3))
            .output("price", tensor(FLOAT, N))
            .output("scores", new Value.Maps(STRING, FLOAT))
            .output("class_scores", new Value.Maps(INT64, FLOAT))
            .output("word", tensor(STRING, N))
            .output("free", tensor(BOOL, N))
            .output("open", unranked(FLOAT))
            .output("states", new Value.Other("sequence of tensors"))
            .output("price[0]", tensor(FLOAT, N))
            .signature();

    @Test
    void anOutputIsAskedForOnceAndInTheOrderOfTheResults() {
        Binding binding = binding("""
                result:
                  - {name: price, from: price}
                  - {name: risk, from: "probabilities[2]"}
                  - {name: safety, from: "probabilities[0]"}
                confidence: {from: probabilities, reduce: max}
                """);

        assertThat(binding.outputs()).containsExactly("price", "probabilities");
        assertThat(binding.results())
                .extracting(BoundResult::source)
                .containsExactly(
                        new OutputRef(0, new Part.Whole()),
                        new OutputRef(1, new Part.Column(2)),
                        new OutputRef(1, new Part.Column(0)));
        assertThat(binding.confidence()).isEqualTo(new OutputRef(1, new Part.Whole()));
        assertThat(binding.contributions()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            from: price
            from: label
            from: label, type: integer
            from: label, labels: [no, maybe]
            from: "label[4]"
            from: word, type: string
            from: free, type: boolean
            from: open
            from: "open[7]"
            from: probabilities, type: vector
            from: probabilities, labels: [low, medium, high], top: 2
            from: "probabilities[1]", bands: [{below: 0.5, label: low}, {label: high}]
            from: scores, type: map
            from: scores, top: 3
            from: "scores[Gentoo]"
            from: "scores[Gentoo]", bands: [{label: all}]
            from: "class_scores[12]"
            from: label, bands: [{below: 1, label: low}, {label: high}]
            """)
    void aFormFitsWhatTheGraphDeclares(String result) {
        String quoted = result.replace("[no,", "[\"no\",");

        assertThat(bind("result: [{name: answer, " + quoted + "}]")).isInstanceOf(Bound.Fits.class);
    }

    @Test
    void anExactNameOfTheGraphWinsOverAPart() {
        Binding binding = binding("result: [{name: answer, from: \"price[0]\"}]");

        assertThat(binding.outputs()).containsExactly("price[0]");
    }

    @Test
    void aLabelOfAMapIsAKey() {
        assertThat(binding("result: [{name: answer, from: \"scores[Gentoo]\"}]")
                        .results()
                        .getFirst()
                        .source()
                        .part())
                .isEqualTo(new Part.Key("Gentoo"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            from: pirce | from: the graph has no output pirce; did you mean price?; it answers label, probabilities, price, scores, class_scores, word, free, open, states, price[0]
            from: "probabilities[3]" | from: column 3 of probabilities, which has 3 columns, 0 to 2
            from: "price[1]" | from: column 1 of price, which has 1 column: write from: price
            from: "price[low]" | from: price is a tensor, whose columns are numbers from 0, not low
            from: "class_scores[Gentoo]" | from: the labels of class_scores are whole numbers, not Gentoo
            from: "states[0]" | from: states is sequence of tensors, which has no parts
            from: states | the result answer does not fit the graph's output states (sequence of tensors): only tensors and maps from labels to scores are answered
            from: probabilities | the result answer does not fit the graph's output probabilities (float[N, 3]): it has several columns; name one, as in from: "probabilities[1]"
            from: word | the result answer does not fit the graph's output word (string[N]): write type: string
            from: free | the result answer does not fit the graph's output free (bool[N]): write type: boolean
            from: price, type: integer | the result answer does not fit the graph's output price (float[N]): type: integer is for int64 and int32; write type: number, perhaps with decimals: 0
            from: label, type: boolean | the result answer does not fit the graph's output label (int64[1]): type: boolean is for bool; write type: integer, or labels
            from: price, labels: [low] | the result answer does not fit the graph's output price (float[N]): labels are for codes in int64 or int32; for scores add top: 1, or write bands
            from: word, labels: [low] | the result answer does not fit the graph's output word (string[N]): the graph answers the words itself; write type: string instead of labels
            from: probabilities, top: 1 | the result answer does not fit the graph's output probabilities (float[N, 3]): top needs labels, one a column
            from: probabilities, top: 1, labels: [low, high] | the result answer does not fit the graph's output probabilities (float[N, 3]): there are 2 labels for 3 columns
            from: scores | the result answer does not fit the graph's output scores (sequence of maps from string to float): it is a map from labels to scores; name a label, as in from: "scores[yes]", or write type: map, or top
            from: scores, top: 1, labels: [low] | the result answer does not fit the graph's output scores (sequence of maps from string to float): the graph gives the labels itself; leave out labels
            from: price, type: map | the result answer does not fit the graph's output price (float[N]): type: map is for maps from labels to scores; write top with labels, or vector
            """)
    void aFormThatDoesNotFitIsToldWhatToWriteInstead(String result, String problem) {
        assertThat(misfits("result: [{name: answer, " + result + "}]")).containsExactly("model.yaml:7:13: " + problem);
    }

    static Stream<Arguments> formsOfItems() {
        var scores = new Form.PerItem("item_list", new Form.Number(null));
        var top = new Form.TopItems("item_list", 3, null, null);
        var whole = new Part.Whole();
        return Stream.of(
                Arguments.of(scores, whole, tensor(FLOAT, N, N), null),
                Arguments.of(scores, whole, tensor(FLOAT, N, N, 1), null),
                Arguments.of(scores, whole, tensor(FLOAT, N, 30), null),
                Arguments.of(scores, whole, unranked(FLOAT), null),
                Arguments.of(scores, new Part.Column(1), tensor(FLOAT, N, N, 2), null),
                Arguments.of(top, whole, tensor(INT64, N, N), null),
                Arguments.of(
                        new Form.PerItem("item_list", new Form.Label(Map.of(0L, "no"))),
                        whole,
                        tensor(INT64, N, N),
                        null),
                Arguments.of(
                        new Form.PerItem("item_list", new Form.Bands(List.of(new Band(null, "all")))),
                        whole,
                        tensor(DOUBLE, N, N),
                        null),
                Arguments.of(
                        scores,
                        whole,
                        tensor(FLOAT, N),
                        "it has one value a row; per_item needs a shape such as [N, L]"),
                Arguments.of(
                        top,
                        whole,
                        tensor(FLOAT, N, N, 2),
                        "it has several columns an item; name one, as in from: \"scores[1]\""),
                Arguments.of(
                        scores, new Part.Column(2), tensor(FLOAT, N, N, 2), "an item has 2 columns, counted from 0"),
                Arguments.of(
                        scores,
                        new Part.Column(2),
                        tensor(FLOAT, N, N),
                        "per_item takes all items; leave out the brackets"),
                Arguments.of(scores, whole, tensor(STRING, N, N), "write type: string"),
                Arguments.of(top, whole, tensor(STRING, N, N), "top ranks numbers"),
                Arguments.of(
                        scores,
                        whole,
                        new Value.Maps(STRING, FLOAT),
                        "it is a map from labels to scores; per_item is for tensors"));
    }

    @Test
    void aSingleValueOrATopOfAnOpenAxisIsToldOfTheListsOfTheModel() {
        var whole = new Part.Whole();
        var number = new Form.Number(null);
        var items = new ItemsFit(List.of("item_list"));

        assertThat(items.complaint(number, whole, tensor(FLOAT, N, N)))
                .isEqualTo("its second axis is open, as for the items of a list; write per_item: item_list, or name a"
                        + " column in brackets");
        assertThat(items.complaint(number, new Part.Column(0), tensor(FLOAT, N, N)))
                .isNull();
        assertThat(items.complaint(number, whole, tensor(FLOAT, N, 1))).isNull();
        assertThat(items.complaint(number, whole, unranked(FLOAT))).isNull();
        assertThat(items.complaint(new Form.Top(List.of(), 3, null, null), whole, tensor(FLOAT, N, N)))
                .isEqualTo("top needs labels, one a column, or per_item: item_list");
        assertThat(new ItemsFit(List.of()).complaint(number, whole, tensor(FLOAT, N, N)))
                .isNull();
    }

    @ParameterizedTest
    @MethodSource("formsOfItems")
    void anEntryAnItemIsReadFromAnAxisBehindTheRows(Form form, Part part, Value value, @Nullable String complaint) {
        assertThat(FormFit.complaint(form, part, value)).isEqualTo(complaint);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {from: probabilities, reduce: binary} | it has several columns; name one in brackets, or write reduce: max
            {from: probabilities}                 | it has several columns; name one in brackets, or write reduce: max
            {from: scores, reduce: binary}        | it is a map from labels to scores; name a label in brackets, or write reduce: max
            {from: label}                         | a confidence is made from scores in a float, double or float16 tensor, or a map of scores
            """)
    void aConfidenceIsMadeFromScores(String confidence, String complaint) {
        assertThat(misfits("result: [{name: answer, from: price}]\nconfidence: " + confidence))
                .singleElement()
                .asString()
                .startsWith("model.yaml:8:3: confidence does not fit")
                .endsWith(complaint);
    }

    @Test
    void contributionsHaveAColumnAnInputField() {
        String outputs = "result: [{name: answer, from: price}]\nexplanation: {contributions: {from: %s}}";

        assertThat(binding(outputs.formatted("price")).contributions()).isEqualTo(new OutputRef(0, new Part.Whole()));
        assertThat(misfits(outputs.formatted("probabilities")))
                .containsExactly("model.yaml:8:17: contributions does not fit the graph's output probabilities"
                        + " (float[N, 3]): there are 1 input fields for 3 columns");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {from: probabilities, labels: [low, high]}          | there are 2 labels for 3 columns
            {from: word, hit_within: {relative: 0.1}}           | write type: string
            {from: states, labels: [low, high]}                 | only tensors and maps from labels to scores are answered
            """)
    void anOutcomeThatTheGraphDoesNotAnswerIsRefused(String outcome, String complaint) {
        assertThat(misfits("result: [{name: answer, from: price}]\noutcome: " + outcome))
                .singleElement()
                .asString()
                .startsWith("model.yaml:8:3: outcome does not fit")
                .endsWith(complaint);
    }

    @Test
    void anOutcomeOfItsOwnIsAskedForBesideTheResults() {
        Binding binding = binding("result: [{name: answer, from: price}]\noutcome: {from: label, labels: [low, high]}");

        assertThat(binding.outputs()).containsExactly("price", "label");
        assertThat(binding.outcome()).isEqualTo(new Binding.OutputRef(1, new Binding.Part.Whole()));
    }

    private static Bound bind(String outputs) {
        var accepted = accepted(withOutputs(outputs));
        return Binder.bind(accepted.contract(), GRAPH, accepted.sources());
    }

    private static Binding binding(String outputs) {
        Bound bound = bind(outputs);
        assertThat(bound).isInstanceOf(Bound.Fits.class);
        return ((Bound.Fits) bound).binding();
    }

    private static List<String> misfits(String outputs) {
        Bound bound = bind(outputs);
        assertThat(bound).isInstanceOf(Bound.Misfits.class);
        return ((Bound.Misfits) bound)
                .problems().stream().map(Problem::toString).toList();
    }
}
