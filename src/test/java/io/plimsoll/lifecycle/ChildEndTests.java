package io.plimsoll.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.contract.ModelVersion;
import io.plimsoll.lifecycle.Report.Check;
import io.plimsoll.lifecycle.Report.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the end of a proving process says of its version. */
class ChildEndTests {

    private static final long MOST = 512 << 20;
    private static final Report PASSED = new Report(
            new ModelVersion("m", "1"),
            List.of(new Check("load", Verdict.WARNED, "a \"summary\"\n", List.of("one", "zwei ✨"))),
            null);
    private static final ProofVerdict FULL = new ProofVerdict.OutOfMemory("the version needs more memory than the"
            + " 512 MiB that its proof may have; it ran out while ONNX Runtime loaded the graph");

    @Test
    void aReportIsReadAsItWasWritten() {
        assertThat(ProofLine.read(new ProofLine.Done(PASSED).text())).isEqualTo(new ProofLine.Done(PASSED));
        assertThat(new ProofLine.Done(PASSED).text()).doesNotContain("\n");
        var nameless = new ProofLine.Done(new Report(null, List.of(), null));
        assertThat(ProofLine.read(nameless.text())).isEqualTo(nameless);
        var begun = new ProofLine.Begun(ProofStep.LOAD);
        assertThat(ProofLine.read(begun.text())).isEqualTo(begun);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"begun\": \"LUNCH\"}", "{\"done\": 1}", "{\"done\": {\"checks\": [{}]}}"})
    void whatIsNoLineIsPassedOver(String text) {
        assertThat(ProofLine.read(text)).isNull();
    }

    @Test
    void aReportDecidesAndNotHowTheProcessLeaves() {
        assertThat(end(139, "", null).verdict(new ProofLine.Done(PASSED))).isEqualTo(new ProofVerdict.Passed(PASSED));
    }

    @Test
    void aProofThatPassedWithTooLittleMemoryHasNotPassed() {
        assertThat(end(0, "", ProofStep.LOAD).verdict(new ProofLine.Done(PASSED)))
                .isEqualTo(FULL);
    }

    @Test
    void theJvmsOwnReportNamesTheSignal() {
        assertThat(end(134, "#\n# A fatal error\n#\n#  SIGSEGV (0xb) at pc=0x0\n", null)
                        .verdict(null))
                .isEqualTo(new ProofVerdict.Crashed("ONNX Runtime crashed while it loaded the graph (SIGSEGV)"));
    }

    @Test
    void withoutThatReportTheExitCodeDoes() {
        assertThat(end(134, "", null).verdict(null))
                .isEqualTo(new ProofVerdict.Crashed("ONNX Runtime crashed while it loaded the graph (SIGABRT)"));
    }

    @Test
    void aJvmThatFindsNoMemoryHasNotCrashed() {
        String report = "#\n# There is insufficient memory for the Java Runtime Environment to continue.\n";
        assertThat(end(134, report, null).verdict(null)).isEqualTo(FULL);
        assertThat(end(3, "", null).verdict(null)).isEqualTo(FULL);
    }

    @Test
    void whatTheKernelKillsWasTooLarge() {
        assertThat(end(137, "", null).verdict(null)).isEqualTo(FULL);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 143})
    void anEndWithoutAWordSaysNothingOfTheVersion(int exitCode) {
        assertThat(end(exitCode, "", null).verdict(null)).isInstanceOf(ProofVerdict.Undone.class);
    }

    private static ChildEnd end(int exitCode, String crashReport, ProofStep shortage) {
        return new ChildEnd(ProofStep.LOAD, exitCode, crashReport, shortage, MOST);
    }
}
