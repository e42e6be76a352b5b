package io.plimsoll.codec;

import static io.plimsoll.codec.Bindings.field;
import static io.plimsoll.codec.Decoding.ANY_INTEGER;
import static io.plimsoll.codec.Decoding.ANY_NUMBER;
import static io.plimsoll.codec.Decoding.ANY_TEXT;
import static io.plimsoll.codec.Decoding.SECRET;
import static io.plimsoll.codec.Decoding.absent;
import static io.plimsoll.codec.Decoding.accepted;
import static io.plimsoll.codec.Decoding.category;
import static io.plimsoll.codec.Decoding.decoder;
import static io.plimsoll.codec.Decoding.malformed;
import static io.plimsoll.codec.Decoding.problem;
import static io.plimsoll.codec.Decoding.problems;
import static io.plimsoll.codec.Decoding.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.plimsoll.codec.RowIntake.RowResult;
import io.plimsoll.contract.Absence;
import io.plimsoll.contract.Binding;
import io.plimsoll.contract.BooleanType;
import io.plimsoll.contract.DecimalType;
import io.plimsoll.contract.ElementType;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.FieldType;
import io.plimsoll.contract.IntegerType;
import io.plimsoll.contract.ListType;
import io.plimsoll.contract.NumberType;
import io.plimsoll.contract.OnUnknown;
import io.plimsoll.contract.Rule;
import io.plimsoll.contract.Scalar;
import io.plimsoll.contract.TextType;
import io.plimsoll.contract.VectorType;
import io.plimsoll.prediction.Features;
import io.plimsoll.prediction.RowProblem;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListValuesTests {

    private static final Absence.Missing GAP = new Absence.Missing(new Absence.Filler.Nan());

    private static ListType values(int min, int max, FieldType type) {
        return values(min, max, type, new Absence.Required());
    }

    private static ListType values(int min, int max, FieldType type, Absence absence) {
        return new ListType(min, max, null, new ListType.Items.Values(field("x", type, absence)));
    }

    private static ListType records(int min, int max, Field... fields) {
        return new ListType(min, max, null, new ListType.Items.Records(List.of(fields)));
    }

    private static Binding numbers(int min, int max) {
        return new Bindings()
                .list(field("x", values(min, max, ANY_NUMBER)), ElementType.DOUBLE)
                .build();
    }

    private static VectorType vector(int length, FieldType type, Absence absence) {
        return new VectorType(length, field("item", type, absence));
    }

    private static Binding vector(int length) {
        return new Bindings()
                .input("embedding", vector(length, ANY_NUMBER, new Absence.Required()), ElementType.FLOAT)
                .build();
    }

    /** A basket: an id, a price of at least one cent, and a discount that may be left out. */
    private static Binding basket() {
        ListType basket = records(
                1,
                200,
                field("id", new IntegerType(0L, null, List.of())),
                field("price", new DecimalType(new BigDecimal("0.01"), new BigDecimal("100.00"), 2)),
                field("discount", ANY_NUMBER, absent(new Scalar.Real(0.5))),
                field("rating", ANY_NUMBER, GAP));
        return new Bindings()
                .list(
                        field("item_list", basket),
                        ElementType.INT64,
                        ElementType.FLOAT,
                        ElementType.FLOAT,
                        ElementType.FLOAT)
                .build();
    }

    private static double number(Features features, int cell) {
        return Double.longBitsToDouble(features.cell(cell));
    }

    @Test
    void theItemsOfAListStandInCellsOneBehindTheOther() {
        Features features = accepted(numbers(1, 5), "{\"x\":[1.5,-2,3e2]}");

        assertThat(features.items(0, 0)).isEqualTo(3);
        int first = features.firstCell(0, 0);
        assertThat(List.of(number(features, first), number(features, first + 1), number(features, first + 2)))
                .containsExactly(1.5, -2.0, 300.0);
        assertThat(features.missingCell(first)).isFalse();
    }

    @Test
    void recordsStandInCellsFieldBehindFieldInTheContractsOrder() {
        Features features = accepted(
                basket(),
                "{\"item_list\":[{\"price\":\"12.50\",\"id\":7,\"rating\":4.5},"
                        + "{\"id\":8,\"discount\":0.25,\"rating\":null,\"price\":\"1\"}]}");

        int first = features.firstCell(0, 0);
        assertThat(features.items(0, 0)).isEqualTo(2);
        assertThat(features.cell(first)).isEqualTo(7);
        assertThat(features.cell(first + 1)).isEqualTo(1250);
        assertThat(number(features, first + 2)).isEqualTo(0.5);
        assertThat(number(features, first + 3)).isEqualTo(4.5);
        assertThat(features.cell(first + 4)).isEqualTo(8);
        assertThat(features.cell(first + 5)).isEqualTo(100);
        assertThat(number(features, first + 6)).isEqualTo(0.25);
        assertThat(features.missingCell(first + 7)).isTrue();
    }

    @Test
    void everyTypeArrivesInItsCell() {
        ListType list = records(
                1,
                10,
                field("word", category(new OnUnknown.Pass())),
                field("text", ANY_TEXT),
                field("flag", new BooleanType()),
                field("note", ANY_TEXT, absent(new Scalar.Text("none"))),
                field("vector", vector(2, ANY_INTEGER, new Absence.Required())),
                field("last", ANY_INTEGER));
        Binding binding = new Bindings()
                .list(
                        field("list", list),
                        ElementType.STRING,
                        ElementType.STRING,
                        ElementType.BOOL,
                        ElementType.STRING,
                        ElementType.INT64,
                        ElementType.INT64)
                .build();

        Features features = accepted(
                binding,
                "{\"list\":[{\"word\":\"castle\",\"text\":\"a\",\"flag\":true,\"vector\":[1,2],\"last\":3},"
                        + "{\"word\":\"rent\",\"text\":\"b\",\"flag\":false,\"note\":\"n\",\"vector\":[4,5],\"last\":6}]}");

        int first = features.firstCell(0, 0);
        assertThat(features.word(features.cell(first))).isEqualTo("castle");
        assertThat(features.text(features.cell(first + 1))).isEqualTo("a");
        assertThat(features.cell(first + 2)).isEqualTo(1);
        assertThat(features.text(features.cell(first + 3))).isEqualTo("none");
        assertThat(IntStream.rangeClosed(4, 6).mapToLong(cell -> features.cell(first + cell)))
                .containsExactly(1L, 2L, 3L);
        int second = first + 7;
        assertThat(features.cell(second)).isEqualTo(1);
        assertThat(features.text(features.cell(second + 3))).isEqualTo("n");
        assertThat(IntStream.rangeClosed(4, 6).mapToLong(cell -> features.cell(second + cell)))
                .containsExactly(4L, 5L, 6L);
    }

    @Test
    void rowsHaveTheirOwnItemsAndADroppedRowLeavesNone() {
        DecodedCall.Rows rows =
                rows(decoder(numbers(1, 5)).decode(Calls.batch("[{\"x\":[1,2]},{\"x\":[3,\"no\",5]},{\"x\":[6]}]")));

        assertThat(rows.rows().stream().map(RowResult::valid)).containsExactly(true, false, true);
        Features features = rows.features();
        assertThat(features.items(0, 0)).isEqualTo(2);
        assertThat(features.items(1, 0)).isEqualTo(1);
        assertThat(number(features, features.firstCell(1, 0))).isEqualTo(6.0);
        assertThat(features.cells()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "\"a\"", "true", "{}", "{\"a\":[1]}"})
    void whatIsNoListIsNoListAndNoVector(String value) {
        assertThat(problem(numbers(1, 5), "{\"x\":" + value + "}"))
                .isEqualTo(new RowProblem("x", Rule.TYPE, null, "must be a list"));
        assertThat(problem(vector(3), "{\"embedding\":" + value + "}"))
                .isEqualTo(new RowProblem("embedding", Rule.TYPE, null, "must be a list of 3 values"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2 | 3 | [1]       | 2 | must hold at least 2 items",
                "1 | 3 | []        | 1 | must hold at least 1 item",
                "2 | 3 | [1,2,3,4] | 3 | must hold at most 3 items",
                "3 | 3 | [1,2]     | 3 | must hold exactly 3 items",
                "3 | 3 | [1,2,3,4] | 3 | must hold exactly 3 items"
            })
    void aListHasAsManyItemsAsTheContractSays(int min, int max, String sent, String limit, String problem) {
        assertThat(problem(numbers(min, max), "{\"x\":" + sent + "}"))
                .isEqualTo(new RowProblem("x", Rule.ITEMS, limit, problem));
    }

    @Test
    void anEmptyListIsTakenWhereTheContractAllowsIt() {
        Features features = accepted(numbers(0, 3), "{\"x\":[]}");

        assertThat(features.missing(0, 0)).isFalse();
        assertThat(features.items(0, 0)).isZero();
    }

    @Test
    void aListThatIsLeftOutIsEmptyWhereTheContractSaysSo() {
        Binding binding = new Bindings()
                .list(field("x", values(0, 3, ANY_NUMBER), new Absence.Empty()), ElementType.DOUBLE)
                .build();
        for (String body : List.of("{}", "{\"x\":null}")) {
            Features features = accepted(binding, body);
            assertThat(features.missing(0, 0)).isFalse();
            assertThat(features.items(0, 0)).isZero();
        }
        assertThat(problem(numbers(1, 3), "{}")).isEqualTo(new RowProblem("x", Rule.REQUIRED, null, "is required"));
    }

    @Test
    void aListFarTooLongIsCountedAndNotKept() {
        var decoder = decoder(numbers(1, 10));
        String many = "1,".repeat(500_000) + "1";

        DecodedCall.Rows rows = rows(decoder.decode(Calls.batch("[{\"x\":[" + many + "]},{\"x\":[1]}]")));

        assertThat(rows.rows().getFirst().problems())
                .containsExactly(new RowProblem("x", Rule.ITEMS, "10", "must hold at most 10 items"));
        assertThat(rows.features().cells()).isEqualTo(1);
    }

    @Test
    void whatLiesBehindTheMostItemsMustStillBeJson() {
        malformed(numbers(1, 2), "{\"x\":[1,2,3,{\"s3cr3t\":1,\"s3cr3t\":2}]}");
        malformed(numbers(1, 2), "{\"x\":[1,2,3,tru]}");
        malformed(vector(1), "{\"embedding\":[1,2,{\"s3cr3t\":1,\"s3cr3t\":2}]}");
        // It is not asked for more, so that a flood of items is one fault.
        assertThat(problems(numbers(1, 2), "{\"x\":[1,2,\"a\",null]}")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"x\":[", "{\"x\":[1", "{\"x\":[1,", "{\"x\":[1,]}", "{\"x\":[1}", "{\"x\":[1]"})
    void aListThatDoesNotEndIsMalformed(String body) {
        malformed(numbers(1, 9), body);
        malformed(vector(9), body.replace("\"x\"", "\"embedding\""));
        malformed(basket(), body.replace("\"x\"", "\"item_list\"").replace("1", "{\"id\":1}"));
    }

    @Test
    void case24NullInAListIsRefusedUnlessTheContractSaysWhatItMeans() {
        for (FieldType type : List.of(ANY_TEXT, ANY_NUMBER, category(new OnUnknown.Pass()))) {
            Binding binding = new Bindings()
                    .list(field("x", values(1, 9, type)), ElementType.STRING)
                    .build();
            RowProblem problem = problem(binding, "{\"x\":[null]}");
            assertThat(problem.field()).isEqualTo("x[0]");
            assertThat(problem.rule()).isEqualTo(Rule.TYPE);
        }
        Binding gaps = new Bindings()
                .list(field("x", values(1, 9, ANY_NUMBER, GAP)), ElementType.DOUBLE)
                .build();
        Features features = accepted(gaps, "{\"x\":[1,null,3]}");
        int first = features.firstCell(0, 0);
        assertThat(features.missingCell(first)).isFalse();
        assertThat(features.missingCell(first + 1)).isTrue();
        assertThat(number(features, first + 2)).isEqualTo(3.0);
        assertThat(problem(basket(), "{\"item_list\":[null]}"))
                .isEqualTo(new RowProblem("item_list[0]", Rule.TYPE, null, "must be a JSON object"));
    }

    @Test
    void case24NullInAListOfTextsNeverReachesTheGraph() {
        Binding binding = new Bindings()
                .list(field("x", values(1, 9, ANY_TEXT)), ElementType.STRING)
                .build();
        FakeEngine engine = FakeEngine.echo();
        var predictor = new JsonPredictor(
                binding, engine, (call, features, answer, nanos) -> {}, PredictionIds.random(), System::nanoTime);

        predictor.predict(Calls.single("{\"x\":[\"a\",null]}"));
        predictor.predict(Calls.batch("[{\"x\":[null]},{\"x\":[[null]]}]"));

        assertThat(engine.runs).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1,2]", "[1,2,3,4]", "[]", "[[1,2,3]]"})
    void case33AVectorHasExactlyItsLength(String sent) {
        assertThat(problems(vector(3), "{\"embedding\":" + sent + "}"))
                .contains(new RowProblem("embedding", Rule.ITEMS, "3", "must hold exactly 3 values"));
        accepted(vector(3), "{\"embedding\":[1,2,3]}");
    }

    @Test
    void case33RaggedVectorsInRecordsAreEachNamed() {
        ListType list =
                records(1, 9, field("id", ANY_INTEGER), field("v", vector(2, ANY_NUMBER, new Absence.Required())));
        Binding binding = new Bindings()
                .list(field("list", list), ElementType.INT64, ElementType.FLOAT)
                .build();

        assertThat(problems(
                        binding,
                        "{\"list\":[{\"id\":1,\"v\":[1,2]},{\"id\":2,\"v\":[1]},{\"id\":3,\"v\":[1,2,3]},"
                                + "{\"id\":4,\"v\":[1,[2]]},{\"id\":5}]}"))
                .extracting(RowProblem::field, RowProblem::rule)
                .containsExactly(
                        tuple("list[1].v", Rule.ITEMS),
                        tuple("list[2].v", Rule.ITEMS),
                        tuple("list[3].v[1]", Rule.TYPE),
                        tuple("list[4].v", Rule.REQUIRED));
    }

    @Test
    void aPlaceOfAVectorInAListOfVectorsIsNamedByBothPlaces() {
        Field vectors = field("list", values(1, 9, vector(2, ANY_NUMBER, new Absence.Required())));
        Binding binding = new Bindings().list(vectors, ElementType.FLOAT).build();

        assertThat(problems(binding, "{\"list\":[[1,2],[1],[1,true]]}"))
                .extracting(RowProblem::field, RowProblem::rule)
                .containsExactly(tuple("list[1]", Rule.ITEMS), tuple("list[2][1]", Rule.TYPE));
    }

    @Test
    void aVectorOfARowStandsInCellsAndMayBeMissingAsAWhole() {
        Binding binding = new Bindings()
                .input(field("a", vector(3, ANY_NUMBER, GAP), GAP), ElementType.FLOAT)
                .input(field("b", vector(2, ANY_INTEGER, new Absence.Required())), ElementType.INT64)
                .build();

        Features features = accepted(binding, "{\"b\":[7,8],\"a\":[1,null,3]}");
        assertThat(features.items(0, 0)).isEqualTo(3);
        assertThat(features.missingCell(features.firstCell(0, 0) + 1)).isTrue();
        assertThat(number(features, features.firstCell(0, 0) + 2)).isEqualTo(3.0);
        assertThat(features.cell(features.firstCell(0, 1) + 1)).isEqualTo(8);
        assertThat(accepted(binding, "{\"b\":[7,8]}").missing(0, 0)).isTrue();
    }

    @Test
    void faultsInsideListsAreNamedByTheirPlace() {
        assertThat(problems(
                        basket(),
                        "{\"item_list\":[{\"id\":1,\"price\":\"1.00\"},{\"id\":-1,\"price\":\"100.01\"},3,"
                                + "{\"id\":2.5,\"prize\":\"1.00\",\"discount\":\"no\"}]}"))
                .containsExactly(
                        new RowProblem("item_list[1].id", Rule.MIN, "0", "must be at least 0"),
                        new RowProblem("item_list[1].price", Rule.MAX, "100.00", "must be at most 100.00"),
                        new RowProblem("item_list[2]", Rule.TYPE, null, "must be a JSON object"),
                        new RowProblem("item_list[3].id", Rule.TYPE, null, "must be a whole number"),
                        new RowProblem(
                                "item_list[3].prize",
                                Rule.UNKNOWN_FIELD,
                                null,
                                "is not a field of this model; did you mean price?"),
                        new RowProblem("item_list[3].discount", Rule.TYPE, null, "must be a number"),
                        new RowProblem("item_list[3].price", Rule.REQUIRED, null, "is required"));
        assertThat(problem(vector(20), "{\"embedding\":[" + "0,".repeat(17) + "\"s3cr3t\",0,0]}"))
                .isEqualTo(new RowProblem("embedding[17]", Rule.TYPE, null, "must be a number"));
    }

    @Test
    void theUnitIsSaidInsideListsToo() {
        Field price =
                new Field("price", new NumberType(0.0, 9.0), new Absence.Required(), null, "EUR", null, false, null);
        Binding binding = new Bindings()
                .list(field("items", records(1, 9, price)), ElementType.FLOAT)
                .build();
        assertThat(problem(binding, "{\"items\":[{\"price\":10}]}"))
                .isEqualTo(new RowProblem("items[0].price", Rule.MAX, "9", "must be at most 9 EUR"));
    }

    @Test
    void sensitiveValuesInListsAreNotEchoed() {
        Field secret =
                new Field("note", new TextType(0, 3, null), new Absence.Required(), null, null, null, true, null);
        Field word = new Field(
                "word", category(new OnUnknown.Reject()), new Absence.Required(), null, null, null, true, null);
        Binding binding = new Bindings()
                .list(field("items", records(1, 9, secret, word)), ElementType.STRING, ElementType.STRING)
                .build();
        assertThat(problems(
                        binding,
                        "{\"items\":[{\"note\":\"s3cr3t\",\"word\":\"s3cr3t\"},\"s3cr3t\","
                                + "{\"note\":{\"s3cr3t\":1},\"word\":[\"s3cr3t\"]}]}"))
                .hasSize(5)
                .noneMatch(problem -> problem.toString().contains(SECRET));
    }

    @Test
    void aRowTellsOfAtMost100FaultsHoweverManyItemsAreWrong() {
        assertThat(problems(numbers(1, 1000), "{\"x\":[" + "\"no\",".repeat(999) + "1]}"))
                .hasSize(100)
                .last()
                .extracting(RowProblem::field)
                .isEqualTo("x[99]");
    }

    @Test
    void case04DuplicateKeyInARecordIsMalformedAndTheSameKeyInTwoIsNot() {
        malformed(basket(), "{\"item_list\":[{\"id\":1,\"price\":\"1\",\"id\":2}]}");
        malformed(basket(), "{\"item_list\":[{\"id\":1,\"price\":\"1\",\"s3cr3t\":1,\"s3cr3t\":2}]}");
        malformed(basket(), "{\"item_list\":[{\"id\":1,\"price\":\"1\"}],\"item_list\":[]}");
        assertThat(problems(basket(), "{\"item_list\":[{\"id\":1,\"price\":\"1\",\"u\":1},{\"u\":1}]}"))
                .extracting(RowProblem::field)
                .containsExactly("item_list[0].u", "item_list[1].u", "item_list[1].id", "item_list[1].price");
    }

    @Test
    void moreThan64FieldsOfARecordKeepTheirBitsApart() {
        Field[] fields = new Field[130];
        ElementType[] elements = new ElementType[130];
        var item = new StringBuilder("{");
        for (int i = 0; i < fields.length; i++) {
            fields[i] = field("f" + i, ANY_INTEGER, i % 2 == 0 ? new Absence.Required() : GAP);
            elements[i] = ElementType.INT64;
            item.append(i % 2 != 0 ? "" : (i == 0 ? "" : ",") + "\"f" + i + "\":" + i);
        }
        Binding binding = new Bindings()
                .list(field("items", records(1, 9, fields)), elements)
                .build();

        Features features = accepted(binding, "{\"items\":[" + item + "}," + item + ",\"f129\":5}]}");

        int second = features.firstCell(0, 0) + 130;
        for (int i = 0; i < 130; i++) {
            assertThat(features.missingCell(second + i)).isEqualTo(i % 2 == 1 && i != 129);
        }
        assertThat(features.cell(second + 128)).isEqualTo(128);
    }

    @Test
    void listsThatBelongTogetherHaveTheSameLength() {
        ListType ids = values(1, 9, ANY_INTEGER);
        var prices = new ListType(1, 9, "ids", new ListType.Items.Values(field("prices", ANY_NUMBER)));
        Binding binding = new Bindings()
                .list(field("prices", prices), ElementType.DOUBLE)
                .list(field("ids", ids), ElementType.INT64)
                .build();

        accepted(binding, "{\"ids\":[1,2],\"prices\":[0.5,0.6]}");
        assertThat(problem(binding, "{\"prices\":[0.5,0.6],\"ids\":[1]}"))
                .isEqualTo(new RowProblem("prices", Rule.ITEMS, null, "must hold as many items as ids"));
        assertThat(problems(binding, "{\"prices\":[0.5,\"no\"],\"ids\":[1]}"))
                .extracting(RowProblem::field)
                .containsExactly("prices[1]", "prices");
        // Where one of them is at fault as a whole, its length means nothing.
        assertThat(problem(binding, "{\"prices\":[],\"ids\":[1]}").problem()).isEqualTo("must hold at least 1 item");
        assertThat(problem(binding, "{\"ids\":[1]}").rule()).isEqualTo(Rule.REQUIRED);
        assertThat(problem(binding, "{\"ids\":3,\"prices\":[1]}").field()).isEqualTo("ids");
    }

    @Test
    void listsOfTheContextAreCheckedAndGoNowhere() {
        ListType tags = values(1, 2, ANY_TEXT);
        ListType clicks = records(0, 9, field("page", ANY_TEXT), field("v", vector(2, ANY_INTEGER, GAP)));
        Binding binding = new Bindings()
                .input(field("x", ANY_NUMBER, absent(new Scalar.Whole(1))), ElementType.FLOAT)
                .context(field("tags", tags, new Absence.Optional()))
                .context(field("clicks", clicks, new Absence.Optional()))
                .context(field("place", vector(2, ANY_NUMBER, new Absence.Required()), new Absence.Optional()))
                .build();

        Features features =
                accepted(binding, "{\"tags\":[\"a\"],\"clicks\":[{\"page\":\"/\",\"v\":[1,null]}],\"place\":[1,2]}");
        assertThat(features.width()).isEqualTo(1);
        assertThat(features.cells()).isZero();
        assertThat(problem(binding, "{\"tags\":[\"a\",\"b\",\"c\"]}").rule()).isEqualTo(Rule.ITEMS);
        assertThat(problem(binding, "{\"tags\":[null]}").field()).isEqualTo("tags[0]");
        assertThat(problem(binding, "{\"clicks\":[{\"page\":\"/\",\"v\":[1]}]}").field())
                .isEqualTo("clicks[0].v");
        assertThat(problem(binding, "{\"place\":[1]}").field()).isEqualTo("place");
    }

    @Test
    void precisionIsThatOfTheTensorWhichAFieldOfAnItemFills() {
        ListType list = records(1, 9, field("wide", ANY_INTEGER), field("narrow", ANY_INTEGER));
        Binding binding = new Bindings()
                .list(field("items", list), ElementType.INT64, ElementType.INT32)
                .build();

        assertThat(problem(binding, "{\"items\":[{\"wide\":2147483648,\"narrow\":2147483648}]}"))
                .extracting(RowProblem::field, RowProblem::rule)
                .containsExactly("items[0].narrow", Rule.PRECISION);
    }

    @Test
    void fewBytesThatWouldTakeManyCellsAreRefusedForTheirRow() {
        ListType list = records(1, 1000, field("v", vector(1000, ANY_NUMBER, GAP), GAP));
        Binding binding = new Bindings()
                .list(field("items", list), ElementType.FLOAT)
                .maxBody(5000)
                .build();
        String body = "[{\"items\":[{},{},{},{},{},{}]},{\"items\":[{},{},{},{},{}]}]";

        DecodedCall.Rows rows = rows(
                decoder(binding).decode(Calls.batch(body, binding.contract().limits())));

        assertThat(rows.rows().getFirst().problems())
                .extracting(RowProblem::field, RowProblem::rule)
                .containsExactly(tuple("items", Rule.ITEMS));
        assertThat(rows.rows().get(1).valid()).isTrue();
        assertThat(rows.features().cells()).isEqualTo(5000);
    }
}
