package io.plimsoll.yaml;

import static io.plimsoll.yaml.Contracts.problem;
import static io.plimsoll.yaml.Contracts.problems;
import static io.plimsoll.yaml.Contracts.withField;
import static io.plimsoll.yaml.Contracts.withInputs;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.contract.Input;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What makes a YAML text mean something else than it says is refused. */
class YamlReaderTests {

    @Test
    void aTagIsRefused() {
        assertThat(problems(withField("type: !!str number")))
                .containsExactly("5:36 a tag (tag:yaml.org,2002:str); a contract has none");
    }

    @Test
    void anAnchorAndItsAliasAreRefusedAtTheirPlaces() {
        assertThat(problems(withField("type: &kind number") + "title: *kind\n"))
                .containsExactly(
                        "5:36 an anchor (&kind); a contract has none", "9:8 an alias (*kind); write the value out");
    }

    @Test
    void anAliasOfNothingIsNotTakenForText() {
        assertThat(problem(withField("type: number") + "title: *kind\n"))
                .isEqualTo("an alias (*kind); write the value out");
    }

    @Test
    void aMergeKeyIsRefused() {
        assertThat(problem(withField("type: number, <<: {min: 1}"))).isEqualTo("a merge key (<<); write the keys out");
    }

    @Test
    void aKeyStandsOnce() {
        assertThat(problem(withField("type: number, min: 1, min: 2")))
                .isEqualTo("the key min a second time; the first is at model.yaml:5:44");
    }

    @Test
    void aKeyIsText() {
        assertThat(problem(withField("type: number, [a]: b"))).isEqualTo("found a list as a key, expected text");
    }

    @Test
    void aContractIsOneDocumentWithSomethingInIt() {
        assertThat(problem(withField("type: number") + "---\ncontract: 1\n"))
                .isEqualTo("a second document; a contract is one");
        assertThat(problem("# nothing\n")).isEqualTo("the file is empty");
        assertThat(problem("just text\n"))
                .startsWith("the contract: found just text, expected the keys contract, model");
    }

    @Test
    void depthIsBounded() {
        assertThat(problem(withField("type: number, example: " + "[".repeat(500_000))))
                .isEqualTo("nested deeper than 20 levels");
    }

    @Test
    void sizeIsBounded() {
        assertThat(problem("#".repeat(YamlReader.MAX_BYTES + 1))).isEqualTo("the file has more than 1048576 bytes");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            features[3]     | a quote is missing: write tensor: "features[3]"
            features[4..6]  | a quote is missing: write tensor: "features[4..6]"
            """)
    void aMissingQuoteAroundAPlaceGetsItsOwnMessage(String place, String problem) {
        assertThat(problem(withInputs("- {name: age, type: integer, tensor: " + place + ", min: 1}")))
                .isEqualTo(problem);
    }

    @Test
    void anotherSyntaxErrorIsTheParsersOwn() {
        assertThat(problems(withField("type: [number")))
                .singleElement()
                .asString()
                .startsWith("5:43 not YAML: while parsing a flow sequence");
    }

    @Test
    void aPlaceInABlockNeedsNoQuoteForItIsTextToEveryReader() {
        assertThat(Contracts.contract(withInputs("""
                        - name: age
                          type: integer
                          tensor: features[3]
                        """)).inputs().getFirst().target())
                .isEqualTo(new Input.Target.Named("features[3]"));
    }

    @Test
    void aCharacterThatYamlDoesNotKnowIsRefused() {
        assertThat(problem(withField("type: number, title: \"a\0b\""))).startsWith("not YAML: ");
    }

    @Test
    void whatIsUsuallyBehindASyntaxErrorIsSaid() {
        assertThat(problem("model: loans\n- version\n")).endsWith(": check the indentation against the lines above");
        assertThat(problem("owner:\n   team: risk\n  contact: you\n"))
                .endsWith(": check the indentation against the lines above");
        assertThat(problem("title: Loans: all of them\n")).endsWith(": a text with ': ' in it needs quotes");
    }
}
