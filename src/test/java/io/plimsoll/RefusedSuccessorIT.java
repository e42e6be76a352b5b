package io.plimsoll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Versions that come after one that serves, and may not. */
@Tag("faults")
class RefusedSuccessorIT {

    private static final String CONTRACT = """
            contract: 1
            model: m
            version: "%s"
            inputs: [{name: x, type: number, tensor: id}]
            outputs: {result: [{name: score, from: same_id, type: number}]}
            samples: {file: samples.jsonl}
            """;
    private static final String ROW = "{\"inputs\": {\"x\": 1}, \"expect\": {\"score\": 1}}";

    @TempDir
    private static Path repository;

    private static RunningService service;
    private static int versions = 1;

    @BeforeAll
    static void serve() throws IOException {
        PackageFolder.of(repository, "m", "1")
                .graph("echo")
                .contract(CONTRACT.formatted("1"))
                .samples(ROW);
        service = RunningService.over(repository);
    }

    @AfterAll
    static void leave() {
        service.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tensor: id|tensor: di|di",
                "type: number|type: string|string",
                "tensor: id|tensor: id, shape: [3]|shape",
                "from: same_id|from: other|other",
            })
    void case38AContractThatDoesNotFitTheGraphIsRefused(String right, String wrong, String reason) throws Exception {
        PackageFolder next = next();
        assertRefused(next.graph("echo"), contract(next).replaceFirst(right, wrong), ROW, reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"empty", "truncated", "html"})
    void case39AFileThatIsNoGraphIsRefused(String file) throws Exception {
        PackageFolder next = next();
        assertRefused(next.graph("unreadable/" + file), contract(next), ROW, "model.onnx");
    }

    @ParameterizedTest
    @CsvSource({
        "future_opset, opset",
        "future_ir_version, IR version",
        "unknown_operator, Frobnicate",
        "unknown_domain, custom operators"
    })
    void case40AGraphThatNeedsWhatIsNotHereIsRefused(String graph, String reason) throws Exception {
        PackageFolder next = next();
        String fitting = contract(next).replace("tensor: id", "tensor: x").replace("same_id", "\"y\"");
        assertRefused(next.graph(graph), fitting, ROW, reason);
    }

    @Test
    void case43AnAnswerThatIsNotTheGoldenOneIsRefused() throws Exception {
        PackageFolder next = next();
        assertRefused(next.graph("echo"), contract(next), ROW.replace("\"score\": 1", "\"score\": 1.1"), "score");
    }

    private static PackageFolder next() throws IOException {
        versions++;
        return PackageFolder.of(repository, "m", "" + versions);
    }

    private static String contract(PackageFolder version) {
        return CONTRACT.formatted(version.path().getFileName());
    }

    /** The contract is written last, so that the version is read once it is whole or all but. */
    private static void assertRefused(PackageFolder version, String contract, String row, String reason)
            throws Exception {
        version.samples(row).contract(contract);
        String name = version.path().getFileName().toString();
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            JsonNode found = find(name);
            assertThat(found.path("state").stringValue("")).isEqualTo("FAILED");
            assertThat(found.path("reasons").toString()).contains(reason);
        });
        JsonNode answer = service.json(service.post("/v1/predict/m", "{\"x\": 1}"));
        assertThat(answer.path("model_version").stringValue("")).isEqualTo("1");
    }

    private static JsonNode find(String version) throws Exception {
        return service.json(service.get("/v1/models/m"))
                .path("versions")
                .valueStream()
                .filter(each -> each.path("version").stringValue("").equals(version))
                .findFirst()
                .orElse(RunningService.JSON.missingNode());
    }
}
