package io.plimsoll.lifecycle;

import static io.plimsoll.yaml.Contracts.accepted;
import static io.plimsoll.yaml.Contracts.withOutputs;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.contract.Contract;
import io.plimsoll.lifecycle.GoldenRow.Expectation;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ExpectationCoverTests {

    private static final Contract PROMISING = accepted(withOutputs("""
                    result: [{name: score, from: score}]
                    confidence: {from: scores, reduce: max}
                    explanation: {contributions: {from: shares}}
                    """)).contract();
    private static final Contract BARE =
            accepted(withOutputs("result: [{name: score, from: score}]")).contract();

    private static final JsonNode SAID = GoldenRows.JSON.readTree("0.5");
    private static final GoldenRow SILENT = row(new Expectation.Answers(SAID, null, null));
    private static final GoldenRow CONFIDENT = row(new Expectation.Answers(SAID, SAID, null));
    private static final GoldenRow EXPLAINED = row(new Expectation.Answers(SAID, null, SAID));
    private static final GoldenRow REFUSED = row(new Expectation.Refuses(Set.of("age")));

    @Test
    void whatTheContractPromisesAndNoRowSaysIsNamed() {
        assertThat(ExpectationCover.warnings(PROMISING, List.of(SILENT, REFUSED)))
                .containsExactly(
                        "no golden row says what confidence must be", "no golden row says what explanation must be");
        assertThat(ExpectationCover.warnings(PROMISING, List.of(SILENT, CONFIDENT)))
                .containsExactly("no golden row says what explanation must be");
    }

    @Test
    void oneRowThatSaysItIsEnough() {
        assertThat(ExpectationCover.warnings(PROMISING, List.of(SILENT, CONFIDENT, EXPLAINED)))
                .isEmpty();
    }

    @Test
    void whatTheContractDoesNotPromiseNeedsNoRow() {
        assertThat(ExpectationCover.warnings(BARE, List.of(SILENT))).isEmpty();
    }

    private static GoldenRow row(Expectation expectation) {
        return new GoldenRow(1, new byte[0], expectation);
    }
}
