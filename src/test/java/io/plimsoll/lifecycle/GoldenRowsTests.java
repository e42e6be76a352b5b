package io.plimsoll.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.lifecycle.GoldenRow.Expectation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoldenRowsTests {

    @TempDir
    private Path folder;

    @Test
    void readsAnswersAndRefusalsAndSkipsBlankLines() throws IOException {
        GoldenRows read = read("""
                {"inputs": {"a": 1.10}, "expect": {"y": 2}, "confidence": 0.5, "note": "first"}

                {"inputs": {"a": -1}, "refuse": ["a", "b"]}
                """);
        assertThat(read.problems()).isEmpty();
        assertThat(read.rows()).hasSize(2);
        assertThat(read.rows().get(0).line()).isEqualTo(1);
        assertThat(new String(read.rows().get(0).inputs(), StandardCharsets.UTF_8))
                .isEqualTo("{\"a\":1.10}");
        assertThat(read.rows().get(0).expectation()).isInstanceOf(Expectation.Answers.class);
        assertThat(read.rows().get(1).line()).isEqualTo(3);
        assertThat(read.rows().get(1).expectation())
                .isInstanceOfSatisfying(
                        Expectation.Refuses.class,
                        refuses -> assertThat(refuses.fields()).containsExactlyInAnyOrder("a", "b"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"inputs\": {}, \"expect\": {}|the line ends within its object; write one JSON object a line",
                "{\"inputs\": {\"a\": NaN}, \"expect\": {}}|NaN is not JSON; leave the field out or write null",
                "{\"inputs\": {\"a\": Infinity}, \"expect\": {}}|Infinity is not JSON; leave",
                "{\"inputs\": {\"a\": -Infinity}, \"expect\": {}}|-Infinity is not JSON; leave",
                "{\"inputs\": {\"a\": 1, \"a\": 2}, \"expect\": {}}|Duplicate",
                "{\"inputs\": {}, \"expected\": {}}|unknown key expected; did you mean expect? known are inputs, expect, confidence",
                "{\"inputs\": {}, \"outputs\": {}}|unknown key outputs; did you mean expect? known",
                "{\"inputs\": {}, \"weight\": {}}|unknown key weight; known are",
                "{\"expect\": {}}|inputs must be an object",
                "{\"inputs\": {}}|expect must be an object",
                "{\"inputs\": {}, \"refuse\": []}|refuse is a list",
                "{\"inputs\": {}, \"refuse\": [\"a\"], \"expect\": {}}|stands without expect",
                "[1]|expected an object",
                "{\"inputs\": {}, \"expect\": {}} 7|Trailing token",
            })
    void namesTheLineAndTheFaultOfARowThatCannotBeRead(String line, String reason) throws IOException {
        GoldenRows read = read("{\"inputs\": {}, \"expect\": {}}\n" + line);
        assertThat(read.problems())
                .singleElement()
                .asString()
                .startsWith("samples.jsonl:2: ")
                .contains(reason);
        assertThat(read.rows()).hasSize(1);
    }

    @Test
    void refusesAFileThatIsNotText() throws IOException {
        Path file = folder.resolve("samples.jsonl");
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertThat(GoldenRows.read(file).problems()).containsExactly("samples.jsonl is not UTF-8 text");
    }

    @Test
    void aRowOverSeveralLinesIsBlamedOnce() throws IOException {
        assertThat(read("""
                {
                  "inputs": {"a": 1},
                  "expect": {"y": 2}
                }
                """).problems())
                .containsExactly("samples.jsonl:1: the line ends within its object; write one JSON object a line");
    }

    @Test
    void aByteOrderMarkIsNamed() throws IOException {
        assertThat(read("\uFEFF{\"inputs\": {}, \"expect\": {}}").problems())
                .containsExactly("samples.jsonl begins with a byte order mark; save it as UTF-8 without one");
    }

    private GoldenRows read(String text) throws IOException {
        Path file = folder.resolve("samples.jsonl");
        Files.writeString(file, text);
        return GoldenRows.read(file);
    }
}
