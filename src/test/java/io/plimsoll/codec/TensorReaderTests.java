package io.plimsoll.codec;

import static io.plimsoll.codec.Decoding.decoder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.plimsoll.contract.Binding;
import io.plimsoll.contract.Dimension;
import io.plimsoll.contract.ElementType;
import io.plimsoll.contract.Rule;
import io.plimsoll.contract.TensorType;
import io.plimsoll.prediction.Block;
import io.plimsoll.prediction.RowProblem;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TensorReaderTests {

    private static DecodedCall.Rows decode(ElementType element, String body, long... shape) {
        List<Dimension> axes = Arrays.stream(shape).mapToObj(Dimension::new).toList();
        Binding binding = new Bindings()
                .rows(Binding.RowMode.WHOLE)
                .input("x", new TensorType(element, axes), element)
                .build();
        return (DecodedCall.Rows) decoder(binding).decode(Calls.single(body));
    }

    private static Block block(ElementType element, String value, long... shape) {
        DecodedCall.Rows rows = decode(element, "{\"x\":" + value + "}", shape);
        assertThat(rows.rows().getFirst().problems()).isEmpty();
        return rows.features().block(0, 0);
    }

    private static List<RowProblem> problems(ElementType element, String value, long... shape) {
        DecodedCall.Rows rows = decode(element, "{\"x\":" + value + "}", shape);
        assertThat(rows.features().rows()).isZero();
        return rows.rows().getFirst().problems();
    }

    @Test
    void nestedListsBecomeCellsInRowMajorOrder() {
        Block.Cells block = (Block.Cells) block(ElementType.FLOAT, "[[1,2.5,-3],[4,5,6]]", -1, 3);
        assertThat(block.shape()).containsExactly(2, 3);
        assertThat(Arrays.stream(block.slots()).mapToDouble(Double::longBitsToDouble))
                .containsExactly(1.0, 2.5, -3.0, 4.0, 5.0, 6.0);
    }

    @Test
    void eachElementTypeHasItsOwnSlots() {
        assertThat(((Block.Cells) block(ElementType.INT64, "[9007199254740993, 2.0]", -1)).slots())
                .containsExactly(9007199254740993L, 2);
        assertThat(((Block.Cells) block(ElementType.BOOL, "[true,false]", -1)).slots())
                .containsExactly(1, 0);
        assertThat(((Block.Texts) block(ElementType.STRING, "[[\"a\",\"ü\"]]", -1, -1)).texts())
                .containsExactly("a", "ü");
    }

    @Test
    void tensorWithoutAxesIsABareValue() {
        Block.Cells block = (Block.Cells) block(ElementType.INT64, "5");
        assertThat(block.shape()).isEmpty();
        assertThat(block.slots()).containsExactly(5);
    }

    @Test
    void manyCellsArrive() {
        String list = "[" + "7,".repeat(9_999) + "8]";
        Block.Cells block = (Block.Cells) block(ElementType.INT32, list, -1);
        assertThat(block.slots()).hasSize(10_000).endsWith(7, 8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[null]", "[\"a\",null]", "[\"a\",[null]]"})
    void case24NullInAListOfStringsIsRefused(String value) {
        assertThat(problems(ElementType.STRING, value, -1))
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem.rule()).isEqualTo(Rule.TYPE));
    }

    @Test
    void case24NullInPlaceOfAListIsRefused() {
        assertThat(problems(ElementType.STRING, "[[\"a\"],null]", -1, -1))
                .containsExactly(new RowProblem("x[1]", Rule.TYPE, null, "must be a list"));
    }

    @Test
    void case33AListOfTheWrongLengthIsNoMeasureForTheListsBehindIt() {
        assertThat(problems(ElementType.FLOAT, "[[1,2],[1,2,3],[]]", -1, 3))
                .extracting(RowProblem::field)
                .containsExactly("x[0]", "x[2]");
        assertThat(problems(ElementType.FLOAT, "[[],[1,2],[3,4]]", -1, -1))
                .extracting(RowProblem::field)
                .containsExactly("x[0]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[[1,2],[3]] | x[1] | items",
                "[[1],[2,3]] | x[1] | items",
                "[[1,2],[]] | x[1] | items",
                "[[1,2],3] | x[1] | type",
                "[1,2] | x[0] | type",
                "[[[1]]] | x[0][0] | type",
                "[] | x | items",
                "{\"0\":1} | x | type",
                "1 | x | type"
            })
    void case33RaggedListsAndOtherDepthsAreRefused(String value, String field, String rule) {
        assertThat(problems(ElementType.FLOAT, value, -1, -1).getFirst()).satisfies(problem -> {
            assertThat(problem.field()).isEqualTo(field);
            assertThat(problem.rule()).hasToString(rule);
        });
    }

    @Test
    void case33WrongInnerLengthIsRefusedWithTheRightOne() {
        assertThat(problems(ElementType.FLOAT, "[[1,2,3],[1,2]]", -1, 3))
                .containsExactly(new RowProblem("x[1]", Rule.ITEMS, "3", "must hold exactly 3 items"));
        assertThat(problems(ElementType.FLOAT, "[[1,2,3,4]]", -1, 3)).hasSize(1);
    }

    @Test
    void everyBadCellIsNamedByItsPlace() {
        assertThat(problems(ElementType.FLOAT, "[[1,\"2\"],[true,1e40]]", -1, -1))
                .extracting(RowProblem::field, RowProblem::rule)
                .containsExactly(
                        tuple("x[0][1]", Rule.TYPE), tuple("x[1][0]", Rule.TYPE), tuple("x[1][1]", Rule.PRECISION));
    }

    @ParameterizedTest
    @CsvSource({"INT64, 1.5", "INT64, 9223372036854775808", "INT32, 2147483648", "BOOL, 1", "STRING, 1", "DOUBLE, 1e400"
    })
    void cellsAreAsStrictAsFields(ElementType element, String cell) {
        assertThat(problems(element, "[" + cell + "]", -1)).hasSize(1);
    }

    @Test
    void case30TextInATensorIsCheckedAsAnyOther() {
        assertThat(problems(ElementType.STRING, "[\"\\u0000\",\"😀\",\"\\ud800\"]", -1))
                .extracting(RowProblem::rule, RowProblem::field)
                .containsExactly(tuple(Rule.TEXT, "x[0]"), tuple(Rule.TEXT, "x[2]"));
    }

    @Test
    void aFloodOfBadCellsIsCutOff() {
        assertThat(problems(ElementType.FLOAT, "[" + "null,".repeat(10_000) + "1]", -1))
                .hasSize(100);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"[[1,2],[3]]", "[[1],[2,3]]", "[[1,2],3]"})
    void aRaggedListBehindAFloodOfFaultsIsStillRefused(String value) {
        String faults =
                IntStream.range(0, 101).mapToObj(i -> "\"u" + i + "\":1,").collect(Collectors.joining());

        DecodedCall.Rows rows = decode(ElementType.FLOAT, "{" + faults + "\"x\":" + value + "}", -1, -1);

        assertThat(rows.features().rows()).isZero();
        assertThat(rows.rows().getFirst().problems()).hasSize(100);
    }
}
