package io.plimsoll.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.contract.Absence;
import io.plimsoll.contract.Binding.Part;
import io.plimsoll.contract.ElementType;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.IntegerType;
import io.plimsoll.contract.ListType;
import io.plimsoll.contract.NumberType;
import io.plimsoll.contract.Results.Band;
import io.plimsoll.contract.Results.Form;
import io.plimsoll.prediction.Features;
import io.plimsoll.prediction.Outputs;
import io.plimsoll.prediction.Outputs.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that have one value an item of a list of the caller's. */
class ItemAnswersTests {

    private static final Form SCORES = new Form.PerItem("item_list", new Form.Number(null));
    private static final long[] TWO_ROWS_OF_FOUR = {2, 4};

    /** The score of the item that a row has not is NaN: what a graph makes of filling is anything. */
    private static final Tensor SCORED = new Tensor.Floats(
            TWO_ROWS_OF_FOUR, new float[] {0.5f, 0.25f, 0.5f, 0.125f, 0.75f, 1, Float.NaN, Float.POSITIVE_INFINITY});

    @Test
    void eachItemOfTheCallersHasItsEntryAndFillingHasNone() {
        assertThat(row(0, 4, SCORES, SCORED)).isEqualTo("[0.5,0.25,0.5,0.125]");
        assertThat(row(1, 2, SCORES, SCORED)).isEqualTo("[0.75,1.0]");
        assertThat(row(1, 0, SCORES, SCORED)).isEqualTo("[]");
        assertThat(row(1, 3, SCORES, SCORED)).isEqualTo("result r: the graph answered NaN or infinity");
    }

    @Test
    void anItemMayHaveAnAxisOrColumnsOfItsOwn() {
        float[] cells = {1, 2, 3, 4, 5, 6, 7, 8};
        assertThat(row(1, 3, SCORES, new Tensor.Floats(new long[] {2, 4, 1}, cells)))
                .isEqualTo("[5.0,6.0,7.0]");
        assertThat(row(1, 2, SCORES, new Part.Column(1), new Tensor.Floats(new long[] {2, 2, 2}, cells)))
                .isEqualTo("[6.0,8.0]");
        assertThat(row(0, 0, SCORES, new Tensor.Floats(new long[] {2, 0}, new float[0])))
                .isEqualTo("[]");
    }

    @Test
    void anEntryHasAnyFormOfASingleValue() {
        var codes = new Tensor.Longs(TWO_ROWS_OF_FOUR, new long[] {0, 1, 1, 0, 1, 0, 9, 9});
        assertThat(row(0, 3, new Form.PerItem("item_list", new Form.Label(Map.of(0L, "no", 1L, "yes"))), codes))
                .isEqualTo("[\"no\",\"yes\",\"yes\"]");
        assertThat(row(1, 2, new Form.PerItem("item_list", new Form.Whole()), codes))
                .isEqualTo("[1,0]");
        var bands = new Form.Bands(List.of(new Band(0.5, "low"), new Band(null, "high")));
        assertThat(row(0, 2, new Form.PerItem("item_list", bands), SCORED)).isEqualTo("[\"high\",\"low\"]");
        assertThat(row(0, 2, new Form.PerItem("item_list", bands), codes)).isEqualTo("[\"low\",\"high\"]");
        assertThat(row(0, 4, new Form.PerItem("item_list", new Form.Number(1)), SCORED))
                .isEqualTo("[0.5,0.2,0.5,0.1]");
        var texts = new Tensor.Texts(new long[] {1, 2}, new String[] {"a", "b"});
        assertThat(row(0, 2, new Form.PerItem("item_list", new Form.Text()), texts))
                .isEqualTo("[\"a\",\"b\"]");
        var flags = new Tensor.Booleans(new long[] {1, 2}, new boolean[] {true, false});
        assertThat(row(0, 2, new Form.PerItem("item_list", new Form.Flag()), flags))
                .isEqualTo("[true,false]");
    }

    @Test
    void theBestItemsAreNamedByTheirPlacesAndTiesKeepTheCallersOrder() {
        assertThat(row(0, 4, top(3, null), SCORED))
                .isEqualTo("[{\"item\":0,\"score\":0.5},{\"item\":2,\"score\":0.5},{\"item\":1,\"score\":0.25}]");
        assertThat(row(0, 4, top(10, 0.5), SCORED))
                .isEqualTo("[{\"item\":0,\"score\":0.5},{\"item\":2,\"score\":0.5}]");
        assertThat(row(1, 2, top(5, null), SCORED))
                .isEqualTo("[{\"item\":1,\"score\":1.0},{\"item\":0,\"score\":0.75}]");
        assertThat(row(1, 0, top(5, null), SCORED)).isEqualTo("[]");
        assertThat(row(1, 3, top(5, null), SCORED)).endsWith("NaN or infinity");
    }

    @Test
    void oneBestItemIsItsBarePlace() {
        assertThat(row(1, 2, top(1, null), SCORED)).isEqualTo("1");
        assertThat(row(1, 2, top(1, 2.0), SCORED)).isEqualTo("null");
        assertThat(row(1, 0, top(1, null), SCORED)).isEqualTo("null");
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 200})
    void fewerValuesThanItemsAreAFault(int items) {
        String fewer = "result r: the graph answered fewer values than the list has items";
        assertThat(row(0, items, SCORES, SCORED)).isEqualTo(fewer);
        assertThat(row(0, items, top(2, null), SCORED)).isEqualTo(fewer);
    }

    @Test
    void aShapeWithoutItemsOrWithMoreThanOneValueEachIsAFault() {
        String wrong = "result r: the graph answered another number of values than the contract says";
        var pairs = new Tensor.Floats(new long[] {1, 2, 2}, new float[4]);
        var flat = new Tensor.Floats(new long[] {2}, new float[2]);
        for (Form form : List.of(SCORES, top(2, null))) {
            assertThat(row(0, 2, form, pairs)).isEqualTo(wrong);
            assertThat(row(0, 2, form, new Part.Column(2), pairs)).isEqualTo(wrong);
            assertThat(row(0, 1, form, flat)).isEqualTo(wrong);
        }
        String hint = wrong + "; per_item reads one value an item of a list";
        assertThat(row(0, 2, new Form.Number(null), pairs)).isEqualTo(hint);
    }

    private static Form top(int top, Double atLeast) {
        return new Form.TopItems("item_list", top, atLeast, null);
    }

    private static String row(int row, int items, Form form, Tensor tensor) {
        return row(row, items, form, new Part.Whole(), tensor);
    }

    /** The JSON of the only result of a row whose list has so many items, or what is wrong with it. */
    private static String row(int row, int items, Form form, Part part, Tensor tensor) {
        var list = new ListType(
                0,
                200,
                null,
                new ListType.Items.Values(
                        Field.of("item_list", new IntegerType(null, null, List.of()), new Absence.Required())));
        var binding = new Bindings()
                .input("age", new NumberType(null, null), ElementType.FLOAT)
                .list(Field.of("item_list", list, new Absence.Required()), ElementType.INT64)
                .result("r", form, 0, part)
                .build();
        // The row that is asked for is another one than that of the run, as where rows run apart.
        var features = new Features(2, 1);
        int asked = features.addRow();
        features.putItems(asked, 1, features.addCells(items), items);
        var outputs = new Outputs((int) tensor.shape()[0], List.of(tensor));
        var at = new OutputRow(outputs, row, features, asked);
        return switch (new AnswerEncoder(binding).encode(at, new JsonBytes(16))) {
            case EncodedRow.Faulty(var failure) -> failure.message();
            case EncodedRow.Members(byte[] json) -> {
                String members = new String(json, StandardCharsets.UTF_8);
                yield members.substring("\"result\":{\"r\":".length(), members.length() - 1);
            }
        };
    }
}
