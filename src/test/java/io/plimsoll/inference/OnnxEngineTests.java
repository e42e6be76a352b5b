package io.plimsoll.inference;

import static io.plimsoll.inference.Bindings.field;
import static io.plimsoll.inference.Bindings.integer;
import static io.plimsoll.inference.Bindings.number;
import static io.plimsoll.inference.Bindings.text;
import static io.plimsoll.inference.Graphs.failure;
import static io.plimsoll.inference.Graphs.far;
import static io.plimsoll.inference.Graphs.floats;
import static io.plimsoll.inference.Graphs.load;
import static io.plimsoll.inference.Graphs.longs;
import static io.plimsoll.inference.Graphs.numbers;
import static io.plimsoll.inference.Graphs.outputs;
import static io.plimsoll.inference.Graphs.parts;
import static io.plimsoll.inference.Graphs.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.plimsoll.contract.Binding.RowMode;
import io.plimsoll.contract.BooleanType;
import io.plimsoll.contract.Dimension;
import io.plimsoll.contract.ElementType;
import io.plimsoll.contract.Signature;
import io.plimsoll.contract.TensorType;
import io.plimsoll.prediction.Block;
import io.plimsoll.prediction.Engine.Part;
import io.plimsoll.prediction.Failure;
import io.plimsoll.prediction.Features;
import io.plimsoll.prediction.Outputs;
import io.plimsoll.prediction.Outputs.Tensor;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxEngineTests {

    @Test
    void aRowOfNumbersGetsItsScoreInTheFirstRunAndInThePinnedOnesAfterIt() {
        try (var engine = load("linear", linear())) {
            for (int i = 0; i < 4; i++) {
                Outputs outputs = outputs(engine, numbers(row(i)));

                assertThat(outputs.rows()).isEqualTo(1);
                assertThat(outputs.tensors().getFirst().shape()).containsExactly(1, 1);
                assertThat(floats(outputs, 0)).containsExactly(score(i));
            }
        }
    }

    @Test
    void manyRowsGetTheirScoresInOrder() {
        try (var engine = load("linear", linear())) {
            Outputs outputs = outputs(engine, numbers(row(3), row(1), row(2)));

            assertThat(outputs.rows()).isEqualTo(3);
            assertThat(outputs.tensors().getFirst().shape()).containsExactly(3, 1);
            assertThat(floats(outputs, 0)).containsExactly(score(3), score(1), score(2));
        }
    }

    @Test
    void earlierAnswersStayAsTheyWereWhenTheirLaneRunsAgain() {
        try (var engine = load("linear", linear())) {
            outputs(engine, numbers(row(0)));
            Outputs pinned = outputs(engine, numbers(row(1)));
            outputs(engine, numbers(row(2)));

            assertThat(floats(pinned, 0)).containsExactly(score(1));
        }
    }

    @Test
    void everyElementTypeGoesInAndComesOutAloneAndInBatches() {
        try (var engine = load("all_types", allTypes())) {
            var features = new Features(7, 2);
            addRowOfAllTypes(features, 0.1, Long.MAX_VALUE, Integer.MIN_VALUE, true, "größer \uFFFD", 1.5);
            addRowOfAllTypes(features, -0.7, -((1L << 53) + 1), Integer.MAX_VALUE, false, "", -65504);

            for (int repeat = 0; repeat < 3; repeat++) {
                assertAllTypes(outputs(engine, features));
                assertAllTypes(outputs(engine, features.select(0)));
            }
        }
    }

    private static void addRowOfAllTypes(
            Features features, double number, long int64, int int32, boolean flag, String text, double half) {
        int row = features.addRow();
        features.putNumber(row, 0, number);
        features.putNumber(row, 1, number);
        features.put(row, 2, int64);
        features.put(row, 3, int32);
        features.put(row, 4, flag ? 1 : 0);
        features.put(row, 5, features.addText(text));
        features.putNumber(row, 6, half);
    }

    private static void assertAllTypes(Outputs outputs) {
        int rows = outputs.rows();
        List<Tensor> tensors = outputs.tensors();
        assertThat(tensors.get(0).shape()).containsExactly(rows, 1);
        assertThat(tensors.get(1).shape()).containsExactly(rows);
        assertThat(floats(outputs, 0)).containsExactly(Arrays.copyOf(new float[] {0.1f, -0.7f}, rows));
        assertThat(((Tensor.Doubles) tensors.get(1)).cells())
                .containsExactly(Arrays.copyOf(new double[] {0.1, -0.7}, rows));
        assertThat(longs(outputs, 2))
                .containsExactly(Arrays.copyOf(new long[] {Long.MAX_VALUE, -((1L << 53) + 1)}, rows));
        assertThat(longs(outputs, 3))
                .containsExactly(Arrays.copyOf(new long[] {Integer.MIN_VALUE, Integer.MAX_VALUE}, rows));
        assertThat(((Tensor.Booleans) tensors.get(4)).cells())
                .containsExactly(Arrays.copyOf(new boolean[] {true, false}, rows));
        assertThat(texts(outputs, 5)).containsExactly(Arrays.copyOf(new String[] {"größer \uFFFD", ""}, rows));
        assertThat(floats(outputs, 6)).containsExactly(Arrays.copyOf(new float[] {1.5f, -65504}, rows));
    }

    @Test
    void tensorsWithoutASecondAxisAreFilledAndRead() {
        var binding = new Bindings()
                .column("age", ElementType.FLOAT, number("age"))
                .column("income", ElementType.FLOAT, number("income"))
                .output("score", ElementType.FLOAT);
        try (var engine = load("rank1", binding)) {
            Outputs outputs = outputs(engine, numbers(new double[][] {{40, 2048}, {50, 1024}}));

            assertThat(outputs.tensors().getFirst().shape()).containsExactly(2);
            assertThat(floats(outputs, 0)).containsExactly(42, 51);
        }
    }

    @Test
    void onlyOutputsOfTheBindingAreAskedFor() {
        var binding = new Bindings().matrix("x", ElementType.FLOAT, number("x")).output("total", ElementType.FLOAT, 1);
        try (var engine = load("sequence_output", binding)) {
            assertThat(outputs(engine, numbers(new double[] {4})).tensors()).hasSize(1);
        }
    }

    @Test
    void anOutputThatTheGraphDeclaresWithOneRowMayHaveAsManyAsWereAsked() {
        var binding = new Bindings()
                .matrix("x", ElementType.FLOAT, number("x"))
                .output("label", new Signature.Value.Tensor(ElementType.INT64, List.of(new Dimension(1)), true))
                .output("probabilities", ElementType.FLOAT, 2);
        try (var engine = load("label_declared_1", binding)) {
            assertThat(longs(outputs(engine, numbers(new double[] {5})), 0)).containsExactly(1);
            assertThat(longs(outputs(engine, numbers(new double[][] {{-1}, {2}, {-3}})), 0))
                    .containsExactly(0, 1, 0);
            assertThat(longs(outputs(engine, numbers(new double[] {-5})), 0)).containsExactly(0);
        }
    }

    @Test
    void anotherNumberOfRowsThanAskedIsAnInvalidOutput() {
        var binding = new Bindings()
                .tensor("features", ElementType.FLOAT, List.of(2), number("a"), number("b"))
                .output("score", ElementType.FLOAT, 2);
        // Three rows of two on an axis that the graph sums away: one row of sums comes out.
        try (var engine = load("rows_on_axis_1", binding)) {
            Features threeRows = numbers(new double[][] {{1, 2}, {3, 4}, {5, 6}});

            assertThat(failure(engine, threeRows, far())).isInstanceOf(Failure.InvalidOutput.class);
        }
    }

    @Test
    void anOutputOfMoreCellsThanAllowedIsAnInvalidOutput() {
        var settings = new EngineSettings(1, false, 1 << 18, 2, Duration.ofSeconds(30), false);
        try (var engine = load("linear", linear().bind(), settings)) {
            assertThat(outputs(engine, numbers(row(1), row(2))).rows()).isEqualTo(2);
            assertThat(failure(engine, numbers(row(1), row(2), row(3)), far()))
                    .isInstanceOf(Failure.InvalidOutput.class);
        }
    }

    @Test
    void aGraphWithOneFixedRowRunsRowByRowAndEachRowIsAPartOfItsOwn() {
        var binding = new Bindings()
                .matrix("features", ElementType.FLOAT, Bindings.numbers(3))
                .output(
                        "score",
                        new Signature.Value.Tensor(
                                ElementType.FLOAT, List.of(new Dimension(1), new Dimension(1)), true))
                .rows(RowMode.ONE_BY_ONE);
        try (var engine = load("fixed_batch_1", binding)) {
            List<Part> parts = parts(engine, numbers(new double[][] {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}}));

            assertThat(parts).extracting(Part::rows).containsExactly(new int[] {0}, new int[] {1}, new int[] {2});
            assertThat(parts).extracting(part -> floats(part.outputs(), 0)[0]).containsExactly(6f, 15f, 24f);
        }
    }

    @Test
    void rowsThatRunOneByOneHaveEveryTypeInPartsOfTheirOwn() {
        var features = new Features(7, 2);
        addRowOfAllTypes(features, 0.1, Long.MAX_VALUE, Integer.MIN_VALUE, true, "größer \uFFFD", 1.5);
        addRowOfAllTypes(features, -0.7, -((1L << 53) + 1), Integer.MAX_VALUE, false, "", -65504);
        try (var engine = load("all_types", allTypes().rows(RowMode.ONE_BY_ONE))) {
            List<Part> parts = parts(engine, features);

            assertThat(parts).extracting(Part::rows).containsExactly(new int[] {0}, new int[] {1});
            assertAllTypes(parts.getFirst().outputs());
            assertThat(texts(parts.getLast().outputs(), 5)).containsExactly("");
            assertThat(longs(parts.getLast().outputs(), 2)).containsExactly(-((1L << 53) + 1));
        }
    }

    @Test
    void aRowIsAsManyCellsAsTheTensorHasBehindItsFirstAxis() {
        var binding = new Bindings()
                .tensor("values", ElementType.FLOAT, List.of(2, 3), Bindings.numbers(6))
                .output("total", ElementType.FLOAT)
                .output("same", ElementType.FLOAT, 2, 3);
        try (var engine = load("nested", binding)) {
            Outputs outputs = outputs(engine, numbers(new double[] {1, 2, 3, 4, 5, 6}));

            assertThat(floats(outputs, 0)).containsExactly(21);
            assertThat(outputs.tensors().get(1).shape()).containsExactly(1, 2, 3);
            assertThat(floats(outputs, 1)).containsExactly(1, 2, 3, 4, 5, 6);
        }
    }

    @Test
    void wholeTensorsBringTheirOwnShape() {
        var binding = new Bindings()
                .tensor("values", ElementType.FLOAT, List.of(), tensor("values", ElementType.FLOAT))
                .output("total", ElementType.FLOAT)
                .output("same", ElementType.FLOAT, 2, 3)
                .rows(RowMode.WHOLE);
        try (var engine = load("nested", binding)) {
            double[] values = {1, 2, 3, 4, 5, 6, 10, 20, 30, 40, 50, 60};
            long[] slots =
                    Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray();
            Outputs outputs = outputs(engine, block(new Block.Cells(new int[] {2, 2, 3}, slots)));

            assertThat(floats(outputs, 0)).containsExactly(21, 210);
            assertThat(outputs.tensors().get(1).shape()).containsExactly(2, 2, 3);
        }
    }

    @Test
    void wholeTensorsOfIntegersAndOfTextComeBackAsTheyWere() {
        var integers = new Bindings()
                .tensor("id", ElementType.INT64, List.of(), tensor("id", ElementType.INT64))
                .output("same_id", ElementType.INT64, 1)
                .rows(RowMode.WHOLE);
        try (var engine = load("int64_echo", integers)) {
            long[] cells = {Long.MIN_VALUE, 7};
            assertThat(longs(outputs(engine, block(new Block.Cells(new int[] {2, 1}, cells))), 0))
                    .containsExactly(cells);
        }
        var texts = new Bindings()
                .tensor("words", ElementType.STRING, List.of(), tensor("words", ElementType.STRING))
                .output("same_words", ElementType.STRING, 2)
                .rows(RowMode.WHOLE);
        try (var engine = load("nested_strings", texts)) {
            String[] cells = {"a", "", "ü", "d"};
            assertThat(texts(outputs(engine, block(new Block.Texts(new int[] {2, 2}, cells))), 0))
                    .containsExactly(cells);
        }
    }

    @Test
    void aNullInAListOfTextsNeverReachesTheGraph() {
        var binding = new Bindings()
                .tensor("words", ElementType.STRING, List.of(), tensor("words", ElementType.STRING))
                .output("same_words", ElementType.STRING, 2)
                .rows(RowMode.WHOLE);
        try (var engine = load("nested_strings", binding)) {
            Features withNull = block(new Block.Texts(new int[] {1, 2}, new String[] {"a", null}));

            assertThat(failure(engine, withNull, far())).isInstanceOf(Failure.Internal.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD83D", "\uDE00\uD83D", "nul \0"})
    void textThatNoTensorCanHoldIsRefused(String text) {
        var binding = new Bindings()
                .matrix("text", ElementType.STRING, text("text"))
                .output("same_text", ElementType.STRING, 1);
        try (var engine = load("string_identity", binding)) {
            var features = new Features(1, 1);
            features.put(features.addRow(), 0, features.addText(text));

            assertThat(failure(engine, features, far()))
                    .isEqualTo(new Failure.Internal("a text holds a character that cannot reach the graph"));
        }
    }

    @Test
    void labelsThatTheGraphAnswersAreText() {
        var binding = new Bindings()
                .column("code", ElementType.INT64, integer("code"))
                .output("label", ElementType.STRING);
        try (var engine = load("string_labels", binding)) {
            var features = new Features(1, 2);
            features.put(features.addRow(), 0, 2);
            features.put(features.addRow(), 0, 9);

            assertThat(texts(outputs(engine, features), 0)).containsExactly("high", "unknown");
            assertThat(texts(outputs(engine, features.select(1)), 0)).containsExactly("unknown");
        }
    }

    @Test
    void scoresByLabelComeInTheOrderOfTheLabels() {
        try (var engine = load("zipmap_string", zipmap(ElementType.STRING))) {
            for (int repeat = 0; repeat < 2; repeat++) {
                Outputs outputs = outputs(engine, numbers(new double[][] {{0, 0}, {9, 0}}));

                List<Map<String, Float>> maps = ((Tensor.Maps) outputs.tensors().get(1)).rowMaps();
                assertThat(texts(outputs, 0)[1]).isEqualTo("Adelie");
                assertThat(maps.get(0).keySet()).containsExactly("Adelie", "Chinstrap", "Gentoo");
                assertThat(maps.get(0).get("Gentoo")).isCloseTo(1 / 3f, within(1e-6f));
                assertThat(maps.get(1).get("Adelie")).isGreaterThan(0.99f);
            }
        }
    }

    @Test
    void integerLabelsOfScoresAreTheirDecimalTextAlsoRowByRow() {
        try (var engine = load("zipmap_int", zipmap(ElementType.INT64).rows(RowMode.ONE_BY_ONE))) {
            List<Part> parts = parts(engine, numbers(new double[][] {{9, 0}, {0, 9}}));

            List<Map<String, Float>> maps = parts.stream()
                    .map(part -> ((Tensor.Maps) part.outputs().tensors().get(1))
                            .rowMaps()
                            .getFirst())
                    .toList();
            assertThat(parts).extracting(part -> longs(part.outputs(), 0)[0]).containsExactly(10L, 20L);
            assertThat(maps)
                    .hasSize(2)
                    .allSatisfy(map -> assertThat(map.keySet()).containsExactly("10", "20", "30"));
            assertThat(maps.get(1).get("20")).isGreaterThan(0.99f);
        }
    }

    @Test
    void aRunOfNoRowsIsRefused() {
        try (var engine = load("linear", linear())) {
            assertThat(failure(engine, new Features(20, 0), far())).isInstanceOf(Failure.Internal.class);
        }
    }

    @Test
    void anInputThatTheGraphRefusesFailsInOurWordsAndTheNextRowIsAnswered() {
        var binding = new Bindings()
                .tensor("values", ElementType.FLOAT, List.of(), tensor("values", ElementType.FLOAT))
                .output("total", ElementType.FLOAT)
                .rows(RowMode.WHOLE);
        try (var engine = load("nested", binding)) {
            assertThat(failure(engine, block(new Block.Cells(new int[] {1, 1}, new long[1])), far()))
                    .isEqualTo(new Failure.Internal("the graph cannot be run on this input"));
            assertThat(floats(outputs(engine, block(new Block.Cells(new int[] {1, 2, 3}, new long[6]))), 0))
                    .containsExactly(0);
        }
    }

    @Test
    void settingsWithoutALaneAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new EngineSettings(0, false, 1, 1, Duration.ZERO, false));
    }

    private static Bindings linear() {
        return new Bindings()
                .matrix("features", ElementType.FLOAT, Bindings.numbers(20))
                .output("score", ElementType.FLOAT, 1);
    }

    private static double[] row(double value) {
        var row = new double[20];
        Arrays.fill(row, value);
        return row;
    }

    /** The graph's weights are (i + 1) / 8, so they add up to 26.25. */
    private static float score(float value) {
        return 0.5f + 26.25f * value;
    }

    private static Bindings allTypes() {
        return new Bindings()
                .matrix("a_float", ElementType.FLOAT, number("a"))
                .column("a_double", ElementType.DOUBLE, number("b"))
                .matrix("a_int64", ElementType.INT64, integer("c"))
                .column("a_int32", ElementType.INT32, integer("d"))
                .matrix("a_bool", ElementType.BOOL, field("e", new BooleanType()))
                .column("a_string", ElementType.STRING, text("f"))
                .matrix("a_float16", ElementType.FLOAT16, number("g"))
                .output("same_float", ElementType.FLOAT, 1)
                .output("same_double", ElementType.DOUBLE)
                .output("same_int64", ElementType.INT64, 1)
                .output("same_int32", ElementType.INT32)
                .output("same_bool", ElementType.BOOL, 1)
                .output("same_string", ElementType.STRING)
                .output("same_float16", ElementType.FLOAT16, 1);
    }

    private static Bindings zipmap(ElementType key) {
        return new Bindings()
                .matrix("features", ElementType.FLOAT, Bindings.numbers(2))
                .output("label", key)
                .output("output_probability", new Signature.Value.Maps(key, ElementType.FLOAT));
    }

    private static io.plimsoll.contract.Field tensor(String name, ElementType element) {
        return field(name, new TensorType(element, List.of()));
    }

    private static Features block(Block block) {
        var features = new Features(1, 1);
        features.putBlock(features.addRow(), 0, block);
        return features;
    }
}
