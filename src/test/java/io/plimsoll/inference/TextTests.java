package io.plimsoll.inference;

import static io.plimsoll.inference.Fields.field;
import static io.plimsoll.inference.Fields.integer;
import static io.plimsoll.inference.Fields.text;
import static io.plimsoll.inference.Graphs.failure;
import static io.plimsoll.inference.Graphs.far;
import static io.plimsoll.inference.Graphs.outputs;
import static io.plimsoll.inference.Graphs.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plimsoll.contract.Absence;
import io.plimsoll.contract.Absence.Filler;
import io.plimsoll.contract.Binding;
import io.plimsoll.contract.CategoryType;
import io.plimsoll.contract.Dimension;
import io.plimsoll.contract.ElementType;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.OnUnknown;
import io.plimsoll.contract.Rule;
import io.plimsoll.contract.Scalar;
import io.plimsoll.contract.Signature;
import io.plimsoll.contract.TextType;
import io.plimsoll.contract.Vocabulary;
import io.plimsoll.prediction.Deadline;
import io.plimsoll.prediction.Failure;
import io.plimsoll.prediction.Features;
import io.plimsoll.prediction.Outputs.Tensor;
import io.plimsoll.prediction.RowProblem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Text there and back, by either route: through the C API, and through the Java binding where that cannot be called.
 */
class TextTests {

    private static final TextRoute BINDING = new BindingText();
    private static final String WIDE = "👍🏽";

    static Stream<TextRoute> routes() {
        return Stream.of(Library.TEXT, BINDING);
    }

    @Test
    void theCApiIsProvenOnThisPlatform() throws Exception {
        assertThat(Library.TEXT).isInstanceOf(NativeText.class);
        assertThat(((NativeText) Library.TEXT).proven()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "plain",
                "größer",
                "e\u0301 is not é",
                "שלום עולם",
                "\u202Eright to left\u202C",
                "中文",
                "\uFFFD\uFFFF",
                "😀",
                "👩‍👩‍👧‍👦 and 🇩🇪",
                "\uDBFF\uDFFF"
            })
    void anyTextComesBackAsItWas(String text) {
        try (var engine = echo(Library.TEXT)) {
            for (int repeat = 0; repeat < 3; repeat++) {
                assertThat(texts(outputs(engine, rows(text)), 0)).containsExactly(text);
                assertThat(texts(outputs(engine, rows("before", text, "", text)), 0))
                        .containsExactly("before", text, "", text);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("routes")
    void textUpToTheLastPlainCharacterComesBackByEitherRoute(TextRoute route) {
        try (var engine = echo(route)) {
            for (String text : List.of("a", "größer \uFFFD", "", "שלום", "e\u0301", "中文\uFFFF")) {
                assertThat(texts(outputs(engine, rows(text)), 0)).containsExactly(text);
                assertThat(texts(outputs(engine, rows(text, "b")), 0)).containsExactly(text, "b");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("routes")
    void aMegabyteOfTextComesBackAndTheShortTextAfterItToo(TextRoute route) {
        String letter = route.carriesEveryCharacter() ? "😀" : "ß";
        String megabyte = letter.repeat((1 << 20) / letter.getBytes(StandardCharsets.UTF_8).length);
        try (var engine = echo(route)) {
            for (int repeat = 0; repeat < 3; repeat++) {
                assertThat(texts(outputs(engine, rows(megabyte)), 0)[0]).isEqualTo(megabyte);
                assertThat(texts(outputs(engine, rows("short")), 0)).containsExactly("short");
            }
        }
    }

    @Test
    void labelsComeBackWithEveryCharacter() {
        try (var engine = labels().load()) {
            var features = new Features(1, 3);
            for (long code = 0; code < 3; code++) {
                features.put(features.addRow(), 0, code);
            }
            assertThat(texts(outputs(engine, features), 0)).containsExactly("👍", "👎🏽", "✨ e\u0301");
        }
    }

    @Test
    void labelsOfScoresComeBackWithEveryCharacterInTheGraphsOwnOrder() {
        try (var engine = zipmap("zipmap_wide").load()) {
            Features features = Graphs.numbers(new double[][] {{9, 0}, {0, 9}});
            for (int repeat = 0; repeat < 3; repeat++) {
                List<Map<String, Float>> maps =
                        ((Tensor.Maps) outputs(engine, features).tensors().get(1)).rowMaps();

                assertThat(maps)
                        .hasSize(2)
                        .allSatisfy(map -> assertThat(map.keySet()).containsExactly("straße", "\uFFFD", "😀"));
                assertThat(maps.get(0).get("😀")).isGreaterThan(0.99f);
                assertThat(maps.get(1).get("straße")).isGreaterThan(0.99f);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("routes")
    void labelsOfScoresAreTheSameByEitherRoute(TextRoute route) {
        try (var engine = zipmap("zipmap_string").load(route)) {
            var maps = (Tensor.Maps) outputs(engine, Graphs.numbers(new double[] {0, 9}))
                    .tensors()
                    .get(1);

            assertThat(maps.rowMaps().getFirst().keySet()).containsExactly("Adelie", "Chinstrap", "Gentoo");
            assertThat(maps.rowMaps().getFirst().get("Chinstrap")).isGreaterThan(0.99f);
        }
    }

    private static Bound labels() {
        return Bound.to("wide_labels").value(integer("code"), "code").answers("label");
    }

    private static Bound zipmap(String graph) {
        return Bound.to(graph).matrix("features", Fields.numbers(2)).answers("label", "output_probability");
    }

    @Test
    void aRowThatTheBindingWouldGarbleIsRefusedByTheNameOfItsField() {
        try (var engine = echo(BINDING)) {
            assertThat(failure(engine, rows("smile 😀"), far()))
                    .isEqualTo(new Failure.InvalidInput(List.of(new RowProblem(
                            "text", Rule.TEXT, null, "must not hold characters above U+FFFF, such as emoji"))));
            assertThat(texts(outputs(engine, rows("smile")), 0)).containsExactly("smile");
        }
    }

    @ParameterizedTest
    @MethodSource("wide")
    void aContractWhoseOwnTextsTheBindingWouldGarbleIsNoEngineThereAndOneOtherwise(Field field) throws Exception {
        Binding binding = echo(field).bind();

        assertThatExceptionOfType(UnusableGraphException.class)
                .isThrownBy(() -> OnnxEngine.load(Graphs.path("string_identity"), binding, BINDING, Graphs.SETTINGS))
                .withMessage("text needs characters above U+FFFF, such as emoji, which cannot reach a graph on this"
                        + " platform");
        OnnxEngine.load(Graphs.path("string_identity"), binding, Graphs.SETTINGS)
                .close();
    }

    static Stream<Field> wide() {
        var plain = new TextType(0, 10, null);
        var word = Vocabulary.ofWords(List.of("own", WIDE));
        return Stream.of(
                field("text", new CategoryType(word, new OnUnknown.Reject(), false, null)),
                field(
                        "text",
                        new CategoryType(Vocabulary.ofWords(List.of("own")), new OnUnknown.Word(WIDE), false, null)),
                field("text", plain, new Filler.Word(WIDE)),
                Field.of("text", plain, new Absence.Default(new Scalar.Text(WIDE))));
    }

    @Test
    void aGraphWhoseOwnTextsTheBindingWouldGarbleIsNoEngineThere() {
        var label = new Signature.Value.Tensor(ElementType.STRING, List.of(Dimension.OPEN), true);
        Binding made = labels().bind();
        var signature = new Signature(Map.of(), Map.of("label", label), Set.of(), true);
        var binding = new Binding(
                made.contract(), signature, made.rows(), made.inputs(), made.outputs(), List.of(), null, null, null);

        assertThatExceptionOfType(UnusableGraphException.class)
                .isThrownBy(() -> OnnxEngine.load(Graphs.path("wide_labels"), binding, BINDING, Graphs.SETTINGS))
                .withMessageStartingWith("the graph needs characters above U+FFFF");
    }

    @Test
    void aTensorIsFilledAgainUntilItsShapeChangesOrItsTextsWereLong() throws Exception {
        var plan = (TensorPlan.Texts) TensorPlan.of(echo(text("text")).bind()).getFirst();
        try (var stop = new StopSwitch();
                Filling filling = Library.TEXT.filling(plan, 1)) {
            var first = filling.fill(rows("one 😀"), stop);

            assertThat(filling.fill(rows("two"), stop)).isSameAs(first);
            assertThat(Library.TEXT.read(first, 1)).containsExactly("two");
            assertThat(filling.fill(rows("long".repeat(1 << 15)), stop)).isSameAs(first);
            assertThat(filling.fill(rows("three"), stop)).isNotSameAs(first);
        }
    }

    @ParameterizedTest
    @MethodSource("routes")
    void fillingEndsSoonAfterTheRunWasAskedToStop(TextRoute route) throws Exception {
        var plan = (TensorPlan.Texts) TensorPlan.of(echo(text("text")).bind()).getFirst();
        String[] few = IntStream.range(0, 1000).mapToObj(i -> "text").toArray(String[]::new);
        String[] many = IntStream.range(0, 1100).mapToObj(i -> "text").toArray(String[]::new);
        try (var stop = new StopSwitch()) {
            stop.begin(new Deadline(0));
            stop.throwIfLate(1);
            try (Filling filling = route.filling(plan, few.length)) {
                assertThat(filling.fill(rows(few), stop)).isNotNull();
            }
            try (Filling filling = route.filling(plan, many.length)) {
                assertThatExceptionOfType(RunFailed.class)
                        .isThrownBy(() -> filling.fill(rows(many), stop))
                        .extracting(RunFailed::failure)
                        .isEqualTo(new Failure.DeadlineExceeded());
            }
            stop.end();
        }
    }

    @Test
    void whatTheCApiRefusesIsAFailureOfTheRun() throws Exception {
        var api = ((NativeText) Library.TEXT).api();
        try (var tensor = Library.TEXT.tensor("text", new String[] {"a"}, new long[] {1})) {
            for (int repeat = 0; repeat < 100; repeat++) {
                assertThatExceptionOfType(RunFailed.class)
                        .isThrownBy(() -> api.fill(api.address(tensor), 1, new byte[] {'b', 0}));
            }
            assertThat(Library.TEXT.read(tensor, 1)).containsExactly("a");
        }
    }

    private static OnnxEngine echo(TextRoute route) {
        return echo(text("text")).load(route);
    }

    private static Bound echo(Field field) {
        return Bound.to("string_identity").value(field, "text").answers("same_text");
    }

    private static Features rows(String... texts) {
        var features = new Features(1, texts.length);
        for (String text : texts) {
            features.put(features.addRow(), 0, features.addText(text));
        }
        return features;
    }
}
