package io.plimsoll.inference;

import static io.plimsoll.inference.Fields.field;
import static io.plimsoll.inference.Fields.number;
import static io.plimsoll.inference.Fields.text;
import static io.plimsoll.inference.Graphs.failure;
import static io.plimsoll.inference.Graphs.far;
import static io.plimsoll.inference.Graphs.floats;
import static io.plimsoll.inference.Graphs.longs;
import static io.plimsoll.inference.Graphs.outputs;
import static io.plimsoll.inference.Graphs.putNumber;
import static io.plimsoll.inference.Graphs.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.contract.Absence.Filler;
import io.plimsoll.contract.BooleanType;
import io.plimsoll.contract.CategoryType;
import io.plimsoll.contract.DateTimeType;
import io.plimsoll.contract.DateType;
import io.plimsoll.contract.DecimalType;
import io.plimsoll.contract.ElementType;
import io.plimsoll.contract.Epoch;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.IntegerType;
import io.plimsoll.contract.NumberType;
import io.plimsoll.contract.OnUnknown;
import io.plimsoll.contract.TextType;
import io.plimsoll.contract.Vocabulary;
import io.plimsoll.prediction.Failure;
import io.plimsoll.prediction.Features;
import io.plimsoll.prediction.Outputs.Tensor;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What each kind of field puts into its tensor, seen through graphs that answer what they get. */
class EncodingTests {

    private static final Vocabulary HOUSING = Vocabulary.ofWords(List.of("own", "rent", "free"));

    @Test
    void aCategoryIsThePlaceOfItsWord() {
        var housing = field("housing", new CategoryType(HOUSING, new OnUnknown.Reject(), false, null));

        assertThat(floatsOf(housing, row -> row.put(0, 0, 2))).containsExactly(2);
    }

    @Test
    void aCategoryWithCodesIsTheCodeOfItsWordAndAnUnknownWordTheCodeForIt() {
        var codes = Vocabulary.ofCodes(new TreeMap<>(Map.of("north", 4L, "south", 7L)));
        var region = field("region", new CategoryType(codes, new OnUnknown.Code(-5), false, null));

        assertThat(int64Of(region, row -> row.put(0, 0, 1))).isEqualTo(7);
        assertThat(int64Of(region, row -> row.put(0, 0, CategoryType.UNKNOWN))).isEqualTo(-5);
    }

    @Test
    void aOneHotCategoryHasAColumnAWordAndNoneForTheWordOfZerosOrAnUnknownOne() {
        var housing = field("housing", new CategoryType(HOUSING, new OnUnknown.Zeros(), true, "other"));

        assertThat(matrixOf(housing, row -> row.put(0, 0, 1))).containsExactly(0, 1, 0, 9);
        assertThat(matrixOf(housing, row -> row.put(0, 0, HOUSING.size()))).containsExactly(0, 0, 0, 9);
        assertThat(matrixOf(housing, row -> row.put(0, 0, CategoryType.UNKNOWN)))
                .containsExactly(0, 0, 0, 9);
    }

    @Test
    void aOneHotCategoryThatIsMissingIsNanInEachColumnOrZero() {
        var type = new CategoryType(HOUSING, new OnUnknown.Reject(), true, null);

        assertThat(matrixOf(field("housing", type, new Filler.Nan()), row -> {}))
                .containsExactly(Float.NaN, Float.NaN, Float.NaN, 9);
        assertThat(matrixOf(field("housing", type, new Filler.Zeros()), row -> {}))
                .containsExactly(0, 0, 0, 9);
    }

    @Test
    void aCategoryInAStringTensorIsItsWord() {
        var passed = field("housing", new CategoryType(HOUSING, new OnUnknown.Pass(), false, null));
        var replaced = field("housing", new CategoryType(HOUSING, new OnUnknown.Word("elsewhere"), false, null));

        assertThat(textOf(passed, row -> row.put(0, 0, 1))).isEqualTo("rent");
        assertThat(textOf(passed, row -> row.put(0, 0, row.addUnknownWord("tent"))))
                .isEqualTo("tent");
        assertThat(textOf(replaced, row -> row.put(0, 0, CategoryType.UNKNOWN))).isEqualTo("elsewhere");
    }

    @Test
    void anIntegerReachesAnInt64TensorExactlyAndAFloatTensorRounded() {
        var type = new IntegerType(null, null, List.of());
        long odd = (1L << 53) + 1;

        assertThat(int64Of(field("id", type), row -> row.put(0, 0, odd))).isEqualTo(odd);
        assertThat(floatsOf(field("id", type), row -> row.put(0, 0, odd))).containsExactly(0x1p53f);
    }

    @Test
    void aBooleanIsOneOrZero() {
        var flag = field("flag", new BooleanType());

        assertThat(floatsOf(flag, row -> row.put(0, 0, 1))).containsExactly(1);
        assertThat(floatsOf(flag, row -> row.put(0, 0, 0))).containsExactly(0);
    }

    @Test
    void aDateIsCountedInTheUnitsOfTheContract() {
        var epoch = new Epoch(Epoch.Unit.SECONDS, LocalDate.of(2000, 1, 1));
        var day = field("day", new DateType(null, null, epoch));
        long slot = LocalDate.of(2000, 1, 3).toEpochDay();

        assertThat(int64Of(day, row -> row.put(0, 0, slot))).isEqualTo(2 * 86_400);
    }

    @Test
    void aDecimalIsItsValueInATensorOfFractionsAndUnitsOfTheLastPlaceInOneOfWholeNumbers() {
        var price = field("id", new DecimalType(null, null, 2));

        assertThat(doubleOf(price, row -> row.put(0, 0, 1999))).isEqualTo(19.99);
        assertThat(doubleOf(price, row -> row.put(0, 0, -5))).isEqualTo(-0.05);
        assertThat(floatsOf(price, row -> row.put(0, 0, 1999))).containsExactly(19.99f);
        assertThat(int64Of(price, row -> row.put(0, 0, 1999))).isEqualTo(1999);
    }

    @Test
    void aDecimalOfMoreDigitsThanADoubleHoldsIsTheNearestDouble() {
        var price = field("id", new DecimalType(null, null, 12));
        long units = 9_007_199_254_740_993_001L;

        assertThat(doubleOf(price, row -> row.put(0, 0, units))).isEqualTo(Double.parseDouble("9007199.254740993001"));
        assertThat(int64Of(price, row -> row.put(0, 0, units))).isEqualTo(units);
    }

    @Test
    void aDatetimeIsCountedInTheUnitsOfTheContractWithItsFractionWhereTheTensorHasThem() {
        var seconds = new Epoch(Epoch.Unit.SECONDS, LocalDate.of(2000, 1, 1));
        var first = Instant.parse("1999-12-31T00:00:00Z");
        var last = Instant.parse("2000-01-31T00:00:00Z");
        var moment = field("id", new DateTimeType(first, last, seconds));
        long after = Instant.parse("2000-01-01T00:01:30.250Z").toEpochMilli();
        long before = Instant.parse("1999-12-31T23:59:59Z").toEpochMilli();

        assertThat(doubleOf(moment, row -> row.put(0, 0, after))).isEqualTo(90.25);
        assertThat(floatsOf(moment, row -> row.put(0, 0, after))).containsExactly(90.25f);
        assertThat(int64Of(moment, row -> row.put(0, 0, before))).isEqualTo(-1);
    }

    @Test
    void whatIsMissingIsFilledAsTheContractSays() {
        var number = new NumberType(null, null);
        var words = new TextType(0, 10, null);

        assertThat(floatsOf(field("n", number, new Filler.Nan()), row -> {})).containsExactly(Float.NaN);
        assertThat(floatsOf(field("n", number, new Filler.Zeros()), row -> {})).containsExactly(0);
        assertThat(floatsOf(field("n", number, new Filler.Number(-999)), row -> {}))
                .containsExactly(-999);
        assertThat(int64Of(field("n", new IntegerType(null, null, List.of()), new Filler.Number(-999)), row -> {}))
                .isEqualTo(-999);
        assertThat(textOf(field("t", words, new Filler.Word("none")), row -> {}))
                .isEqualTo("none");
        assertThat(textOf(field("t", words, new Filler.Zeros()), row -> {})).isEmpty();
    }

    @Test
    void aValueThatWasMissingDoesNotKeepTheOneOfTheRowBefore() {
        var id = field("id", new NumberType(null, null), new Filler.Zeros());
        try (var engine = echo("echo", id).load()) {
            for (int repeat = 0; repeat < 3; repeat++) {
                assertThat(floats(outputs(engine, row(features -> putNumber(features, 0, 0, 8))), 0))
                        .containsExactly(8);
                assertThat(floats(outputs(engine, row(features -> {})), 0)).containsExactly(0);
            }
        }
    }

    @Test
    void aRowWithoutARequiredValueNeverReachesTheGraph() {
        try (var engine = echo("echo", number("id")).load()) {
            assertThat(failure(engine, row(features -> {}), far())).isInstanceOf(Failure.Internal.class);
        }
        try (var engine = textEcho(text("text")).load()) {
            assertThat(failure(engine, row(features -> {}), far())).isInstanceOf(Failure.Internal.class);
        }
    }

    @Test
    void aFieldThatItsTensorCannotHoldHasNoWriter() {
        var words = new TextType(0, 10, null);

        assertThatIllegalArgumentException().isThrownBy(() -> NumberCells.of(words, CellType.of(ElementType.FLOAT)));
        assertThatIllegalArgumentException().isThrownBy(() -> TextCells.of(new NumberType(null, null)));
        assertThatIllegalArgumentException().isThrownBy(() -> TextCells.filler(new Filler.Nan(), 1));
    }

    private static float[] floatsOf(Field field, Consumer<Features> values) {
        try (var engine = echo("echo", field).load()) {
            return floats(outputs(engine, row(values)), 0);
        }
    }

    private static double doubleOf(Field field, Consumer<Features> values) {
        try (var engine = echo("double_echo", field).load()) {
            return ((Tensor.Doubles) outputs(engine, row(values)).tensors().getFirst()).cells()[0];
        }
    }

    private static long int64Of(Field field, Consumer<Features> values) {
        try (var engine = echo("int64_echo", field).load()) {
            return longs(outputs(engine, row(values)), 0)[0];
        }
    }

    private static String textOf(Field field, Consumer<Features> values) {
        try (var engine = textEcho(field).load()) {
            return texts(outputs(engine, row(values)), 0)[0];
        }
    }

    /** Three columns of a field and a nine, through the 2 × 3 cells of a graph that answers them. */
    private static float[] matrixOf(Field field, Consumer<Features> values) {
        try (var engine = Bound.to("nested")
                .matrix("values", field, number("nine"), number("a"), number("b"))
                .answers("same")
                .load()) {
            var features = new Features(4, 1);
            features.addRow();
            values.accept(features);
            putNumber(features, 0, 1, 9);
            putNumber(features, 0, 2, 1);
            putNumber(features, 0, 3, 2);
            float[] cells = floats(outputs(engine, features), 0);
            return java.util.Arrays.copyOf(cells, 4);
        }
    }

    private static Bound echo(String graph, Field field) {
        return Bound.to(graph).value(field, "id").answers("same_id");
    }

    private static Bound textEcho(Field field) {
        return Bound.to("string_identity").value(field, "text").answers("same_text");
    }

    private static Features row(Consumer<Features> values) {
        var features = new Features(1, 1);
        features.addRow();
        values.accept(features);
        return features;
    }
}
