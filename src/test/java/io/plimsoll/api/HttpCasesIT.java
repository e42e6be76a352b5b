package io.plimsoll.api;

import static io.plimsoll.api.RawHttp.exchange;
import static io.plimsoll.api.RawHttp.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plimsoll.api.RawHttp.Response;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The fault cases of HTTP and JSON over real sockets, each by its number in the list of hazards. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "server.tomcat.connection-timeout=1s",
            "plimsoll.door.head-timeout=2s",
            "plimsoll.default-model=credit-risk"
        })
class HttpCasesIT {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int BODY_LIMIT = 1 << 20;
    private static final String PREDICT = "/v1/predict";
    private static final String HEAD =
            "POST /v1/predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
    private static final String HEAD_OF_NOBODY = HEAD.replace(PREDICT, "/v1/predict/nobody");

    @LocalServerPort
    private int port;

    /** A row that the default model takes, from the service's own documentation. */
    private String row;

    @BeforeEach
    void readTheExample() throws IOException {
        await().atMost(Duration.ofMinutes(2))
                .until(() -> get("/actuator/health/readiness").status() == 200);
        Response docs = get("/v3/api-docs");
        row = JSON.readTree(docs.body())
                .at("/paths/~1v1~1predict/post/requestBody/content/application~1json/example")
                .toString();
    }

    @AfterEach
    void othersAreServedAsBefore() throws IOException {
        Response answer = exchange(port, post(PREDICT, row));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(code(answer)).isEqualTo("OK");
        assertThat(answer.header("X-Model-Version")).isNotBlank();
        assertThat(answer.header("Server")).isNull();
    }

    @Test
    void case1AnEmptyBodyIsMalformed() throws IOException {
        assertRefused(exchange(port, post(PREDICT, "")), 400, "MALFORMED_JSON");
    }

    @Test
    void case2ATruncatedBodyIsMalformedAndNotEchoed() throws IOException {
        Response answer = exchange(port, post(PREDICT, "{\"planted-canary\": \"planted-can"));

        assertRefused(answer, 400, "MALFORMED_JSON");
        assertThat(answer.body()).doesNotContain("planted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "]", "x", ",", "null"})
    void case3WhatFollowsTheObjectIsMalformed(String trailing) throws IOException {
        assertRefused(exchange(port, post(PREDICT, row + trailing)), 400, "MALFORMED_JSON");
    }

    @Test
    void case4ADuplicateKeyIsMalformed() throws IOException {
        String twice = row.substring(0, row.length() - 1) + "," + row.substring(1);

        assertRefused(exchange(port, post(PREDICT, twice)), 400, "MALFORMED_JSON");
    }

    @Test
    void case5AMillionLevelsOfNestingAreMalformedAndCheap() throws IOException {
        String deep = "{\"a\":" + "[".repeat(1_000_000);

        long before = serverCpuNanos();
        assertRefused(exchange(port, post(PREDICT, deep)), 400, "MALFORMED_JSON");

        assertThat(serverCpuNanos() - before).isLessThan(2_000_000_000L);
    }

    @Test
    void case6ANumberOfAThousandDigitsIsRefusedCheaply() throws IOException {
        long before = serverCpuNanos();
        Response answer = exchange(port, post(PREDICT, "{\"a\":" + "9".repeat(1_001) + "}"));

        assertThat(answer.status()).isIn(400, 422);
        assertThat(serverCpuNanos() - before).isLessThan(2_000_000_000L);
    }

    @Test
    void case7AnAnnouncedBodyOverTheLimitIsRefusedUnread() throws IOException {
        try (var http = new RawHttp(port)) {
            // Not a byte of the body is sent, so that an answer proves that none was waited for.
            http.send(HEAD + "Content-Length: " + (BODY_LIMIT + 1) + "\r\n\r\n");

            assertRefused(http.receive(), 413, "TOO_LARGE");
            assertThat(http.closedByServer()).isTrue();
        }
    }

    @Test
    void case7AnAnnouncedBodyOverTheLimitIsNotInvited() throws IOException {
        Response answer = exchange(port, HEAD + "Expect: 100-continue\r\nContent-Length: 999999999\r\n\r\n");

        assertRefused(answer, 413, "TOO_LARGE");
    }

    @Test
    void case8AChunkedBodyIsCutAtTheLimit() throws IOException {
        String chunk = "10000\r\n" + " ".repeat(0x10000) + "\r\n";
        try (var http = new RawHttp(port)) {
            http.send(HEAD + "Transfer-Encoding: chunked\r\n\r\n");
            for (int sent = 0; sent <= BODY_LIMIT; sent += 0x10000) {
                http.send(chunk);
            }

            // The body has no end yet.
            assertRefused(http.receive(), 413, "TOO_LARGE");
            assertThat(http.closedByServer()).isTrue();
        }
    }

    @Test
    void case9ABodyInChunksOfOneByteIsRead() throws IOException {
        var request = new StringBuilder(HEAD + "Transfer-Encoding: chunked\r\n\r\n");
        row.chars().forEach(c -> request.append("1\r\n").append((char) c).append("\r\n"));

        Response answer = exchange(port, request.append("0\r\n\r\n").toString());

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    @Test
    void case9ABodyThatNeverEndsIsATimeout() throws IOException {
        try (var http = new RawHttp(port)) {
            http.send(HEAD + "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n");

            assertRefused(http.receive(), 408, "REQUEST_TIMEOUT");
            assertThat(http.closedByServer()).isTrue();
        }
    }

    @Test
    void case9ABodyShorterThanAnnouncedIsATimeout() throws IOException {
        try (var http = new RawHttp(port)) {
            http.send(HEAD + "Content-Length: 20\r\n\r\n{");

            assertRefused(http.receive(), 408, "REQUEST_TIMEOUT");
        }
    }

    @Test
    void case9ABrokenChunkIsRefused() throws IOException {
        assertRefused(exchange(port, HEAD + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{\r\n"), 400, "INVALID_HEADER");
    }

    @Test
    void case11AHalfRequestLineIsClosedWhenItIsLate() throws IOException {
        try (var http = new RawHttp(port)) {
            http.send("POST /v1/pre");

            assertThat(http.closedByServer()).isTrue();
        }
    }

    @Test
    void case10SlowBodiesHoldNoThreadAndHealthAnswersAtOnce() throws Exception {
        var slow = new ArrayList<RawHttp>();
        try {
            // More than there are threads, on a body that takes minutes to come.
            for (int i = 0; i < 150; i++) {
                var http = new RawHttp(port);
                slow.add(http);
                http.send(HEAD + "Content-Length: 500\r\n\r\n{");
            }
            for (int i = 0; i < 5; i++) {
                for (RawHttp http : slow) {
                    // One whose time is up has its answer, and may be closed.
                    http.accepts(" ");
                }
                long start = System.nanoTime();
                assertThat(get("/actuator/health/liveness").status()).isEqualTo(200);
                assertThat(exchange(port, post(PREDICT, row)).status()).isEqualTo(200);
                // A thread that waited for one of those would wait for minutes.
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
            }
            for (RawHttp http : slow) {
                assertRefused(http.receive(), 408, "REQUEST_TIMEOUT");
                assertThat(http.closedByServer()).isTrue();
            }
        } finally {
            for (RawHttp http : slow) {
                http.close();
            }
        }
    }

    @Test
    void case10ARefusedBodyThatIsSlowIsNotWaitedFor() throws IOException {
        try (var http = new RawHttp(port)) {
            http.send(HEAD_OF_NOBODY + "Content-Length: 500\r\n\r\n{");

            assertRefused(http.receive(), 404, "UNKNOWN_MODEL");
            assertThat(http.closedByServer()).isTrue();
        }
    }

    @Test
    void aBodyThatNobodyAskedForIsNotWaitedForEither() throws IOException {
        try (var http = new RawHttp(port)) {
            http.send("GET /v1/models HTTP/1.1\r\nHost: localhost\r\nContent-Length: 500\r\n\r\n{");

            assertThat(http.receive().status()).isEqualTo(200);
            assertThat(http.closedByServer()).isTrue();
        }
    }

    @Test
    void case10ARefusedBodyThatComesAfterItsAnswerCostsNoConnection() throws Exception {
        try (var http = new RawHttp(port)) {
            for (int i = 0; i < 3; i++) {
                http.send(HEAD_OF_NOBODY + "Content-Length: 5\r\n\r\n[");
                Response answer = http.receive();
                assertRefused(answer, 404, "UNKNOWN_MODEL");
                assertThat(answer.header("Connection")).isNull();
                http.send("1,2]");
            }
            http.send(post(PREDICT, row));
            assertThat(http.receive().status()).isEqualTo(200);
        }
    }

    @Test
    void case10ARefusedBodyInChunksThatComeAfterItsAnswerCostsNoConnection() throws Exception {
        try (var http = new RawHttp(port)) {
            http.send(HEAD_OF_NOBODY + "Transfer-Encoding: chunked\r\n\r\n1\r\n[\r\n");
            assertRefused(http.receive(), 404, "UNKNOWN_MODEL");
            http.send("1\r\n]\r\n0\r\n\r\n");
            http.send(post(PREDICT, row));
            assertThat(http.receive().status()).isEqualTo(200);
        }
    }

    @Test
    void case8ARefusedBodyWithoutAnEndIsCutOff() throws Exception {
        String chunk = "10000\r\n" + " ".repeat(0x10000) + "\r\n";
        try (var http = new RawHttp(port)) {
            http.send(HEAD_OF_NOBODY + "Transfer-Encoding: chunked\r\n\r\n");
            assertRefused(http.receive(), 404, "UNKNOWN_MODEL");
            int sent = 0;
            while (sent < 1_000 && http.accepts(chunk)) {
                sent++;
            }
            assertThat(sent).isLessThan(1_000);
        }
    }

    @Test
    void aRefusedBodyThatIsThereCostsNoConnection() throws IOException {
        try (var http = new RawHttp(port)) {
            for (int i = 0; i < 3; i++) {
                http.send(post("/v1/predict/nobody", row));
                Response answer = http.receive();
                assertRefused(answer, 404, "UNKNOWN_MODEL");
                assertThat(answer.header("Connection")).isNull();
            }
        }
    }

    @Test
    void case9ABodyThatComesInTwoPiecesIsReadOnce() throws Exception {
        try (var http = new RawHttp(port)) {
            for (int i = 0; i < 3; i++) {
                http.send(HEAD + "Content-Length: " + row.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n");
                TimeUnit.MILLISECONDS.sleep(50);
                http.send(row.substring(0, 30));
                TimeUnit.MILLISECONDS.sleep(50);
                http.send(row.substring(30));
                Response answer = http.receive();
                assertThat(answer.status()).as(answer.body()).isEqualTo(200);
                assertThat(answer.header("Connection")).isNull();
            }
        }
    }

    @Test
    void case11AHeadThatComesSlowlyIsCut() throws Exception {
        try (var http = new RawHttp(port)) {
            http.send("POST /v1/predict HTTP/1.1\r\nHost: localhost\r\n");
            boolean closed = false;
            for (int i = 0; i < 60 && !closed; i++) {
                TimeUnit.MILLISECONDS.sleep(200);
                closed = !http.accepts("X-Slow-" + i + ": 1\r\n");
            }
            assertThat(closed).isTrue();
        }
    }

    @Test
    void case18CallersThatHangUpLeaveNothingBehind() throws IOException {
        for (int i = 0; i < 20; i++) {
            try (var http = new RawHttp(port)) {
                http.send(post(PREDICT, row));
            }
            try (var http = new RawHttp(port)) {
                http.send(HEAD + "Content-Length: 500\r\n\r\n{");
            }
            try (var http = new RawHttp(port)) {
                http.send(HEAD + "Transfer-Encoding: chunked\r\n\r\n5\r\n{");
            }
        }
        await().untilAsserted(
                        () -> assertThat(get("/actuator/prometheus").body().lines())
                                .filteredOn(line -> line.startsWith("http_server_requests_seconds_count")
                                        && line.contains("/v1/predict")
                                        && line.contains("status=\"5"))
                                .isEmpty());
    }

    @Test
    void case20APipelineOfRequestsStarvesNobody() throws Exception {
        try (var flood = new RawHttp(port)) {
            int requests = 400;
            String each = post(PREDICT, row);
            var sending = new FutureTask<>(() -> {
                for (int i = 0; i < requests; i++) {
                    flood.send(each);
                }
                return null;
            });
            Thread.ofPlatform().daemon().start(sending);
            for (int i = 0; i < 20; i++) {
                assertThat(exchange(port, post(PREDICT, row)).status()).isEqualTo(200);
            }
            for (int i = 0; i < requests; i++) {
                assertThat(flood.receive().status()).isEqualTo(200);
            }
            sending.get();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Content-Type: text/plain\r\n",
                "Content-Type: application/x-www-form-urlencoded\r\n",
                "Content-Type: application/json;charset=utf-16\r\n",
                "Content-Type: application/json; charset=iso-8859-1\r\n",
                "Content-Type: application/json; a=b\r\n",
                "Content-Type: application/jsonp\r\n"
            })
    void case12AnyOtherContentTypeIsUnsupported(String header) throws IOException {
        assertRefused(exchange(port, withoutType(row, header)), 415, "UNSUPPORTED_MEDIA_TYPE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: application/json; charset=utf-8\r\n",
                "Content-Type: Application/JSON;charset=\"UTF-8\"\r\n"
            })
    void case12JsonInUtf8MaySayThatItIs(String header) throws IOException {
        assertThat(exchange(port, withoutType(row, header)).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "br", "gzip, identity"})
    void case13AnEncodedBodyIsUnsupported(String encoding) throws IOException {
        assertRefused(
                exchange(port, post(PREDICT, row, "Content-Encoding: " + encoding + "\r\n")),
                415,
                "UNSUPPORTED_MEDIA_TYPE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW", "PROPFIND"})
    void case14AnotherMethodIsNotAllowed(String method) throws IOException {
        Response answer = exchange(port, method + " /v1/predict HTTP/1.1\r\nHost: localhost\r\n\r\n");

        assertRefused(answer, 405, "METHOD_NOT_ALLOWED");
        assertThat(answer.header("Allow")).contains("POST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "OPTIONS", "TRACE"})
    void case14WhatIsOnlyLookedAtTakesNoOtherMethod(String method) throws IOException {
        Response answer = exchange(port, method + " /v1/models HTTP/1.1\r\nHost: localhost\r\n\r\n");

        assertRefused(answer, 405, "METHOD_NOT_ALLOWED");
        assertThat(answer.header("Allow")).contains("GET");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
                "Transfer-Encoding: chunked\r\nX-Between: 1\r\ncONTENT-lENGTH: 5\r\n",
                "Content-Length: 5\r\nContent-Length: 5\r\n",
                "Content-Length: 5\r\nContent-Length: 6\r\n",
                "Content-Length: 5, 5\r\n",
                "Content-Length: +5\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"
            })
    void case15ABodyWithTwoEndsIsRefusedAndTheConnectionClosed(String framing) throws IOException {
        try (var http = new RawHttp(port)) {
            http.send(HEAD + framing + "\r\n0\r\n\r\nGET /v1/models HTTP/1.1\r\nHost: localhost\r\n\r\n");

            assertRefused(http.receive(), 400, "INVALID_HEADER");
            assertThat(http.closedByServer()).isTrue();
        }
    }

    @Test
    void case15ChunksInHttp10AreRefusedAndTheConnectionClosed() throws IOException {
        try (var http = new RawHttp(port)) {
            http.send(HEAD.replace("HTTP/1.1", "HTTP/1.0")
                    + "Connection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n" + "0\r\n\r\n");

            assertRefused(http.receive(), 400, "INVALID_HEADER");
            assertThat(http.closedByServer()).isTrue();
        }
    }

    @Test
    void case15ALengthInTheBodyIsNotOneInTheHead() throws IOException {
        String line = "\r\nContent-Length: 3\r\n" + row;

        Response answer = exchange(
                port,
                HEAD + "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(line.length()) + "\r\n" + line
                        + "\r\n0\r\n\r\n");

        assertRefused(answer, 400, "MALFORMED_JSON");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/predict;a=b",
                "/v1;a=b/predict",
                "/v1//predict",
                "//v1/predict",
                "/v1%2fpredict",
                "/v1/predict%00",
                "/v1/predict/",
                "/v1/Predict",
                "/V1/PREDICT",
                "/v1/x/../predict",
                "/v1/./predict",
                "/v1/predict/..",
                "/v1/%70redict",
                "/v1/predict%20",
                "/v1\\predict",
                "/v1%5cpredict",
                "/v1/predict/loans/more"
            })
    void case16APathInAnotherSpellingIsNone(String path) throws IOException {
        Response answer = exchange(port, post(path, row));

        assertThat(answer.status()).as(answer.body()).isIn(400, 404);
        assertThat(code(answer)).isIn("INVALID_HEADER", "NOT_FOUND");
        assertEnvelope(answer);
    }

    @Test
    void case17ManyHeadersAreTooMany() throws IOException {
        assertRefused(exchange(port, post(PREDICT, row, "X-A: 1\r\n".repeat(101))), 431, "HEADERS_TOO_LARGE");
    }

    @Test
    void case17ALargeHeaderIsTooLarge() throws IOException {
        String header = "X-A: " + "a".repeat(9 * 1024) + "\r\n";

        assertRefused(exchange(port, post(PREDICT, row, header)), 431, "HEADERS_TOO_LARGE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "text/*", "application/xml", "application/json;q=0", "*/*; q=0.0"})
    void case19AnAnswerThatWouldNotBeReadIsNotMade(String accept) throws IOException {
        assertRefused(exchange(port, post(PREDICT, row, "Accept: " + accept + "\r\n")), 406, "NOT_ACCEPTABLE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/*", "application/json, text/plain, */*", "text/html, */*;q=0.1"})
    void case19JsonIsTheAnswerToWhoeverTakesIt(String accept) throws IOException {
        assertThat(exchange(port, post(PREDICT, row, "Accept: " + accept + "\r\n"))
                        .status())
                .isEqualTo(200);
    }

    private Response get(String path) throws IOException {
        return exchange(port, "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }

    private static String withoutType(String body, String header) {
        return post(PREDICT, body, header)
                .replace("Content-Type: application/json\r\nContent-Length", "Content-Length");
    }

    private static void assertRefused(Response answer, int status, String code) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(code(answer)).isEqualTo(code);
        assertEnvelope(answer);
    }

    /** Every error is JSON, explains itself and names its trace twice. */
    private static void assertEnvelope(Response answer) {
        JsonNode body = JSON.readTree(answer.body());
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(body.path("msg").stringValue("")).isNotBlank();
        assertThat(body.path("trace_id").stringValue(""))
                .matches("[0-9a-f]{32}")
                .isEqualTo(answer.header("X-Trace-Id"));
    }

    private static String code(Response answer) {
        return JSON.readTree(answer.body()).path("code").stringValue("");
    }

    /** What all threads of this process have burnt; time on the wall would say more about the neighbours. */
    private static long serverCpuNanos() {
        var os = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return os.getProcessCpuTime();
    }
}
