package io.plimsoll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plimsoll.api.RawHttp;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fault cases of HTTP at the port of health and metrics, each by its number in the list of hazards. */
class ManagementPortIT {

    private static final String HEALTH = "/actuator/health/liveness";
    private static final String HEAD =
            "POST " + HEALTH + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

    @TempDir
    private static Path home;

    private static RunningService service;

    @BeforeAll
    static void start() throws IOException {
        Path models = Files.createDirectory(home.resolve("models"));
        PackageFolder.of(models, "echo", "1")
                .graph("echo")
                .contract("""
                contract: 1
                model: echo
                version: "1"
                inputs: [{name: x, type: number, tensor: id}]
                outputs: {result: [{name: score, from: same_id, type: number}]}
                samples: {file: samples.jsonl}
                """)
                .samples("{\"inputs\": {\"x\": 0}, \"expect\": {\"score\": 0}}");
        service = RunningService.over(
                models,
                "--management.server.port=0",
                "--management.server.address=127.0.0.1",
                "--server.tomcat.connection-timeout=1s",
                "--plimsoll.door.head-timeout=2s");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @AfterEach
    void healthIsToldAsBefore() throws IOException {
        assertThat(get(HEALTH).status()).isEqualTo(200);
        assertThat(get("/actuator/prometheus").body()).contains("plimsoll_store_up");
    }

    private static int port() {
        return service.managementPort();
    }

    private static RawHttp.Response get(String path) throws IOException {
        return RawHttp.exchange(port(), "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"x\": \"trunc", "{} {}", "{\"a\": 1, \"a\": 2}", "NaN"})
    void case1To6NoBodyIsOfAnyUseHere(String body) throws IOException {
        for (String path : List.of(HEALTH, "/actuator/prometheus", "/v1/predict/echo", "/admin/models/echo/release")) {
            RawHttp.Response refused = RawHttp.exchange(port(), RawHttp.post(path, body));
            assertThat(refused.status()).isIn(401, 404, 405);
            assertThat(refused.body()).contains("\"code\"", "\"trace_id\"");
        }
    }

    @Test
    void case5AndCase7ABodyThatIsHugeIsNotRead() throws IOException {
        String deep = "[".repeat(1_000_000);
        assertThat(RawHttp.exchange(port(), RawHttp.post(HEALTH, deep)).status())
                .isEqualTo(405);
        try (var http = new RawHttp(port())) {
            http.send(HEAD + "Content-Length: 999999999\r\n\r\n");
            assertThat(http.receive().status()).isEqualTo(405);
            assertThat(http.closedByServer()).isTrue();
        }
    }

    @Test
    void case8ABodyInChunksWithoutAnEndIsCutOff() throws IOException {
        String chunk = "10000\r\n" + " ".repeat(0x10000) + "\r\n";
        try (var http = new RawHttp(port())) {
            http.send(HEAD + "Transfer-Encoding: chunked\r\n\r\n");
            assertThat(http.receive().status()).isEqualTo(405);
            int sent = 0;
            while (sent < 1_000 && http.accepts(chunk)) {
                sent++;
            }
            assertThat(sent).isLessThan(1_000);
        }
    }

    @Test
    void case9ABodyThatStopsEndsItsConnection() throws IOException {
        try (var http = new RawHttp(port())) {
            http.send(HEAD + "Content-Length: 20\r\n\r\n{");
            assertThat(http.receive().status()).isEqualTo(405);
            assertThat(http.closedByServer()).isTrue();
        }
    }

    @Test
    void case10SlowBodiesHoldNoThread() throws IOException {
        var slow = new ArrayList<RawHttp>();
        try {
            for (int i = 0; i < 150; i++) {
                var http = new RawHttp(port());
                slow.add(http);
                http.send(HEAD + "Content-Length: 500\r\n\r\n{");
            }
            for (int i = 0; i < 3; i++) {
                for (RawHttp http : slow) {
                    http.accepts(" ");
                }
                assertThat(get(HEALTH).status()).isEqualTo(200);
            }
        } finally {
            for (RawHttp http : slow) {
                http.close();
            }
        }
    }

    @Test
    void case11AHalfRequestLineIsClosedWhenItIsLate() throws IOException {
        try (var http = new RawHttp(port())) {
            http.send("GET /actua");
            assertThat(http.closedByServer()).isTrue();
        }
    }

    @Test
    void case11AHeadThatComesSlowlyIsCut() throws IOException {
        try (var http = new RawHttp(port())) {
            http.send("GET " + HEALTH + " HTTP/1.1\r\nHost: localhost\r\n");
            await().pollInterval(Duration.ofMillis(200))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> !http.accepts("X-Slow: 1\r\n"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Type: text/plain\r\n", "Content-Encoding: gzip\r\n"})
    void case12And13WhatABodySaysOfItselfIsNotAskedFor(String line) throws IOException {
        assertThat(RawHttp.exchange(port(), RawHttp.post(HEALTH, "{}", line)).status())
                .isIn(405, 415);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"})
    void case14AnotherMethodIsNotAllowed(String method) throws IOException {
        RawHttp.Response refused =
                RawHttp.exchange(port(), method + " " + HEALTH + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertThat(refused.status()).isEqualTo(405);
        assertThat(refused.body()).contains("METHOD_NOT_ALLOWED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
                "Content-Length: 5\r\nContent-Length: 6\r\n",
                "Content-Length: +5\r\n"
            })
    void case15ABodyWithTwoEndsIsRefusedAndTheConnectionClosed(String framing) throws IOException {
        try (var http = new RawHttp(port())) {
            http.send(HEAD + framing + "\r\n0\r\n\r\nGET " + HEALTH + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(http.receive().status()).isEqualTo(400);
            assertThat(http.closedByServer()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator/health;a=b",
                "/actuator//health",
                "/actuator%2fhealth",
                "/actuator/health%00",
                "/Actuator/health",
                "/actuator/./health",
                "/x/../actuator/health",
                "/actuator/env",
                "/actuator/heapdump",
                "/actuator/loggers",
                "/actuator/shutdown"
            })
    void case16APathInAnotherSpellingIsNone(String path) throws IOException {
        assertThat(get(path).status()).isIn(400, 401, 404);
    }

    @Test
    void case17TooManyOrTooLargeHeadersAreRefused() throws IOException {
        for (String lines : List.of("X-A: 1\r\n".repeat(101), "X-A: " + "a".repeat(9 * 1024) + "\r\n")) {
            RawHttp.Response refused =
                    RawHttp.exchange(port(), "GET " + HEALTH + " HTTP/1.1\r\nHost: localhost\r\n" + lines + "\r\n");
            assertThat(refused.status()).isEqualTo(431);
            assertThat(refused.body()).contains("HEADERS_TOO_LARGE");
        }
    }

    @Test
    void case18CallersThatHangUpLeaveNothingBehind() throws IOException {
        for (int i = 0; i < 20; i++) {
            try (var http = new RawHttp(port())) {
                http.send("GET /actuator/prometheus HTTP/1.1\r\nHost: localhost\r\n\r\n");
            }
            try (var http = new RawHttp(port())) {
                http.send(HEAD + "Transfer-Encoding: chunked\r\n\r\n5\r\n{");
            }
        }
    }

    @Test
    void case19WhatWouldNotBeReadIsNotSent() throws IOException {
        RawHttp.Response refused =
                RawHttp.exchange(port(), "GET " + HEALTH + " HTTP/1.1\r\nHost: localhost\r\nAccept: image/png\r\n\r\n");
        assertThat(refused.status()).isIn(200, 406);
    }

    @Test
    void case20APipelineStarvesNobody() throws IOException {
        try (var flood = new RawHttp(port())) {
            String each = "GET " + HEALTH + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
            flood.send(each.repeat(200));
            assertThat(get(HEALTH).status()).isEqualTo(200);
            for (int i = 0; i < 200; i++) {
                assertThat(flood.receive().status()).isEqualTo(200);
            }
        } catch (SocketException closed) {
            throw new AssertionError("the connection of a caller that only asks a lot was closed", closed);
        }
    }
}
