package io.plimsoll.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.contract.Problem;
import io.plimsoll.contract.Problem.Position;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files of a package that hold long lists: strict JSON, with the place of each value. */
class JsonReaderTests {

    private final Findings findings = new Findings();

    @Test
    void aListKeepsThePlacesOfItsValues() {
        assertThat(read("[\"ä\",\n  \"b\", 3, true]"))
                .isEqualTo(new YamlNode.Sequence(
                        at(1, 1),
                        List.of(
                                new YamlNode.Scalar(at(1, 2), "ä", false),
                                new YamlNode.Scalar(at(2, 3), "b", false),
                                new YamlNode.Scalar(at(2, 8), "3", true),
                                new YamlNode.Scalar(at(2, 11), "true", true))));
        assertThat(findings.clean()).isTrue();
    }

    @Test
    void theKeysOfAnObjectStandInQuotesUntilTheyAreTakenForCodes() {
        var object = (YamlNode.Mapping) read("{\"4\": \"north\",\n \"7\": \"south\"}");

        assertThat(object.entries())
                .containsExactly(
                        new YamlNode.Entry(
                                new YamlNode.Scalar(at(1, 2), "4", false),
                                new YamlNode.Scalar(at(1, 7), "north", false)),
                        new YamlNode.Entry(
                                new YamlNode.Scalar(at(2, 2), "7", false),
                                new YamlNode.Scalar(at(2, 7), "south", false)));
        assertThat(object.withBareKeys().entries())
                .extracting(YamlNode.Entry::key)
                .extracting(YamlNode.Scalar::plain)
                .containsOnly(true);
    }

    @Test
    void whatIsNestedIsToldByItsKindAlone() {
        assertThat(read("[[1, [2]], {\"a\": {}}]"))
                .isEqualTo(new YamlNode.Sequence(
                        at(1, 1),
                        List.of(
                                new YamlNode.Sequence(at(1, 2), List.of()),
                                new YamlNode.Mapping(at(1, 12), List.of()))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                         | values.json:1:1: the file is empty
            ["a"] ["b"]                | values.json:1:7: the file goes on after its JSON value
            ["a",]                     | values.json:1:6: not JSON: Unexpected character (']' (code 93)): expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')
            ["a" "b"]                  | values.json:1:6: not JSON: Unexpected character ('"' (code 34)): was expecting comma to separate Array entries
            {"a": 1, "b": 2, "a": 3}   | values.json:1:18: the key "a" a second time; the first is at values.json:1:2
            ["a", "\\ud83d"]           | values.json:1:7: half of a surrogate pair, which is no text
            {"\\udc00": 1}             | values.json:1:2: half of a surrogate pair, which is no text
            """)
    void whatIsNoStrictJsonIsAProblem(String text, String problem) {
        read(text);

        assertThat(findings.problems()).extracting(Problem::toString).containsExactly(problem);
    }

    @Test
    void aFileThatIsNotUtf8IsAProblem() {
        assertThat(new JsonReader("values.json", findings).read("[\"größe\"]".getBytes(StandardCharsets.ISO_8859_1)))
                .isNull();
        assertThat(findings.problems())
                .extracting(Problem::toString)
                .containsExactly("values.json:1:1: the file is not UTF-8");
    }

    private @Nullable YamlNode read(String text) {
        return new JsonReader("values.json", findings).read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Position at(int line, int column) {
        return new Position("values.json", line, column);
    }
}
