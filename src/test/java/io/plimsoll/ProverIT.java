package io.plimsoll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plimsoll.contract.ModelVersion;
import io.plimsoll.lifecycle.ProofVerdict;
import io.plimsoll.lifecycle.Prover;
import io.plimsoll.lifecycle.ProverSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Versions proven in a process of their own: good ones, and those that end it, fill it or hold it up. */
class ProverIT {

    private static final ModelVersion ID = new ModelVersion("m", "1");
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final String CONTRACT = """
            contract: 1
            model: m
            version: "1"
            inputs: [{name: amount, type: number, tensor: x}]
            outputs: {result: [{name: score, from: "y", type: number}]}
            samples: {file: samples.jsonl}
            """;

    @TempDir
    private Path repository;

    private List<Path> before;

    @BeforeEach
    void lookAtWhatLiesAbout() throws IOException {
        before = leftovers();
    }

    @AfterEach
    void nothingIsLeftBehind() throws IOException {
        assertThat(children()).isEmpty();
        assertThat(leftovers()).isEqualTo(before);
    }

    @Test
    void aGoodVersionPassesWithTheSameReportAsInThisProcess() {
        ProofVerdict verdict = new Prover(ProverSettings.defaults())
                .prove(Path.of("models/credit-risk/versions/2"), new ModelVersion("credit-risk", "2"));

        assertThat(verdict).isInstanceOfSatisfying(ProofVerdict.Passed.class, passed -> {
            assertThat(passed.report().id()).hasToString("credit-risk 2");
            assertThat(passed.report().checks())
                    .extracting(check -> check.name())
                    .containsExactly("contract", "graph", "files", "binding", "load", "golden rows");
        });
        assertThat(verdict.reasons()).isEmpty();
    }

    @Test
    void aCheckThatFailsIsTold() throws IOException {
        PackageFolder folder = version("inf_output", 0);

        assertThat(prove(folder, LONG, 1024))
                .isInstanceOfSatisfying(
                        ProofVerdict.Refused.class,
                        refused -> assertThat(refused.reasons())
                                .singleElement()
                                .asString()
                                .startsWith("samples.jsonl:1: should be answered but fails: result score"));
    }

    @Test
    void anotherVersionThanItsPlaceSaysIsRefused() throws IOException {
        PackageFolder folder = version("inf_output", 1);

        assertThat(new Prover(ProverSettings.defaults()).prove(folder.path(), new ModelVersion("m", "2")))
                .isInstanceOfSatisfying(
                        ProofVerdict.Refused.class,
                        refused -> assertThat(refused.reasons())
                                .containsExactly("the contract says m 1, the folder says m 2"));
    }

    @ParameterizedTest
    @CsvSource({
        "crash_at_load, ONNX Runtime crashed while it loaded the graph (SIGFPE)",
        "abort_at_load, ONNX Runtime crashed while it loaded the graph (SIGABRT)",
        "crash_at_run, ONNX Runtime crashed while golden rows ran (SIGFPE)"
    })
    void case42AGraphThatCrashesEndsAnotherProcessThanThisOne(String graph, String reason) throws IOException {
        assertThat(prove(version(graph, 1), LONG, 1024)).isEqualTo(new ProofVerdict.Crashed(reason));
    }

    @ParameterizedTest
    @CsvSource({
        "endless_fold, 'the proof was not done within 3 s, while ONNX Runtime loaded the graph'",
        "endless_loop, 'the proof was not done within 3 s, while golden rows ran'"
    })
    void aGraphThatNeverEndsIsEnded(String graph, String reason) throws IOException {
        assertThat(prove(version(graph, 1), Duration.ofSeconds(3), 4096)).isEqualTo(new ProofVerdict.TimedOut(reason));
    }

    @ParameterizedTest
    @CsvSource({"huge_fold, ONNX Runtime loaded the graph", "huge_run, golden rows ran", "growing_run, golden rows ran"
    })
    void case44AGraphThatTakesAllMemoryIsEnded(String graph, String when) throws IOException {
        assertThat(prove(version(graph, 1), LONG, 512))
                .isEqualTo(new ProofVerdict.OutOfMemory("the version needs more memory than the 512 MiB"
                        + " that its proof may have; it ran out while " + when));
    }

    /** Nobody runs the graph, so that nothing fails: ONNX Runtime gives up what it would have kept in the service. */
    @Test
    void case44AGraphThatFillsTheMemoryWhileItLoadsIsFoundWithoutGoldenRows() throws IOException {
        PackageFolder folder = PackageFolder.of(repository, "m", "1").graph("huge_fold");

        assertThat(prove(folder, LONG, 512))
                .isInstanceOfSatisfying(
                        ProofVerdict.OutOfMemory.class,
                        full -> assertThat(full.reason()).contains("more memory than the 512 MiB"));
    }

    @Test
    void withoutRoomNothingIsTried() throws IOException {
        var settings = new ProverSettings(LONG, 1L << 60, 1L << 50, 1 << 20);

        assertThat(new Prover(settings).prove(version("inf_output", 1).path(), ID))
                .isEqualTo(new ProofVerdict.NoRoom(
                        "too little memory is left to prove the version:" + " a proof may have 0 MiB and needs 1 MiB"));
    }

    @Test
    void case66AProofThatIsInterruptedEndsItsProcess() throws Exception {
        PackageFolder folder = version("endless_fold", 1);
        var proof = new FutureTask<>(() -> prove(folder, LONG, 4096));
        Thread loader = Thread.ofPlatform().start(proof);
        await().until(() -> !children().isEmpty());

        loader.interrupt();

        assertThat(proof.get()).isInstanceOf(ProofVerdict.Undone.class);
    }

    private PackageFolder version(String graph, int amount) throws IOException {
        return PackageFolder.of(repository, "m", "1")
                .graph(graph)
                .contract(CONTRACT)
                .samples("{\"inputs\": {\"amount\": %d}, \"expect\": {\"score\": 1}}".formatted(amount));
    }

    private static ProofVerdict prove(PackageFolder folder, Duration longest, long mostMebibytes) {
        var settings = new ProverSettings(longest, mostMebibytes << 20, 64 << 20, 128 << 20);
        return new Prover(settings).prove(folder.path(), ID);
    }

    private static List<ProcessHandle> children() {
        return ProcessHandle.current().children().toList();
    }

    private static List<Path> leftovers() throws IOException {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.filter(path -> path.getFileName()
                            .toString()
                            .startsWith(
                                    "plimsoll-proof-" + ProcessHandle.current().pid() + "-"))
                    .sorted()
                    .toList();
        }
    }
}
