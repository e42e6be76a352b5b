package io.plimsoll.contract;

import static io.plimsoll.contract.ElementType.BOOL;
import static io.plimsoll.contract.ElementType.DOUBLE;
import static io.plimsoll.contract.ElementType.FLOAT;
import static io.plimsoll.contract.ElementType.FLOAT16;
import static io.plimsoll.contract.ElementType.INT64;
import static io.plimsoll.contract.ElementType.STRING;
import static io.plimsoll.contract.Signatures.N;
import static io.plimsoll.contract.Signatures.graph;
import static io.plimsoll.contract.Signatures.tensor;
import static io.plimsoll.contract.Signatures.unranked;
import static io.plimsoll.yaml.Contracts.accepted;
import static io.plimsoll.yaml.Contracts.withField;
import static io.plimsoll.yaml.Contracts.withInputs;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.contract.Binder.Bound;
import io.plimsoll.contract.Binding.InputTensor;
import io.plimsoll.contract.Binding.Move;
import io.plimsoll.contract.Binding.RowMode;
import io.plimsoll.contract.Signature.Value;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How fields and the graph's inputs go together. */
class BinderTests {

    private static final String MATRIX = withInputs("""
            - tensor: features
              each: {type: number}
              columns: [age, income, {name: housing, type: category, values: [own, rent, free], one_hot: true}, amount]
            """);

    @Test
    void everyInputIsFilledInGraphOrderWhateverTheOrderOfTheContract() {
        Signatures graph = graph().input("income", tensor(DOUBLE, N)).input("age", tensor(INT64, N, 1));

        Binding binding = binding(withInputs("""
                        - {name: age, type: integer, tensor: age}
                        - {name: income, type: number, tensor: income}
                        """), graph.signature());

        assertThat(binding.rows()).isEqualTo(RowMode.TOGETHER);
        assertThat(binding.inputs())
                .containsExactly(
                        filled("income", DOUBLE, List.of(), 1, move(binding, 1, 0, 1)),
                        filled("age", INT64, List.of(1), 1, move(binding, 0, 0, 1)));
    }

    @Test
    void aGroupFillsAMatrixFromLeftToRight() {
        Binding binding =
                binding(MATRIX, graph().input("features", tensor(FLOAT, N, 6)).signature());

        assertThat(binding.inputs())
                .containsExactly(filled(
                        "features",
                        FLOAT,
                        List.of(6),
                        6,
                        move(binding, 0, 0, 1),
                        move(binding, 1, 1, 1),
                        move(binding, 2, 2, 3),
                        move(binding, 3, 5, 1)));
    }

    @Test
    void aGroupFillsAnyFixedShapeOfItsSize() {
        InputTensor tensor = binding(
                        MATRIX,
                        graph().input("features", tensor(FLOAT, N, 2, 3)).signature())
                .inputs()
                .getFirst();

        assertThat(tensor.trailing()).containsExactly(2, 3);
        assertThat(tensor.width()).isEqualTo(6);
    }

    @Test
    void groupsFillTheRangesOfAMatrixThatTheyAreFor() {
        Binding binding = binding(
                withInputs("""
                        - {tensor: "features[2..3]", each: {type: boolean}, columns: [married, employed]}
                        - {tensor: "features[0..1]", each: {type: number}, columns: [age, income]}
                        """), graph().input("features", tensor(FLOAT, N, 4)).signature());

        assertThat(binding.inputs().getFirst().moves())
                .containsExactly(
                        move(binding, 2, 0, 1), move(binding, 3, 1, 1), move(binding, 0, 2, 1), move(binding, 1, 3, 1));
    }

    @Test
    void aGroupOfAnotherWidthThanItsRangeIsOneProblem() {
        assertThat(misfits(
                        withInputs("""
                                - {tensor: "features[0..2]", each: {type: number}, columns: [age, income]}
                                - {tensor: "features[2]", name: amount, type: number}
                                """),
                        graph().input("features", tensor(FLOAT, N, 3)).signature()))
                .singleElement()
                .asString()
                .contains(
                        "the group fills 2 columns, but features[0..2] is 3 columns; write tensor: \"features[0..1]\"");
    }

    @Test
    void twoGroupsForTheSameColumnsAreOneProblem() {
        assertThat(misfits(
                        withInputs("""
                                - {tensor: features, each: {type: number}, columns: [age, income]}
                                - {tensor: features, each: {type: boolean}, columns: [married, employed]}
                                """),
                        graph().input("features", tensor(FLOAT, N, 4)).signature()))
                .singleElement()
                .asString()
                .contains("two groups fill features from its first column on");
    }

    @Test
    void placesFillAMatrixInAnyOrder() {
        Binding binding = binding(
                withInputs("""
                        - {name: housing, type: category, values: [own, rent], one_hot: true, tensor: "features[1..2]"}
                        - {name: age, type: integer, tensor: "features[0]"}
                        """), graph().input("features", tensor(FLOAT, N, 3)).signature());

        assertThat(binding.inputs().getFirst().moves()).containsExactly(move(binding, 1, 0, 1), move(binding, 0, 1, 2));
    }

    @Test
    void anExactNameOfTheGraphWinsOverAPlace() {
        Binding binding = binding(
                withInputs("- {name: age, type: integer, tensor: \"features[3]\"}"),
                graph().input("features[3]", tensor(FLOAT, N, 1)).signature());

        assertThat(binding.inputs()).extracting(InputTensor::name).containsExactly("features[3]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            5 | the group fills 6 columns (4 fields, of them housing with 3 columns), but the graph's input features takes 5 columns: 1 too many, from amount on
            8 | the group fills 6 columns (4 fields, of them housing with 3 columns), but the graph's input features takes 8 columns: 2 too few after amount
            """)
    void aGroupThatDoesNotAddUpIsToldTheArithmetic(int width, String problem) {
        assertThat(misfits(
                        MATRIX,
                        graph().input("features", tensor(FLOAT, N, width)).signature()))
                .containsExactly("model.yaml:5:5: " + problem);
    }

    @Test
    void aGraphThatLeavesItsWidthOpenTakesTheGroupsUnderAWarning() {
        Bound bound =
                bind(MATRIX, graph().input("features", tensor(FLOAT, N, N)).signature());

        assertThat(bound).isInstanceOfSatisfying(Bound.Fits.class, fits -> {
            assertThat(fits.binding().inputs().getFirst().trailing()).containsExactly(6);
            assertThat(fits.warnings())
                    .extracting(Problem::text)
                    .containsExactly("the graph leaves the width of features open; the contract's 6 columns are taken,"
                            + " and only samples can prove them");
        });
    }

    @Test
    void aColumnIsFilledOnceAndNoneIsForgotten() {
        assertThat(misfits(
                        withInputs("""
                                - {name: age, type: number, tensor: "features[0]"}
                                - {name: income, type: number, tensor: "features[0]"}
                                - {name: amount, type: number, tensor: "features[4]"}
                                - {name: rate, type: number, tensor: "features[9]"}
                                """),
                        graph().input("features", tensor(FLOAT, N, 6)).signature()))
                .containsExactly(
                        "model.yaml:6:6: column 0 of features is filled twice, by age and income",
                        "model.yaml:4:1: no field fills columns 1 to 3 of features, counted from 0;"
                                + " write tensor: \"features[1]\" at one, or a group",
                        "model.yaml:8:6: rate asks for column 9 of features, which has 6 columns, 0 to 5");
    }

    @Test
    void aMatrixIsNotFilledByASingleField() {
        assertThat(misfits(
                        withField("type: number"),
                        graph().input("age", tensor(FLOAT, N, 3)).signature()))
                .containsExactly("model.yaml:4:1: no field fills columns 1 to 2 of age, counted from 0;"
                        + " write tensor: \"age[1]\" at one, or a group");
    }

    @Test
    void aOneHotCategoryNeedsAsManyColumnsAsItHasValues() {
        assertThat(misfits(
                        withField("type: category, values: [own, rent], one_hot: true"),
                        graph().input("age", tensor(FLOAT, N, 1)).signature()))
                .containsExactly("model.yaml:5:6: age fills 2 columns from column 0, but age has only 1 column");
        assertThat(misfits(
                        withInputs("- {name: housing, type: category, values: [own, rent], one_hot: true,"
                                + " tensor: \"features[0]\"}"),
                        graph().input("features", tensor(FLOAT, N, 2)).signature()))
                .containsExactly("model.yaml:5:6: housing fills 2 columns, but features[0] is 1 column;"
                        + " write tensor: \"features[0..1]\"");
    }

    @Test
    void anInputThatNobodyFillsAndATensorThatIsNotThereAreNamed() {
        assertThat(misfits(
                        withInputs("- {name: age, type: number, tensor: aeg}"),
                        graph().input("age", tensor(FLOAT, N, 1)).signature()))
                .containsExactly(
                        "model.yaml:5:6: the graph has no input aeg; did you mean age?; it takes age",
                        "model.yaml:4:1: no field fills the graph's input age (float[N, 1]); give one the key tensor:"
                                + " age");
    }

    @Test
    void anInputWithAnInitializerMayBeLeftOut() {
        Signature signature = graph().input("age", tensor(FLOAT, N, 1))
                .input("temperature", tensor(FLOAT, 1))
                .signature("temperature");

        assertThat(binding(withField("type: number"), signature).inputs())
                .extracting(InputTensor::name)
                .containsExactly("age");
    }

    @Test
    void aFirstAxisFixedAtOneRunsRowByRowAndSaysSo() {
        Bound bound = bind(
                withField("type: number"),
                graph().input("age", tensor(FLOAT, 1, 1)).signature());

        assertThat(bound).isInstanceOfSatisfying(Bound.Fits.class, fits -> {
            assertThat(fits.binding().rows()).isEqualTo(RowMode.ONE_BY_ONE);
            assertThat(fits.warnings())
                    .extracting(Problem::text)
                    .first()
                    .asString()
                    .contains("one by one");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            8,1   | the graph takes exactly 8 rows a run, for age is float[8, 1]; export it with its first axis left open, or fixed at 1
            1,-1  | the graph's input age is float[1, ?]: an axis after the first is left open; rows stand on the first axis, and only a field of type: list leaves the next open
            -1,-1 | the graph's input age is float[N, ?]: an axis after the first is left open; rows stand on the first axis, and only a field of type: list leaves the next open
            """)
    void rowsElsewhereThanOnAnOpenFirstAxisAreRefused(String shape, String problem) {
        long[] axes =
                List.of(shape.split(",")).stream().mapToLong(Long::parseLong).toArray();

        assertThat(misfits(
                        withField("type: number"),
                        graph().input("age", tensor(FLOAT, axes)).signature()))
                .singleElement()
                .asString()
                .endsWith(problem);
    }

    @Test
    void inputsAgreeAboutTheirRows() {
        assertThat(misfits(
                        withInputs("""
                                - {name: age, type: number, tensor: age}
                                - {name: income, type: number, tensor: income}
                                """),
                        graph().input("age", tensor(FLOAT, N, 1))
                                .input("income", tensor(FLOAT, 1, 1))
                                .signature()))
                .containsExactly("model.yaml:4:1: age takes any number of rows and income exactly one; export the"
                        + " graph with the same first axis in all inputs");
    }

    @Test
    void inputsThatAreNoTensorsWithRowsAreRefused() {
        String contract = withField("type: number");

        assertThat(misfits(
                        contract,
                        graph().input("age", new Value.Other("uint8 tensor")).signature()))
                .containsExactly("model.yaml:5:6: the graph's input age is uint8 tensor; only tensors can be filled, of"
                        + " float, double, float16, int64, int32, bool or string");
        assertThat(misfits(contract, graph().input("age", unranked(FLOAT)).signature()))
                .containsExactly("model.yaml:5:6: the graph's input age declares no shape, so it has no axis for rows;"
                        + " export it with a shape such as [N, 1]");
        assertThat(misfits(contract, graph().input("age", tensor(FLOAT)).signature()))
                .containsExactly("model.yaml:5:6: the graph's input age is a single value, so it has no axis for rows;"
                        + " export it with a shape such as [N, 1]");
    }

    @Test
    void aGraphThatDeclaresAnAbsurdShapeIsRefused() {
        assertThat(misfits(
                        withField("type: number"),
                        graph().input("age", tensor(FLOAT, N, 1L << 40, 1L << 40))
                                .signature()))
                .singleElement()
                .asString()
                .endsWith("has over a million cells");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            type: integer                                                | float, double, float16, int64, int32
            type: number                                                 | float, double, float16
            type: number, missing: nan                                   | float, double, float16
            type: integer, missing: nan                                  | float, double, float16
            type: integer, missing: -999                                 | float, double, float16, int64, int32
            type: integer, missing: 0.5                                  | float, double, float16
            type: integer, missing: 100000                               | float, double, int64, int32
            type: number, missing: 1e300                                 | double
            type: integer, default: 16777217                             | double, int64, int32
            type: integer, default: 9007199254740993                     | int64
            type: boolean                                                | float, double, float16, int64, int32, bool
            type: boolean, missing: nan                                  | float, double, float16
            type: boolean, missing: -1                                   | float, double, float16, int64, int32
            type: boolean, missing: zeros                                | float, double, float16, int64, int32, bool
            'type: category, values: [own, rent]'                        | float, double, float16, int64, int32, string
            'type: category, values: [own, rent], on_unknown: 9'         | float, double, float16, int64, int32
            'type: category, values: [own, rent], on_unknown: 2049'      | float, double, int64, int32
            'type: category, values: [own, rent], on_unknown: pass'      | string
            'type: category, values: [own, rent], on_unknown: other'     | string
            'type: category, values: [own, rent], missing: none'         | string
            'type: category, values: [own], one_hot: true'               | float, double, float16, int64, int32
            'type: category, values: {own: 16777217}'                    | double, int64, int32, string
            type: string                                                 | string
            type: string, missing: none                                  | string
            type: date                                                   | float, double, int64, int32
            'type: date, min: 2020-01-01, max: 2024-12-31'               | float, double, int64, int32
            'type: date, min: 1970-01-01, max: 1975-01-01'               | float, double, float16, int64, int32
            type: date, unit: seconds since 1970-01-01                   | double, int64
            'type: date, unit: seconds since 1970-01-01, min: 2000-01-01, max: 2030-01-01' | float, double, int64, int32
            'type: date, unit: seconds since 1970-01-01, min: 2000-01-01, max: 2040-01-01' | double, int64
            """)
    void aFieldFitsTheTensorsThatCanHoldWhatItMeans(String keys, String elements) {
        List<String> fitting = List.of(ElementType.values()).stream()
                .filter(element -> bind(
                                withField(keys),
                                graph().input("age", tensor(element, N, 1)).signature())
                        instanceof Bound.Fits)
                .map(ElementType::toString)
                .toList();

        assertThat(fitting).containsExactlyInAnyOrder(elements.split(", "));
    }

    @Test
    void aFieldThatDoesNotFitIsToldWhatToWriteInstead() {
        assertThat(misfits(
                        withField("type: number"),
                        graph().input("age", tensor(INT64, N)).signature()))
                .containsExactly("model.yaml:5:6: age does not fit the tensor age of int64: a number may have a"
                        + " fraction; write type: integer");
        assertThat(misfits(
                        withField("type: string"),
                        graph().input("age", tensor(FLOAT, N)).signature()))
                .containsExactly("model.yaml:5:6: age does not fit the tensor age of float: text goes into a string"
                        + " tensor; is it a category?");
        assertThat(misfits(
                        withField("type: date, unit: seconds since 1970-01-01"),
                        graph().input("age", tensor(FLOAT16, N)).signature()))
                .singleElement()
                .asString()
                .contains("seconds since 1970-01-01 from 0000-01-01 to 9999-12-31 cannot be held exactly");
        assertThat(misfits(
                        withField("type: number"),
                        graph().input("age", tensor(BOOL, N)).signature()))
                .singleElement()
                .asString()
                .endsWith("a number goes into a float, double or float16 tensor");
        assertThat(misfits(
                        withField("type: category, values: [own], one_hot: true"),
                        graph().input("age", tensor(STRING, N)).signature()))
                .singleElement()
                .asString()
                .endsWith("one_hot columns are 0 and 1; without one_hot the tensor gets the word");
    }

    @Test
    void withoutATextTheProblemsStandWithoutAPlace() {
        Contract contract = accepted(withField("type: string")).contract();

        Bound bound =
                Binder.bind(contract, graph().input("age", tensor(FLOAT, N)).signature());

        assertThat(((Bound.Misfits) bound).problems())
                .extracting(Problem::where)
                .containsOnlyNulls();
    }

    private static Bound bind(String contract, Signature signature) {
        var accepted = accepted(contract);
        return Binder.bind(accepted.contract(), signature, accepted.sources());
    }

    private static Binding binding(String contract, Signature signature) {
        Bound bound = bind(contract, signature);
        assertThat(bound).isInstanceOf(Bound.Fits.class);
        return ((Bound.Fits) bound).binding();
    }

    private static List<String> misfits(String contract, Signature signature) {
        Bound bound = bind(contract, signature);
        assertThat(bound).isInstanceOf(Bound.Misfits.class);
        return ((Bound.Misfits) bound)
                .problems().stream().map(Problem::toString).toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            type: category, values: [own, "a\\0b"]                     | one of its values
            type: category, values: [own], on_unknown: "\\0"           | on_unknown
            type: category, values: [own], missing: "\\0"              | missing
            type: category, values: [own], on_unknown: pass, default: "\\0" | the default
            type: string, default: "\\0"                               | the default
            type: string, missing: "\\0"                               | missing
            """)
    void textThatNoStringTensorCanHoldIsRefused(String keys, String part) {
        assertThat(misfits(
                        withField(keys), graph().input("age", tensor(STRING, N)).signature()))
                .containsExactly("model.yaml:5:6: age does not fit the tensor age of string: " + part
                        + " holds U+0000 or half of a surrogate pair, which no string tensor can hold");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "type: category, values: [own, \"\\U0001F600\"], on_unknown: \"\\U0001F601\"",
                "type: string, missing: \"e\\u0301 \\u05E9 \\U0001F600\""
            })
    void textOfAnyOtherCharactersGoesIntoAStringTensor(String keys) {
        assertThat(bind(withField(keys), graph().input("age", tensor(STRING, N)).signature()))
                .isInstanceOf(Bound.Fits.class);
    }

    @Test
    void wordsThatStandForCodesMayHoldAnyCharacter() {
        assertThat(bind(
                        withField("type: category, values: [own, \"\\U0001F600\"], default: \"\\U0001F600\""),
                        graph().input("age", tensor(INT64, N)).signature()))
                .isInstanceOf(Bound.Fits.class);
    }

    @Test
    void theCellsOfAllRowsTogetherAreBounded() {
        Signature signature = graph().input("features", tensor(FLOAT, N, 300)).signature();

        assertThat(misfits(wide(300) + "limits: {max_rows: 65536}\n", signature))
                .containsExactly(
                        "model.yaml:4:1: limits: max_rows 65536 of 300 cells a row are more than 16777216 cells;"
                                + " lower max_rows to 55924 or less");
        assertThat(bind(wide(300) + "limits: {max_rows: 55924}\n", signature)).isInstanceOf(Bound.Fits.class);
    }

    private static String wide(int columns) {
        return withInputs(IntStream.range(0, columns)
                .mapToObj(column -> "c" + column)
                .collect(Collectors.joining(", ", "- {tensor: features, each: {type: number}, columns: [", "]}")));
    }

    private static InputTensor filled(
            String name, ElementType element, List<Integer> trailing, int width, Move... moves) {
        return new InputTensor(name, element, null, trailing, width, new Binding.Fill.Columns(List.of(moves)));
    }

    private static Move move(Binding binding, int slot, int column, int width) {
        return new Move(binding.contract().leaves().get(slot), column, width);
    }
}
