package io.plimsoll;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.RawHttp;
import io.plimsoll.codec.JsonTestSuite;
import io.plimsoll.codec.JsonTestSuite.Document;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The JSON Parsing Test Suite, written to a socket of the running service: as whole bodies of a prediction and of a
 * batch, and inside rows that are well otherwise.
 */
class JsonTestSuiteIT {

    private static final String PREDICT = "/v1/predict/delivery-fee";
    private static final String BATCH = "/v1/batch/delivery-fee";
    private static final String ROW =
            "{\"weight\":1.4,\"order_value\":42.5,\"zone\":\"region\",\"order_date\":\"2026-03-14\"";
    private static final String GOOD = ROW + "}";

    /** Of the documents on which parsers may differ, those that are no JSON to us; the others are, of another form. */
    private static final Set<String> UNDECIDED_BUT_MALFORMED = Set.of(
            "i_object_key_lone_2nd_surrogate",
            "i_string_UTF-16LE_with_BOM",
            "i_string_UTF-8_invalid_sequence",
            "i_string_UTF8_surrogate_U+D800",
            "i_string_invalid_utf-8",
            "i_string_iso_latin_1",
            "i_string_lone_utf8_continuation_byte",
            "i_string_not_in_unicode_range",
            "i_string_overlong_sequence_2_bytes",
            "i_string_overlong_sequence_6_bytes",
            "i_string_overlong_sequence_6_bytes_null",
            "i_string_truncated-utf-8",
            "i_string_utf16BE_no_BOM",
            "i_string_utf16LE_no_BOM",
            "i_structure_500_nested_arrays",
            "i_structure_UTF-8_BOM_empty_object");

    @TempDir
    private static Path repository;

    private static RunningService service;

    private final SoftAssertions softly = new SoftAssertions();

    @BeforeAll
    static void start() throws IOException {
        SamplesIT.copy(Path.of("models/delivery-fee/versions/1"), repository.resolve("delivery-fee/versions/1"));
        service = RunningService.over(repository, "--plimsoll.limits=src/test/resources/generous-limits.yaml");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @AfterEach
    void aGoodRowIsAnswered() throws IOException {
        softly.assertAll();
        assertThat(post(PREDICT, GOOD.getBytes(StandardCharsets.UTF_8)).status())
                .isEqualTo(200);
    }

    @Test
    void whatIsNoJsonIsMalformedAsABody() throws IOException {
        for (Document document : documents("n_")) {
            malformed(document, PREDICT, document.bytes());
            malformed(document, BATCH, document.bytes());
        }
    }

    @Test
    void whatIsNoJsonIsMalformedInsideARow() throws IOException {
        for (Document document : documents("n_")) {
            for (String field : List.of("coupon", "parcels", "unknown")) {
                malformed(document, PREDICT, document.within(ROW + ",\"" + field + "\":", "}"));
            }
            malformed(document, PREDICT, document.within("{\"length\":", "," + ROW.substring(1) + "}"));
            malformed(document, BATCH, document.within("[" + GOOD + "," + ROW + ",\"length\":", "}]"));
            malformed(document, BATCH, document.within("[" + GOOD + ",", "]"));
        }
    }

    @Test
    void whatIsJsonIsNoRowUnlessItHasAKeyTwice() throws IOException {
        for (Document document : documents("y_")) {
            for (String path : List.of(PREDICT, BATCH)) {
                answered(document, path, document.bytes(), document.keyTwice() ? 400 : 422);
            }
        }
    }

    @Test
    void whatIsJsonIsRefusedByItsFieldInsideARow() throws IOException {
        for (Document document : documents("y_")) {
            byte[] single = document.within(ROW + ",\"unknown\":", "}");
            byte[] batch = document.within("[" + GOOD + ",", "," + GOOD + "]");
            if (document.keyTwice()) {
                malformed(document, PREDICT, single);
                malformed(document, BATCH, batch);
                continue;
            }
            JsonNode answer = answered(document, PREDICT, single, 422);
            softly.assertThat(answer.path("errors").size()).as(document.name()).isOne();
            softly.assertThat(answer.path("errors").path(0).path("field").stringValue(""))
                    .as(document.name())
                    .isEqualTo("unknown");
            JsonNode results = answered(document, BATCH, batch, 200).path("results");
            List<String> codes = results.valueStream()
                    .map(row -> row.path("code").stringValue(""))
                    .toList();
            softly.assertThat(codes).as(document.name()).containsExactly("OK", "INVALID_INPUT", "OK");
        }
    }

    @Test
    void whatMayBeEitherIsWhatTheTableSays() throws IOException {
        var names = new TreeSet<String>();
        for (Document document : documents("i_")) {
            names.add(document.name());
            int status = UNDECIDED_BUT_MALFORMED.contains(document.name()) ? 400 : 422;
            answered(document, PREDICT, document.bytes(), status);
            answered(document, BATCH, document.bytes(), status);
            answered(document, PREDICT, document.within(ROW + ",\"coupon\":", "}"), status);
        }
        assertThat(names).containsAll(UNDECIDED_BUT_MALFORMED);
    }

    private void malformed(Document document, String path, byte[] body) throws IOException {
        answered(document, path, body, 400);
    }

    /** The answer, whose code is that of its status. */
    private JsonNode answered(Document document, String path, byte[] body, int status) throws IOException {
        RawHttp.Response response = post(path, body);
        JsonNode answer = RunningService.JSON.readTree(response.body());
        softly.assertThat(response.status())
                .as("%s to %s, answered %s", document, path, response.body())
                .isEqualTo(status);
        String code = switch (status) {
            case 200 -> "PARTIAL";
            case 400 -> "MALFORMED_JSON";
            default -> "INVALID_INPUT";
        };
        softly.assertThat(answer.path("code").stringValue(""))
                .as(document.name())
                .isEqualTo(code);
        return answer;
    }

    private static RawHttp.Response post(String path, byte[] body) throws IOException {
        try (var http = new RawHttp(service.port())) {
            var request = new ByteArrayOutputStream();
            request.writeBytes(("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                            + "Connection: close\r\nContent-Length: " + body.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            request.writeBytes(body);
            http.send(request.toByteArray());
            return http.receive();
        }
    }

    private static List<Document> documents(String beginning) {
        List<Document> documents = JsonTestSuite.documents(beginning).toList();
        assertThat(documents).hasSizeGreaterThan(30);
        return documents;
    }
}
