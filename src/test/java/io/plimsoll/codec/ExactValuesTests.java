package io.plimsoll.codec;

import static io.plimsoll.codec.Bindings.field;
import static io.plimsoll.codec.Decoding.absent;
import static io.plimsoll.codec.Decoding.accepted;
import static io.plimsoll.codec.Decoding.one;
import static io.plimsoll.codec.Decoding.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.contract.Absence;
import io.plimsoll.contract.Binding;
import io.plimsoll.contract.DateTimeType;
import io.plimsoll.contract.DecimalType;
import io.plimsoll.contract.ElementType;
import io.plimsoll.contract.Epoch;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.FieldType;
import io.plimsoll.contract.IntegerType;
import io.plimsoll.contract.Rule;
import io.plimsoll.contract.Scalar;
import io.plimsoll.prediction.Features;
import io.plimsoll.prediction.RowProblem;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that are counted exactly: decimals, moments, and integers of which only some are allowed. */
class ExactValuesTests {

    private static final Epoch SECONDS = new Epoch(Epoch.Unit.SECONDS, LocalDate.EPOCH);
    private static final Epoch MILLISECONDS = new Epoch(Epoch.Unit.MILLISECONDS, LocalDate.EPOCH);

    private static DecimalType decimal(int scale) {
        return new DecimalType(null, null, scale);
    }

    private static DateTimeType moment(Epoch epoch) {
        return new DateTimeType(null, null, epoch);
    }

    private static String text(String value) {
        return "{\"x\":\"" + value + "\"}";
    }

    @ParameterizedTest
    @CsvSource({
        "12.50, 1250",
        "12.5, 1250",
        "12, 1200",
        "+12.50, 1250",
        "-12.50, -1250",
        "0.01, 1",
        "-0.00, 0",
        "007.5, 750",
        "92233720368547758.07, 9223372036854775807",
        "-92233720368547758.07, -9223372036854775807",
        "00000000000000000000000000000000000001.25, 125"
    })
    void aDecimalIsItsUnitsOfTheLastPlace(String sent, long units) {
        assertThat(accepted(one(decimal(2), ElementType.INT64), text(sent)).slot(0, 0))
                .isEqualTo(units);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-",
                "+",
                ".",
                ".5",
                "5.",
                "1e2",
                "1E2",
                "1,5",
                "1_0",
                "--1",
                "+-1",
                "1.2.3",
                " 1",
                "1 ",
                "NaN",
                "Infinity",
                "0x1",
                "٣",
                "1\\u0000"
            })
    void aTextThatIsNoDecimalIsRefused(String sent) {
        assertThat(problem(one(decimal(2), ElementType.INT64), text(sent)))
                .isEqualTo(
                        new RowProblem("x", Rule.TYPE, null, "must be a decimal number in quotes, such as \"12.00\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"12.50", "12", "true", "[\"1\"]", "{\"a\":\"1\"}"})
    void aDecimalIsNeverANumberOfJson(String value) {
        assertThat(problem(one(decimal(2), ElementType.INT64), "{\"x\":" + value + "}")
                        .rule())
                .isEqualTo(Rule.TYPE);
    }

    @Test
    void aDecimalHasNoMorePlacesThanItsScale() {
        assertThat(problem(one(decimal(2), ElementType.INT64), text("12.505")))
                .isEqualTo(new RowProblem("x", Rule.PRECISION, "2", "must have at most 2 digits after the point"));
        assertThat(problem(one(decimal(1), ElementType.INT64), text("12.500")).problem())
                .isEqualTo("must have at most 1 digit after the point");
        assertThat(problem(one(decimal(0), ElementType.INT64), text("12.0")).problem())
                .isEqualTo("must have no digit after the point");
    }

    @ParameterizedTest
    @CsvSource({
        "92233720368547758.08, INT64",
        "-92233720368547758.08, INT64",
        "99999999999999999999, INT64",
        "92233720368547758.08, DOUBLE",
        "21474836.48, INT32",
        "-21474836.48, INT32",
        "65520.00, FLOAT16",
        "9007199254740993.00, DOUBLE",
        "9007199254740993, FLOAT"
    })
    void aDecimalThatItsTensorCannotHoldIsRefused(String sent, ElementType element) {
        assertThat(problem(one(decimal(2), element), text(sent)).rule()).isEqualTo(Rule.PRECISION);
    }

    @ParameterizedTest
    @CsvSource({"21474836.47, INT32", "65504.00, FLOAT16", "9007199254740992.00, DOUBLE", "0.10, FLOAT"})
    void aDecimalThatItsTensorHoldsIsTaken(String sent, ElementType element) {
        assertThat(accepted(one(decimal(2), element), text(sent)).slot(0, 0))
                .isEqualTo(new BigDecimal(sent).movePointRight(2).longValueExact());
    }

    @Test
    void theEndsOfADecimalsRangeBelongToIt() {
        Field price = new Field(
                "x",
                new DecimalType(new BigDecimal("0.01"), new BigDecimal("100"), 2),
                new Absence.Required(),
                null,
                "EUR",
                null,
                false,
                null);
        Binding binding = new Bindings().input(price, ElementType.FLOAT).build();

        accepted(binding, text("0.01"));
        accepted(binding, text("100.00"));
        assertThat(problem(binding, text("0.00")))
                .isEqualTo(new RowProblem("x", Rule.MIN, "0.01", "must be at least 0.01 EUR"));
        assertThat(problem(binding, text("100.01")))
                .isEqualTo(new RowProblem("x", Rule.MAX, "100", "must be at most 100 EUR"));
    }

    @Test
    void boundsFinerThanTheScaleAndBeyond64BitsHold() {
        Binding finer = one(new DecimalType(new BigDecimal("-0.5"), new BigDecimal("1.5"), 0), ElementType.INT64);
        accepted(finer, text("0"));
        accepted(finer, text("1"));
        assertThat(problem(finer, text("-1")).rule()).isEqualTo(Rule.MIN);
        assertThat(problem(finer, text("2")).rule()).isEqualTo(Rule.MAX);
        Binding wider = one(new DecimalType(new BigDecimal("-1e30"), new BigDecimal("1e30"), 2), ElementType.DOUBLE);
        accepted(wider, text("-12.50"));
    }

    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z, 0",
        "1970-01-01t00:00:00z, 0",
        "2026-01-31T12:30:59Z, 1769862659000",
        "2026-01-31T12:30:59.007Z, 1769862659007",
        "2026-01-31T12:30:59.5Z, 1769862659500",
        "2026-01-31T12:30:59.500000000Z, 1769862659500",
        "2026-01-31T12:30:59+01:00, 1769859059000",
        "2026-01-31T12:30:59-23:59, 1769948999000",
        "2026-01-31T12:30:59-00:00, 1769862659000",
        "1969-12-31T23:59:59.999Z, -1",
        "0000-01-01T00:00:00Z, -62167219200000",
        "9999-12-31T23:59:59.999Z, 253402300799999",
        "2024-02-29T23:59:59Z, 1709251199000"
    })
    void aMomentIsItsMillisecondsSince1970(String sent, long millis) {
        assertThat(accepted(one(moment(MILLISECONDS), ElementType.INT64), text(sent))
                        .slot(0, 0))
                .isEqualTo(millis);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-31",
                "2026-01-31T12:30:59",
                "2026-01-31T12:30Z",
                "2026-01-31 12:30:59Z",
                "2026-02-29T12:30:59Z",
                "2026-01-31T24:00:00Z",
                "2026-01-31T12:60:59Z",
                "2016-12-31T23:59:60Z",
                "2026-01-31T12:30:59.Z",
                "2026-01-31T12:30:59,5Z",
                "2026-01-31T12:30:59+0100",
                "2026-01-31T12:30:59+01",
                "2026-01-31T12:30:59+24:00",
                "2026-01-31T12:30:59+01:60",
                "2026-01-31T12:30:59ZZ",
                "2026-01-31T12:30:59.5",
                "2026-01-31T1२:30:59Z",
                "2026-01-31T12:30:5९Z",
                "+2026-01-31T12:30:59Z",
                "1769862659000",
                ""
            })
    void whatIsNoMomentWithAnOffsetIsRefused(String sent) {
        assertThat(problem(one(moment(MILLISECONDS), ElementType.INT64), text(sent)))
                .isEqualTo(new RowProblem(
                        "x",
                        Rule.TYPE,
                        null,
                        "must be a moment such as 2026-01-31T12:30:59Z or 2026-01-31T12:30:59+01:00"));
    }

    @Test
    void aNumberIsNoMoment() {
        assertThat(problem(one(moment(MILLISECONDS), ElementType.INT64), "{\"x\":0}")
                        .rule())
                .isEqualTo(Rule.TYPE);
    }

    @Test
    void aMomentFinerThanMillisecondsIsRefused() {
        assertThat(problem(one(moment(MILLISECONDS), ElementType.INT64), text("2026-01-31T12:30:59.0001Z")))
                .isEqualTo(new RowProblem(
                        "x", Rule.PRECISION, "3", "must have at most 3 digits after the point: milliseconds"));
    }

    @Test
    void aTensorOfWholeNumbersTakesWholeUnitsOnly() {
        Binding seconds = one(moment(SECONDS), ElementType.INT64);
        accepted(seconds, text("2026-01-31T12:30:59.000Z"));
        assertThat(problem(seconds, text("2026-01-31T12:30:59.500Z")))
                .isEqualTo(new RowProblem("x", Rule.PRECISION, null, "must be a full second, without a fraction"));
        accepted(one(moment(SECONDS), ElementType.DOUBLE), text("2026-01-31T12:30:59.500Z"));
        Binding days = one(moment(Epoch.UNIX_DAYS), ElementType.INT32);
        accepted(days, text("2026-01-31T01:00:00+01:00"));
        assertThat(problem(days, text("2026-01-31T00:00:00+01:00")))
                .isEqualTo(new RowProblem("x", Rule.PRECISION, null, "must be midnight in UTC"));
    }

    @Test
    void aMomentThatItsTensorCannotHoldIsRefused() {
        assertThat(problem(one(moment(SECONDS), ElementType.INT32), text("2038-01-19T03:14:08Z"))
                        .rule())
                .isEqualTo(Rule.PRECISION);
        accepted(one(moment(SECONDS), ElementType.INT32), text("2038-01-19T03:14:07Z"));
        assertThat(problem(one(moment(SECONDS), ElementType.FLOAT), text("2026-01-31T12:30:59Z"))
                        .rule())
                .isEqualTo(Rule.PRECISION);
    }

    @Test
    void theEndsOfAMomentsRangeBelongToIt() {
        Binding binding = one(
                new DateTimeType(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-12-31T23:59:59Z"), SECONDS),
                ElementType.INT64);
        accepted(binding, text("2026-01-01T01:00:00+01:00"));
        accepted(binding, text("2026-12-31T23:59:59Z"));
        assertThat(problem(binding, text("2026-01-01T00:59:59+01:00")))
                .isEqualTo(new RowProblem(
                        "x", Rule.MIN, "2026-01-01T00:00:00Z", "must not be before 2026-01-01T00:00:00Z"));
        assertThat(problem(binding, text("2027-01-01T00:00:00Z")).rule()).isEqualTo(Rule.MAX);
    }

    @Test
    void onlyTheListedIntegersAreTaken() {
        Binding binding = one(new IntegerType(null, null, List.of(12L, 0L, 6L)), ElementType.INT64);

        assertThat(accepted(binding, "{\"x\":6.0}").slot(0, 0)).isEqualTo(6);
        assertThat(problem(binding, "{\"x\":7}"))
                .isEqualTo(new RowProblem("x", Rule.VALUE, "12, 0, 6", "must be one of: 12, 0, 6"));
    }

    @Test
    void aLongListOfIntegersIsNotWrittenOutInAnError() {
        List<Long> values = LongStream.range(0, 5000).boxed().toList();

        assertThat(problem(one(new IntegerType(null, null, values), ElementType.INT64), "{\"x\":5000}"))
                .isEqualTo(new RowProblem("x", Rule.VALUE, null, "must be one of its 5000 values"));
    }

    @Test
    void whatIsLeftOutIsTheContractsDefault() {
        Binding binding = new Bindings()
                .input(withDefault("price", decimal(2), "12.5"), ElementType.INT64)
                .input(withDefault("at", moment(SECONDS), "2026-01-31T13:30:59+01:00"), ElementType.INT64)
                .build();

        Features features = accepted(binding, "{}");

        assertThat(features.slot(0, 0)).isEqualTo(1250);
        assertThat(features.slot(0, 1)).isEqualTo(1769862659000L);
    }

    @Test
    void contextFieldsAreHeldAgainstTheirTypesToo() {
        Binding binding = new Bindings()
                .input(field("x", decimal(0), absent(new Scalar.Text("1"))), ElementType.INT64)
                .context(optional("price", decimal(2)))
                .context(optional("at", moment(SECONDS)))
                .build();

        accepted(binding, "{\"price\":\"12.50\",\"at\":\"2026-01-31T12:30:59.123Z\"}");
        assertThat(problem(binding, "{\"price\":\"12.505\"}").rule()).isEqualTo(Rule.PRECISION);
        assertThat(problem(binding, "{\"at\":\"2026-01-31\"}").rule()).isEqualTo(Rule.TYPE);
    }

    private static Field withDefault(String name, FieldType type, String text) {
        return field(name, type, absent(new Scalar.Text(text)));
    }

    private static Field optional(String name, FieldType type) {
        return field(name, type, new Absence.Optional());
    }
}
