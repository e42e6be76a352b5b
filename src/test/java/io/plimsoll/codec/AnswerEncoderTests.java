package io.plimsoll.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.contract.Binding;
import io.plimsoll.contract.Binding.Part;
import io.plimsoll.contract.ElementType;
import io.plimsoll.contract.NumberType;
import io.plimsoll.contract.Results.Band;
import io.plimsoll.contract.Results.Confidence.Reduce;
import io.plimsoll.contract.Results.Form;
import io.plimsoll.prediction.Failure;
import io.plimsoll.prediction.Features;
import io.plimsoll.prediction.Outputs;
import io.plimsoll.prediction.Outputs.Tensor;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerEncoderTests {

    private static Tensor floats(float... cells) {
        return new Tensor.Floats(new long[] {1, cells.length}, cells);
    }

    private static Tensor halves(float cell) {
        return new Tensor.Halves(new long[] {1, 1}, new short[] {Float.floatToFloat16(cell)});
    }

    private static Tensor doubles(double... cells) {
        return new Tensor.Doubles(new long[] {1, cells.length}, cells);
    }

    private static Tensor longs(long... cells) {
        return new Tensor.Longs(new long[] {1, cells.length}, cells);
    }

    private static Tensor texts(String... cells) {
        return new Tensor.Texts(new long[] {1, cells.length}, cells);
    }

    private static Tensor booleans(boolean... cells) {
        return new Tensor.Booleans(new long[] {1, cells.length}, cells);
    }

    private static Tensor map(Object... labelsAndScores) {
        Map<String, Float> scores = new LinkedHashMap<>();
        for (int i = 0; i < labelsAndScores.length; i += 2) {
            scores.put((String) labelsAndScores[i], (Float) labelsAndScores[i + 1]);
        }
        return new Tensor.Maps(List.of(scores));
    }

    private static EncodedRow encode(Binding binding, int row, int rows, Tensor... tensors) {
        return new AnswerEncoder(binding)
                .encode(
                        new OutputRow(new Outputs(rows, List.of(tensors)), row, new Features(0, 0), row),
                        new JsonBytes(16));
    }

    private static String members(EncodedRow encoded) {
        assertThat(encoded).isInstanceOf(EncodedRow.Members.class);
        return new String(((EncodedRow.Members) encoded).json(), StandardCharsets.UTF_8);
    }

    /** The JSON of the only result. */
    private static String result(Form form, Part part, Tensor tensor) {
        String members =
                members(encode(new Bindings().result("r", form, 0, part).build(), 0, 1, tensor));
        assertThat(members).startsWith("\"result\":{\"r\":").endsWith("}");
        return members.substring("\"result\":{\"r\":".length(), members.length() - 1);
    }

    private static String result(Form form, Tensor tensor) {
        return result(form, new Part.Whole(), tensor);
    }

    private static String fault(Form form, Part part, Tensor tensor) {
        return fault(encode(new Bindings().result("r", form, 0, part).build(), 0, 1, tensor));
    }

    private static String fault(Form form, Tensor tensor) {
        return fault(form, new Part.Whole(), tensor);
    }

    private static String fault(EncodedRow encoded) {
        assertThat(encoded).isInstanceOf(EncodedRow.Faulty.class);
        Failure failure = ((EncodedRow.Faulty) encoded).failure();
        assertThat(failure).isInstanceOf(Failure.InvalidOutput.class);
        return failure.message();
    }

    @Test
    void aWholeAnswerIsInTheContractsOrder() {
        Binding binding = new Bindings()
                .input("income", new NumberType(null, null), ElementType.FLOAT)
                .input("age", new NumberType(null, null), ElementType.FLOAT)
                .result("default_probability", new Form.Number(4), 0, new Part.Column(1))
                .result("decision", bands(), 0, new Part.Column(1))
                .confidence(Reduce.MAX, 0, new Part.Whole())
                .contributions(1)
                .build();

        assertThat(members(encode(
                        binding,
                        1,
                        2,
                        new Tensor.Floats(new long[] {2, 2}, new float[] {0, 0, 0.92686f, 0.07314f}),
                        new Tensor.Floats(new long[] {2, 2}, new float[] {0, 0, 0.9f, -0.2f}))))
                .isEqualTo(
                        "\"result\":{\"default_probability\":0.0731,\"decision\":\"approve\"},\"confidence\":0.92686,"
                                + "\"explanation\":{\"contributions\":{\"income\":0.9,\"age\":-0.2}}");
    }

    @Test
    void anAnswerWithoutResultsIsAnEmptyObject() {
        assertThat(members(encode(new Bindings().build(), 0, 1))).isEqualTo("\"result\":{}");
    }

    @ParameterizedTest
    @CsvSource({
        "0.1, 0.1",
        "1, 1.0",
        "1e-5, 1.0E-5",
        "3.4028235e38, 3.4028235E38",
        "-0.0, -0.0",
        "16777216, 1.6777216E7"
    })
    void floatsAreTheirShortestForm(float value, String json) {
        assertThat(result(new Form.Number(null), floats(value))).isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource({"0.1, 0.1", "0.30000000000000004, 0.30000000000000004", "2e-323, 2.0E-323", "1e300, 1.0E300"})
    void doublesAreTheirShortestForm(double value, String json) {
        assertThat(result(new Form.Number(null), doubles(value))).isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource({
        "0.1, 0.1",
        "1, 1.0",
        "-0.0, -0.0",
        "2052, 2052.0",
        "65504, 65500.0",
        "6e-8, 6.0E-8",
        "0.33325195, 0.3333"
    })
    void float16NumbersAreTheirShortestFormToo(float value, String json) {
        assertThat(result(new Form.Number(null), halves(value))).isEqualTo(json);
    }

    @Test
    void theShortestFormOfEachFloat16ReadsBackAsItAndNoShorterOneDoes() {
        for (int bits = 1; bits < 0x7C00; bits++) {
            short half = (short) bits;
            var tensor = new Tensor.Halves(new long[] {1, 1}, new short[] {half});
            var shortest = new BigDecimal(result(new Form.Number(null), tensor)).stripTrailingZeros();

            assertThat(Float.floatToFloat16(shortest.floatValue())).isEqualTo(half);
            if (shortest.precision() > 1) {
                var exact = new BigDecimal(Float.float16ToFloat(half));
                var shorter = exact.round(new MathContext(shortest.precision() - 1, RoundingMode.HALF_EVEN));
                assertThat(Float.floatToFloat16(shorter.floatValue()))
                        .as("%s for %s", shorter, exact)
                        .isNotEqualTo(half);
            }
        }
    }

    @Test
    void whatIsComparedWithAFloat16IsTakenAsOne() {
        var tenth = new Form.Bands(List.of(new Band(0.7, "below"), new Band(null, "above")));
        assertThat(result(tenth, halves(0.7f))).isEqualTo("\"above\"");
        assertThat(result(tenth, halves(0.6995f))).isEqualTo("\"below\"");
        assertThat(result(new Form.Top(List.of("a"), 1, 0.7, null), halves(0.7f)))
                .isEqualTo("\"a\"");
        assertThat(result(new Form.Number(3), halves(0.1f))).isEqualTo("0.1");
        assertThat(result(new Form.Number(5), halves(0.1f))).isEqualTo("0.09998");
        assertThat(confidence(Reduce.BINARY, new Part.Whole(), halves(0.3f))).isEqualTo("0.7");
        assertThat(fault(new Form.Number(null), halves(Float.NaN))).contains("NaN");
        assertThat(fault(new Form.Number(null), halves(Float.POSITIVE_INFINITY)))
                .contains("infinity");
    }

    @Test
    void integersAndBooleansAreNumbersToo() {
        assertThat(result(new Form.Number(2), longs(Long.MIN_VALUE))).isEqualTo("-9223372036854775808");
        assertThat(result(new Form.Number(null), longs(9007199254740993L))).isEqualTo("9007199254740993");
        assertThat(result(new Form.Number(null), booleans(true))).isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource({
        "0.125, 2, 0.12",
        "0.375, 2, 0.38",
        "-0.125, 2, -0.12",
        "2.5, 0, 2",
        "3.5, 0, 4",
        "0.5, 0, 0",
        "-0.4, 0, 0",
        "-0.00001, 2, 0.0",
        "1.005, 2, 1.0",
        "1.115, 2, 1.11",
        "2.675, 2, 2.67",
        "0.07314, 4, 0.0731",
        "0.99999, 4, 1.0",
        "1234567.891, 1, 1234567.9",
        "0.000123456789, 12, 0.000123456789",
        "4503599627370495.5, 1, 4503599627370495.5",
        "1e22, 3, 1.0E22",
        "12, 3, 12.0",
        "100, 0, 100"
    })
    void decimalsRoundTheNumberItselfHalfToEven(double value, int decimals, String json) {
        assertThat(result(new Form.Number(decimals), doubles(value))).isEqualTo(json);
    }

    @Test
    void decimalsOfRandomNumbersAreWhatExactArithmeticGives() {
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            int decimals = random.nextInt(11);
            double value = (random.nextInt(4) == 0 ? random.nextInt(2_000_000) / 2048.0 : random.nextGaussian())
                    * Math.pow(10, random.nextInt(13) - 6);
            float narrow = (float) value;
            assertThat(new BigDecimal(result(new Form.Number(decimals), doubles(value))))
                    .isEqualByComparingTo(new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN));
            assertThat(new BigDecimal(result(new Form.Number(decimals), floats(narrow))))
                    .isEqualByComparingTo(new BigDecimal(narrow).setScale(decimals, RoundingMode.HALF_EVEN));
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void case34NanAndInfinityAreNeverAnswered(float bad) {
        List<Form> forms = List.of(
                new Form.Number(null),
                new Form.Number(2),
                new Form.Vector(null),
                new Form.Vector(1),
                bands(),
                new Form.Nested());
        for (Form form : forms) {
            assertThat(fault(form, floats(bad))).isEqualTo("result r: the graph answered NaN or infinity");
            assertThat(fault(form, doubles(bad))).isEqualTo("result r: the graph answered NaN or infinity");
        }
        Form top = new Form.Top(List.of("a", "b"), 1, null, null);
        assertThat(fault(top, floats(0.5f, bad))).contains("NaN");
        assertThat(fault(new Form.Top(List.of(), 1, null, null), map("a", 0.5f, "b", bad)))
                .contains("NaN");
        assertThat(fault(new Form.Scores(null), map("a", bad))).contains("NaN");
        assertThat(fault(new Form.Number(null), new Part.Key("a"), map("a", bad)))
                .contains("NaN");
        assertThat(fault(bands(), new Part.Key("a"), map("a", bad))).contains("NaN");
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
    void case34NanBesideTheAnswerIsFoundToo(float bad) {
        for (Reduce reduce : Reduce.values()) {
            Binding binding = new Bindings()
                    .confidence(reduce, 0, reduce == Reduce.MAX ? new Part.Whole() : new Part.Column(1))
                    .build();
            assertThat(fault(encode(binding, 0, 1, floats(0.5f, bad))))
                    .isEqualTo("confidence: the graph answered NaN or infinity");
        }
        Binding binding = new Bindings()
                .input("age", new NumberType(null, null), ElementType.FLOAT)
                .contributions(0)
                .build();
        assertThat(fault(encode(binding, 0, 1, floats(bad))))
                .isEqualTo("explanation: the graph answered NaN or infinity");
    }

    @Test
    void nanThatNobodyAskedForIsNoMatter() {
        assertThat(result(new Form.Number(null), new Part.Column(1), floats(Float.NaN, 0.5f)))
                .isEqualTo("0.5");
    }

    @Test
    void anotherWidthThanTheContractsIsAFault() {
        String wrong = "result r: the graph answered another number of values than the contract says";
        for (Form form : List.of(new Form.Number(null), new Form.Whole(), new Form.Flag(), new Form.Text(), bands())) {
            assertThat(fault(form, floats(1, 2))).isEqualTo(wrong);
            assertThat(fault(form, new Part.Column(2), floats(1, 2))).isEqualTo(wrong);
        }
        assertThat(fault(new Form.Label(Map.of(1L, "a")), longs(1, 1))).isEqualTo(wrong);
        assertThat(fault(new Form.Top(List.of("a"), 1, null, null), floats(1, 2)))
                .isEqualTo(wrong);
    }

    @Test
    void wholeNumbersAndFlagsComeFromTensorsOfTheirOwn() {
        assertThat(result(new Form.Whole(), longs(-3))).isEqualTo("-3");
        assertThat(result(new Form.Flag(), booleans(true))).isEqualTo("true");
        assertThat(result(new Form.Flag(), booleans(false))).isEqualTo("false");
        for (Form form : List.of(new Form.Whole(), new Form.Flag(), new Form.Label(Map.of(1L, "a")))) {
            assertThat(fault(form, floats(1))).contains("another kind");
        }
    }

    @Test
    void textIsEscaped() {
        assertThat(result(new Form.Text(), texts("a\"b\\c\n\u0001\u007fü€😀\ud83d")))
                .isEqualTo("\"a\\\"b\\\\c\\u000a\\u0001\\u007fü€😀\uFFFD\"");
        assertThat(fault(new Form.Text(), floats(1))).contains("another kind");
    }

    @Test
    void vectorsAreLists() {
        assertThat(result(new Form.Vector(1), floats(0.25f, 1, -0.75f))).isEqualTo("[0.2,1.0,-0.8]");
        assertThat(result(new Form.Vector(null), longs(1, 2))).isEqualTo("[1,2]");
    }

    @Test
    void codesBecomeLabelsAndOtherCodesAreAFault() {
        var form = new Form.Label(Map.of(0L, "setosa", 7L, "virginica"));
        assertThat(result(form, longs(7))).isEqualTo("\"virginica\"");
        assertThat(fault(form, longs(1))).endsWith("the graph answered the code 1, which has no label in the contract");
    }

    @Test
    void mapsOfScoresAreObjects() {
        assertThat(result(new Form.Scores(2), map("Adélie", 0.126f, "Gentoo", 0.874f)))
                .isEqualTo("{\"Adélie\":0.13,\"Gentoo\":0.87}");
        assertThat(result(new Form.Scores(null), map())).isEqualTo("{}");
        assertThat(result(new Form.Number(1), new Part.Key("Gentoo"), map("Gentoo", 0.86f)))
                .isEqualTo("0.9");
        assertThat(fault(new Form.Number(1), new Part.Key("Emperor"), map("Gentoo", 0.86f)))
                .isEqualTo("result r: the graph answered no score for the label Emperor; it scores Gentoo");
        assertThat(fault(new Form.Number(1), new Part.Key("gento"), map("Adelie", 0.1f, "Gentoo", 0.9f)))
                .endsWith("no score for the label gento; did you mean Gentoo?; it scores Adelie, Gentoo");
    }

    @Test
    void theBestLabelsComeFirstAndTiesKeepTheirOrder() {
        List<String> labels = List.of("a", "b", "c", "d");
        Tensor scores = floats(0.25f, 0.5f, 0.25f, 0.5f);
        assertThat(result(new Form.Top(labels, 3, null, null), scores))
                .isEqualTo("[{\"label\":\"b\",\"score\":0.5},{\"label\":\"d\",\"score\":0.5},"
                        + "{\"label\":\"a\",\"score\":0.25}]");
        assertThat(result(new Form.Top(labels, 1, null, null), scores)).isEqualTo("\"b\"");
        assertThat(result(new Form.Top(labels, 9, 0.5, 0), scores))
                .isEqualTo("[{\"label\":\"b\",\"score\":0},{\"label\":\"d\",\"score\":0}]");
        assertThat(result(new Form.Top(labels, 2, 0.6, null), scores)).isEqualTo("[]");
        assertThat(result(new Form.Top(labels, 1, 0.6, null), scores)).isEqualTo("null");
        assertThat(result(new Form.Top(List.of(), 2, null, null), map("x", 0.1f, "y", 0.9f, "z", 0.5f)))
                .isEqualTo("[{\"label\":\"y\",\"score\":0.9},{\"label\":\"z\",\"score\":0.5}]");
    }

    @Test
    void topIsASortOfTheScores() {
        var random = new Random(3);
        for (int round = 0; round < 500; round++) {
            float[] scores = new float[1 + random.nextInt(30)];
            List<String> labels = new ArrayList<>();
            for (int i = 0; i < scores.length; i++) {
                scores[i] = random.nextInt(8);
                labels.add("l" + i);
            }
            int top = 2 + random.nextInt(6);
            List<String> expected = IntStream.range(0, scores.length)
                    .boxed()
                    .sorted((a, b) -> Float.compare(scores[b], scores[a]))
                    .limit(top)
                    .map(i -> "{\"label\":\"l" + i + "\",\"score\":" + scores[i] + "}")
                    .toList();
            assertThat(result(new Form.Top(labels, top, null, null), floats(scores)))
                    .isEqualTo("[" + String.join(",", expected) + "]");
        }
    }

    @Test
    void theBestOfThousandsOfLabelsAreFoundWhateverTheirOrder() {
        int count = 5_000;
        List<String> labels =
                IntStream.range(0, count).mapToObj(i -> "merchant " + i).toList();
        float[] ascending = new float[count];
        for (int i = 0; i < count; i++) {
            ascending[i] = i;
        }
        String all = result(new Form.Top(labels, count, null, 0), floats(ascending));
        assertThat(all).startsWith("[{\"label\":\"merchant 4999\",\"score\":4999},{\"label\":\"merchant 4998\",");
        assertThat(all).endsWith(",{\"label\":\"merchant 0\",\"score\":0}]");
        assertThat(result(new Form.Top(labels, 1, null, null), floats(ascending)))
                .isEqualTo("\"merchant 4999\"");
    }

    @ParameterizedTest
    @CsvSource({"0, approve", "0.2499, approve", "0.25, refer", "0.49, refer", "0.5, decline", "7, decline"})
    void theFirstBandThatTheNumberIsBelowGivesTheLabel(double value, String label) {
        assertThat(result(bands(), doubles(value))).isEqualTo("\"" + label + "\"");
        assertThat(result(bands(), new Part.Key("a"), map("a", (float) value))).isEqualTo("\"" + label + "\"");
    }

    @Test
    void wholeNumbersFallIntoBandsToo() {
        assertThat(result(bands(), longs(0))).isEqualTo("\"approve\"");
        assertThat(result(bands(), longs(1))).isEqualTo("\"decline\"");
        assertThat(result(bands(), longs(Long.MIN_VALUE))).isEqualTo("\"approve\"");
    }

    @Test
    void aBandsBoundIsTakenInTheTensorsOwnTypeAndBeforeRounding() {
        var tenth = new Form.Bands(List.of(new Band(0.7, "below"), new Band(null, "above")));
        // The float 0.7 is less than the double 0.7: compared as doubles it would be below.
        assertThat(result(tenth, floats(0.7f))).isEqualTo("\"above\"");
        assertThat(result(tenth, floats(Math.nextDown(0.7f)))).isEqualTo("\"below\"");
    }

    @Test
    void theThresholdOfTopIsTakenInTheTensorsOwnType() {
        assertThat(result(new Form.Top(List.of("a"), 1, 0.7, null), floats(0.7f)))
                .isEqualTo("\"a\"");
    }

    @Test
    void confidenceIsReduced() {
        assertThat(confidence(Reduce.MAX, new Part.Whole(), floats(0.2f, 0.7f, 0.1f)))
                .isEqualTo("0.7");
        assertThat(confidence(Reduce.MAX, new Part.Column(2), floats(0.2f, 0.7f, 0.1f)))
                .isEqualTo("0.1");
        assertThat(confidence(Reduce.MAX, new Part.Whole(), map("a", 0.2f, "b", 0.8f)))
                .isEqualTo("0.8");
        assertThat(confidence(Reduce.BINARY, new Part.Column(1), floats(0.9f, 0.1f)))
                .isEqualTo("0.9");
        assertThat(confidence(Reduce.BINARY, new Part.Whole(), doubles(0.7))).isEqualTo("0.7");
        assertThat(confidence(Reduce.BINARY, new Part.Key("b"), map("a", 0.75f, "b", 0.25f)))
                .isEqualTo("0.75");
        assertThat(confidence(Reduce.NONE, new Part.Whole(), doubles(0.3))).isEqualTo("0.3");
        Binding binding =
                new Bindings().confidence(Reduce.NONE, 0, new Part.Whole()).build();
        assertThat(fault(encode(binding, 0, 1, doubles(0.1, 0.2)))).contains("another number of values");
    }

    private static String confidence(Reduce reduce, Part part, Tensor tensor) {
        String members =
                members(encode(new Bindings().confidence(reduce, 0, part).build(), 0, 1, tensor));
        return members.substring("\"result\":{},\"confidence\":".length());
    }

    @Test
    void contributionsMustBeOneAField() {
        Binding binding = new Bindings()
                .input("age", new NumberType(null, null), ElementType.FLOAT)
                .contributions(0)
                .build();
        assertThat(fault(encode(binding, 0, 1, floats(1, 2)))).startsWith("explanation: the graph answered another");
    }

    @Test
    void wholeTensorsAreNestedListsWithAllTheirAxes() {
        float[] cells = {1, 2, 3, 4, 5, 6};
        assertThat(result(new Form.Nested(), new Tensor.Floats(new long[] {3, 1, 2}, cells)))
                .isEqualTo("[[[1.0,2.0]],[[3.0,4.0]],[[5.0,6.0]]]");
        assertThat(result(new Form.Nested(), new Tensor.Floats(new long[] {2, 0}, new float[0])))
                .isEqualTo("[[],[]]");
        assertThat(result(new Form.Nested(), new Tensor.Longs(new long[0], new long[] {5})))
                .isEqualTo("5");
        assertThat(result(new Form.Nested(), texts("a", "b"))).isEqualTo("[[\"a\",\"b\"]]");
        assertThat(result(new Form.Nested(), booleans(true))).isEqualTo("[[true]]");
        assertThat(result(new Form.Nested(), map("a", 1f))).isEqualTo("[{\"a\":1.0}]");
    }

    private static Form.Bands bands() {
        return new Form.Bands(List.of(new Band(0.25, "approve"), new Band(0.5, "refer"), new Band(null, "decline")));
    }
}
