package io.plimsoll.codec;

import static io.plimsoll.codec.Bindings.field;
import static io.plimsoll.codec.Decoding.ANY_INTEGER;
import static io.plimsoll.codec.Decoding.ANY_NUMBER;
import static io.plimsoll.codec.Decoding.ANY_TEXT;
import static io.plimsoll.codec.Decoding.absent;
import static io.plimsoll.codec.Decoding.accepted;
import static io.plimsoll.codec.Decoding.category;
import static io.plimsoll.codec.Decoding.decoder;
import static io.plimsoll.codec.Decoding.failure;
import static io.plimsoll.codec.Decoding.malformed;
import static io.plimsoll.codec.Decoding.number;
import static io.plimsoll.codec.Decoding.numberAt;
import static io.plimsoll.codec.Decoding.one;
import static io.plimsoll.codec.Decoding.problem;
import static io.plimsoll.codec.Decoding.problems;
import static io.plimsoll.codec.Decoding.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.codec.RowIntake.RowResult;
import io.plimsoll.contract.Absence;
import io.plimsoll.contract.Binding;
import io.plimsoll.contract.BooleanType;
import io.plimsoll.contract.DateType;
import io.plimsoll.contract.ElementType;
import io.plimsoll.contract.Epoch;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.FieldType;
import io.plimsoll.contract.IntegerType;
import io.plimsoll.contract.Limits;
import io.plimsoll.contract.NumberType;
import io.plimsoll.contract.OnUnknown;
import io.plimsoll.contract.Rule;
import io.plimsoll.contract.Scalar;
import io.plimsoll.contract.TextType;
import io.plimsoll.prediction.Call;
import io.plimsoll.prediction.Failure;
import io.plimsoll.prediction.Features;
import io.plimsoll.prediction.RowProblem;
import io.plimsoll.prediction.RowSelection;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestDecoderTests {

    @Test
    void moreThan64FieldsKeepTheirBitsApart() {
        var fields = new Bindings();
        var body = new StringBuilder("{");
        for (int i = 0; i < 130; i++) {
            fields.input("f" + i, ANY_INTEGER, ElementType.INT64);
            body.append(i == 0 ? "" : ",").append("\"f").append(i).append("\":").append(i);
        }
        Binding binding = fields.build();

        Features features = accepted(binding, body + "}");

        for (int i = 0; i < 130; i++) {
            assertThat(features.missing(0, i)).isFalse();
            assertThat(features.slot(0, i)).isEqualTo(i);
        }
        assertThat(problems(binding, "{}")).hasSize(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t "})
    void case01EmptyBodyIsMalformed(String body) {
        assertThat(failure(number(), Calls.single(body))).isEqualTo(new Failure.MalformedJson("the body is empty"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"x\"",
                "{\"x\":",
                "{\"x\":1",
                "{\"x\":1,",
                "{\"x\":\"s3cr3t",
                "{\"s3cr3t",
                "{\"x\":s3cr3t}",
                "{\"x\":1]",
                "{x:1}",
                "{'x':1}",
                "{\"x\":1,}",
                "{\"x\":01}",
                "{\"x\":+1}",
                "{\"x\":.5}",
                "{\"x\":1.}",
                "{\"x\":NaN}",
                "{\"x\":-Infinity}",
                "{\"x\":1 /* s3cr3t */}",
                "{\"y\":\"\\q\"}",
                "{\"y\":\"\u0001\"}",
                "{\"y\":[1,2}",
                "tru"
            })
    void case02BrokenJsonIsMalformedAndNothingOfItIsEchoed(String body) {
        malformed(number(), body);
    }

    @Test
    void case02TheFaultIsLocated() {
        assertThat(failure(number(), Calls.single("{\"x\": 1,\n \"y\": tru}")).message())
                .startsWith("the body is not valid JSON: a word that is not JSON")
                .contains("(line 2, column ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0007',
            value = {
                "{\"x\":NaN} | : NaN and Infinity are not JSON; leave the field out or send null",
                "{\"x\":nan} | : NaN and Infinity are not JSON; leave the field out or send null",
                "{\"x\":-Infinity} | : NaN and Infinity are not JSON; leave the field out or send null",
                "{\"x\":True} | : a word that is not JSON; true, false and null are written in lower case, texts in quotes",
                "{\"x\":s3cr3t} | : a word that is not JSON; true, false and null are written in lower case, texts in quotes",
                "{'x':1} | : a single quote; names and texts are written in double quotes",
                "{\"x\":'s3cr3t'} | : a single quote; names and texts are written in double quotes",
                "{\"x\":1,} | : a comma with nothing behind it",
                "{\"x\":[1,]} | : a comma with nothing behind it",
                "{\"x\" 1} | ''"
            })
    void case02AUsualMistakeIsNamed(String body, String found) {
        assertThat(failure(number(), Calls.single(body)).message())
                .matches("the body is not valid JSON" + found.replace("''", "") + " \\(line 1, column \\d+\\)")
                .doesNotContain("s3cr3t");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"x\":1}{\"x\":1}", "{\"x\":1} s3cr3t", "{\"x\":1}]", "{\"x\":1},", "{\"x\":1}\u0000"})
    void case03TrailingTextIsMalformed(String body) {
        malformed(number(), body);
        assertThat(failure(number(), Calls.batch("[{\"x\":1}]" + body))).isInstanceOf(Failure.MalformedJson.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"x\":1,\"x\":1}",
                "{\"x\":null,\"x\":1}",
                "{\"x\":1,\"\\u0078\":2}",
                "{\"x\":\"wrong\",\"x\":1}",
                "{\"x\":1,\"s3cr3t\":1,\"s3cr3t\":2}",
                "{\"x\":1,\"note\":\"a\",\"note\":\"b\"}",
                "{\"x\":1,\"y\":{\"s3cr3t\":1,\"s3cr3t\":2}}",
                "{\"x\":1,\"y\":[{\"a\":{\"b\":1,\"b\":2}}]}",
                "{\"x\":{\"a\":1,\"a\":2}}",
                "[{\"x\":1},{\"a\":1,\"a\":2}]"
            })
    void case04DuplicateKeyIsMalformedWhereverItIs(String body) {
        Binding binding = new Bindings()
                .input("x", ANY_NUMBER, ElementType.DOUBLE)
                .context(field("note", ANY_TEXT, new Absence.Optional()))
                .build();
        malformed(binding, body);
        assertThat(failure(binding, Calls.single(body)).message()).contains("same key twice");
    }

    @Test
    void case04TheSameKeyInTwoObjectsIsNoDuplicate() {
        assertThat(problem(number(), "{\"x\":1,\"y\":[{\"a\":1},{\"a\":1}]}").rule())
                .isEqualTo(Rule.UNKNOWN_FIELD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"x\":", "{\"y\":", "{\"x\":1,\"y\":{\"a\":"})
    void case05DeepNestingIsMalformedAndCostsNoStack(String before) {
        malformed(number(), before + "[".repeat(1_000_000));
        malformed(number(), before + "{\"a\":".repeat(1_000_000));
    }

    @Test
    void case05TheParserStopsAtTheLimitAndDoesNotReadOn() {
        // What lies behind the limit would be another fault; its place shows where reading ended.
        Failure failure = failure(number(), Calls.single("[".repeat(1_000_000)));
        assertThat(failure.message()).contains("at most 64 levels deep").contains("column 66)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "unknown"})
    void case06NumberOf1001DigitsIsRefused(String name) {
        malformed(number(), "{\"x\":1,\"" + name + "\":" + "1".repeat(1001) + "}");
        malformed(number(), "{\"x\":1,\"" + name + "\":0." + "1".repeat(1001) + "}");
        malformed(number(), "{\"x\":1,\"" + name + "\":" + "1".repeat(1_000_000) + "}");
    }

    @ParameterizedTest
    @CsvSource({"UTF-16BE", "UTF-16LE", "UTF-32BE", "UTF-32LE", "UTF-16"})
    void otherEncodingsAreMalformed(String charset) {
        byte[] body = "{\"x\":1}".getBytes(Charset.forName(charset));
        assertThat(failure(number(), Calls.of(body, Call.Form.SINGLE, RowSelection.ALL)))
                .isInstanceOf(Failure.MalformedJson.class);
    }

    @Test
    void byteOrderMarkIsMalformed() {
        assertThat(failure(number(), Calls.single("\uFEFF{\"x\":1}")).message()).contains("byte order mark");
    }

    @ParameterizedTest
    @CsvSource({"C080", "EDA080", "F8888080", "F4908080", "80", "C3", "E282"})
    void bytesThatAreNotUtf8AreMalformed(String hex) {
        byte[] bad = HexFormat.of().parseHex(hex);
        byte[] body = new byte[bad.length + 8];
        System.arraycopy("{\"x\":\"".getBytes(StandardCharsets.US_ASCII), 0, body, 0, 6);
        System.arraycopy(bad, 0, body, 6, bad.length);
        System.arraycopy("\"}".getBytes(StandardCharsets.US_ASCII), 0, body, 6 + bad.length, 2);
        assertThat(failure(one(ANY_TEXT, ElementType.STRING), Calls.of(body, Call.Form.SINGLE, RowSelection.ALL))
                        .message())
                .isEqualTo("the body is not valid UTF-8");
    }

    @Test
    void onlyTheBytesOfTheCallCount() {
        byte[] body = "{\"x\":1}}}}}".getBytes(StandardCharsets.US_ASCII);
        Call call = new Call(
                body,
                7,
                Call.Form.SINGLE,
                RowSelection.ALL,
                Limits.DEFAULT,
                Calls.DEADLINE,
                "c",
                "t",
                Call.Origin.CALLER);
        assertThat(rows(decoder(number()).decode(call)).features().rows()).isEqualTo(1);
    }

    @Test
    void allFaultsOfARowAreToldAtOnce() {
        Binding binding = new Bindings()
                .input(
                        new Field(
                                "amount",
                                new NumberType(0.0, 100.0),
                                new Absence.Required(),
                                null,
                                "EUR",
                                null,
                                true,
                                null),
                        ElementType.DOUBLE)
                .input("age", new IntegerType(18L, null, List.of()), ElementType.INT64)
                .input("income", ANY_NUMBER, ElementType.DOUBLE)
                .build();

        assertThat(problems(binding, "{\"amount\": 100.5, \"age\": 17, \"agee\": 1}"))
                .containsExactlyInAnyOrder(
                        new RowProblem("amount", Rule.MAX, "100", "must be at most 100 EUR"),
                        new RowProblem("age", Rule.MIN, "18", "must be at least 18"),
                        new RowProblem(
                                "agee", Rule.UNKNOWN_FIELD, null, "is not a field of this model; did you mean age?"),
                        new RowProblem("income", Rule.REQUIRED, null, "is required"));
    }

    @Test
    void case21MissingRequiredFieldIsNamed() {
        assertThat(problem(number(), "{}")).isEqualTo(new RowProblem("x", Rule.REQUIRED, null, "is required"));
    }

    @Test
    void case22UnknownFieldIsNamedCutAndMadeHarmless() {
        assertThat(problem(number(), "{\"x\":1,\"" + "n".repeat(200) + "\":1}").field())
                .isEqualTo("n".repeat(64));
        assertThat(problem(number(), "{\"x\":1,\"a\\r\\n\\u001b<ü\\\"b\":[[{}]]}")
                        .field())
                .isEqualTo("a??????b");
    }

    @Test
    void case22AFloodOfUnknownFieldsIsCutOff() {
        var body = new StringBuilder("{\"x\":1");
        for (int i = 0; i < 5_000; i++) {
            body.append(",\"y").append(i).append("\":0");
        }
        assertThat(problems(number(), body + "}")).hasSize(100);
    }

    @Test
    void case23NullIsTheSameAsLeavingTheFieldOut() {
        Binding binding = new Bindings()
                .input("required", ANY_NUMBER, ElementType.DOUBLE)
                .input(field("count", ANY_INTEGER, absent(new Scalar.Whole(7))), ElementType.INT64)
                .input(field("rate", ANY_NUMBER, absent(new Scalar.Whole(3))), ElementType.DOUBLE)
                .input(field("flag", new BooleanType(), absent(new Scalar.Flag(true))), ElementType.FLOAT)
                .input(
                        field("housing", category(new OnUnknown.Reject()), absent(new Scalar.Text("free"))),
                        ElementType.FLOAT)
                .input(field("text", ANY_TEXT, absent(new Scalar.Text("none"))), ElementType.STRING)
                .input(
                        field("day", new DateType(null, null, Epoch.UNIX_DAYS), absent(new Scalar.Text("1970-01-03"))),
                        ElementType.INT64)
                .input(field("gap", ANY_NUMBER, new Absence.Missing(new Absence.Filler.Nan())), ElementType.FLOAT)
                .build();

        assertThat(problem(binding, "{\"required\":null}").rule()).isEqualTo(Rule.REQUIRED);
        for (String body : List.of(
                "{\"required\":1}",
                "{\"required\":1,\"count\":null,\"rate\":null,\"flag\":null,\"housing\":null,\"text\":null,"
                        + "\"day\":null,\"gap\":null}")) {
            Features features = accepted(binding, body);
            assertThat(features.slot(0, 1)).isEqualTo(7);
            assertThat(numberAt(features, 0, 2)).isEqualTo(3.0);
            assertThat(features.slot(0, 3)).isEqualTo(1);
            assertThat(features.slot(0, 4)).isEqualTo(2);
            assertThat(features.text(features.slot(0, 5))).isEqualTo("none");
            assertThat(features.slot(0, 6)).isEqualTo(2);
            assertThat(features.missing(0, 6)).isFalse();
            assertThat(features.missing(0, 7)).isTrue();
        }
    }

    @Test
    void aLargeBodyIsReadForAsLongAsThereIsTime() {
        String body = "{\"x\":1}" + " ".repeat(1_000_000);
        var clock = new AtomicLong();
        LongSupplier tenthOfTheTimeALook = () -> clock.getAndAdd(Calls.DEADLINE.nanoTime() / 10);
        assertThat(new RequestDecoder(number(), tenthOfTheTimeALook).decode(Calls.single(body)))
                .isEqualTo(new DecodedCall.Failed(new Failure.DeadlineExceeded()));
        assertThat(accepted(number(), body).rows()).isEqualTo(1);
    }

    @Test
    void case31ZeroRowsAreRefusedTheLimitIsTakenAndOneMoreIsTooLarge() {
        Binding binding = new Bindings()
                .input("x", ANY_NUMBER, ElementType.DOUBLE)
                .maxRows(3)
                .build();
        Limits limits = binding.contract().limits();
        assertThat(failure(binding, Calls.batch("[]", limits)))
                .isEqualTo(new Failure.InvalidBody("the body holds no rows"));
        assertThat(rows(decoder(binding).decode(Calls.batch("[{\"x\":1},{\"x\":2},{\"x\":3}]", limits)))
                        .features()
                        .rows())
                .isEqualTo(3);
        // What comes after the first row too many is not even read.
        assertThat(failure(binding, Calls.batch("[{\"x\":1},{\"x\":2},{\"x\":3},{ broken", limits)))
                .isEqualTo(new Failure.TooLarge("the body holds more than 3 rows"));
    }

    @Test
    void contextIsCheckedAndGoesNowhere() {
        Binding binding = new Bindings()
                .input("x", ANY_NUMBER, ElementType.DOUBLE)
                .context(field("customer", new IntegerType(1L, null, List.of()), new Absence.Required()))
                .context(field("note", ANY_TEXT, new Absence.Optional()))
                .build();
        Features features = accepted(binding, "{\"customer\":5,\"x\":1,\"note\":null}");
        assertThat(features.width()).isEqualTo(1);
        assertThat(problem(binding, "{\"x\":1}").rule()).isEqualTo(Rule.REQUIRED);
        assertThat(problem(binding, "{\"x\":1,\"customer\":0}").rule()).isEqualTo(Rule.MIN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0007',
            value = {
                "\"A-17\" | \"A-17\"",
                "\"a\\\"b\\\\c\" | \"a\\\"b\\\\c\"",
                "\"\\u0041\" | \"A\"",
                "\"~!\" | \"~!\""
            })
    void requestIdIsAnsweredAsJson(String sent, String answered) {
        assertThat(idRow(ANY_TEXT, sent).requestId()).isEqualTo(answered);
    }

    @ParameterizedTest
    @CsvSource({"17, 17", "-3, -3", "92.0, 92", "9223372036854775807, 9223372036854775807"})
    void integerRequestIdIsAnsweredAsNumber(String sent, String answered) {
        assertThat(idRow(ANY_INTEGER, sent).requestId()).isEqualTo(answered);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"a b\"", "\"ü\"", "\"a\\nb\"", "\"\\u007f\""})
    void requestIdThatCouldHarmALogIsRefused(String sent) {
        RowResult row = idRow(ANY_TEXT, sent);
        assertThat(row.requestId()).isNull();
        assertThat(row.problems())
                .singleElement()
                .isEqualTo(
                        new RowProblem("id", Rule.PATTERN, "[!-~]{1,64}", "must be 1 to 64 visible ASCII characters"));
    }

    @Test
    void requestIdOf65CharactersIsRefused() {
        assertThat(idRow(ANY_TEXT, "\"" + "a".repeat(64) + "\"").requestId()).hasSize(66);
        assertThat(idRow(ANY_TEXT, "\"" + "a".repeat(65) + "\"").problems()).hasSize(1);
    }

    @Test
    void requestIdIsAnsweredForARowThatIsRefused() {
        Binding binding = idBinding(ANY_TEXT);
        RowResult row = rows(decoder(binding).decode(Calls.single("{\"x\":\"no\",\"id\":\"A\"}")))
                .rows()
                .getFirst();
        assertThat(row.requestId()).isEqualTo("\"A\"");
        assertThat(row.problems()).hasSize(1);
    }

    @Test
    void anIdThatItsFieldRefusesIsNotAnsweredHoweverManyFaultsCameBefore() {
        Binding binding = idBinding(new TextType(0, 3, null));
        String faults =
                IntStream.range(0, 101).mapToObj(i -> "\"u" + i + "\":1,").collect(Collectors.joining());

        DecodedCall.Rows rows =
                rows(decoder(binding).decode(Calls.single("{" + faults + "\"x\":1,\"id\":\"s3cr3t\"}")));

        assertThat(rows.rows().getFirst().requestId()).isNull();
    }

    @Test
    void aRowWithoutItsIdHasNotTheIdOfTheRowBefore() {
        DecodedCall.Rows rows =
                rows(decoder(idBinding(ANY_TEXT)).decode(Calls.batch("[{\"x\":1,\"id\":\"A\"},{\"x\":1}]")));
        assertThat(rows.rows().get(1).requestId()).isNull();
    }

    private static RowResult idRow(FieldType type, String id) {
        return rows(decoder(idBinding(type)).decode(Calls.single("{\"x\":1,\"id\":" + id + "}")))
                .rows()
                .getFirst();
    }

    private static Binding idBinding(FieldType type) {
        return new Bindings()
                .input("x", ANY_NUMBER, ElementType.DOUBLE)
                .context(field("id", type, new Absence.Optional()))
                .id("id")
                .build();
    }

    @Test
    void aBadRowSpoilsNoOther() {
        DecodedCall.Rows rows = rows(
                decoder(number()).decode(Calls.batch("[{\"x\":1},{\"x\":\"no\"},3,{\"x\":2},null,[],{},{\"x\":3}]")));

        assertThat(rows.rows().stream().map(RowResult::valid))
                .containsExactly(true, false, false, true, false, false, false, true);
        assertThat(rows.features().rows()).isEqualTo(3);
        for (int row = 0; row < 3; row++) {
            assertThat(numberAt(rows.features(), row, 0)).isEqualTo(row + 1);
        }
    }

    @Test
    void whatARowLacksIsNotTakenFromADroppedRowBeforeIt() {
        Binding binding = new Bindings()
                .input(field("gap", ANY_NUMBER, new Absence.Missing(new Absence.Filler.Nan())), ElementType.FLOAT)
                .input("x", ANY_NUMBER, ElementType.FLOAT)
                .build();
        DecodedCall.Rows rows = rows(decoder(binding).decode(Calls.batch("[{\"gap\":5,\"x\":\"no\"},{\"x\":1}]")));
        assertThat(rows.features().missing(0, 0)).isTrue();
    }

    @Test
    void rowsOfAnotherVersionAreLeftAlone() {
        var selected = new BitSet();
        selected.set(1);
        selected.set(3);
        byte[] body = "[{\"x\":1},{\"x\":2},{\"other\":true},{\"x\":4}]".getBytes(StandardCharsets.US_ASCII);
        DecodedCall.Rows rows =
                rows(decoder(number()).decode(Calls.of(body, Call.Form.BATCH, new RowSelection.Some(selected))));
        assertThat(rows.rows()).hasSize(2);
        assertThat(numberAt(rows.features(), 0, 0)).isEqualTo(2);
        assertThat(numberAt(rows.features(), 1, 0)).isEqualTo(4);
    }

    @Test
    void brokenJsonInTheLastRowIsAFailureOfTheWholeCall() {
        assertThat(failure(number(), Calls.batch("[{\"x\":1},{\"x\":2},{\"x\":}]")))
                .isInstanceOf(Failure.MalformedJson.class);
    }

    @Test
    void theOtherFormIsRefusedWithTheWayToGo() {
        assertThat(failure(number(), Calls.single("[{\"x\":1}]")))
                .isInstanceOfSatisfying(
                        Failure.InvalidBody.class,
                        failure -> assertThat(failure.message()).contains("/v1/batch"));
        assertThat(failure(number(), Calls.batch("{\"x\":1}")))
                .isInstanceOfSatisfying(
                        Failure.InvalidBody.class,
                        failure -> assertThat(failure.message()).contains("/v1/predict"));
        for (String body : List.of("1", "\"s3cr3t\"", "null", "true")) {
            assertThat(failure(number(), Calls.single(body))).isInstanceOf(Failure.InvalidBody.class);
            assertThat(failure(number(), Calls.batch(body))).isInstanceOf(Failure.InvalidBody.class);
        }
    }
}
