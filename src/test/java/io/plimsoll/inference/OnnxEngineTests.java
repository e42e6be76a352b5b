package io.plimsoll.inference;

import static io.plimsoll.inference.Fields.field;
import static io.plimsoll.inference.Fields.integer;
import static io.plimsoll.inference.Fields.number;
import static io.plimsoll.inference.Fields.text;
import static io.plimsoll.inference.Graphs.failure;
import static io.plimsoll.inference.Graphs.far;
import static io.plimsoll.inference.Graphs.floats;
import static io.plimsoll.inference.Graphs.longs;
import static io.plimsoll.inference.Graphs.numbers;
import static io.plimsoll.inference.Graphs.outputs;
import static io.plimsoll.inference.Graphs.parts;
import static io.plimsoll.inference.Graphs.putNumber;
import static io.plimsoll.inference.Graphs.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.plimsoll.contract.Binding.RowMode;
import io.plimsoll.contract.BooleanType;
import io.plimsoll.contract.Dimension;
import io.plimsoll.contract.ElementType;
import io.plimsoll.contract.Signature;
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
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxEngineTests {

    @Test
    void aRowOfNumbersGetsItsScoreInTheFirstRunAndInThePinnedOnesAfterIt() {
        try (var engine = linear().load()) {
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
        try (var engine = linear().load()) {
            Outputs outputs = outputs(engine, numbers(row(3), row(1), row(2)));

            assertThat(outputs.rows()).isEqualTo(3);
            assertThat(outputs.tensors().getFirst().shape()).containsExactly(3, 1);
            assertThat(floats(outputs, 0)).containsExactly(score(3), score(1), score(2));
        }
    }

    @Test
    void earlierAnswersStayAsTheyWereWhenTheirLaneRunsAgain() {
        try (var engine = linear().load()) {
            outputs(engine, numbers(row(0)));
            Outputs pinned = outputs(engine, numbers(row(1)));
            outputs(engine, numbers(row(2)));

            assertThat(floats(pinned, 0)).containsExactly(score(1));
        }
    }

    @Test
    void everyElementTypeGoesInAndComesOutAloneAndInBatches() {
        try (var engine = allTypes().load()) {
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
        putNumber(features, row, 0, number);
        putNumber(features, row, 1, number);
        features.put(row, 2, int64);
        features.put(row, 3, int32);
        features.put(row, 4, flag ? 1 : 0);
        features.put(row, 5, features.addText(text));
        putNumber(features, row, 6, half);
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
        try (var engine = Bound.to("rank1")
                .value(number("age"), "age")
                .value(number("income"), "income")
                .answers("score")
                .load()) {
            Outputs outputs = outputs(engine, numbers(new double[][] {{40, 2048}, {50, 1024}}));

            assertThat(outputs.tensors().getFirst().shape()).containsExactly(2);
            assertThat(floats(outputs, 0)).containsExactly(42, 51);
        }
    }

    @Test
    void onlyOutputsOfTheBindingAreAskedFor() {
        try (var engine = Bound.to("sequence_output")
                .value(number("x"), "x")
                .answers("total")
                .load()) {
            assertThat(outputs(engine, numbers(new double[] {4})).tensors()).hasSize(1);
        }
    }

    @Test
    void anOutputThatTheGraphDeclaresWithOneRowMayHaveAsManyAsWereAsked() {
        try (var engine = Bound.to("label_declared_1")
                .value(number("x"), "x")
                .answers("label", "probabilities")
                .load()) {
            assertThat(longs(outputs(engine, numbers(new double[] {5})), 0)).containsExactly(1);
            assertThat(longs(outputs(engine, numbers(new double[][] {{-1}, {2}, {-3}})), 0))
                    .containsExactly(0, 1, 0);
            assertThat(longs(outputs(engine, numbers(new double[] {-5})), 0)).containsExactly(0);
        }
    }

    @Test
    void anotherNumberOfRowsThanAskedIsAnInvalidOutput() {
        var two = new Signature.Value.Tensor(ElementType.FLOAT, List.of(Dimension.OPEN, new Dimension(2)), true);
        // Three rows of two on an axis that the graph sums away: one row of sums comes out.
        try (var engine = Bound.to("rows_on_axis_1")
                .declaring(new Signature(Map.of("features", two), Map.of("score", two), Set.of()))
                .matrix("features", number("a"), number("b"))
                .answers("score")
                .load()) {
            Features threeRows = numbers(new double[][] {{1, 2}, {3, 4}, {5, 6}});

            assertThat(failure(engine, threeRows, far())).isInstanceOf(Failure.InvalidOutput.class);
        }
    }

    @Test
    void anOutputOfMoreCellsThanAllowedIsAnInvalidOutput() {
        var settings = new EngineSettings(1, LaneLimits.of(2, 16), false, 1 << 18, 2, Duration.ofSeconds(30), false);
        try (var engine = linear().load(settings)) {
            assertThat(outputs(engine, numbers(row(1), row(2))).rows()).isEqualTo(2);
            assertThat(failure(engine, numbers(row(1), row(2), row(3)), far()))
                    .isInstanceOf(Failure.InvalidOutput.class);
        }
    }

    @Test
    void aGraphWithOneFixedRowRunsRowByRowAndEachRowIsAPartOfItsOwn() {
        try (var engine = Bound.to("fixed_batch_1")
                .matrix("features", Fields.numbers(3))
                .answers("score")
                .load()) {
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
        try (var engine = allTypes().rows(RowMode.ONE_BY_ONE).load()) {
            List<Part> parts = parts(engine, features);

            assertThat(parts).extracting(Part::rows).containsExactly(new int[] {0}, new int[] {1});
            assertAllTypes(parts.getFirst().outputs());
            assertThat(texts(parts.getLast().outputs(), 5)).containsExactly("");
            assertThat(longs(parts.getLast().outputs(), 2)).containsExactly(-((1L << 53) + 1));
        }
    }

    @Test
    void aRowIsAsManyCellsAsTheTensorHasBehindItsFirstAxis() {
        try (var engine = Bound.to("nested")
                .matrix("values", Fields.numbers(6))
                .answers("total", "same")
                .load()) {
            Outputs outputs = outputs(engine, numbers(new double[] {1, 2, 3, 4, 5, 6}));

            assertThat(floats(outputs, 0)).containsExactly(21);
            assertThat(outputs.tensors().get(1).shape()).containsExactly(1, 2, 3);
            assertThat(floats(outputs, 1)).containsExactly(1, 2, 3, 4, 5, 6);
        }
    }

    @Test
    void wholeTensorsBringTheirOwnShape() {
        try (var engine = Bound.whole("nested")) {
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
        try (var engine = Bound.whole("int64_echo")) {
            long[] cells = {Long.MIN_VALUE, 7};
            assertThat(longs(outputs(engine, block(new Block.Cells(new int[] {2, 1}, cells))), 0))
                    .containsExactly(cells);
        }
        try (var engine = Bound.whole("nested_strings")) {
            String[] cells = {"a", "", "ü", "d"};
            assertThat(texts(outputs(engine, block(new Block.Texts(new int[] {2, 2}, cells))), 0))
                    .containsExactly(cells);
        }
    }

    @Test
    void aNullInAListOfTextsNeverReachesTheGraph() {
        try (var engine = Bound.whole("nested_strings")) {
            Features withNull = block(new Block.Texts(new int[] {1, 2}, new String[] {"a", null}));

            assertThat(failure(engine, withNull, far())).isInstanceOf(Failure.Internal.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD83D", "\uDE00\uD83D", "nul \0"})
    void textThatNoTensorCanHoldIsRefused(String text) {
        try (var engine = Bound.to("string_identity")
                .value(text("text"), "text")
                .answers("same_text")
                .load()) {
            var features = new Features(1, 1);
            features.put(features.addRow(), 0, features.addText(text));

            assertThat(failure(engine, features, far()))
                    .isEqualTo(new Failure.Internal("a text holds a character that cannot reach the graph"));
        }
    }

    @Test
    void labelsThatTheGraphAnswersAreText() {
        try (var engine = Bound.to("string_labels")
                .value(integer("code"), "code")
                .answers("label")
                .load()) {
            var features = new Features(1, 2);
            features.put(features.addRow(), 0, 2);
            features.put(features.addRow(), 0, 9);

            assertThat(texts(outputs(engine, features), 0)).containsExactly("high", "unknown");
            assertThat(texts(outputs(engine, features.select(1)), 0)).containsExactly("unknown");
        }
    }

    @Test
    void scoresByLabelComeInTheOrderOfTheLabels() {
        try (var engine = zipmap("zipmap_string").load()) {
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
        try (var engine = zipmap("zipmap_int").rows(RowMode.ONE_BY_ONE).load()) {
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
        try (var engine = linear().load()) {
            assertThat(failure(engine, new Features(20, 0), far())).isInstanceOf(Failure.Internal.class);
        }
    }

    @Test
    void anInputThatTheGraphRefusesFailsInOurWordsAndTheNextRowIsAnswered() {
        try (var engine = Bound.whole("nested")) {
            assertThat(failure(engine, block(new Block.Cells(new int[] {1, 1}, new long[1])), far()))
                    .isEqualTo(new Failure.Internal("the graph cannot be run on this input"));
            assertThat(floats(outputs(engine, block(new Block.Cells(new int[] {1, 2, 3}, new long[6]))), 0))
                    .containsExactly(0);
        }
    }

    @Test
    void settingsWithoutALaneAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EngineSettings(0, LaneLimits.of(2, 16), false, 1, 1, Duration.ZERO, false));
    }

    private static Bound linear() {
        return Bound.to("linear").matrix("features", Fields.numbers(20)).answers("score");
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

    private static Bound allTypes() {
        return Bound.to("all_types")
                .value(number("a"), "a_float")
                .value(number("b"), "a_double")
                .value(integer("c"), "a_int64")
                .value(integer("d"), "a_int32")
                .value(field("e", new BooleanType()), "a_bool")
                .value(text("f"), "a_string")
                .value(number("g"), "a_float16")
                .answers(
                        "same_float",
                        "same_double",
                        "same_int64",
                        "same_int32",
                        "same_bool",
                        "same_string",
                        "same_float16");
    }

    private static Bound zipmap(String graph) {
        return Bound.to(graph).matrix("features", Fields.numbers(2)).answers("label", "output_probability");
    }

    private static Features block(Block block) {
        var features = new Features(1, 1);
        features.putBlock(features.addRow(), 0, block);
        return features;
    }
}
