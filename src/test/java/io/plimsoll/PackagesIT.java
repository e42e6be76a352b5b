package io.plimsoll;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Packages of other people: with a contract written by hand, without one, and such that must not serve. */
class PackagesIT {

    private static final String MATRIX = """
            contract: 1
            model: churn
            version: "%s"
            inputs:
              - tensor: features
                columns:
                  - {name: calls_last_month, type: integer, min: 0, example: 4}
                  - {name: monthly_fee, type: number, unit: EUR, min: 0, max: 500, example: 29.9}
                  - {name: on_contract, type: boolean, default: false}
            outputs:
              result:
                - {name: churn_probability, from: "probabilities[1]", type: number}
            """;

    @TempDir
    private static Path repository;

    private static RunningService service;

    @BeforeAll
    static void serve() throws IOException {
        PackageFolder.of(repository, "churn", "1.9").graph("matrix_3").contract(MATRIX.formatted("1.9"));
        PackageFolder.of(repository, "churn", "1.10").graph("matrix_3").contract(MATRIX.formatted("1.10"));
        PackageFolder.of(repository, "bare", "1").graph("nested");
        PackageFolder.of(repository, "bare-text", "1").graph("nested_strings");
        PackageFolder.of(repository, "trained", "1").graph("dropout_training_in_if");
        PackageFolder.of(repository, "page", "1").graph("unreadable/html");
        PackageFolder.of(repository, "typo", "1")
                .graph("matrix_3")
                .contract(MATRIX.formatted("1").replace("churn\n", "typo\n").replace("columns:", "colums:"));
        PackageFolder.of(repository, "elsewhere", "1").graph("matrix_3").contract(MATRIX.formatted("1"));
        PackageFolder.of(repository, "wrong", "1")
                .graph("matrix_3")
                .contract(MATRIX.formatted("1").replace("model: churn", "model: wrong"))
                .samples("""
                        {"inputs": {"calls_last_month": 4, "monthly_fee": 29.9}, "expect": {"churn_probability": 2}}""");
        PackageFolder.of(repository, "not-a-number", "1").graph("nan_output").contract("""
                contract: 1
                model: not-a-number
                version: "1"
                inputs:
                  - {name: area, type: number, tensor: x}
                outputs:
                  result:
                    - {name: side, from: "y", type: number}
                """);
        service = RunningService.over(repository);
    }

    @AfterAll
    static void leave() {
        service.close();
    }

    @Test
    void someoneElsesGraphServesUnderAContractWrittenByHand() throws Exception {
        HttpResponse<String> response =
                service.post("/v1/predict/churn", "{\"calls_last_month\": 4, \"monthly_fee\": 29.9}");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        JsonNode answer = service.json(response);
        assertThat(answer.path("result").path("churn_probability").doubleValue())
                .isBetween(0.0, 1.0);
        assertThat(answer.path("model_version").stringValue()).as("the newest").isEqualTo("1.10");
    }

    @Test
    void aFaultIsNamedInTheContractsWords() throws Exception {
        HttpResponse<String> response = service.post(
                "/v1/predict/churn", "{\"calls_last_month\": 4.5, \"monthly_fee\": 501, \"on_contrct\": true}");
        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(service.json(response).path("errors").toString())
                .contains("\"calls_last_month\"", "\"type\"", "must be at most 500 EUR", "did you mean on_contract");
    }

    @Test
    void aGraphWithoutAContractAnswersByItsOwnNamesAndNestedLists() throws Exception {
        JsonNode answer = service.json(
                service.post("/v1/predict/bare", "{\"values\": [[[1, 2, 3], [4, 5, 6]], [[0, 0, 0], [0, 0, 1]]]}"));
        assertThat(answer.path("result").path("total").toString()).isEqualTo("[21.0,1.0]");
        assertThat(answer.path("result").path("same").toString())
                .isEqualTo("[[[1.0,2.0,3.0],[4.0,5.0,6.0]],[[0.0,0.0,0.0],[0.0,0.0,1.0]]]");
        assertThat(service.json(service.get("/v1/models/bare")).toString()).contains("uncontracted");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bare|{\"values\": [[[1, 2, 3], [4, 5]]]}",
                "bare|{\"values\": [[[1, 2, 3]]]}",
                "bare|{\"values\": [[[1, 2, 3], [4, 5, null]]]}",
                "bare|{\"values\": [[[1, 2, 3], [4, 5, \"6\"]]]}",
                "bare|{\"values\": [[1, 2, 3], [4, 5, 6]]}",
                "bare|{\"values\": []}",
                "bare-text|{\"words\": [[\"a\", null]]}",
                "bare-text|{\"words\": [[\"a\"]]}",
            })
    void case24And33NullsAndRaggedListsNeverReachTheGraph(String model, String body) throws Exception {
        HttpResponse<String> response = service.post("/v1/predict/" + model, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(422);
        assertThat(service.post("/v1/predict/bare-text", "{\"words\": [[\"a\", \"ä\"]]}")
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "trained|Dropout",
                "page|HTML",
                "typo|did you mean columns",
                "elsewhere|the folder says elsewhere 1",
                "wrong|churn_probability should be 2",
            })
    void aPackageThatMustNotServeIsNotServedAndSaysWhy(String model, String reason) throws Exception {
        HttpResponse<String> response = service.post("/v1/predict/" + model, "{}");
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(service.json(response).path("code").stringValue()).isEqualTo("NOT_READY");
        JsonNode version = service.json(service.get("/v1/models/" + model))
                .path("versions")
                .path(0);
        assertThat(version.path("state").stringValue()).isEqualTo("FAILED");
        assertThat(version.path("reasons").toString()).contains(reason);
    }

    @Test
    void case34AnAnswerThatIsNoNumberIsNeverWrittenAsOne() throws Exception {
        assertThat(service.post("/v1/predict/not-a-number", "{\"area\": 4}").statusCode())
                .isEqualTo(200);
        HttpResponse<String> response = service.post("/v1/predict/not-a-number", "{\"area\": -4}");
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(service.json(response).path("code").stringValue()).isEqualTo("INVALID_OUTPUT");
        JsonNode batch =
                service.json(service.post("/v1/batch/not-a-number", "[{\"area\": 9}, {\"area\": -4}, {\"area\": 25}]"));
        assertThat(batch.path("code").stringValue()).isEqualTo("PARTIAL");
        assertThat(batch.path("results").path(0).path("result").path("side").doubleValue())
                .isEqualTo(3);
        assertThat(batch.path("results").path(1).path("code").stringValue()).isEqualTo("INVALID_OUTPUT");
        assertThat(batch.path("results").path(2).path("result").path("side").doubleValue())
                .isEqualTo(5);
    }

    @Test
    void everyPredictionIsTimedOnceUnderTheUsualName() throws Exception {
        String series = "http_server_requests_seconds_count{error=\"none\",exception=\"none\",method=\"POST\","
                + "outcome=\"SUCCESS\",status=\"200\",uri=\"/v1/predict/{model}\"}";
        double before = scraped(series);
        service.post("/v1/predict/churn", "{\"calls_last_month\": 4, \"monthly_fee\": 29.9}");
        service.post("/v1/predict/churn", "{\"calls_last_month\": 4, \"monthly_fee\": 29.9}");

        assertThat(scraped(series)).isEqualTo(before + 2);
        assertThat(service.get("/actuator/prometheus").body()).doesNotContain("uri=\"/v1/predict/churn\"");
    }

    private static double scraped(String series) throws Exception {
        return service.get("/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith(series))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length())))
                .sum();
    }

    @Test
    void withoutADefaultModelACallerIsToldToNameOne() throws Exception {
        HttpResponse<String> response = service.post("/v1/predict", "{}");
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(service.json(response).path("code").stringValue()).isEqualTo("NO_DEFAULT_MODEL");
    }
}
