package io.plimsoll;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.cli.CommandLineDoor;
import io.plimsoll.contract.ModelVersion;
import io.plimsoll.guard.KeyRing;
import io.plimsoll.release.Publication;
import io.plimsoll.store.FolderStore;
import io.plimsoll.store.Repository;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What {@code load} says of a running service. */
class LoadIT {

    private static final String BASELINE = """
            {"format": 1, "measured": {"one_row": {"p50_ms": 0.001, "p99_ms": 0.002, "requests": 2000}}}
            """;

    private static final String RIGHT = "{\"inputs\": {\"x\": 2}, \"expect\": {\"score\": 2}}";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path home;

    private Path models;

    @BeforeEach
    void makeARepository() throws IOException {
        models = Files.createDirectory(home.resolve("models"));
        version(models, "1", RIGHT, "{\"inputs\": {\"x\": 3}, \"expect\": {\"score\": 3}}");
    }

    private static Path version(Path repository, String version, String... rows) throws IOException {
        return PackageFolder.of(repository, "echo", version)
                .graph("echo")
                .contract("""
                contract: 1
                model: echo
                version: "%s"
                limits: {rate: 1000/s}
                inputs: [{name: x, type: number, tensor: id}]
                outputs: {result: [{name: score, from: same_id, type: number}]}
                samples: {file: samples.jsonl}
                """.formatted(version))
                .samples(rows)
                .path();
    }

    @Test
    void everyRequestIsCountedAndHeldAgainstTheBaseline() throws Exception {
        Path published = Files.createDirectory(home.resolve("published"));
        new Publication(
                        new Repository(new FolderStore(published)),
                        new ModelVersion("echo", "1"),
                        models.resolve("echo/versions/1"),
                        BASELINE.getBytes(StandardCharsets.UTF_8),
                        Map.of())
                .publish("tester", Instant.now(), false);
        try (RunningService service = RunningService.over(published)) {
            assertThat(load(service, published, "--rate", "50"))
                    .as(err::toString)
                    .isZero();
            assertThat(out.toString())
                    .contains("echo 1 at http://127.0.0.1:" + service.port(), "2 golden rows")
                    .containsPattern("OK +50 +100\\.0 %")
                    .containsPattern("p50 +\\d+\\.\\d{3} ms +0\\.001 ms +\\d+\\.\\d")
                    .containsPattern("p99 +\\d+\\.\\d{3} ms +0\\.002 ms +\\d+\\.\\d")
                    .containsPattern("p90 +\\d+\\.\\d{3} ms\n")
                    .contains("note: the baseline is one row at a time within the process", "without HTTP")
                    .doesNotContain("RATE_LIMITED", "never sent");
            assertThat(err.toString()).isEmpty();
        }
    }

    @Test
    void aServiceWithoutABaselineIsMeasuredAllTheSame() throws Exception {
        try (RunningService service = RunningService.over(models)) {
            assertThat(load(service, models, "--rate", "20")).isZero();
            assertThat(out.toString())
                    .containsPattern("OK +20 +100\\.0 %")
                    .contains("the repository has no baseline of this version; publish measures one");
        }
    }

    @Test
    void moreThanACallerMayAskIsToldFromASlowService() throws Exception {
        Path limits = Files.writeString(home.resolve("limits.yaml"), "models: {echo: {rate: 10/s}}");
        try (RunningService service = RunningService.over(models, "--plimsoll.limits=" + limits)) {
            assertThat(load(service, models, "--rate", "100", "--json")).isEqualTo(1);
            JsonNode report = RunningService.JSON.readTree(out.toString());
            assertThat(report.path("due").intValue()).isEqualTo(100);
            int ok = report.path("counts").path("OK").intValue();
            int limited = report.path("counts").path("RATE_LIMITED").intValue();
            assertThat(ok).isBetween(1, 40);
            assertThat(ok + limited).isEqualTo(100);
            assertThat(report.path("passed").booleanValue()).isFalse();
            assertThat(report.path("baseline").isNull()).isTrue();

            out.getBuffer().setLength(0);
            load(service, models, "--rate", "100");
            assertThat(out.toString())
                    .contains(
                            "this caller asks more often than it may", "the caller's own limit was met", "10 a second");
        }
    }

    @Test
    void anAnswerThatIsNotAsExpectedIsAFailure() throws Exception {
        Path others = Files.createDirectory(home.resolve("others"));
        version(others, "1", RIGHT, "{\"inputs\": {\"x\": 3}, \"expect\": {\"score\": 4}}");
        try (RunningService service = RunningService.over(models)) {
            assertThat(load(service, others, "--rate", "20")).isEqualTo(1);
            assertThat(out.toString())
                    .containsPattern("OK +10 +50\\.0 %")
                    .containsPattern("wrong answer +10 +50\\.0 % +line 2: score should be 4 but is 3");
        }
    }

    @Test
    void whatIsMissingIsSaidInTheCallersWords() throws Exception {
        Path others = Files.createDirectory(home.resolve("others"));
        version(others, "2", RIGHT);
        try (RunningService service = RunningService.over(models)) {
            assertThat(load(service, others, "--rate", "20")).isEqualTo(1);
            assertThat(err.toString()).contains("echo 1 serves at http://127.0.0.1:", "no such version in " + others);
            assertThat(load("http://127.0.0.1:" + service.port(), models, "--model", "ecco", "--rate", "20"))
                    .isEqualTo(1);
            assertThat(err.toString()).contains("has no model ecco; it has echo");
            assertThat(load("http://127.0.0.1:" + service.port() + "/below", models, "--model", "echo", "--rate", "20"))
                    .isEqualTo(1);
            assertThat(err.toString()).contains("/below does not answer as Plimsoll does");
            assertThat(out.toString()).isEmpty();
        }
    }

    @Test
    void aModelWithoutGoldenRowsHasNothingToSend() throws Exception {
        Path bare = Files.createDirectory(home.resolve("bare"));
        PackageFolder.of(bare, "echo", "1").graph("echo");
        try (RunningService service = RunningService.over(bare)) {
            assertThat(load(service, bare, "--rate", "20")).isEqualTo(1);
            assertThat(err.toString()).contains("echo 1 in " + bare + ": it has no golden rows");
        }
    }

    @Test
    void aServiceThatKnowsItsCallersWantsAKeyFromAFile() throws Exception {
        String key = KeyRing.newKey();
        Path keys = Files.writeString(home.resolve("keys.yaml"), """
                callers:
                  - {name: shop, role: caller, sha256: "%s"}
                """.formatted(KeyRing.sha256(key)));
        Path own = Files.writeString(home.resolve("key"), key + "\n");
        Path wrong = Files.writeString(home.resolve("wrong"), KeyRing.newKey());
        try (RunningService service =
                RunningService.over(models, "--plimsoll.access.mode=keys", "--plimsoll.access.keys=" + keys)) {
            assertThat(load(service, models, "--rate", "20")).isEqualTo(1);
            assertThat(err.toString()).contains("wants to know who calls; PLIMSOLL_KEY or --key-file");
            assertThat(load(service, models, "--rate", "20", "--key-file", wrong.toString()))
                    .isEqualTo(1);
            assertThat(err.toString()).contains("does not know this key");
            assertThat(load(service, models, "--rate", "20", "--key-file", own.toString()))
                    .isZero();
            assertThat(out.toString() + err).doesNotContain(key);
        }
    }

    @Test
    void whereNobodyListensIsExitCodeThree() throws Exception {
        int free;
        try (var door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = door.getLocalPort();
        }
        assertThat(load("http://127.0.0.1:" + free, models, "--model", "echo", "--rate", "20"))
                .isEqualTo(3);
        assertThat(err.toString()).contains("http://127.0.0.1:" + free + " cannot be reached: ");
    }

    private int load(RunningService service, Path repository, String... options) {
        List<String> all = new ArrayList<>(List.of("--model", "echo"));
        Collections.addAll(all, options);
        return load("http://127.0.0.1:" + service.port(), repository, all.toArray(String[]::new));
    }

    /** A second of load, without a warm-up. */
    private int load(String url, Path repository, String... options) {
        List<String> all = new ArrayList<>(
                List.of("load", url, "--seconds", "1", "--warm-up", "0", "--repository", repository.toString()));
        Collections.addAll(all, options);
        return CommandLineDoor.run(all.toArray(String[]::new), new PrintWriter(out, true), new PrintWriter(err, true));
    }
}
