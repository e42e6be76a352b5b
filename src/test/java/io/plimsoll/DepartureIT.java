package io.plimsoll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plimsoll.ClosedLoop.Answer;
import io.plimsoll.ClosedLoop.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The service as a process that is told to end: at work, at its start, and while it takes leave of its callers. */
@Tag("faults") // real processes that start again and again: in .ci/run, and not in every build
class DepartureIT {

    /** How often each is done; more than once where there is time. */
    private static final int REPETITIONS = Integer.getInteger("plimsoll.process.repetitions", 1);

    @TempDir
    private Path home;

    private Path models;

    @BeforeEach
    void makeARepository() throws IOException {
        models = Files.createDirectory(home.resolve("models"));
        version("fast", "echo", "id", "same_id");
    }

    private void version(String model, String graph, String input, String output) throws IOException {
        PackageFolder.of(models, model, "1")
                .graph(graph)
                .contract("""
            contract: 1
            model: %1$s
            version: "1"
            limits: {timeout: 200ms}
            inputs: [{name: x, type: number, tensor: %2$s}]
            outputs: {result: [{name: score, from: "%3$s", type: number}]}
            samples: {file: samples.jsonl}
            """.formatted(model, input, output))
                .samples("{\"inputs\": {\"x\": 0}, \"expect\": {\"score\": 0}}");
    }

    @Test
    void case65NoRequestOfAnEstablishedConnectionIsLostWhenTheServiceLeavesUnderLoad() throws Exception {
        version("endless", "endless_loop", "x", "y");
        version("slow", "slow", "x", "y");
        var requests = new ArrayList<Request>();
        requests.addAll(Collections.nCopies(8, new Request("/v1/predict/fast", "{\"x\": 1}")));
        requests.addAll(Collections.nCopies(2, new Request("/v1/predict/fast", "{\"x\": \"one\"}")));
        // More than there are lanes, so that some wait for one.
        requests.addAll(Collections.nCopies(8, new Request("/v1/predict/slow", "{\"x\": 1}")));
        // Runs that fail: they are stopped at their deadline, again and again.
        requests.addAll(Collections.nCopies(4, new Request("/v1/predict/endless", "{\"x\": 1}")));
        for (int repetition = 0; repetition < REPETITIONS; repetition++) {
            try (var server = ServerProcess.start(home, models).isReady();
                    var callers = ClosedLoop.of(server.port(), requests)) {
                await().until(() -> statuses(callers).containsAll(List.of(200, 422, 504)));
                server.terminate();
                callers.awaitEnd();

                server.leavesInOrder();
                assertThat(callers.faults()).isEmpty();
                assertThat(statuses(callers)).isSubsetOf(200, 422, 503, 504);
                assertThat(callers.answers()).anyMatch(Answer::last);
            }
        }
    }

    private static List<Integer> statuses(ClosedLoop callers) {
        return callers.answers().stream().map(Answer::status).distinct().toList();
    }

    /** What a start comes by, one after another. */
    static Stream<Consumer<ServerProcess>> moments() {
        return Stream.of(
                process -> process.says("Starting"),
                ServerProcess::proves,
                process -> process.says("Started ").says("fast 1 is SERVING"),
                // All proofs are done, so that nothing but the native code of this very process is at work.
                process -> process.says("Started ").says("heavy 1 is LOADING"));
    }

    @ParameterizedTest
    @MethodSource("moments")
    void case66AStartIsGivenUpInOrderWhileVersionsAreBeingLoaded(Consumer<ServerProcess> moment) throws Exception {
        version("heavy", "heavy_fold", "x", "y");
        for (int repetition = 0; repetition < REPETITIONS; repetition++) {
            try (var server = ServerProcess.start(home, models)) {
                moment.accept(server);
                int said = server.log().length();
                server.terminate();

                server.leavesInOrder();
                assertThat(server.log().substring(said)).doesNotContain(" is SERVING");
                assertThat(staged()).isEmpty();
            }
        }
    }

    /** Files that are half brought. */
    private List<Path> staged() throws IOException {
        Path staging = home.resolve("cache/staging");
        if (!Files.isDirectory(staging)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(staging)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void theServiceIsReadyOnceItsModelsAreSettledAndNoMoreFromTheMomentItIsToldToLeave() throws Exception {
        version("heavy", "heavy_fold", "x", "y");
        try (var server = ServerProcess.start(home, models, "--plimsoll.shutdown.pre-stop=2s")) {
            server.says("Started ");
            assertThat(server.readiness()).isEqualTo(503);
            assertThat(server.log()).doesNotContain("heavy 1 is SERVING");
            server.isReady();
            assertThat(server.version("heavy", "1").path("state").stringValue()).isEqualTo("SERVING");

            server.terminate();
            await().pollInterval(Duration.ofMillis(10)).until(() -> server.readiness() == 503);
            var answer = server.post("/v1/predict/fast", "{\"x\": 1}");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Connection")).hasValue("close");
            assertThat(server.isAlive()).isTrue();

            server.leavesInOrder();
        }
    }
}
