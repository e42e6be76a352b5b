package io.plimsoll.contract;

import static io.plimsoll.contract.ElementType.BOOL;
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
import static org.assertj.core.api.Assertions.tuple;

import io.plimsoll.contract.Binder.Bound;
import io.plimsoll.contract.Binding.Fill;
import io.plimsoll.contract.Binding.InputTensor;
import io.plimsoll.contract.Binding.ItemAxis;
import io.plimsoll.contract.Binding.Move;
import io.plimsoll.contract.Binding.RowMode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How lists, vectors, masks, lengths and constants go together with the graph's inputs. */
class ListBinderTests {

    private static final long L = N;
    private static final ItemAxis OPEN = new ItemAxis(0, ItemAxis.OPEN);

    private static final String IDS = withInputs("""
            - {name: item_ids, type: list, max_items: 5, tensor: ids, items: {type: integer, pad: 0}}
            """);

    private static final String BASKET = withInputs("""
            - name: item_list
              type: list
              max_items: 5
              mask: item_mask
              lengths: item_count
              items:
                type: record
                fields:
                  - {name: sku, type: integer, pad: 0, tensor: ids}
                  - {tensor: numbers, pad: 0, each: {type: number}, columns: [price, discount]}
            """);

    private static final String SERIES = withInputs("""
            - name: days
              type: list
              min_items: 30
              max_items: 30
              items:
                type: record
                fields:
                  - {tensor: series, each: {type: number}, columns: [sold, price, rain, holidays]}
            """);

    @Test
    void aListOfValuesStandsOnTheAxisAfterTheRows() {
        Binding binding = binding(IDS, graph().input("ids", tensor(INT64, N, L)));

        assertThat(binding.inputs()).containsExactly(filled("ids", INT64, OPEN, List.of(), 1, move(binding, 0, 0, 1)));
        assertThat(binding.rows()).isEqualTo(RowMode.TOGETHER);
        assertThat(binding.unpadded()).isEmpty();
        assertThat(binding(IDS, graph().input("ids", tensor(INT64, N, L, 1))).inputs())
                .extracting(InputTensor::trailing)
                .containsExactly(List.of(1));
    }

    @Test
    void theFieldsOfARecordGoToTensorsAndColumnsOfTheirOwnBesideMaskAndLengths() {
        Binding binding = binding(
                BASKET,
                graph().input("item_count", tensor(INT64, N))
                        .input("item_mask", tensor(BOOL, N, L))
                        .input("numbers", tensor(FLOAT, N, L, 2))
                        .input("ids", tensor(INT64, N, L)));

        assertThat(binding.inputs())
                .containsExactly(
                        new InputTensor("item_count", INT64, null, List.of(), 1, new Fill.Lengths(0)),
                        new InputTensor("item_mask", BOOL, OPEN, List.of(), 1, new Fill.Mask()),
                        filled("numbers", FLOAT, OPEN, List.of(2), 2, move(binding, 1, 0, 1), move(binding, 2, 1, 1)),
                        filled("ids", INT64, OPEN, List.of(), 1, move(binding, 0, 0, 1)));
    }

    @Test
    void aMaskAndLengthsMayBeNumbersWithFurtherAxesOfOne() {
        Binding binding = binding(
                BASKET,
                graph().input("item_count", tensor(FLOAT, N, 1))
                        .input("item_mask", tensor(FLOAT, N, L, 1))
                        .input("numbers", tensor(FLOAT, N, L, 2))
                        .input("ids", tensor(INT64, N, L)));

        assertThat(binding.inputs())
                .extracting(InputTensor::trailing)
                .containsExactly(List.of(1), List.of(1), List.of(2), List.of());
    }

    @Test
    void aFixedSeriesFillsAFixedAxis() {
        Binding binding = binding(SERIES, graph().input("series", tensor(FLOAT, N, 30, 4)));

        assertThat(binding.inputs())
                .extracting(InputTensor::items, InputTensor::trailing)
                .containsExactly(tuple(new ItemAxis(0, 30), List.of(4)));
    }

    @Test
    void aShorterListIsPaddedOnAFixedAxis() {
        assertThat(binding(IDS, graph().input("ids", tensor(INT64, N, 8))).inputs())
                .extracting(InputTensor::items)
                .containsExactly(new ItemAxis(0, 8));
    }

    @Test
    void aListWithoutPadRunsApart() {
        Binding binding = binding(
                withInputs("- {name: item_ids, type: list, tensor: ids, items: {type: integer}}"),
                graph().input("ids", tensor(INT64, N, L)));

        assertThat(binding.unpadded()).containsExactly(0);
    }

    @Test
    void vectorsOfAListFillTheAxesBehindThatOfTheItems() {
        Binding binding = binding(withInputs("""
                        - {name: frames, type: list, tensor: f, items: {type: vector, length: 6, items: {type: number}}}
                        """), graph().input("f", tensor(FLOAT, N, L, 2, 3)));

        assertThat(binding.inputs())
                .containsExactly(filled("f", FLOAT, OPEN, List.of(2, 3), 6, move(binding, 0, 0, 6)));
    }

    @Test
    void aPlaceInTheLastAxisOfAListMayBeNamed() {
        Binding binding = binding(withInputs("""
                        - name: item_list
                          type: list
                          items:
                            type: record
                            fields:
                              - {name: price, type: number, tensor: "numbers[1]"}
                              - {name: amount, type: number, tensor: "numbers[0]"}
                        """), graph().input("numbers", tensor(FLOAT, N, L, 2)));

        assertThat(binding.inputs().getFirst().moves()).containsExactly(move(binding, 1, 0, 1), move(binding, 0, 1, 1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -1,64         | 64
            -1,8,8        | 8, 8
            -1,1,8,8      | 1, 8, 8
            -1,1,4,4,4    | 1, 4, 4, 4
            """)
    void aVectorFillsAnyFixedShapeOfItsLength(String axes, String trailing) {
        assertThat(binding(
                                withField("type: vector, length: 64, items: {type: number}"),
                                graph().input("age", tensor(FLOAT, shape(axes))))
                        .inputs())
                .singleElement()
                .satisfies(input -> {
                    assertThat(input.trailing()).hasToString("[" + trailing + "]");
                    assertThat(input.width()).isEqualTo(64);
                });
    }

    @Test
    void aVectorMayFillAPlaceOfAMatrix() {
        Binding binding = binding(withInputs("""
                        - {name: age, type: number, tensor: "features[0]"}
                        - {name: taste, type: vector, length: 2, items: {type: number}, tensor: "features[1..2]"}
                        """), graph().input("features", tensor(FLOAT, N, 3)));

        assertThat(binding.inputs().getFirst().moves()).containsExactly(move(binding, 0, 0, 1), move(binding, 1, 1, 2));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            1.5              | -1,3 | [1.5, 1.5, 1.5]      | true
            [1, 2.5, 3]      | -1,3 | [1.0, 2.5, 3.0]      | true
            [1, 2, 3, 4]     | 2,2  | [1.0, 2.0, 3.0, 4.0] | false
            7                | -1   | [7.0]                | true
            7                | ``   | [7.0]                | false
            """)
    void aConstantFillsTheCellsOfARowOrOfATensorWithoutRows(String given, String axes, String cells, boolean rows) {
        Binding binding = binding(
                withField("type: number") + "constants: {extra: " + given + "}\n",
                graph().input("age", tensor(FLOAT, N)).input("extra", tensor(FLOAT, shape(axes))));

        InputTensor extra = binding.inputs().getLast();
        assertThat(extra.fill()).isInstanceOfSatisfying(Fill.Constant.class, fill -> {
            assertThat(fill.rows()).isEqualTo(rows);
            assertThat(fill.cells().stream().map(ListBinderTests::number)).hasToString(cells);
        });
    }

    private static long[] shape(String axes) {
        return axes.isEmpty()
                ? new long[0]
                : List.of(axes.split(",")).stream().mapToLong(Long::parseLong).toArray();
    }

    private static double number(Scalar value) {
        return value instanceof Scalar.Whole(long whole) ? whole : ((Scalar.Real) value).value();
    }

    @Test
    void aConstantsTextsAreNotTooLongTogether() {
        assertThat(misfits(
                        withField("type: number") + "constants: {extra: " + "a".repeat(100) + "}\n",
                        graph().input("age", tensor(FLOAT, N)).input("extra", tensor(ElementType.STRING, 1000, 1000))))
                .containsExactly(
                        "model.yaml:9:13: constants: extra (string[1000, 1000]) holds over 16777216 characters");
    }

    @Test
    void aConstantWithoutRowsLeavesTheOtherInputsTheirRows() {
        assertThat(binding(
                                withField("type: number") + "constants: {beams: 4}\n",
                                graph().input("age", tensor(FLOAT, N)).input("beams", tensor(INT64, 1)))
                        .rows())
                .isEqualTo(RowMode.TOGETHER);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            extra: [1, 2]    | FLOAT  | -1,3        | constants: extra (float[N, 3]) has 3 cells in a row, but 2 values are given
            extra: [1, 2]    | FLOAT  | 1           | constants: extra (float[1]) has 1 cell, but 2 values are given
            extra: 1         | FLOAT  | -1,0        | constants: extra (float[N, 0]) has no cells
            extra: 1         | FLOAT  | 2000,2000   | constants: extra (float[2000, 2000]) has over a million cells
            extra: 1         | FLOAT  | -1,-1       | constants: the graph's input extra is float[N, ?]; a constant fills fixed axes, and the rows on the first
            extra: 1.5       | INT64  | 1           | constants: extra (int64[1]): the tensor cannot hold 1.5
            extra: 16777217  | FLOAT  | 1           | constants: extra (float[1]): the tensor cannot hold 16777217
            extra: [1, a]    | FLOAT  | 2           | constants: extra (float[2]): the tensor cannot hold "a"
            extra: 1         | BOOL   | 1           | constants: extra (bool[1]): the tensor cannot hold 1
            extra: true      | STRING | 1           | constants: extra (string[1]): the tensor cannot hold true
            """)
    void aConstantThatDoesNotFitIsToldWhy(String constant, ElementType element, String axes, String problem) {
        assertThat(misfits(
                        withField("type: number") + "constants: {" + constant + "}\n",
                        graph().input("age", tensor(FLOAT, N)).input("extra", tensor(element, shape(axes)))))
                .containsExactly("model.yaml:9:13: " + problem);
    }

    @Test
    void aConstantForNoInputAndOneForAnInputOfAFieldAreTold() {
        assertThat(misfits(
                        withField("type: number") + "constants: {agee: 1, age: 2}\n",
                        graph().input("age", tensor(FLOAT, N))))
                .containsExactly(
                        "model.yaml:9:13: the graph has no input agee; did you mean age?; it takes age",
                        "model.yaml:5:6: the graph's input age is filled twice, by age and by a constant, a mask or"
                                + " lengths");
    }

    @Test
    void theItemsOfTwoListsOrOfAListAndTheRowDoNotShareATensor() {
        assertThat(misfits(withInputs("""
                                - {name: age, type: number, tensor: "numbers[0]"}
                                - {name: prices, type: list, tensor: "numbers[1]", items: {type: number}}
                                """), graph().input("numbers", tensor(FLOAT, N, L, 2))))
                .containsExactly("model.yaml:6:6: the graph's input numbers is filled by age and by prices; the items"
                        + " of a list fill tensors of their own");
        assertThat(misfits(withInputs("""
                                - {name: prices, type: list, tensor: "numbers[0]", items: {type: number}}
                                - {name: amounts, type: list, tensor: "numbers[1]", items: {type: number}}
                                """), graph().input("numbers", tensor(FLOAT, N, L, 2))))
                .containsExactly("model.yaml:6:6: the graph's input numbers is filled by prices and by amounts; the"
                        + " items of a list fill tensors of their own");
    }

    @Test
    void aWrongWidthIsToldAtTheFieldsPlace() {
        assertThat(misfits(SERIES, graph().input("series", tensor(FLOAT, N, 30, 5))))
                .containsExactly("model.yaml:12:12: the group fills 4 columns (4 fields), but the graph's input series"
                        + " takes 5 columns: 1 too few after days.holidays");
        assertThat(misfits(
                        withField("type: vector, length: 64, items: {type: number}"),
                        graph().input("age", tensor(FLOAT, N, 8, 9))))
                .containsExactly("model.yaml:5:6: age fills 64 columns, but the graph's input age takes 72 columns");
        assertThat(misfits(
                        withField("type: vector, length: 64, items: {type: number}"),
                        graph().input("age", tensor(FLOAT, N, 63))))
                .containsExactly("model.yaml:5:6: age fills 64 columns from column 0, but age has only 63 columns");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            -1       | is int64[N], so it has no axis for items after the axis of the rows; export it with a shape such as [N, L]
            -1,4     | is int64[N, 4], which takes exactly 4 items; write min_items: 4 and max_items: 4, or max_items: 4 and a pad for shorter lists, or export the axis open
            -1,-1,-1 | is int64[N, ?, ?]: an axis after that of the items is left open; an item has a fixed number of columns
            """)
    void aTensorOfAnotherShapeIsToldWhatAListNeeds(String axes, String problem) {
        assertThat(misfits(IDS, graph().input("ids", tensor(INT64, shape(axes)))))
                .containsExactly("model.yaml:5:6: the graph's input ids " + problem);
    }

    @Test
    void aTensorWithoutAShapeIsToldWhatAListNeeds() {
        assertThat(misfits(IDS, graph().input("ids", unranked(INT64))))
                .containsExactly("model.yaml:5:6: the graph's input ids declares no shape, so it has no axis for rows;"
                        + " export it with a shape such as [N, L]");
    }

    @Test
    void aMaskAndLengthsThatDoNotFitAreToldWhy() {
        assertThat(misfits(
                        BASKET,
                        graph().input("item_mask", tensor(STRING, N, L))
                                .input("item_count", tensor(BOOL, N))
                                .input("numbers", tensor(FLOAT, N, L, 2))
                                .input("ids", tensor(INT64, N, L))))
                .containsExactly(
                        "model.yaml:5:5: mask: the graph's input item_mask is string[N, ?]; a mask is a bool or numeric"
                                + " tensor of shape [N, L]",
                        "model.yaml:5:5: lengths: the graph's input item_count is bool[N]; lengths are a numeric tensor"
                                + " of shape [N] or [N, 1]");
        assertThat(misfits(
                        BASKET.replace("max_items: 5", "max_items: 5000"),
                        graph().input("item_mask", tensor(BOOL, N, 4))
                                .input("item_count", tensor(FLOAT16, N))
                                .input("numbers", tensor(FLOAT, N, L, 2))
                                .input("ids", tensor(INT64, N, L))))
                .containsExactly(
                        "model.yaml:5:5: mask: the graph's input item_mask is bool[N, 4], but the list has up to 5000"
                                + " items",
                        "model.yaml:5:5: lengths: the graph's input item_count is float16[N], which cannot count to"
                                + " 5000");
    }

    @Test
    void aPadAndAFieldOfARecordThatTheTensorCannotHoldAreToldAtTheirPlace() {
        assertThat(misfits(
                        withInputs("""
                                - name: item_list
                                  type: list
                                  items:
                                    type: record
                                    fields:
                                      - {name: sku, type: integer, pad: nan, tensor: ids}
                                      - {name: price, type: number, tensor: prices}
                                """),
                        graph().input("ids", tensor(INT64, N, L)).input("prices", tensor(INT64, N, L))))
                .containsExactly(
                        "model.yaml:10:12: item_list.sku does not fit the tensor ids of int64: pad: nan goes into a"
                                + " float, double or float16 tensor only",
                        "model.yaml:11:12: item_list.price does not fit the tensor prices of int64: a number may have"
                                + " a fraction; write type: integer");
    }

    @Test
    void theCellsOfTheLongestListsOfAllRowsAreBounded() {
        assertThat(misfits(
                        withInputs(
                                        "- {name: item_ids, type: list, max_items: 65536, tensor: ids, items: {type: integer}}")
                                + "limits: {max_rows: 257}\n",
                        graph().input("ids", tensor(INT64, N, L))))
                .containsExactly("model.yaml:4:1: limits: max_rows 257 of 65536 cells a row are more than 16777216"
                        + " cells; lower max_rows to 256 or less, or max_items");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            type: integer, max: 16777217                                   | 16777216
            type: integer, min: -16777217                                  | 16777216
            type: vector, length: 1, items: {type: integer, max: 16777217} | 16777216
            """)
    void wholeNumbersThatATensorMayNotHoldAreWarnedOf(String keys, String most) {
        Bound bound = bind(withField(keys), graph().input("age", tensor(FLOAT, N, 1)));

        assertThat(bound)
                .isInstanceOfSatisfying(
                        Bound.Fits.class,
                        fits -> assertThat(fits.warnings())
                                .extracting(Problem::toString)
                                .containsExactly(
                                        "model.yaml:5:6: age: the tensor age of float holds each whole number up to "
                                                + most + " only; of those beyond, what it cannot hold is refused"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            type: integer                                  | FLOAT
            type: integer, min: -16777216, max: 16777216   | FLOAT
            type: integer, max: 16777217                   | DOUBLE
            type: integer, max: 16777217                   | INT32
            """)
    void wholeNumbersThatFitAreNot(String keys, ElementType element) {
        Bound bound = bind(withField(keys), graph().input("age", tensor(element, N, 1)));

        assertThat(bound)
                .isInstanceOfSatisfying(
                        Bound.Fits.class, fits -> assertThat(fits.warnings()).isEmpty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            FLOAT  | 167772.17          | 167772.16
            DOUBLE | 90071992547410.00  | 90071992547409.92
            """)
    void decimalsWhoseLastPlaceATensorDoesNotTellApartAreWarnedOf(ElementType element, String max, String most) {
        String contract = withField("type: decimal, scale: 2, min: \"0.00\", max: \"%s\"");

        assertThat(warnings(contract.formatted(max), graph().input("age", tensor(element, N, 1))))
                .containsExactly(
                        "model.yaml:5:6: age: the tensor age of " + element + " tells each decimal from the next up to "
                                + most + " only; beyond, the last place is rounded");
        assertThat(warnings(contract.formatted(most), graph().input("age", tensor(element, N, 1))))
                .isEmpty();
        assertThat(warnings(contract.formatted(max), graph().input("age", tensor(INT64, N, 1))))
                .isEmpty();
    }

    @Test
    void listsThatShareAnAxisByItsNameAreWarnedOfUnlessTheyShareTheirLength() {
        var axis = List.of(Dimension.OPEN, new Dimension(-1, "L"));
        Signatures graph = graph().input("ids", new Signature.Value.Tensor(INT64, axis, true))
                .input("prices", new Signature.Value.Tensor(FLOAT, axis, true));
        String inputs = """
                - {name: item_ids, type: list, tensor: ids, items: {type: integer}}
                - {name: paid, type: list, tensor: prices, %sitems: {type: number}}
                """;

        assertThat(warnings(withInputs(inputs.formatted("")), graph))
                .containsExactly("model.yaml:6:6: paid and item_ids may differ in length, but the graph's inputs prices"
                        + " and ids have one axis, L, for both; write same_length_as: item_ids");
        assertThat(warnings(withInputs(inputs.formatted("same_length_as: item_ids, ")), graph))
                .isEmpty();
    }

    @Test
    void anInputThatNobodyFillsIsToldOfMasksAndConstantsWhereItLooksLikeOne() {
        assertThat(misfits(
                        IDS,
                        graph().input("ids", tensor(INT64, N, L))
                                .input("seen", tensor(BOOL, N, L))
                                .input("beams", tensor(INT64))
                                .input("table", tensor(FLOAT, 3))
                                .input("other", tensor(FLOAT, N))))
                .containsExactly(
                        "model.yaml:4:1: no field fills the graph's input seen (bool[N, ?]); give one the key tensor:"
                                + " seen, or a list the key mask or lengths: that name",
                        "model.yaml:4:1: no field fills the graph's input beams (int64[]); give one the key tensor:"
                                + " beams, or write its value under constants, for it has no axis for rows",
                        "model.yaml:4:1: no field fills the graph's input table (float[3]); give one the key tensor:"
                                + " table, or write its value under constants, for it has no axis for rows",
                        "model.yaml:4:1: no field fills the graph's input other (float[N]); give one the key tensor:"
                                + " other");
    }

    private static List<String> warnings(String contract, Signatures graph) {
        return bind(contract, graph) instanceof Bound.Fits(var binding, var warnings)
                ? warnings.stream().map(Problem::toString).toList()
                : List.of("misfits");
    }

    private static InputTensor filled(
            String name, ElementType element, ItemAxis items, List<Integer> trailing, int width, Move... moves) {
        return new InputTensor(name, element, items, trailing, width, new Fill.Columns(List.of(moves)));
    }

    private static Move move(Binding binding, int leaf, int column, int width) {
        return new Move(binding.contract().leaves().get(leaf), column, width);
    }

    private static Bound bind(String contract, Signatures graph) {
        var accepted = accepted(contract);
        return Binder.bind(accepted.contract(), graph.signature(), accepted.sources());
    }

    private static Binding binding(String contract, Signatures graph) {
        Bound bound = bind(contract, graph);
        assertThat(bound).isInstanceOf(Bound.Fits.class);
        return ((Bound.Fits) bound).binding();
    }

    private static List<String> misfits(String contract, Signatures graph) {
        Bound bound = bind(contract, graph);
        assertThat(bound).isInstanceOf(Bound.Misfits.class);
        return ((Bound.Misfits) bound)
                .problems().stream().map(Problem::toString).toList();
    }
}
