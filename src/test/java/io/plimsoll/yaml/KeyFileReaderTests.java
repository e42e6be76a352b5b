package io.plimsoll.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.contract.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyFileReaderTests {

    private static final String DIGEST = "0123456789abcdef".repeat(4);

    @Test
    void aLineSaysWhoseKeyItIsAndWhatFor() {
        assertThat(read("""
                callers:
                  - {name: shop, role: caller, models: [credit-*, fees], rate: 50/s, sha256: "%s"}
                  - {name: ada@bank, role: operator, sha256: "%s"}
                """.formatted(DIGEST, DIGEST.replace('0', '1'))))
                .isEqualTo(new KeyFileReader.Reading.Accepted(List.of(
                        new KeyFileReader.Entry("shop", DIGEST, false, List.of("credit-*", "fees"), 50.0),
                        new KeyFileReader.Entry("ada@bank", DIGEST.replace('0', '1'), true, null, null))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "role: caller, sha256: D | needs the key name",
                "name: a, sha256: D | needs the key role",
                "name: a, role: caller | needs the key sha256",
                "name: a, role: boss, sha256: D | caller or operator",
                "name: a, role: caller, sha256: secret | 64 hexadecimal digits",
                "name: \"a\\nb\", role: caller, sha256: D | letters, digits",
                "name: a, role: caller, sha256: D, models: [] | names none",
                "name: a, role: caller, sha256: D, models: fees | a list",
                "name: a, role: caller, sha256: D, models: [\"\"] | expected text",
                "name: a, role: caller, sha256: D, models: [\"a*b\"] | the name of a model",
                "name: a, role: caller, sha256: D, rate: fast | requests a second",
                "name: a, role: caller, sha256: D, rate: 0/s | above 0/s",
                "name: a, role: caller, sha256: D, key: x | key",
            })
    void whatIsNoLineIsRefusedByName(String line, String problem) {
        assertThat(problems("callers: [{" + line.replace("D", DIGEST) + "}]")).contains(problem);
    }

    @Test
    void aKeyIsThereOnce() {
        String line = "{name: a, role: caller, sha256: \"" + DIGEST + "\"}";

        assertThat(problems("callers: [" + line + ", " + line + "]")).contains("this key is there already");
    }

    @Test
    void aFileWithoutCallersIsNone() {
        assertThat(problems("")).isNotEmpty();
        assertThat(problems("keys: []")).contains("callers");
        assertThat(read("callers: []")).isEqualTo(new KeyFileReader.Reading.Accepted(List.of()));
    }

    private static KeyFileReader.Reading read(String text) {
        return KeyFileReader.read("keys.yaml", text.getBytes(StandardCharsets.UTF_8));
    }

    private static String problems(String text) {
        return String.join(
                "; ",
                ((KeyFileReader.Reading.Refused) read(text))
                        .problems().stream().map(Problem::toString).toList());
    }
}
