package io.plimsoll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plimsoll.ClosedLoop.Answer;
import io.plimsoll.ClosedLoop.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that end a process, hold it up or fill it, in the repository of a service that has a good one. */
@Tag("faults") // real processes that start again and again: in .ci/run, and not in every build
class DeadlyModelsIT {

    private static final Map<String, String> REASONS = Map.of(
            "crash_at_load", "ONNX Runtime crashed while it loaded the graph (SIGFPE)",
            "crash_at_run", "ONNX Runtime crashed while golden rows ran (SIGFPE)",
            "endless_loop", "the proof was not done within 3 s, while golden rows ran",
            "huge_fold",
                    "the version needs more memory than the 512 MiB that its proof may have;"
                            + " it ran out while ONNX Runtime loaded the graph");

    @TempDir
    private Path home;

    @Test
    void case42AGoodModelAnswersThroughoutBesideThoseThatWouldEndTheServiceAndEachSaysWhatItDid() throws Exception {
        Path models = Files.createDirectory(home.resolve("models"));
        PackageFolder.of(models, "good", "1").graph("echo").contract("""
                contract: 1
                model: good
                version: "1"
                inputs: [{name: id, type: number, tensor: id}]
                outputs: {result: [{name: same, from: same_id, type: number}]}
                """);
        try (var server = ServerProcess.start(
                        home, models, "--plimsoll.proof.timeout=3s", "--plimsoll.proof.max-memory=512MB");
                var callers = ClosedLoop.of(
                        server.isReady().port(), List.of(new Request("/v1/predict/good", "{\"id\": 1}")))) {
            for (String graph : REASONS.keySet()) {
                deadly(models, graph);
            }

            server.says("crash-at-run 1 is VERIFYING");
            // It has been ready before, and what comes later takes no good model out of traffic.
            assertThat(server.readiness()).isEqualTo(200);

            for (Map.Entry<String, String> deadly : REASONS.entrySet()) {
                server.awaitVersion(
                        model(deadly.getKey()),
                        "1",
                        version -> version.path("state").stringValue("").equals("FAILED")
                                && version.path("reasons")
                                        .path(0)
                                        .stringValue("")
                                        .equals(deadly.getValue()));
            }
            assertThat(server.readiness()).isEqualTo(200);
            int answered = callers.answers().size();
            await().atMost(Duration.ofSeconds(10)).until(() -> callers.answers().size() > answered);
            assertThat(callers.faults()).isEmpty();
            assertThat(callers.answers()).extracting(Answer::status).containsOnly(200);
            server.terminate();
            server.leavesInOrder();
        }
    }

    private static String model(String graph) {
        return graph.replace('_', '-');
    }

    private static void deadly(Path models, String graph) throws IOException {
        PackageFolder.of(models, model(graph), "1")
                .graph(graph)
                .contract("""
            contract: 1
            model: %s
            version: "1"
            inputs: [{name: amount, type: number, tensor: x}]
            outputs: {result: [{name: score, from: "y", type: number}]}
            samples: {file: samples.jsonl}
            """.formatted(model(graph)))
                .samples("{\"inputs\": {\"amount\": 1}, \"expect\": {\"score\": 1}}");
    }
}
