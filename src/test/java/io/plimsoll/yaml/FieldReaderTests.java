package io.plimsoll.yaml;

import static io.plimsoll.yaml.Contracts.field;
import static io.plimsoll.yaml.Contracts.problem;
import static io.plimsoll.yaml.Contracts.problems;
import static io.plimsoll.yaml.Contracts.withField;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.contract.Absence;
import io.plimsoll.contract.Absence.Filler;
import io.plimsoll.contract.CategoryType;
import io.plimsoll.contract.DateType;
import io.plimsoll.contract.Epoch;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.IntegerType;
import io.plimsoll.contract.OnUnknown;
import io.plimsoll.contract.Scalar;
import io.plimsoll.contract.TextType;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Types of fields, and what stands in for a value that the caller leaves out. */
class FieldReaderTests {

    @Test
    void aFieldIsRequiredUnlessSomethingStandsIn() {
        assertThat(field("type: integer").absence()).isEqualTo(new Absence.Required());
        assertThat(field("type: integer, required: true").absence()).isEqualTo(new Absence.Required());
        assertThat(field("type: integer, default: 3").absence()).isEqualTo(new Absence.Default(new Scalar.Whole(3)));
        assertThat(field("type: integer, missing: nan").absence()).isEqualTo(new Absence.Missing(new Filler.Nan()));
        assertThat(field("type: boolean, missing: zeros").absence()).isEqualTo(new Absence.Missing(new Filler.Zeros()));
        assertThat(field("type: number, min: 0, missing: -999").absence())
                .isEqualTo(new Absence.Missing(new Filler.Number(-999)));
        assertThat(field("type: string, missing: \"nan\"").absence())
                .isEqualTo(new Absence.Missing(new Filler.Word("nan")));
    }

    @Test
    void anExampleIsReadAsItsTypeSays() {
        assertThat(field("type: integer, example: 92.0").example()).isEqualTo(new Scalar.Whole(92));
        assertThat(field("type: number, example: 92").example()).isEqualTo(new Scalar.Real(92));
        assertThat(field("type: boolean, example: false").example()).isEqualTo(new Scalar.Flag(false));
        assertThat(field("type: string, example: \"12:30\"").example()).isEqualTo(new Scalar.Text("12:30"));
        assertThat(field("type: date, example: 2026-02-28").example()).isEqualTo(new Scalar.Text("2026-02-28"));
        assertThat(field("type: date, example: \"2026-02-28\"").example()).isEqualTo(new Scalar.Text("2026-02-28"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            type: integer, min: 18, default: 17             | default: 17 must be at least 18
            type: integer, example: 3.9                     | example: found 3.9, expected a whole number of at most 64 bits
            type: integer, example: 9223372036854775808     | example: found 9223372036854775808, expected a whole number of at most 64 bits
            type: integer, example: 1e999999999             | example: found 1e999999999, expected a whole number of at most 64 bits
            type: number, max: 100, example: 100.5          | example: 100.5 must be at most 100
            type: number, example: "12"                     | example: found "12", expected a number
            type: number, example: 1e400                    | example: found 1e400, expected a number within the range of a double
            type: number, example: .inf                     | example: found .inf, expected a number
            type: number, example: 012                      | example: found 012, expected a number
            type: number, example: 1_000                    | example: found 1_000, expected a number
            type: boolean, default: yes                     | default: found yes, expected true or false
            type: boolean, default: 1                       | default: found 1, expected true or false
            type: category, values: [own, rent], example: ren | example: found ren, expected one of the values; did you mean rent?
            type: string, max_length: 3, example: abcd      | example: abcd must be at most 3 characters long
            type: string, pattern: "[A-Z]+", default: abc   | default: abc must match the pattern [A-Z]+
            type: date, example: 2026-02-30                 | example: found 2026-02-30, expected a date such as 2026-01-31
            type: date, min: 2026-01-01, default: 2025-12-31 | default: 2025-12-31 must not be before 2026-01-01
            """)
    void aDefaultOrAnExampleIsCheckedAsACallersValue(String keys, String problem) {
        assertThat(problem(withField(keys))).isEqualTo(problem);
    }

    @Test
    void aWordThatACategoryLetsPassIsAValueThatACallerMaySend() {
        assertThat(field("type: category, values: [own], on_unknown: pass, example: yurt")
                        .example())
                .isEqualTo(new Scalar.Text("yurt"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            type: number, default: 1, missing: nan          | missing: there is a default already; a field has one of the two
            type: number, required: true, default: 1        | required: true, and yet there is a default or missing
            type: number, required: false                   | required: false needs a default or missing; without, an input is required
            type: string, missing: nan                      | missing: found nan, expected zeros or a word (in quotes, nan is one)
            type: integer, missing: unknown                 | missing: found unknown, expected nan, zeros or a number
            type: integer, missing: NaN                     | missing: found NaN, expected nan, zeros or a number
            type: integer, missing: ~                       | missing: found ~, expected nan, zeros or a number
            type: category, values: [own], one_hot: true, missing: own | missing: found own, expected nan or zeros, for a category with one_hot: true
            """)
    void whatStandsInForAValueIsUnambiguous(String keys, String problem) {
        assertThat(problem(withField(keys))).isEqualTo(problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            type: integer, min: 3, max: 2                   | min: is above max
            type: integer, min: 0.5                         | min: found 0.5, expected a whole number of at most 64 bits
            type: number, min: 3, max: 2                    | min: is above max
            type: date, min: 2026-01-02, max: 2026-01-01    | min: is above max
            type: date, unit: days                          | unit: found days, expected how the tensor counts (days, seconds or milliseconds since a day), such as days since 1970-01-01
            type: string, min_length: 3, max_length: 2      | min_length: is above max_length
            type: string, max_length: 0                     | max_length: found 0, expected a whole number from 1 to 1048576
            type: boolean, min: 0                           | min: does not belong to type boolean but to integer, number, decimal, date, datetime
            type: string, max: 3                            | max: does not belong to type string but to integer, number, decimal, date, datetime
            type: integer, values: []                       | values: found 0, expected 1 to 200
            type: integer, values: [6, 6]                   | values: 6 a second time
            type: integer, values: [0.5]                    | values: found 0.5, expected a whole number of at most 64 bits
            type: integer, values: {a: 1}                   | values: found keys and values, expected a list of whole numbers
            type: integer, values: [6], min: 3              | min: values says already which numbers a caller may send
            type: integer, values: [6, 12], example: 7      | example: 7 must be one of: 6, 12
            type: integer, one_hot: true                    | one_hot: does not belong to type integer but to category
            type: record                                    | type: found record, which cannot stand in an input field, expected one of integer, number, decimal, boolean, category, string, date, datetime, vector, list
            type: text                                      | type: found text, expected one of integer, number, decimal, boolean, category, string, date, datetime, vector, list; did you mean string?
            type: integer, reason: {code: R05}              | reason needs the key text
            type: integer, reason: R05                      | reason: found R05, expected the keys code, text
            """)
    void aTypeTakesItsOwnKeysWithinReason(String keys, String problem) {
        assertThat(problem(withField(keys))).isEqualTo(problem);
    }

    @Test
    void aPatternRunsInLinearTimeAndKnowsNoLookAround() {
        TextType type = (TextType)
                field("type: string, min_length: 1, pattern: \"(a+)+\"").type();

        assertThat(type.violation("a".repeat(1000) + "!")).isNotNull();
        assertThat(problem(withField("type: string, pattern: \"(?=a)\"")))
                .startsWith("pattern: not a pattern of RE2 (no look-around, no back-reference)");
    }

    @Test
    void aDateTakesBothWaysOfWritingAndItsUnitIsTheTensors() {
        Field field = field("type: date, unit: seconds since 2000-01-01, min: 2020-01-01, max: \"2030-12-31\"");

        assertThat(field.type())
                .isEqualTo(new DateType(
                        LocalDate.of(2020, 1, 1),
                        LocalDate.of(2030, 12, 31),
                        new Epoch(Epoch.Unit.SECONDS, LocalDate.of(2000, 1, 1))));
        assertThat(field.unit()).isNull();
    }

    @Test
    void aCategoryHasPlacesOrCodes() {
        CategoryType places =
                (CategoryType) field("type: category, values: [own, rent]").type();
        CategoryType codes = (CategoryType) field("type: category, values: {north: 4, south: -7}, on_unknown: 0")
                .type();

        assertThat(places.values().words()).containsExactly("own", "rent");
        assertThat(places.values().code(1)).isEqualTo(1);
        assertThat(places.onUnknown()).isEqualTo(new OnUnknown.Reject());
        assertThat(codes.values().code(codes.place("south"))).isEqualTo(-7);
        assertThat(codes.onUnknown()).isEqualTo(new OnUnknown.Code(0));
    }

    @Test
    void aOneHotCategoryMayHaveAFurtherWordWithoutAColumn() {
        CategoryType type =
                (CategoryType) field("type: category, values: [own, rent], one_hot: true, zeros: free, default: free")
                        .type();

        assertThat(type.words()).containsExactly("own", "rent", "free");
    }

    @Test
    void aKeywordInQuotesIsAWord() {
        CategoryType type = (CategoryType)
                field("type: category, values: [own], on_unknown: \"pass\"").type();

        assertThat(type.onUnknown()).isEqualTo(new OnUnknown.Word("pass"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            type: category                                      | an input field needs the key values
            type: category, values: []                          | values: found 0, expected 1 to 200
            type: category, values: own                         | values: found own, expected a list of texts, or texts with their codes
            type: category, values: [own, own]                  | values: own a second time
            type: category, values: [1, own]                    | values: 1 may be read as a number; quote it: "1"
            type: category, values: {own: a}                    | the code of own: found a, expected a whole number
            type: category, values: {NO: 1}                     | values: NO may be read as true or false; quote it: "NO"
            type: category, values: {own: 1}, one_hot: true     | values: one_hot takes a list, for its columns have places and no codes
            type: category, values: [own], zeros: free          | zeros: only a category with one_hot: true has columns that can all be 0
            type: category, values: [own], one_hot: true, zeros: own | zeros: own has a column of its own in values; name a further value
            type: category, values: [own], on_unknown: zeros    | on_unknown: found zeros, expected something else: zeros goes with one_hot: true
            type: category, values: [own], one_hot: true, on_unknown: pass | on_unknown: found pass, expected reject or zeros, for a category with one_hot: true
            type: category, values: [own], on_unknown: 0.5      | on_unknown: found 0.5, expected a whole number of at most 64 bits
            """)
    void aCategoryIsToldWhatDoesNotGoTogether(String keys, String problem) {
        assertThat(problem(withField(keys))).isEqualTo(problem);
    }

    @Test
    void aCategoryHasAtMostTwoHundredValues() {
        String values = IntStream.range(0, 201).mapToObj(i -> "v" + i).collect(Collectors.joining(", "));

        assertThat(problem(withField("type: category, values: [" + values + "]")))
                .isEqualTo("values: found 201, expected 1 to 200; name a file of more with values_from");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NO",
                "no",
                "y",
                "On",
                "true",
                "False",
                "~",
                "null",
                "012",
                "0x1F",
                "0o17",
                "0b1",
                "1_000",
                "12:30",
                "1.10",
                "-1",
                "+3",
                ".5",
                "1e3",
                ".inf",
                ".nan",
                "2026-01-31",
                "2026-1-3",
                "2001-12-14t21:59:43.10-05:00"
            })
    void aTextThatAYamlReaderMayTakeForSomethingElseIsQuoted(String text) {
        assertThat(problem(withField("type: string, example: " + text)))
                .matches("example: \\Q" + text + "\\E may be read as (nothing|true or false|a number|a date);"
                        + " quote it: \"\\Q" + text + "\\E\"");
        assertThat(field("type: string, example: \"" + text + "\"").example()).isEqualTo(new Scalar.Text(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"norway", "1/h", "1.2.3", "4f2c1aa", "9E", "12 30", "2026-01", "none", "a-b", "EUR/year"})
    void aTextThatIsOneToEveryReaderNeedsNoQuotes(String text) {
        assertThat(field("type: string, example: " + text).example()).isEqualTo(new Scalar.Text(text));
    }

    @Test
    void anEmptyTextInQuotesIsAValueThatACallerMaySend() {
        assertThat(field("type: string, default: \"\"").absence()).isEqualTo(new Absence.Default(new Scalar.Text("")));
        assertThat(field("type: string, missing: \"\"").absence()).isEqualTo(new Absence.Missing(new Filler.Word("")));
        assertThat(problem(withField("type: string, min_length: 1, default: \"\"")))
                .isEqualTo("default: \"\" must be at least 1 characters long");
    }

    @Test
    void aFieldHasItsWordsForPeople() {
        Field field = field("type: integer, title: Age of the applicant, unit: years, sensitive: true");

        assertThat(field)
                .isEqualTo(new Field(
                        "age",
                        new IntegerType(null, null, List.of()),
                        new Absence.Required(),
                        "Age of the applicant",
                        "years",
                        null,
                        true,
                        null));
        assertThat(problems(withField("type: integer, title: ")))
                .isEqualTo(List.of("5:51 title: found nothing, expected text"));
    }

    @ParameterizedTest
    @CsvSource({
        "float, number",
        "float32, number",
        "double, number",
        "Double, number",
        "int, integer",
        "int64, integer",
        "long, integer",
        "bool, boolean",
        "str, string",
        "datetime64, datetime",
        "timestamp, datetime",
        "array, list",
        "nmuber, number"
    })
    void aTypeAsOthersCallItIsUnderstood(String spelling, String meant) {
        assertThat(problem(withField("type: " + spelling))).endsWith("; did you mean " + meant + "?");
    }
}
