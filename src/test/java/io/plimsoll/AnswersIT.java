package io.plimsoll;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Answers that are more than a number: a value an item, the best items, reasons, one of thousands of labels, a float16.
 */
class AnswersIT {

    private static final int MERCHANTS = 5_000;

    private static final String BASKET = """
            contract: 1
            model: basket
            version: "1"
            inputs:
              - name: item_list
                type: list
                max_items: 50
                mask: weights
                items:
                  type: record
                  fields:
                    - {name: price, type: number, min: 0, pad: 0, tensor: prices}
            outputs:
              result:
                - {name: shares, from: share, per_item: item_list, decimals: 3}
                - {name: sizes, from: share, per_item: item_list, bands: [{below: 0.5, label: small}, {label: large}]}
                - {name: best, from: share, per_item: item_list, top: 2}
                - {name: first, from: share, per_item: item_list, top: 1, at_least: 0.4}
            """;

    private static final String LENDING = """
            contract: 1
            model: lending
            version: "1"
            inputs:
              - tensor: features
                columns:
                  - {name: income, type: number, reason: {code: R01, text: The income is low}}
                  - {name: arrears, type: number, reason: {code: R05, text: Payments were late}}
                  - {name: region, type: number}
            outputs:
              outcome: {from: score, hit_within: {relative: 0.1, absolute: 1}}
              result:
                - {name: score, from: score}
              explanation:
                contributions: {from: contributions, unit: log-odds}
                reasons: {top: 2, sign: negative}
            """;

    private static final String MERCHANT = """
            contract: 1
            model: merchant
            version: "1"
            inputs:
              - {name: code, type: integer, min: 0, max: 10000, tensor: id}
            outputs:
              result:
                - {name: merchant, from: same_id, labels_from: merchants.json}
                - {name: size, from: same_id, bands: [{below: 2500, label: early}, {label: late}]}
            """;

    private static final String HALVES = """
            contract: 1
            model: halves
            version: "1"
            inputs:
              - {name: ratio, type: number, default: 0, tensor: a_float}
              - {name: price, type: number, default: 0, tensor: a_double}
              - {name: count, type: integer, default: 0, tensor: a_int64}
              - {name: places, type: integer, default: 0, tensor: a_int32}
              - {name: free, type: boolean, default: false, tensor: a_bool}
              - {name: note, type: string, default: none, tensor: a_string}
              - {name: score, type: number, tensor: a_float16}
            outputs:
              result:
                - {name: same_score, from: same_float16}
            """;

    @TempDir
    private static Path repository;

    private static RunningService service;

    @BeforeAll
    static void serve() throws IOException {
        PackageFolder.of(repository, "basket", "1")
                .graph("list_scores")
                .contract(BASKET)
                .samples("""
                {"inputs": {"item_list": [{"price": 1}, {"price": 3}]}, "expect": {"shares": [0.25, 0.75], \
                "sizes": ["small", "large"], "best": [{"item": 1, "score": 0.75}, {"item": 0, "score": 0.25}], \
                "first": 1}}""", """
                {"inputs": {"item_list": [{"price": 2}, {"price": 2}, {"price": 2}]}, "expect": \
                {"shares": [0.33333333, 0.33333333, 0.33333333], "sizes": ["small", "small", "small"], \
                "best": [{"item": 2, "score": 0.33333333}, {"item": 0, "score": 0.33333333}], "first": null}}""");
        PackageFolder.of(repository, "lending", "1")
                .graph("contributions")
                .contract(LENDING)
                .samples("""
                {"inputs": {"income": -3, "arrears": 2, "region": -9}, "expect": {"score": -11.5}, "explanation": \
                {"contributions": {"income": -3, "arrears": -4, "region": -4.5}, "reasons": [\
                {"field": "arrears", "code": "R05", "text": "Payments were late"}, \
                {"field": "income", "code": "R01", "text": "The income is low"}]}}""");
        Path merchant = PackageFolder.of(repository, "merchant", "1")
                .graph("int64_echo")
                .contract(MERCHANT)
                .samples(
                        "{\"inputs\": {\"code\": 4999}, \"expect\": {\"merchant\": \"merchant 4999\", \"size\": \"late\"}}")
                .path();
        Files.writeString(
                merchant.resolve("merchants.json"),
                IntStream.range(0, MERCHANTS)
                        .mapToObj(code -> "\"merchant " + code + '"')
                        .collect(Collectors.joining(",\n", "[", "]")));
        PackageFolder.of(repository, "halves", "1")
                .graph("all_types")
                .contract(HALVES)
                .samples("{\"inputs\": {\"score\": 0.1}, \"expect\": {\"same_score\": 0.0999755859375}}");
        service = RunningService.over(repository);
    }

    @AfterAll
    static void leave() {
        service.close();
    }

    @Test
    void eachItemHasItsEntryWhateverTheOtherRowsOfTheBatchAre() throws Exception {
        JsonNode results = answer(
                        "/v1/batch/basket",
                        "[{\"item_list\": [{\"price\": 4}]}, {\"item_list\": [{\"price\": 1}, {\"price\": 7}, {\"price\": 2}]}]")
                .path("results");

        assertThat(results.at("/0/result").toString())
                .isEqualTo(
                        "{\"shares\":[1.0],\"sizes\":[\"large\"],\"best\":[{\"item\":0,\"score\":1.0}],\"first\":0}");
        assertThat(results.at("/1/result").toString())
                .isEqualTo("{\"shares\":[0.1,0.7,0.2],\"sizes\":[\"small\",\"large\",\"small\"],"
                        + "\"best\":[{\"item\":1,\"score\":0.7},{\"item\":2,\"score\":0.2}],\"first\":1}");
    }

    @Test
    void reasonsAreTheContributionsOfTheirSignInTheContractsWords() throws Exception {
        JsonNode answer = answer("/v1/predict/lending", "{\"income\": -3, \"arrears\": -1, \"region\": -9}");

        assertThat(answer.path("explanation").toString())
                .isEqualTo("{\"contributions\":{\"income\":-3.0,\"arrears\":2.0,\"region\":-4.5},"
                        + "\"reasons\":[{\"field\":\"income\",\"code\":\"R01\",\"text\":\"The income is low\"}]}");
    }

    @Test
    void oneOfThousandsOfLabelsIsAnsweredAndACodeWithoutOneIsNot() throws Exception {
        assertThat(answer("/v1/predict/merchant", "{\"code\": 17}")
                        .path("result")
                        .toString())
                .isEqualTo("{\"merchant\":\"merchant 17\",\"size\":\"early\"}");
        HttpResponse<String> beyond = service.post("/v1/predict/merchant", "{\"code\": 5000}");
        assertThat(beyond.statusCode()).isEqualTo(500);
        assertThat(beyond.body()).contains("the code 5000, which has no label");
    }

    @Test
    void aFloat16IsWrittenInItsOwnDigitsAndStillFitsItsGoldenRow() throws Exception {
        assertThat(answer("/v1/predict/halves", "{\"score\": 0.1}")
                        .path("result")
                        .toString())
                .isEqualTo("{\"same_score\":0.1}");
    }

    private static JsonNode answer(String path, String body) throws Exception {
        HttpResponse<String> response = service.post(path, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return service.json(response);
    }
}
