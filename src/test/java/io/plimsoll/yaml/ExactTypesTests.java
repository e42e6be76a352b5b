package io.plimsoll.yaml;

import static io.plimsoll.yaml.Contracts.contract;
import static io.plimsoll.yaml.Contracts.field;
import static io.plimsoll.yaml.Contracts.problem;
import static io.plimsoll.yaml.Contracts.problems;
import static io.plimsoll.yaml.Contracts.withField;
import static io.plimsoll.yaml.Contracts.withInputs;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.contract.Absence;
import io.plimsoll.contract.Absence.Filler;
import io.plimsoll.contract.Contract.Constant;
import io.plimsoll.contract.DateTimeType;
import io.plimsoll.contract.DecimalType;
import io.plimsoll.contract.Epoch;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.IntegerType;
import io.plimsoll.contract.NumberType;
import io.plimsoll.contract.Reason;
import io.plimsoll.contract.Scalar;
import io.plimsoll.contract.VectorType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Decimals, moments, vectors, chosen integers, reasons and constants. */
class ExactTypesTests {

    @Test
    void aDecimalStandsInQuotes() {
        Field field = field("type: decimal, scale: 2, min: \"0.01\", max: \"100\", default: \"12.5\", unit: EUR");

        assertThat(field.type()).isEqualTo(new DecimalType(new BigDecimal("0.01"), new BigDecimal("100"), 2));
        assertThat(field.absence()).isEqualTo(new Absence.Default(new Scalar.Text("12.5")));
        assertThat(field.unit()).isEqualTo("EUR");
    }

    @Test
    void aMomentCountsSecondsUnlessItsUnitSaysOtherwise() {
        Field field = field("type: datetime, min: 2026-01-01T00:00:00Z, max: \"2026-12-31T23:59:59.999+01:00\","
                + " example: 2026-01-31T12:00:00+01:00");

        assertThat(field.type())
                .isEqualTo(new DateTimeType(
                        Instant.parse("2026-01-01T00:00:00Z"),
                        Instant.parse("2026-12-31T22:59:59.999Z"),
                        Epoch.UNIX_SECONDS));
        assertThat(field.example()).isEqualTo(new Scalar.Text("2026-01-31T12:00:00+01:00"));
        assertThat(field.unit()).isNull();
        assertThat(field("type: datetime, unit: milliseconds since 2000-01-01").type())
                .isEqualTo(new DateTimeType(null, null, new Epoch(Epoch.Unit.MILLISECONDS, LocalDate.of(2000, 1, 1))));
    }

    @Test
    void aVectorHasItemsOfOneKind() {
        Field field = field("type: vector, length: 64, missing: zeros, items: {type: number, min: 0, missing: nan}");

        assertThat(field.type())
                .isEqualTo(new VectorType(
                        64, Field.of("age", new NumberType(0.0, null), new Absence.Missing(new Filler.Nan()))));
        assertThat(field.absence()).isEqualTo(new Absence.Missing(new Filler.Zeros()));
    }

    @Test
    void aVectorMayStandInAGroupAndMoveWhatIsBehindIt() {
        assertThat(contract(withInputs("""
                        - tensor: features
                          each: {type: number}
                          columns: [{name: taste, type: vector, length: 3, items: {type: number}}, age]
                        """)).inputs().getLast().target())
                .hasToString("Grouped[tensor=features, from=3]");
    }

    @Test
    void anIntegerMayBeOneOfAFew() {
        assertThat(field("type: integer, values: [12, 0, 6], default: 6").type())
                .isEqualTo(new IntegerType(null, null, List.of(12L, 0L, 6L)));
    }

    @Test
    void aFieldMaySayWhatItIsCalledAsAReason() {
        assertThat(field("type: integer, reason: {code: R05, text: Too many loans}")
                        .reason())
                .isEqualTo(new Reason("R05", "Too many loans"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            type: decimal                                       | an input field needs the key scale
            type: decimal, scale: 13                            | scale: found 13, expected a whole number from 0 to 12
            type: decimal, scale: 2, min: 0.01                  | min: found 0.01, expected a decimal in quotes such as "12.50"
            type: decimal, scale: 2, min: "1e3"                 | min: found "1e3", expected a decimal in quotes such as "12.50"
            type: decimal, scale: 2, min: "0.001"               | min: "0.001" has more than 2 places
            type: decimal, scale: 0, max: "0.5"                 | max: "0.5" has more than 0 places
            type: decimal, scale: 1, max: "1000000000000000000" | max: "1000000000000000000" with 1 place is beyond 64 bits
            type: decimal, scale: 2, min: "2", max: "1"         | min: is above max
            type: decimal, scale: 2, min: "2", example: "1.99"  | example: "1.99" must be at least 2
            type: number, scale: 2                              | scale: does not belong to type number but to decimal
            type: datetime, min: 2026-01-01                     | min: found 2026-01-01, expected a date and time with its offset such as 2026-01-31T12:00:00Z
            type: datetime, min: 2026-01-01T12:00:00            | min: found 2026-01-01T12:00:00, expected a date and time with its offset such as 2026-01-31T12:00:00Z
            type: datetime, max: 2026-02-30T12:00:00Z           | max: found 2026-02-30T12:00:00Z, expected a date and time with its offset such as 2026-01-31T12:00:00Z
            type: datetime, max: 2026-02-20T12:00:00.1234Z      | max: found 2026-02-20T12:00:00.1234Z, expected a date and time with its offset such as 2026-01-31T12:00:00Z
            type: datetime, min: 2026-01-02T00:00:00Z, max: 2026-01-02T00:00:00+01:00 | min: is above max
            type: datetime, min: 2026-01-02T00:00:00Z, default: 2026-01-02T00:00:00+01:00 | default: 2026-01-02T00:00:00+01:00 must not be before 2026-01-02T00:00:00Z
            type: datetime, unit: hours since 1970-01-01        | unit: found hours since 1970-01-01, expected how the tensor counts (days, seconds or milliseconds since a day), such as seconds since 1970-01-01
            type: vector, items: {type: number}                 | an input field needs the key length
            type: vector, length: 3                             | an input field needs the key items
            type: vector, length: 0, items: {type: number}      | length: found 0, expected a whole number from 1 to 1048576
            type: vector, length: 3, items: {type: vector}      | type: found vector, which cannot stand in items, expected one of integer, number, decimal, boolean, category, string, date, datetime
            type: vector, length: 3, items: {type: number, pad: 0} | pad: stands at what a list holds, and a vector has no end to fill
            type: vector, length: 3, default: 0, items: {type: number} | default: a vector has none; write missing, which fills all of its places
            type: vector, length: 3, example: 0, items: {type: number} | example: stands at the items of a vector
            type: vector, length: 3, unit: mV, items: {type: number} | unit: stands at the items of a vector
            type: vector, length: 3, missing: none, items: {type: number} | missing: found none, expected nan, zeros or a number
            type: vector, length: 1048576, items: {type: category, values: [a, b], one_hot: true} | length: 2097152 columns, at most 1048576
            """)
    void aTypeIsToldWhatIsWrong(String keys, String problem) {
        assertThat(problem(withField(keys))).isEqualTo(problem);
    }

    @Test
    void constantsAreOneValueOrOneACell() {
        assertThat(contract(withField("type: number")
                                + "constants: {temperature: 1.5, flags: [true, false], beams: 4, language: \"de\"}\n")
                        .constants())
                .containsExactly(
                        new Constant("temperature", List.of(new Scalar.Real(1.5))),
                        new Constant("flags", List.of(new Scalar.Flag(true), new Scalar.Flag(false))),
                        new Constant("beams", List.of(new Scalar.Whole(4))),
                        new Constant("language", List.of(new Scalar.Text("de"))));
    }

    @Test
    void aConstantIsToldWhatIsWrong() {
        assertThat(problems(withField("type: number") + """
                constants:
                  a: []
                  b: [[1, 2], [3, 4]]
                  c: NO
                  d: 1e999
                  a: 1
                """))
                .containsExactly(
                        "10:6 a: found no values, expected one, or one a cell",
                        "11:7 b: found a list, expected a number, true, false, a text, or a flat list of these",
                        "11:15 b: found a list, expected a number, true, false, a text, or a flat list of these",
                        "12:6 c: NO may be read as true or false; quote it: \"NO\"",
                        "13:6 d: found 1e999, expected a number within the range of a double",
                        "14:3 the key a a second time; the first is at model.yaml:10:3");
    }
}
