package io.plimsoll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service as a process that starts again on a cache volume, after it was killed or the volume was damaged. */
@Tag("faults") // real processes that start again and again: in .ci/run, and not in every build
class RestartIT {

    private static final Path PACKAGE = Path.of("models/credit-risk/versions/2");

    @TempDir
    private Path home;

    private Path models;

    @BeforeEach
    void makeARepository() throws IOException {
        models = Files.createDirectory(home.resolve("models"));
        SamplesIT.copy(PACKAGE, models.resolve("credit-risk/versions/2"));
        PackageFolder.of(models, "other", "1").graph("echo").contract("""
                contract: 1
                model: other
                version: "1"
                inputs: [{name: id, type: number, tensor: id}]
                outputs: {result: [{name: same, from: same_id, type: number}]}
                """);
    }

    @Test
    void case61AProcessKilledAtAnyMomentOfItsStartLeavesNothingThatTheNextOneMinds() throws Exception {
        List<Consumer<ServerProcess>> moments = List.of(
                process -> process.says(" is FETCHING"), ServerProcess::proves, process -> process.says(" is LOADING"));
        for (Consumer<ServerProcess> moment : moments) {
            try (var server = ServerProcess.start(home, models)) {
                moment.accept(server);
                server.kill();
            }
        }
        Instant longAgo = Instant.now().minus(Duration.ofHours(1));
        for (String left : proofs()) {
            Files.setLastModifiedTime(home.resolve("tmp").resolve(left), FileTime.from(longAgo));
        }
        assertThat(proofs()).isNotEmpty();
        // As if the last one had been killed in the middle of a download.
        Path half = Files.createDirectories(ownStaging().resolve("half"));
        Files.writeString(half.resolve("model.onnx"), "half of it");

        try (var server = ServerProcess.start(home, models)) {
            answersRightly(server);
            assertThat(files("cache/staging")).isEmpty();
            assertThat(proofs()).isEmpty();
            server.terminate();
            server.leavesInOrder();
        }
    }

    /** What proofs left behind. */
    private List<String> proofs() throws IOException {
        try (Stream<Path> all = Files.list(home.resolve("tmp"))) {
            return all.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.startsWith("plimsoll-proof-"))
                    .toList();
        }
    }

    /** The folder of the one process that uses the volume. */
    private Path ownStaging() throws IOException {
        try (Stream<Path> all = Files.list(home.resolve("cache/staging"))) {
            return all.findFirst().orElseThrow();
        }
    }

    @Test
    void case62FilesThatChangedWhileTheServiceWasStoppedAreFetchedAgainAndNeverLoaded() throws Exception {
        try (var server = ServerProcess.start(home, models)) {
            answersRightly(server);
            server.terminate();
            server.leavesInOrder();
        }
        List<Path> graphs = files("cache/versions").stream()
                .filter(file -> file.endsWith("model.onnx"))
                .toList();
        assertThat(graphs).hasSize(2);
        for (Path graph : graphs) {
            // A copy in place of the link: afterwards the file and the blob that it was are damaged apart.
            byte[] bytes = Files.readAllBytes(graph);
            Files.delete(graph);
            bytes[bytes.length / 2] ^= 1;
            Files.write(graph, bytes);
        }
        for (Path blob : files("cache/blobs")) {
            byte[] bytes = Files.readAllBytes(blob);
            bytes[bytes.length / 3] ^= 4;
            Files.write(blob, bytes);
        }

        try (var server = ServerProcess.start(home, models)) {
            answersRightly(server);
            assertThat(server.log()).contains("is assembled again");
            server.terminate();
            server.leavesInOrder();
        }
        for (Path graph : files("cache/versions")) {
            if (graph.endsWith("model.onnx")) {
                assertThat(Files.mismatch(graph, original(graph))).isEqualTo(-1);
            }
        }
    }

    private static Path original(Path graph) throws IOException {
        return Files.size(graph) > 1000
                ? PACKAGE.resolve("model.onnx")
                : Path.of("src/test/resources/graphs/echo.onnx");
    }

    private List<Path> files(String folder) throws IOException {
        try (Stream<Path> all = Files.walk(home.resolve(folder))) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static void answersRightly(ServerProcess server) throws Exception {
        server.isReady();
        String line = Files.readAllLines(PACKAGE.resolve("samples.jsonl")).getFirst();
        var row = RunningService.JSON.readTree(line);
        var answer = server.post("/v1/predict/credit-risk", row.path("inputs").toString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(RunningService.JSON
                        .readTree(answer.body())
                        .at("/result/default_probability")
                        .doubleValue())
                .isCloseTo(row.at("/expect/default_probability").doubleValue(), within(0.0001));
        var other = server.post("/v1/predict/other", "{\"id\": 7}");
        assertThat(RunningService.JSON.readTree(other.body()).at("/result/same").doubleValue())
                .isEqualTo(7);
    }
}
