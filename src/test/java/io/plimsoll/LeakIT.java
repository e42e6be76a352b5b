package io.plimsoll;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.RawHttp;
import io.plimsoll.guard.KeyRing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What callers send is theirs: values that are planted in keys, headers, queries, inputs and broken bodies turn up in
 * no answer, log line, metric or page, nor in what native code writes beside the log.
 */
@Tag("faults") // half a minute of requests: in .ci/run, and not in every build
class LeakIT {

    private static final String WORD = "planted-Wort-ß";
    private static final String NUMBER = "918273.6455";
    private static final List<String> TRACES = List.of("planted", "918273", "ted-Wort");

    private final String key = KeyRing.newKey();
    private final String unknown = "planted-" + KeyRing.newKey();
    private final List<String> answers = new ArrayList<>();

    @TempDir
    private Path home;

    private Path keys;

    @BeforeEach
    void makeAKey() throws IOException {
        keys = home.resolve("keys.yaml");
        Files.writeString(
                keys,
                "callers: [{name: shop, role: caller, rate: 100000/s, sha256: \"" + KeyRing.sha256(key) + "\"}]\n");
    }

    @Test
    void case72WhatIsPlantedTurnsUpNowhere() throws Exception {
        try (var server = ServerProcess.start(
                        home,
                        Path.of("models"),
                        "--plimsoll.access.mode=keys",
                        "--plimsoll.access.keys=" + keys,
                        "--logging.level.io.plimsoll=debug")
                .isReady()) {
            for (Path model : models()) {
                String path = "/v1/predict/" + model.getFileName();
                JsonNode row = goldenRow(model);
                send(server.port(), path, row.toString());
                for (String field : row.propertyNames()) {
                    for (String planted : List.of("\"" + WORD + "\"", NUMBER, "[\"" + WORD + "\"]", "{\"a\": 1}")) {
                        ObjectNode changed = (ObjectNode) row.deepCopy();
                        changed.set(field, RunningService.JSON.readTree(planted));
                        send(server.port(), path, changed.toString());
                        send(server.port(), path.replace("predict", "batch"), "[" + changed + "," + row + "]");
                    }
                }
                send(server.port(), path, row.toString().replaceFirst(":", ":\"" + WORD + "\" " + NUMBER + " "));
                send(server.port(), path, "{\"a\": \"" + WORD);
                send(server.port(), path + "?token=" + WORD, row.toString());
            }
            sendUnwanted(server.port());
            answers.add(server.log());
            for (String page : List.of("/actuator/prometheus", "/actuator/health", "/v1/models", "/v3/api-docs")) {
                send(server.port(), "GET " + page + " HTTP/1.1\r\nHost: localhost\r\n" + bearer(key) + "\r\n");
            }
            assertThat(server.log()).contains("denied (unknown key)");
        }
        assertThat(answers).hasSizeGreaterThan(300);
        assertThat(answers).anyMatch(answer -> answer.contains("\"code\":\"OK\""));
        assertThat(answers).anyMatch(answer -> answer.contains("\"code\":\"INVALID_INPUT\""));
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer).doesNotContain(TRACES).doesNotContain(key));
    }

    /** Heads that are refused, each for another reason. */
    private void sendUnwanted(int port) throws IOException {
        for (String line : List.of(
                bearer(unknown),
                "X-API-Key: " + unknown + "\r\n",
                "Authorization: Basic cGxhbnRlZA-planted\r\n",
                bearer(key) + "Accept: planted/planted\r\n",
                bearer(key) + "Content-Encoding: planted\r\n",
                bearer(key) + "X-Request-Timeout-Ms: planted\r\n",
                bearer(key) + "traceparent: planted-planted\r\n",
                bearer(key) + "Cookie: planted=planted\r\n",
                bearer(key) + "X-Planted: " + "planted".repeat(2_000) + "\r\n",
                bearer(key) + "planted planted\r\n")) {
            send(port, RawHttp.post("/v1/predict/credit-risk", "{}", line));
        }
        send(port, RawHttp.post("/admin/models/credit-risk/release", "{\"reason\": \"planted\"}", bearer(unknown)));
    }

    private static String bearer(String shown) {
        return "Authorization: Bearer " + shown + "\r\n";
    }

    private void send(int port, String path, String body) throws IOException {
        send(port, RawHttp.post(path, body, bearer(key)));
    }

    private void send(int port, String request) throws IOException {
        try (var http = new RawHttp(port)) {
            http.send(request);
            RawHttp.Response answer = http.receive();
            answers.add(answer.status() + " " + answer.headers() + " " + answer.body());
        }
    }

    private static List<Path> models() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("models"))) {
            return folders.filter(Files::isDirectory).sorted().toList();
        }
    }

    private static JsonNode goldenRow(Path model) throws IOException {
        try (Stream<Path> files = Files.walk(model)) {
            Path samples = files.filter(file -> file.endsWith("samples.jsonl"))
                    .max(Path::compareTo)
                    .orElseThrow();
            return RunningService.JSON
                    .readTree(Files.readAllLines(samples).getFirst())
                    .path("inputs");
        }
    }
}
