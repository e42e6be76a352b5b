package io.plimsoll.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.plimsoll.prediction.RowProblem;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseWishTests {

    @Test
    void aWishIsReadWhole() {
        assertThat(read("""
                {"operation": "promote", "version": "7", "revision": 3, "reason": "better by 2 %", "insist": true}"""))
                .isEqualTo(
                        new ReleaseWish.Reading.Understood(new ReleaseWish("promote", "7", 3, "better by 2 %", true)));
        assertThat(read("{\"operation\": \"rollback\", \"revision\": 0, \"reason\": \"x\", \"version\": null}"))
                .isEqualTo(new ReleaseWish.Reading.Understood(new ReleaseWish("rollback", null, 0, "x", false)));
    }

    @Test
    void allThatIsWrongIsTold() {
        assertThat(read("{\"version\": 7, \"revision\": \"3\", \"insist\": \"true\", \"force\": 1}"))
                .asInstanceOf(type(ReleaseWish.Reading.Invalid.class))
                .satisfies(invalid -> assertThat(invalid.problems())
                        .extracting(RowProblem::field)
                        .containsExactly("force", "operation", "version", "revision", "reason", "insist"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"0\"     | revision",
                "0.9       | revision",
                "3.0       | revision",
                "-1        | revision",
                "true      | revision",
                "1e30      | revision",
                "99999999999999999999 | revision",
            })
    void aRevisionIsNothingButAnInteger(String revision, String field) {
        assertThat(fields("{\"operation\": \"rollback\", \"reason\": \"x\", \"revision\": " + revision + "}"))
                .isEqualTo(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "two\\nlines", "\\u0000", "\\u2028", "\\ud800"})
    void aReasonIsALineOfText(String reason) {
        assertThat(fields("{\"operation\": \"rollback\", \"revision\": 1, \"reason\": \"" + reason + "\"}"))
                .isEqualTo("reason");
    }

    @Test
    void aReasonHasAnEnd() {
        String body = "{\"operation\": \"rollback\", \"revision\": 1, \"reason\": \"%s\"}";

        assertThat(read(body.formatted("x".repeat(500)))).isInstanceOf(ReleaseWish.Reading.Understood.class);
        assertThat(fields(body.formatted("x".repeat(501)))).isEqualTo("reason");
    }

    @ParameterizedTest
    @CsvSource({"rollback, 7", "reset, 7", "promote, ../7", "retry, ''"})
    void aVersionIsNamedWhereOneIsNamedAndOnlyThere(String operation, String version) {
        assertThat(fields("{\"operation\": \"" + operation + "\", \"version\": \"" + version
                        + "\", \"revision\": 1, \"reason\": \"x\"}"))
                .isEqualTo("version");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{} {}", "{\"operation\": \"retry\", \"operation\": \"reset\"}", "nope"})
    void whatIsNotOneJsonValueIsNoWish(String body) {
        assertThat(read(body)).isEqualTo(new ReleaseWish.Reading.Malformed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "1", "\"promote\""})
    void whatIsNoObjectIsNoWish(String body) {
        assertThat(fields(body)).isEmpty();
    }

    private static ReleaseWish.Reading read(String body) {
        return ReleaseWish.read(body.getBytes(StandardCharsets.UTF_8));
    }

    private static String fields(String body) {
        return String.join(
                ", ",
                ((ReleaseWish.Reading.Invalid) read(body))
                        .problems().stream().map(RowProblem::field).toList());
    }
}
