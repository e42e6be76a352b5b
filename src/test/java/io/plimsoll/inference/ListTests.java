package io.plimsoll.inference;

import static io.plimsoll.inference.Bound.member;
import static io.plimsoll.inference.Fields.number;
import static io.plimsoll.inference.Graphs.failure;
import static io.plimsoll.inference.Graphs.far;
import static io.plimsoll.inference.Graphs.floats;
import static io.plimsoll.inference.Graphs.longs;
import static io.plimsoll.inference.Graphs.outputs;
import static io.plimsoll.inference.Graphs.parts;
import static io.plimsoll.inference.Graphs.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.contract.Absence;
import io.plimsoll.contract.Absence.Filler;
import io.plimsoll.contract.BooleanType;
import io.plimsoll.contract.CategoryType;
import io.plimsoll.contract.DecimalType;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.IntegerType;
import io.plimsoll.contract.NumberType;
import io.plimsoll.contract.OnUnknown;
import io.plimsoll.contract.Scalar;
import io.plimsoll.contract.TextType;
import io.plimsoll.contract.VectorType;
import io.plimsoll.contract.Vocabulary;
import io.plimsoll.prediction.Engine.Part;
import io.plimsoll.prediction.Failure;
import io.plimsoll.prediction.Features;
import io.plimsoll.prediction.Outputs;
import io.plimsoll.prediction.Outputs.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lists, vectors and constants in the tensors of graphs that answer what they get. */
class ListTests {

    private static final NumberType NUMBER = new NumberType(null, null);
    private static final IntegerType INTEGER = new IntegerType(null, null, List.of());
    private static final Filler ZEROS = new Filler.Zeros();

    static Stream<TextRoute> routes() {
        return Stream.of(Library.TEXT, new BindingText());
    }

    @ParameterizedTest
    @MethodSource("routes")
    void listsOfEveryTypeArePaddedToTheLongestOfTheirOwn(TextRoute route) {
        try (var engine = listTypes().load(route)) {
            Features features = rowsOfAllTypes(3, 1, 0);
            for (int repeat = 0; repeat < 3; repeat++) {
                Outputs together = outputs(engine, features);

                assertThat(together.tensors())
                        .allSatisfy(tensor ->
                                assertThat(Arrays.copyOf(tensor.shape(), 2)).containsExactly(3, 3));
                assertThat(floats(together, 0)).containsExactly(0.5f, 1.5f, 2.5f, 0.5f, -1, -1, -1, -1, -1);
                assertThat(((Tensor.Doubles) together.tensors().get(1)).cells())
                        .containsExactly(
                                0.25, 1.25, 2.25, 0.25, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
                assertThat(longs(together, 2)).containsExactly(7, 8, 9, 7, -9, -9, -9, -9, -9);
                assertThat(longs(together, 3)).containsExactly(-7, -6, -5, -7, 0, 0, 0, 0, 0);
                assertThat(((Tensor.Booleans) together.tensors().get(4)).cells())
                        .containsExactly(true, false, true, true, false, false, false, false, false);
                assertThat(texts(together, 5)).containsExactly("w0", "w1", "w2", "w0", "–", "–", "–", "–", "–");
                assertThat(floats(together, 6)).containsExactly(0, 1, 2, 0, 0, 0, 0, 0, 0);
                assertThat(texts(outputs(engine, features.select(1)), 5)).containsExactly("w0");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("routes")
    void listsWithoutItemsReachTheGraphAsTensorsWithoutCells(TextRoute route) {
        try (var engine = listTypes().load(route)) {
            for (int repeat = 0; repeat < 3; repeat++) {
                Outputs alone = outputs(engine, rowsOfAllTypes(0));
                assertThat(alone.tensors())
                        .allSatisfy(tensor ->
                                assertThat(Arrays.copyOf(tensor.shape(), 2)).containsExactly(1, 0));
                assertThat(texts(alone, 5)).isEmpty();

                Outputs two = outputs(engine, rowsOfAllTypes(0, 0));
                assertThat(two.tensors())
                        .allSatisfy(tensor ->
                                assertThat(Arrays.copyOf(tensor.shape(), 2)).containsExactly(2, 0));

                assertThat(floats(outputs(engine, rowsOfAllTypes(2)), 0)).containsExactly(0.5f, 1.5f);
            }
        }
    }

    private static Bound listTypes() {
        return Bound.to("list_types")
                .values("f", NUMBER, "a_float", new Filler.Number(-1))
                .values("d", NUMBER, "a_double", new Filler.Nan())
                .values("l", INTEGER, "a_int64", new Filler.Number(-9))
                .values("i", INTEGER, "a_int32", ZEROS)
                .values("b", new BooleanType(), "a_bool", ZEROS)
                .values("s", new TextType(0, 10, null), "a_string", new Filler.Word("–"))
                .values("h", NUMBER, "a_float16", ZEROS)
                .answers(
                        "same_a_float",
                        "same_a_double",
                        "same_a_int64",
                        "same_a_int32",
                        "same_a_bool",
                        "same_a_string",
                        "same_a_float16");
    }

    private static Features rowsOfAllTypes(int... lengths) {
        var features = new Features(7, 1);
        for (int length : lengths) {
            features.addRow();
            putList(features, 0, length, i -> Double.doubleToRawLongBits(i + 0.5));
            putList(features, 1, length, i -> Double.doubleToRawLongBits(i + 0.25));
            putList(features, 2, length, i -> i + 7);
            putList(features, 3, length, i -> i - 7);
            putList(features, 4, length, i -> (i + 1) % 2);
            putList(features, 5, length, i -> features.addText("w" + i));
            putList(features, 6, length, Double::doubleToRawLongBits);
        }
        return features;
    }

    /** What the cell of an item holds. */
    private interface Items {
        long at(int item);
    }

    /** Puts a list of single values into the last row. */
    private static void putList(Features features, int slot, int length, Items items) {
        int first = features.addCells(length);
        for (int i = 0; i < length; i++) {
            features.putCell(first + i, items.at(i));
        }
        features.putItems(features.rows() - 1, slot, first, length);
    }

    @Test
    void theFieldsOfARecordFillTheirColumnsOfEachItem() {
        try (var engine = baskets(ZEROS, new Filler.Nan()).load()) {
            var features = new Features(1, 2);
            addBasket(features, 2);
            addBasket(features, 1);

            Outputs outputs = outputs(engine, features);

            float nan = Float.NaN;
            assertThat(floats(outputs, 0))
                    .containsExactly(
                            12.5f, 1, 0, 0, 5, 6, //
                            13.5f, 0, 1, 0, 5.5f, -7, //
                            12.5f, 1, 0, 0, 5, 6, //
                            0, nan, nan, nan, nan, nan);
            assertThat(texts(outputs, 1)).containsExactly("item 0", "item 1", "item 0", "");
            assertThat(((Tensor.Booleans) outputs.tensors().get(2)).cells()).containsExactly(true, true, true, false);
            assertThat(floats(outputs, 3)).containsExactly(1, 1, 1, 0);
            assertThat(longs(outputs, 4)).containsExactly(2, 1);
        }
    }

    @Test
    void aVectorOfAnItemIsMissingAsItsValuesAre() {
        Absence missing = new Absence.Missing(new Filler.Number(-7));
        var place = Field.of("place", new VectorType(6, Field.of("", NUMBER, missing)), missing);
        try (var engine = Bound.to("list_records")
                .records(
                        "basket",
                        0,
                        2,
                        "flags",
                        "lengths",
                        new Bound.Member(place, "numbers", ZEROS),
                        member("word", new TextType(0, 10, null), "words", ZEROS),
                        member("weight", NUMBER, "weights", ZEROS))
                .answers("same_numbers")
                .load()) {
            var features = new Features(1, 1);
            int first = features.addCells(16);
            for (int item = 0; item < 2; item++) {
                features.putCell(first + item * 8 + 6, features.addText("w"));
                features.putCell(first + item * 8 + 7, 0);
            }
            // The second item has the vector, but for its last value.
            for (int i = 0; i < 5; i++) {
                features.putCell(first + 8 + i, Double.doubleToRawLongBits(i));
            }
            features.putItems(features.addRow(), 0, first, 2);

            assertThat(floats(outputs(engine, features), 0)).containsExactly(-7, -7, -7, -7, -7, -7, 0, 1, 2, 3, 4, -7);
        }
    }

    @Test
    void rowsOfListsThatCannotBeFilledRunWithThoseOfTheirLength() {
        try (var engine = baskets(null, ZEROS).load()) {
            var features = new Features(1, 4);
            IntStream.of(2, 1, 2, 3).forEach(length -> addBasket(features, length));

            List<Part> parts = parts(engine, features);

            assertThat(parts).extracting(Part::rows).containsExactly(new int[] {0, 2}, new int[] {1}, new int[] {3});
            assertThat(parts)
                    .extracting(part -> longs(part.outputs(), 4))
                    .containsExactly(new long[] {2, 2}, new long[] {1}, new long[] {3});
        }
    }

    /**
     * Items of a price, a one-hot category, a vector of two and a word, with a mask as flags and as numbers.
     *
     * @param pricePad behind the end of a shorter list in the column of the price
     * @param pad the same in all other columns of the matrix
     */
    private static Bound baskets(@Nullable Filler pricePad, Filler pad) {
        var category = new CategoryType(
                Vocabulary.ofWords(List.of("food", "drink", "other")), new OnUnknown.Reject(), true, null);
        var optional = Field.of("", NUMBER, new Absence.Missing(new Filler.Number(-7)));
        return Bound.to("list_records")
                .records(
                        "basket",
                        0,
                        20_000,
                        "flags",
                        "lengths",
                        member("price", new DecimalType(null, null, 2), "numbers[0]", pricePad),
                        member("kind", category, "numbers[1..3]", pad),
                        member("place", new VectorType(2, optional), "numbers[4..5]", pad),
                        member("word", new TextType(0, 10, null), "words", ZEROS),
                        member("weight", NUMBER, "weights", ZEROS))
                .answers("same_numbers", "same_words", "same_flags", "same_weights", "same_lengths");
    }

    private static void addBasket(Features features, int items) {
        int row = features.addRow();
        int itemCells = 6;
        int first = features.addCells(items * itemCells);
        for (int item = 0; item < items; item++) {
            int cell = first + item * itemCells;
            features.putCell(cell, 1250 + 100L * item);
            features.putCell(cell + 1, item % 3);
            features.putCell(cell + 2, Double.doubleToRawLongBits(5 + item / 2.0));
            if (item % 2 == 0) {
                features.putCell(cell + 3, Double.doubleToRawLongBits(6));
            }
            features.putCell(cell + 4, features.addText("item " + item));
            features.putCell(cell + 5, Double.doubleToRawLongBits(1));
        }
        features.putItems(row, 0, first, items);
    }

    @Test
    void aListThatIsTooLongForALaneToKeepIsAnsweredAlike() {
        try (var engine = baskets(ZEROS, ZEROS).load()) {
            for (int length : new int[] {1, 20_000, 2, 20_000, 3}) {
                var features = new Features(1, 1);
                addBasket(features, length);

                Outputs outputs = outputs(engine, features);

                assertThat(longs(outputs, 4)).containsExactly(length);
                assertThat(floats(outputs, 0)).hasSize(length * 6);
                assertThat(floats(outputs, 0)[length * 6 - 6]).isEqualTo(12.5f + (length - 1));
            }
        }
    }

    @Test
    void anItemWithoutARequiredFieldNeverReachesTheGraph() {
        try (var engine = baskets(ZEROS, ZEROS).load()) {
            var features = new Features(1, 1);
            features.putItems(features.addRow(), 0, features.addCells(6), 1);

            assertThat(failure(engine, features, far())).isInstanceOf(Failure.Internal.class);
        }
    }

    @Test
    void aSeriesOfFixedLengthFillsAFixedAxis() {
        try (var engine = series(30, null).load()) {
            var features = new Features(1, 2);
            addDays(features, 30, 1);
            addDays(features, 30, 2);

            for (int repeat = 0; repeat < 3; repeat++) {
                assertThat(floats(outputs(engine, features), 0)).containsExactly(435, 30, 60, 90, 870, 60, 120, 180);
                assertThat(floats(outputs(engine, features.select(1)), 0)).containsExactly(870, 60, 120, 180);
            }
        }
    }

    @Test
    void aShorterListIsFilledUpToAFixedAxis() {
        try (var engine = series(1, new Filler.Number(100)).load()) {
            var features = new Features(1, 2);
            addDays(features, 2, 1);
            addDays(features, 28, 1);

            assertThat(floats(outputs(engine, features), 0))
                    .containsExactly(2801, 2802, 2804, 2806, 578, 228, 256, 284);
        }
    }

    private static Bound series(int minItems, @Nullable Filler pad) {
        return Bound.to("series")
                .records(
                        "days",
                        minItems,
                        30,
                        null,
                        null,
                        member("a", NUMBER, "days[0]", pad),
                        member("b", NUMBER, "days[1]", pad),
                        member("c", NUMBER, "days[2]", pad),
                        member("d", NUMBER, "days[3]", pad))
                .answers("total", "same_days");
    }

    /** Days of the variables day, 1, 2 and 3, times a factor. */
    private static void addDays(Features features, int days, double factor) {
        int row = features.addRow();
        int first = features.addCells(days * 4);
        for (int cell = 0; cell < days * 4; cell++) {
            double value = cell % 4 == 0 ? cell / 4 : cell % 4;
            features.putCell(first + cell, Double.doubleToRawLongBits(value * factor));
        }
        features.putItems(row, 0, first, days);
    }

    @Test
    void aVectorFillsTheAxesOfARowInRowMajorOrder() {
        var hole = Field.of("", NUMBER, new Absence.Missing(new Filler.Nan()));
        var vector = Field.of("values", new VectorType(6, hole), new Absence.Missing(new Filler.Number(-1)));
        try (var engine =
                Bound.to("nested").value(vector, "values").answers("same").load()) {
            var features = new Features(1, 2);
            int first = features.addCells(6);
            for (int i : new int[] {0, 1, 2, 3, 5}) {
                features.putCell(first + i, Double.doubleToRawLongBits(i));
            }
            features.putItems(features.addRow(), 0, first, 6);
            features.addRow();

            Outputs outputs = outputs(engine, features);

            assertThat(outputs.tensors().getFirst().shape()).containsExactly(2, 2, 3);
            assertThat(floats(outputs, 0)).containsExactly(0, 1, 2, 3, Float.NaN, 5, -1, -1, -1, -1, -1, -1);
        }
    }

    @Test
    void constantsFillTheirTensorsInEachRun() {
        var bound = Bound.to("constants")
                .value(number("x"), "x")
                .constant("temperature", new Scalar.Real(0.5))
                .constant("flags", new Scalar.Flag(true), new Scalar.Flag(false))
                .constant("row", whole(1), whole(2), whole(3), whole(4))
                .constant("word", new Scalar.Text("größer"))
                .answers("score", "same_row", "same_word");
        try (var engine = bound.load()) {
            for (int repeat = 0; repeat < 3; repeat++) {
                Outputs alone = outputs(engine, Graphs.numbers(new double[] {4}));
                assertThat(floats(alone, 0)).containsExactly(9);
                assertThat(longs(alone, 1)).containsExactly(1, 2, 3, 4);
                assertThat(texts(alone, 2)).containsExactly("größer");

                Outputs two = outputs(engine, Graphs.numbers(new double[][] {{1}, {2}}));
                assertThat(floats(two, 0)).containsExactly(3, 5);
                assertThat(longs(two, 1)).containsExactly(1, 2, 3, 4, 1, 2, 3, 4);
                assertThat(texts(two, 2)).containsExactly("größer", "größer");
            }
        }
    }

    private static Scalar whole(long value) {
        return new Scalar.Whole(value);
    }
}
