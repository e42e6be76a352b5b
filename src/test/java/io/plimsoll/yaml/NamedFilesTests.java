package io.plimsoll.yaml;

import static io.plimsoll.yaml.Contracts.withField;
import static io.plimsoll.yaml.Contracts.withInputs;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.contract.CategoryType;
import io.plimsoll.contract.Input;
import io.plimsoll.contract.Problem;
import io.plimsoll.contract.Vocabulary;
import io.plimsoll.yaml.ContractReader.Reading;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that a contract keeps in a file of its package. */
class NamedFilesTests {

    private static final String CONTRACT = withField("type: category, values_from: lists/merchants.json");

    @Test
    void aFileOfTextsGivesTheirPlaces() {
        Reading.Accepted accepted = accepted(CONTRACT, "[\"own\", \"NO\", \"012\"]");

        assertThat(vocabulary(accepted, 0).words()).containsExactly("own", "NO", "012");
        assertThat(vocabulary(accepted, 0).code(2)).isEqualTo(2);
        assertThat(accepted.files()).containsExactly("lists/merchants.json");
    }

    @Test
    void aFileOfTextsWithCodesGivesTheCodes() {
        Vocabulary vocabulary = vocabulary(accepted(CONTRACT, "{\"north\": 4, \"7\": -7}"), 0);

        assertThat(vocabulary.code(vocabulary.place("7"))).isEqualTo(-7);
    }

    @Test
    void aFileMayHoldAHundredThousandValues() {
        assertThat(vocabulary(accepted(CONTRACT, words(100_000)), 0).size()).isEqualTo(100_000);
        assertThat(problem(CONTRACT, words(100_001)))
                .isEqualTo("lists/merchants.json:1:1: values: found 100001, expected 1 to 100000");
    }

    @Test
    void fieldsOfTheSameFileShareItsWords() {
        var reads = new ArrayList<String>();
        Reading reading = Contracts.read(withInputs("""
                        - {name: home, type: category, values_from: towns.json, tensor: home}
                        - {name: work, type: category, values_from: towns.json, tensor: work}
                        """), (file, mostBytes) -> {
            reads.add(file);
            return "[\"Ulm\"]".getBytes(StandardCharsets.UTF_8);
        });

        var accepted = (Reading.Accepted) reading;
        assertThat(vocabulary(accepted, 0)).isSameAs(vocabulary(accepted, 1));
        assertThat(reads).containsExactly("towns.json");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ["own", 3]           | lists/merchants.json:1:9: values: 3 may be read as a number; quote it: "3"
            ["own", "own"]       | lists/merchants.json:1:9: values: own a second time
            ["own", ["rent"]]    | lists/merchants.json:1:9: values: found a list, expected text
            {"own": "a"}         | lists/merchants.json:1:9: the code of own: found "a", expected a whole number
            []                   | lists/merchants.json:1:1: values: found 0, expected 1 to 100000
            "own"                | lists/merchants.json:1:1: values: found "own", expected a list of texts, or texts with their codes
            ["own"               | lists/merchants.json:1:7: the file ends within its JSON value
            """)
    void whatIsWrongInTheFileIsToldWithItsPlaceThere(String text, String problem) {
        assertThat(problem(CONTRACT, text)).isEqualTo(problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            type: category, values_from: towns.json                    | values_from: the package has no file towns.json
            type: category, values_from: ../towns.json                 | values_from: found ../towns.json, expected the name of a file in the package
            type: category, values_from: /etc/passwd                   | values_from: found /etc/passwd, expected the name of a file in the package
            type: category, values_from: lists/../../x                 | values_from: found lists/../../x, expected the name of a file in the package
            type: category, values: [own], values_from: towns.json     | values_from: there are values already; a category has one of the two
            type: category, values: towns.json                         | values: found towns.json, expected a list of texts, or texts with their codes; did you mean values_from?
            type: integer, values_from: towns.json                     | values_from: does not belong to type integer but to category
            """)
    void aFileStandsInThePackage(String keys, String problem) {
        assertThat(Contracts.problem(withField(keys))).isEqualTo(problem);
    }

    @Test
    void aFileThatIsTooLargeIsRefused() {
        Reading reading = Contracts.read(CONTRACT, (file, mostBytes) -> new byte[mostBytes + 1]);

        assertThat(((Reading.Refused) reading).problems())
                .extracting(Problem::toString)
                .containsExactly("model.yaml:5:46: values_from: lists/merchants.json is larger than 8 MiB");
    }

    @Test
    void allFilesTogetherAreBounded() {
        byte[] large = ("[\"" + "a".repeat((8 << 20) - 4) + "\"]").getBytes(StandardCharsets.UTF_8);
        String inputs = IntStream.range(0, 5)
                .mapToObj(i -> "- {name: town" + i + ", type: category, values_from: " + i + ".json, tensor: a}\n")
                .collect(joining());

        Reading reading = Contracts.read(withInputs(inputs), (file, mostBytes) -> large);

        assertThat(((Reading.Refused) reading).problems())
                .extracting(Problem::text)
                .containsExactly("values_from: with 4.json the files that the contract names are larger than 32 MiB");
    }

    private static Reading read(String contract, String file) {
        return Contracts.read(
                contract,
                (name, mostBytes) ->
                        name.equals("lists/merchants.json") ? file.getBytes(StandardCharsets.UTF_8) : null);
    }

    private static Reading.Accepted accepted(String contract, String file) {
        return (Reading.Accepted) read(contract, file);
    }

    private static String problem(String contract, String file) {
        List<Problem> problems = ((Reading.Refused) read(contract, file)).problems();
        assertThat(problems).hasSize(1);
        return problems.getFirst().toString();
    }

    private static Vocabulary vocabulary(Reading.Accepted accepted, int input) {
        Input found = accepted.contract().inputs().get(input);
        return ((CategoryType) found.field().type()).values();
    }

    private static String words(int count) {
        return IntStream.range(0, count).mapToObj(i -> "\"w" + i + '"').collect(joining(",", "[", "]"));
    }
}
