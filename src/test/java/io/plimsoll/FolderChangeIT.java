package io.plimsoll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plimsoll.ClosedLoop.Answer;
import io.plimsoll.ClosedLoop.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A package in a local folder that is worked on while the service runs and somebody keeps asking it. */
class FolderChangeIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String CONTRACT = """
            contract: 1
            model: m
            version: "%s"
            title: %s
            inputs: [{name: x, type: number, tensor: id}]
            outputs: {result: [{name: score, from: same_id, type: number}]}
            samples: {file: samples.jsonl}
            """;

    @TempDir
    private Path home;

    @Test
    void whatChangesIsServedAnewWithoutARestartAndWhatIsBrokenLeavesTheOldOneServing() throws Exception {
        Path models = Files.createDirectory(home.resolve("models"));
        PackageFolder first = version(models, "1", "The first");
        var request = new Request("/v1/predict/m", "{\"x\": 1}");
        try (var server = ServerProcess.start(home, models).isReady();
                var callers = ClosedLoop.of(server.port(), Collections.nCopies(2, request))) {
            assertThat(titleOf(server)).isEqualTo("The first");

            first.contract(CONTRACT.formatted("1", "The first, changed"));
            await().atMost(PATIENCE).until(() -> titleOf(server).equals("The first, changed"));
            server.says("m 1 is CLOSED");
            assertThat(server.version("m", "1").path("state").stringValue()).isEqualTo("SERVING");

            PackageFolder second = version(models, "2", "The second");
            await().atMost(PATIENCE).until(() -> lastVersion(callers).equals("2"));
            assertThat(titleOf(server)).isEqualTo("The second");

            second.samples("{\"inputs\": {\"x\": 1}, \"expect\": {\"score\": 2}}");
            failsFor(server, "2", "samples.jsonl:1");
            assertThat(titleOf(server)).isEqualTo("The second");
            second.samples("{\"inputs\": {\"x\": 1}, \"expect\": {\"score\": 1}}");
            server.awaitVersion(
                    "m", "2", found -> found.path("state").stringValue("").equals("SERVING"));

            version(models, "3", "The third")
                    .contract(CONTRACT.formatted("3", "The third").replace("same_id", "other"));
            failsFor(server, "3", "other");
            goesOn(callers, "2");
            PackageFolder.of(models, "m", "3").contract(CONTRACT.formatted("3", "The third"));
            await().atMost(PATIENCE).until(() -> lastVersion(callers).equals("3"));

            assertThat(callers.faults()).isEmpty();
            assertThat(callers.answers()).extracting(Answer::status).containsOnly(200);
            assertThat(callers.answers()).extracting(FolderChangeIT::versionOf).containsOnly("1", "2", "3");
            server.terminate();
            callers.awaitEnd();
            server.leavesInOrder();
        }
    }

    private static PackageFolder version(Path models, String version, String title) throws IOException {
        return PackageFolder.of(models, "m", version)
                .graph("echo")
                .contract(CONTRACT.formatted(version, title))
                .samples("{\"inputs\": {\"x\": 1}, \"expect\": {\"score\": 1}}");
    }

    private static String titleOf(ServerProcess server) throws Exception {
        return RunningService.JSON
                .readTree(server.get("/v1/models").body())
                .at("/models/0/contract/title")
                .stringValue("");
    }

    private static void failsFor(ServerProcess server, String version, String reason) {
        server.awaitVersion(
                "m",
                version,
                found -> found.path("state").stringValue("").equals("FAILED")
                        && found.path("reasons").toString().contains(reason));
    }

    /** Answers that come after now. */
    private static void goesOn(ClosedLoop callers, String version) {
        int answered = callers.answers().size();
        await().atMost(PATIENCE).until(() -> callers.answers().size() > answered + 10);
        List<Answer> answers = callers.answers();
        assertThat(answers.subList(answered, answers.size()))
                .extracting(FolderChangeIT::versionOf)
                .containsOnly(version);
    }

    private static String lastVersion(ClosedLoop callers) {
        return callers.answers().isEmpty() ? "" : versionOf(callers.answers().getLast());
    }

    private static String versionOf(Answer answer) {
        return RunningService.JSON.readTree(answer.body()).path("model_version").stringValue("");
    }
}
