package io.plimsoll.codec;

import static io.plimsoll.codec.Bindings.field;
import static io.plimsoll.codec.Decoding.ANY_INTEGER;
import static io.plimsoll.codec.Decoding.ANY_NUMBER;
import static io.plimsoll.codec.Decoding.ANY_TEXT;
import static io.plimsoll.codec.Decoding.absent;
import static io.plimsoll.codec.Decoding.accepted;
import static io.plimsoll.codec.Decoding.category;
import static io.plimsoll.codec.Decoding.number;
import static io.plimsoll.codec.Decoding.numberAt;
import static io.plimsoll.codec.Decoding.one;
import static io.plimsoll.codec.Decoding.problem;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import io.plimsoll.contract.Absence;
import io.plimsoll.contract.Binding;
import io.plimsoll.contract.BooleanType;
import io.plimsoll.contract.CategoryType;
import io.plimsoll.contract.DateType;
import io.plimsoll.contract.ElementType;
import io.plimsoll.contract.Epoch;
import io.plimsoll.contract.FieldType;
import io.plimsoll.contract.IntegerType;
import io.plimsoll.contract.NumberType;
import io.plimsoll.contract.OnUnknown;
import io.plimsoll.contract.Rule;
import io.plimsoll.contract.Scalar;
import io.plimsoll.contract.TextType;
import io.plimsoll.contract.Vocabulary;
import io.plimsoll.prediction.Features;
import io.plimsoll.prediction.RowProblem;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldValuesTests {

    @Test
    void everyTypeArrivesInItsSlot() {
        Binding binding = new Bindings()
                .input("age", ANY_INTEGER, ElementType.INT64)
                .input("income", ANY_NUMBER, ElementType.FLOAT)
                .input("employed", new BooleanType(), ElementType.FLOAT)
                .input("housing", category(new OnUnknown.Reject()), ElementType.FLOAT)
                .input("purpose", ANY_TEXT, ElementType.STRING)
                .input("since", new DateType(null, null, Epoch.UNIX_DAYS), ElementType.INT64)
                .build();

        Features features = accepted(binding, """
                {"since": "2026-01-31", "age": 42, "income": 1234.5, "employed": true,
                 "housing": "rent", "purpose": "Größe: ½ עברית"}""");

        assertThat(features.slot(0, 0)).isEqualTo(42);
        assertThat(numberAt(features, 0, 1)).isEqualTo(1234.5);
        assertThat(features.slot(0, 2)).isEqualTo(1);
        assertThat(features.slot(0, 3)).isEqualTo(1);
        assertThat(features.text(features.slot(0, 4))).isEqualTo("Größe: ½ עברית");
        assertThat(features.slot(0, 5)).isEqualTo(LocalDate.of(2026, 1, 31).toEpochDay());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"NaN\"", "\"Infinity\"", "\"\"", "\"12.5\"", "true", "[1]", "{}", "{\"a\":1}"})
    void case25WhatIsNoNumberIsNoNumber(String value) {
        assertThat(problem(number(), "{\"x\":" + value + "}"))
                .isEqualTo(new RowProblem("x", Rule.TYPE, null, "must be a number"));
    }

    @ParameterizedTest
    @CsvSource({
        "1e400, DOUBLE",
        "-1e400, DOUBLE",
        "1e999999999999999999999, DOUBLE",
        "1e40, FLOAT",
        "3.5e38, FLOAT",
        "65520, FLOAT16"
    })
    void case25NumberThatItsTensorWouldMakeInfiniteIsRefused(String value, ElementType element) {
        assertThat(problem(one(ANY_NUMBER, element), "{\"x\":" + value + "}").rule())
                .isEqualTo(Rule.PRECISION);
    }

    @ParameterizedTest
    @CsvSource({
        "92, 92",
        "92.0, 92",
        "920e-1, 92",
        "9.2E+1, 92",
        "-0, 0",
        "-0.0e5, 0",
        "0e999999999, 0",
        "1e18, 1000000000000000000",
        "9223372036854775807, 9223372036854775807",
        "-9223372036854775807, -9223372036854775807",
        "9223372036854775807.000, 9223372036854775807",
        "0.00000000000000000000092e23, 92"
    })
    void case26WholeNumbersInAnySpellingAreIntegers(String value, long expected) {
        assertThat(accepted(one(ANY_INTEGER, ElementType.INT64), "{\"x\":" + value + "}")
                        .slot(0, 0))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3.9",
                "92.00000000000000000000000000000001",
                "1e-1",
                "1e-999999999999",
                "9007199254740992.5",
                "\"12\"",
                "true",
                "[]",
                "{}"
            })
    void case26WhatIsNoIntegerIsNoInteger(String value) {
        assertThat(problem(one(ANY_INTEGER, ElementType.INT64), "{\"x\":" + value + "}")
                        .rule())
                .isEqualTo(Rule.TYPE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "0", "\"true\"", "\"\"", "[true]"})
    void case26WhatIsNoBooleanIsNoBoolean(String value) {
        assertThat(problem(one(new BooleanType(), ElementType.BOOL), "{\"x\":" + value + "}"))
                .isEqualTo(new RowProblem("x", Rule.TYPE, null, "must be true or false"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "true", "[\"a\"]", "{\"a\":\"b\"}"})
    void case26WhatIsNoStringIsNoString(String value) {
        assertThat(problem(one(ANY_TEXT, ElementType.STRING), "{\"x\":" + value + "}")
                        .rule())
                .isEqualTo(Rule.TYPE);
        assertThat(problem(one(category(new OnUnknown.Pass()), ElementType.STRING), "{\"x\":" + value + "}")
                        .rule())
                .isEqualTo(Rule.TYPE);
    }

    @ParameterizedTest
    @CsvSource({
        "9007199254740993, DOUBLE",
        "16777217, FLOAT",
        "-16777217, FLOAT",
        "2049, FLOAT16",
        "65536, FLOAT16",
        "2147483648, INT32",
        "-2147483649, INT32"
    })
    void case27IntegerThatItsTensorCannotHoldIsRefused(String value, ElementType element) {
        assertThat(problem(one(ANY_INTEGER, element), "{\"x\":" + value + "}").rule())
                .isEqualTo(Rule.PRECISION);
    }

    @ParameterizedTest
    @CsvSource({
        "9007199254740992, DOUBLE",
        "16777216, FLOAT",
        "16777218, FLOAT",
        "2048, FLOAT16",
        "2147483647, INT32",
        "-2147483647, INT32",
        "9007199254740993, INT64",
        "-9223372036854775808, FLOAT",
        "-9223372036854775808, DOUBLE"
    })
    void case27IntegerThatItsTensorHoldsIsTaken(String value, ElementType element) {
        assertThat(accepted(one(ANY_INTEGER, element), "{\"x\":" + value + "}").slot(0, 0))
                .isEqualTo(Long.parseLong(value));
    }

    /** A graph that divides these by −1 would end the process. */
    @ParameterizedTest
    @CsvSource({"-9223372036854775808, INT64", "-2147483648, INT32", "-9.223372036854775808e18, INT64"})
    void theSmallestOfItsKindReachesNoWholeTensor(String value, ElementType element) {
        assertThat(problem(one(ANY_INTEGER, element), "{\"x\":" + value + "}").rule())
                .isEqualTo(Rule.PRECISION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9007199254740993", "-9007199254740993", "1000000000000000000001", "9223372036854775807"})
    void case27IntegerLiteralThatADoubleCannotHoldIsNoNumber(String value) {
        assertThat(problem(number(), "{\"x\":" + value + "}").rule()).isEqualTo(Rule.PRECISION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0.0",
                "0.1",
                "1e-400",
                "9007199254740992",
                "10000000000000000000000",
                "0.30000000000000004",
                "2.2250738585072014E-308",
                "4.9e-324",
                "1.7976931348623157e308",
                "8.41e22",
                "8.41e21",
                "9007199254740993.5",
                "1e22",
                "1e23",
                "123.456e-30",
                "0.000000000000000000000000000000000001"
            })
    void numbersAreTheNearestDouble(String value) {
        assertThat(accepted(number(), "{\"x\":" + value + "}").slot(0, 0))
                .isEqualTo(Double.doubleToRawLongBits(Double.parseDouble(value)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"9223372036854775808", "-9223372036854775809", "1e19", "1e999999999999", "92233720368547758070.0"
            })
    void case28IntegerBeyond64BitsIsRefused(String value) {
        assertThat(problem(one(ANY_INTEGER, ElementType.INT64), "{\"x\":" + value + "}")
                        .rule())
                .isEqualTo(Rule.PRECISION);
    }

    @Test
    void case29WordOutsideTheVocabularyMeetsTheContractsPolicy() {
        assertThat(problem(one(category(new OnUnknown.Reject()), ElementType.FLOAT), "{\"x\":\"s3cr3t\"}"))
                .isEqualTo(new RowProblem("x", Rule.VALUE, "own, rent, free", "must be one of: own, rent, free"));
        for (OnUnknown policy : List.of(new OnUnknown.Code(9), new OnUnknown.Zeros(), new OnUnknown.Word("other"))) {
            assertThat(accepted(one(category(policy), ElementType.FLOAT), "{\"x\":\"castle\"}")
                            .slot(0, 0))
                    .isEqualTo(CategoryType.UNKNOWN);
        }
    }

    @Test
    void case29WordThatPassesIsKeptBesideTheTexts() {
        Binding binding = new Bindings()
                .input("text", ANY_TEXT, ElementType.STRING)
                .input("a", category(new OnUnknown.Pass()), ElementType.STRING)
                .input("b", category(new OnUnknown.Pass()), ElementType.STRING)
                .build();

        Features features = accepted(binding, "{\"text\":\"t\",\"a\":\"castle\",\"b\":\"own\"}");

        assertThat(features.slot(0, 1)).isEqualTo(-3);
        assertThat(Features.isUnknownWord(features.slot(0, 1))).isTrue();
        assertThat(features.word(features.slot(0, 1))).isEqualTo("castle");
        assertThat(Features.isUnknownWord(features.slot(0, 2))).isFalse();
        assertThat(features.slot(0, 2)).isZero();
    }

    @Test
    void theWordWhoseColumnsAreAllZeroHasAPlaceOfItsOwn() {
        var type =
                new CategoryType(Vocabulary.ofWords(List.of("north", "south")), new OnUnknown.Reject(), true, "east");
        assertThat(accepted(one(type, ElementType.FLOAT), "{\"x\":\"east\"}").slot(0, 0))
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "a\\u0000b", "\\ud83d", "\\ude00", "\\ude00\\ud83d", "\\ud83d\\ud83d\\ude00"})
    void case30TextWithNulOrHalfASurrogatePairIsRefused(String text) {
        for (FieldType type : List.of(ANY_TEXT, category(new OnUnknown.Pass()), category(new OnUnknown.Code(1)))) {
            assertThat(problem(one(type, ElementType.STRING), "{\"x\":\"" + text + "\"}")
                            .rule())
                    .isEqualTo(Rule.TEXT);
        }
        Binding context = new Bindings()
                .input(field("x", ANY_NUMBER, absent(new Scalar.Whole(1))), ElementType.FLOAT)
                .context(field("note", ANY_TEXT, new Absence.Optional()))
                .build();
        assertThat(problem(context, "{\"note\":\"" + text + "\"}").rule()).isEqualTo(Rule.TEXT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"😀", "\\ud83d\\ude00"})
    void case30CharactersAboveThePlaneOfMostOthersAreTextLikeAnyOther(String text) {
        Features features = accepted(one(ANY_TEXT, ElementType.STRING), "{\"x\":\"" + text + "\"}");
        assertThat(features.text(features.slot(0, 0))).isEqualTo("😀");
        Binding context = new Bindings()
                .input(field("x", ANY_NUMBER, absent(new Scalar.Whole(1))), ElementType.FLOAT)
                .context(field("note", ANY_TEXT, new Absence.Optional()))
                .build();
        accepted(context, "{\"note\":\"" + text + "\"}");
    }

    @Test
    void case30LengthCountsCharactersAndNotHalvesOfThem() {
        Binding binding = new Bindings()
                .context(field("note", new TextType(2, 3, null), new Absence.Optional()))
                .build();
        accepted(binding, "{\"note\":\"😀😀😀\"}");
        assertThat(problem(binding, "{\"note\":\"😀😀😀😀\"}"))
                .isEqualTo(new RowProblem("note", Rule.MAX_LENGTH, "3", "must be at most 3 characters long"));
        assertThat(problem(binding, "{\"note\":\"😀\"}").rule()).isEqualTo(Rule.MIN_LENGTH);
    }

    @Test
    void case30LongAndStrangeTextPassesUnchanged() {
        String strange = "e\u0301 \u200f\u05e2\u05d1 \\\" \t\u2028\uffff";
        String text = strange.repeat(70_000);
        String json = text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\t", "\\t");
        Features features =
                accepted(one(new TextType(0, 2_000_000, null), ElementType.STRING), "{\"x\":\"" + json + "\"}");
        assertThat(features.text(features.slot(0, 0))).isEqualTo(text);
    }

    @Test
    void textMustMatchItsPattern() {
        Binding binding = one(new TextType(0, 10, Pattern.compile("[A-Z]+")), ElementType.STRING);
        accepted(binding, "{\"x\":\"ABC\"}");
        assertThat(problem(binding, "{\"x\":\"abc\"}").rule()).isEqualTo(Rule.PATTERN);
    }

    @Test
    void case32ValuesOutsideTheirRangeAreRefusedAndTheEndsBelongToIt() {
        Binding integer = one(new IntegerType(-5L, 5L, List.of()), ElementType.INT64);
        accepted(integer, "{\"x\":-5}");
        accepted(integer, "{\"x\":5.0}");
        assertThat(problem(integer, "{\"x\":-6}").rule()).isEqualTo(Rule.MIN);
        assertThat(problem(integer, "{\"x\":6}").rule()).isEqualTo(Rule.MAX);
        Binding number = one(new NumberType(0.0, 0.1), ElementType.FLOAT);
        accepted(number, "{\"x\":0.1}");
        assertThat(problem(number, "{\"x\":0.10000001}").rule()).isEqualTo(Rule.MAX);
        assertThat(problem(number, "{\"x\":-1e-300}").rule()).isEqualTo(Rule.MIN);
        Binding date = one(
                new DateType(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 12, 31), Epoch.UNIX_DAYS), ElementType.INT64);
        accepted(date, "{\"x\":\"2026-01-01\"}");
        assertThat(problem(date, "{\"x\":\"2025-12-31\"}"))
                .isEqualTo(new RowProblem("x", Rule.MIN, "2026-01-01", "must not be before 2026-01-01"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-02-29",
                "2026-13-01",
                "2026-00-01",
                "2026-01-00",
                "2026-1-1",
                "26-01-01",
                "2026-01-01T00:00:00Z",
                "+2026-01-0",
                "-026-01-01",
                "2026/01/01",
                "٢٠٢٦-01-01",
                ""
            })
    void daysThatTheCalendarHasNotAreRefused(String text) {
        assertThat(problem(
                                one(new DateType(null, null, Epoch.UNIX_DAYS), ElementType.INT64),
                                "{\"x\":\"" + text + "\"}")
                        .rule())
                .isEqualTo(Rule.TYPE);
    }

    @Test
    void leapDaysAreDays() {
        assertThat(accepted(one(new DateType(null, null, Epoch.UNIX_DAYS), ElementType.INT64), "{\"x\":\"2024-02-29\"}")
                        .slot(0, 0))
                .isEqualTo(LocalDate.of(2024, 2, 29).toEpochDay());
    }

    @Test
    void categoryCodesAreTheGraphsAffairAndNotTheCallers() {
        var type = new CategoryType(Vocabulary.ofCodes(Map.of("north", 4L)), new OnUnknown.Code(0), false, null);
        assertThat(accepted(one(type, ElementType.FLOAT), "{\"x\":\"north\"}").slot(0, 0))
                .isZero();
    }
}
