package io.plimsoll.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plimsoll.api.RawHttp.Response;
import io.plimsoll.guard.AccessConfiguration;
import io.plimsoll.guard.AccessMode;
import io.plimsoll.guard.LimitsInForce;
import io.plimsoll.prediction.Deadline;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;

/** What can be looked at, over real HTTP, with models whose states are known. */
@SpringBootTest(classes = DocumentsIT.OnlyTheDoor.class, webEnvironment = WebEnvironment.RANDOM_PORT)
class DocumentsIT {

    /** The door without the model path behind it. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(exclude = ErrorMvcAutoConfiguration.class)
    @Import({
        FakeModels.class,
        AccessConfiguration.class,
        ApiConfiguration.class,
        ModelsController.class,
        DocsController.class
    })
    static class OnlyTheDoor {}

    @LocalServerPort
    private int port;

    @Autowired
    private FakeModels.Settled models;

    @Test
    void modelsShowTheirVersionsAndWhyOneFailed() throws IOException {
        JsonNode models = Schemas.parse(get("/v1/models").body()).path("models");

        assertThat(models.at("/0/model").stringValue()).isEqualTo("loans");
        assertThat(models.at("/0/is_default").booleanValue()).isTrue();
        assertThat(models.at("/0/serving").stringValue()).isEqualTo("3");
        assertThat(models.at("/0/contract/limits/timeout_ms").intValue()).isEqualTo(1000);
        assertThat(models.at("/0/versions/0/warnings/0").stringValue()).isEqualTo("unverified");
        assertThat(models.at("/2/versions/0/state").stringValue()).isEqualTo("FAILED");
        assertThat(models.at("/2/versions/0/reasons/0").stringValue()).isEqualTo("model.yaml:3:1: no inputs");
    }

    @Test
    void oneModelIsShownByItsName() throws IOException {
        JsonNode model = Schemas.parse(get("/v1/models/loans").body());

        assertThat(model.at("/contract/owner/team").stringValue()).isEqualTo("risk-models");
        assertThat(model.at("/contract/provenance/data").stringValue()).isEqualTo("loans-2026-09");
    }

    @Test
    void aModelsSchemaIsTheContracts() throws IOException {
        Response answer = get("/v1/models/loans/schema");

        assertThat(answer.header("Content-Type")).isEqualTo("application/schema+json");
        assertThat(Schemas.parse(answer.body())).isEqualTo(Schemas.tree(RequestSchema.document(Contracts.loans())));
    }

    @Test
    void openApiIsWhatTheModelsSay() throws IOException {
        assertThat(Schemas.parse(get("/v3/api-docs").body()))
                .isEqualTo(Schemas.tree(
                        OpenApi.document(FakeModels.statuses(), "loans", new LimitsInForce(), AccessMode.OPEN)));
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/models/nobody, 404, UNKNOWN_MODEL",
        "/v1/models/nobody/schema, 404, UNKNOWN_MODEL",
        "/v1/models/broken/schema, 503, NOT_READY",
        "/nowhere, 404, NOT_FOUND",
        "/actuator/env, 404, NOT_FOUND",
        "/actuator/heapdump, 404, NOT_FOUND",
        "/docs/docs.html, 404, NOT_FOUND",
        "/application.yaml, 404, NOT_FOUND"
    })
    void whatIsNotThereIsSaidInTheEnvelope(String path, int status, String code) throws IOException {
        Response answer = get(path);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(Schemas.parse(answer.body()).path("code").stringValue()).isEqualTo(code);
        assertThat(Schemas.parse(answer.body()).path("trace_id").stringValue()).isEqualTo(answer.header("X-Trace-Id"));
    }

    @Test
    void aModelWithoutAVersionIsNotReady() throws IOException {
        Response answer = RawHttp.exchange(port, RawHttp.post("/v1/predict/broken", "{}"));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isEqualTo("5");
        assertThat(Schemas.parse(answer.body()).path("retry_after_ms").intValue())
                .isEqualTo(5000);
    }

    @Test
    void aTraceIsContinued() throws IOException {
        Response answer = RawHttp.exchange(
                port,
                RawHttp.post(
                        "/v1/predict/nobody",
                        "{}",
                        "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\r\n"));

        assertThat(answer.header("X-Trace-Id")).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(answer.body()).contains("\"trace_id\":\"4bf92f3577b34da6a3ce929d0e0e4736\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5", "1.5", "soon", "100, 200"})
    void aTimeoutThatIsNoneIsRefused(String timeout) throws IOException {
        Response answer =
                RawHttp.exchange(port, RawHttp.post("/v1/predict", "{}", "X-Request-Timeout-Ms: " + timeout + "\r\n"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("INVALID_HEADER");
    }

    @Test
    void theStartLeadsToTheDocs() throws IOException {
        Response answer = get("/");

        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("Location")).endsWith("docs");
    }

    @ParameterizedTest
    @CsvSource({"/docs, text/html", "/docs/docs.css, text/css", "/docs/docs.js, text/javascript"})
    void theDocsNeedNoOtherHost(String path, String type) throws IOException {
        Response answer = get(path);

        assertThat(answer.header("Content-Type")).startsWith(type);
        assertThat(answer.header("Content-Security-Policy")).startsWith("default-src 'none'");
        assertThat(answer.body()).doesNotContain("http://", "https://", "@import");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator/health",
                "/actuator/health/startup",
                "/actuator/health/liveness",
                "/actuator/health/readiness"
            })
    void healthIsUp(String path) {
        // Not ready before it has tried to warm itself up.
        await().untilAsserted(() -> assertThat(
                        Schemas.parse(get(path).body()).path("status").stringValue())
                .isEqualTo("UP"));
    }

    @Test
    void aProcessWhoseLanesAreAllHeldForGoodIsEndedAndNotOnlyLeftAlone() throws IOException {
        models.heldUntil =
                new Deadline(System.nanoTime() - Duration.ofSeconds(90).toNanos());
        try {
            assertThat(get("/actuator/health/liveness").status()).isEqualTo(503);
            assertThat(get("/actuator/health/startup").status()).isEqualTo(200);
        } finally {
            models.heldUntil = null;
        }
    }

    @Test
    void prometheusCanScrape() throws IOException {
        assertThat(get("/actuator/prometheus").body()).contains("jvm_memory_used_bytes");
    }

    @Test
    void headAnswersLikeGetWithoutABody() throws IOException {
        try (var http = new RawHttp(port)) {
            http.send("HEAD /nowhere HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

            assertThat(http.untilClosed()).startsWith("HTTP/1.1 404").endsWith("\r\n\r\n");
        }
    }

    private Response get(String path) throws IOException {
        return RawHttp.exchange(port, "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }
}
