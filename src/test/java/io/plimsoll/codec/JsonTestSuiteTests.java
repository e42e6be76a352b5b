package io.plimsoll.codec;

import static io.plimsoll.codec.Bindings.field;
import static io.plimsoll.codec.Decoding.ANY_NUMBER;
import static io.plimsoll.codec.Decoding.ANY_TEXT;
import static io.plimsoll.codec.Decoding.decoder;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.contract.Absence;
import io.plimsoll.contract.Binding;
import io.plimsoll.contract.ElementType;
import io.plimsoll.contract.ListType;
import io.plimsoll.prediction.Call;
import io.plimsoll.prediction.Failure;
import io.plimsoll.prediction.RowSelection;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The JSON Parsing Test Suite against the decoder: as whole bodies, and as values in rows that are well otherwise. */
class JsonTestSuiteTests {

    private static final Binding BINDING = new Bindings()
            .list(
                    field("numbers", new ListType(0, 1000, null, new ListType.Items.Values(field("n", ANY_NUMBER)))),
                    ElementType.DOUBLE)
            .input(field("x", ANY_NUMBER, new Absence.Missing(new Absence.Filler.Nan())), ElementType.DOUBLE)
            .list(
                    field("texts", new ListType(0, 1000, null, new ListType.Items.Values(field("t", ANY_TEXT)))),
                    ElementType.STRING)
            .build();

    private final RequestDecoder decoder = decoder(BINDING);

    static Stream<JsonTestSuite.Document> broken() {
        return JsonTestSuite.documents("n_");
    }

    static Stream<JsonTestSuite.Document> sound() {
        return JsonTestSuite.documents("y_");
    }

    @Test
    void noDocumentIsLeftOut() {
        List<JsonTestSuite.Document> documents = JsonTestSuite.documents();

        assertThat(documents).hasSize(318).doesNotHaveDuplicates();
        assertThat(documents.stream().filter(JsonTestSuite.Document::broken)).hasSize(188);
        assertThat(documents.stream().filter(JsonTestSuite.Document::sound)).hasSize(95);
        assertThat(documents.stream().filter(JsonTestSuite.Document::undecided)).hasSize(35);
    }

    @ParameterizedTest
    @MethodSource("broken")
    void whatIsNoJsonIsMalformedWhereverItStands(JsonTestSuite.Document document) {
        for (Call.Form form : Call.Form.values()) {
            assertMalformed(document.bytes(), form);
        }
        for (String name : List.of("x", "numbers", "texts", "unknown")) {
            assertMalformed(document.within("{\"" + name + "\":", "}"), Call.Form.SINGLE);
            assertMalformed(document.within("{\"" + name + "\":", ",\"y\":1}"), Call.Form.SINGLE);
            assertMalformed(document.within("[{\"x\":1},{\"" + name + "\":", "}]"), Call.Form.BATCH);
        }
        assertMalformed(document.within("[{},", "]"), Call.Form.BATCH);
        assertMalformed(document.within("{\"unknown\":[0,", "]}"), Call.Form.SINGLE);
    }

    @ParameterizedTest
    @MethodSource("sound")
    void whatIsJsonIsReadUnlessItHasAKeyTwice(JsonTestSuite.Document document) {
        List<byte[]> bodies =
                List.of(document.bytes(), document.within("{\"unknown\":", "}"), document.within("{\"x\":", "}"));
        for (byte[] body : bodies) {
            if (document.keyTwice()) {
                assertMalformed(body, Call.Form.SINGLE);
                assertMalformed(body, Call.Form.BATCH);
            } else {
                assertThat(malformed(body, Call.Form.SINGLE)).isFalse();
                assertThat(malformed(body, Call.Form.BATCH)).isFalse();
            }
        }
    }

    /** What we make of each document on which parsers may differ, as a list of numbers or of texts. */
    @ParameterizedTest
    @CsvSource({
        "i_number_double_huge_neg_exp, numbers, 0",
        "i_number_huge_exp, numbers, PRECISION",
        "i_number_neg_int_huge_exp, numbers, PRECISION",
        "i_number_pos_double_huge_exp, numbers, PRECISION",
        "i_number_real_neg_overflow, numbers, PRECISION",
        "i_number_real_pos_overflow, numbers, PRECISION",
        "i_number_real_underflow, numbers, 0",
        "i_number_too_big_neg_int, numbers, PRECISION",
        "i_number_too_big_pos_int, numbers, 100000000000000000000",
        "i_number_very_big_negative_int, numbers, PRECISION",
        "i_object_key_lone_2nd_surrogate, texts, malformed",
        "i_string_1st_surrogate_but_2nd_missing, texts, TEXT",
        "i_string_1st_valid_surrogate_2nd_invalid, texts, TEXT",
        "i_string_UTF-16LE_with_BOM, texts, malformed",
        "i_string_UTF-8_invalid_sequence, texts, malformed",
        "i_string_UTF8_surrogate_U+D800, texts, malformed",
        "i_string_incomplete_surrogate_and_escape_valid, texts, TEXT",
        "i_string_incomplete_surrogate_pair, texts, TEXT",
        "i_string_incomplete_surrogates_escape_valid, texts, TEXT",
        "i_string_invalid_lonely_surrogate, texts, TEXT",
        "i_string_invalid_surrogate, texts, TEXT",
        "i_string_invalid_utf-8, texts, malformed",
        "i_string_inverted_surrogates_U+1D11E, texts, TEXT",
        "i_string_iso_latin_1, texts, malformed",
        "i_string_lone_second_surrogate, texts, TEXT",
        "i_string_lone_utf8_continuation_byte, texts, malformed",
        "i_string_not_in_unicode_range, texts, malformed",
        "i_string_overlong_sequence_2_bytes, texts, malformed",
        "i_string_overlong_sequence_6_bytes, texts, malformed",
        "i_string_overlong_sequence_6_bytes_null, texts, malformed",
        "i_string_truncated-utf-8, texts, malformed",
        "i_string_utf16BE_no_BOM, texts, malformed",
        "i_string_utf16LE_no_BOM, texts, malformed",
        "i_structure_500_nested_arrays, texts, malformed",
        "i_structure_UTF-8_BOM_empty_object, texts, malformed"
    })
    void whatMayBeEitherIsWhatWeSay(String name, String list, String outcome) {
        JsonTestSuite.Document document =
                JsonTestSuite.documents(name).findFirst().orElseThrow();
        String other = list.equals("texts") ? "numbers" : "texts";
        byte[] body = document.within("{\"" + other + "\":[],\"" + list + "\":", "}");

        assertThat(outcome(body, list)).isEqualTo(outcome);
        assertThat(malformed(document.bytes(), Call.Form.SINGLE)).isEqualTo(outcome.equals("malformed"));
    }

    /** The number that arrived, the rule that a value broke, or that the body is malformed. */
    private String outcome(byte[] body, String list) {
        if (malformed(body, Call.Form.SINGLE)) {
            return "malformed";
        }
        DecodedCall.Rows rows = Decoding.rows(decoder.decode(Calls.of(body, Call.Form.SINGLE, RowSelection.ALL)));
        var problems = rows.rows().getFirst().problems();
        if (problems.isEmpty()) {
            double value = Double.longBitsToDouble(rows.features().cell(0));
            return new BigDecimal(value).toPlainString();
        }
        assertThat(problems).hasSize(1);
        assertThat(problems.getFirst().field()).startsWith(list);
        return problems.getFirst().rule().name();
    }

    private void assertMalformed(byte[] body, Call.Form form) {
        assertThat(malformed(body, form))
                .as(() -> form + " of " + new String(body, 0, Math.min(200, body.length), StandardCharsets.ISO_8859_1))
                .isTrue();
    }

    /** Whether the body is refused as no JSON; one that is JSON is a failure of no other kind than of its form. */
    private boolean malformed(byte[] body, Call.Form form) {
        return switch (decoder.decode(Calls.of(body, form, RowSelection.ALL))) {
            case DecodedCall.Rows _ -> false;
            case DecodedCall.Failed(Failure.MalformedJson _) -> true;
            case DecodedCall.Failed(Failure failure) -> {
                assertThat(failure).isInstanceOf(Failure.InvalidBody.class);
                yield false;
            }
        };
    }
}
