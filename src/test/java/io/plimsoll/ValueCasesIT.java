package io.plimsoll;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fault cases of values over real sockets, each by its number in the list of hazards; the models are the samples.
 */
class ValueCasesIT {

    private static final String CREDIT = "credit-risk";
    private static final String SHOP = "store-recommender";
    private static final String REVIEW = "review-tone";

    private static RunningService service;

    @BeforeAll
    static void start() {
        service = RunningService.over(Path.of("models"));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @AfterEach
    void othersAreServedAsBefore() throws Exception {
        for (String model : List.of(CREDIT, SHOP, REVIEW)) {
            assertThat(post(model, row(model)).statusCode()).as(model).isEqualTo(200);
        }
    }

    @Test
    void case21AMissingFieldIsNamed() throws Exception {
        ObjectNode row = row(CREDIT);
        row.remove(List.of("age", "housing"));

        assertRefused(CREDIT, row, "age required", "housing required");
    }

    @Test
    void case22AnUnknownFieldIsNamedAsFarAsItMayBe() throws Exception {
        ObjectNode row = row(CREDIT);
        row.put("agee", 1);
        assertRefused(CREDIT, row, "agee unknown_field");

        ObjectNode odd = row(CREDIT);
        odd.put("x\r\n\u001b" + "y".repeat(900), 1);
        JsonNode error = errors(post(CREDIT, odd)).get(0);
        assertThat(error.path("rule").stringValue()).isEqualTo("unknown_field");
        assertThat(error.path("field").stringValue())
                .hasSizeLessThan(80)
                .doesNotContain("\r", "\n", "\u001b")
                .contains("yyy");
    }

    @Test
    void case23NullIsAsIfLeftOut() throws Exception {
        ObjectNode row = row(CREDIT);
        row.putNull("age");
        assertRefused(CREDIT, row, "age required");

        ObjectNode optional = row(CREDIT);
        optional.put("dependents", 1);
        String stated = result(post(CREDIT, optional));
        optional.putNull("dependents");
        assertThat(result(post(CREDIT, optional))).isEqualTo(stated);
        optional.remove("dependents");
        assertThat(result(post(CREDIT, optional))).isEqualTo(stated);
    }

    @Test
    void case24NullInAListIsRefused() throws Exception {
        ObjectNode row = row(SHOP);
        ((ArrayNode) row.path("item_list")).addNull();

        assertRefused(SHOP, row, "item_list[" + (row.path("item_list").size() - 1) + "] type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"NaN\"", "\"Infinity\"", "1e400", "-1e400", "1e40"})
    void case25WhatIsNoFiniteNumberIsRefused(String value) throws Exception {
        assertOneFault(CREDIT, "amount", value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "-Infinity", "+1", "0x10", ".5"})
    void case25WhatIsNoJsonNumberIsMalformed(String value) throws Exception {
        HttpResponse<String> refused = service.post("/v1/predict/" + CREDIT, with(CREDIT, "amount", value));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(service.json(refused).path("code").stringValue()).isEqualTo("MALFORMED_JSON");
    }

    @Test
    void case26NothingIsTakenForSomethingElse() throws Exception {
        assertOneFault(CREDIT, "age", "42.5");
        assertOneFault(CREDIT, "age", "\"42\"");
        assertOneFault(CREDIT, "age", "true");
        assertOneFault(CREDIT, "amount", "\"12\"");
        assertOneFault(CREDIT, "telephone", "1");
        assertOneFault(CREDIT, "telephone", "\"true\"");
        assertOneFault(CREDIT, "housing", "3");
        assertOneFault(REVIEW, "text", "3");
        assertThat(service.post("/v1/predict/" + CREDIT, with(CREDIT, "age", "42.0"))
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9007199254740993", "9223372036854775808", "-9223372036854775809", "1e19"})
    void case27And28WhatNoTensorHoldsIsRefused(String value) throws Exception {
        assertOneFault(CREDIT, "age", value);
        assertOneFault(CREDIT, "amount", value);
    }

    @Test
    void case29AnUnknownCategoryIsWhatItsFieldSays() throws Exception {
        assertOneFault(CREDIT, "housing", "\"castle\"");
        // These fields have a place for what the model does not know.
        assertThat(service.post("/v1/predict/" + CREDIT, with(CREDIT, "purpose", "\"castle\""))
                        .statusCode())
                .isEqualTo(200);
        assertThat(service.post("/v1/predict/" + SHOP, with(SHOP, "store", "\"none such\""))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void case30WhatNoTextTensorHoldsIsRefusedAndAllElsePasses() throws Exception {
        assertOneFault(REVIEW, "text", "\"a\\u0000b\"");
        assertOneFault(REVIEW, "text", "\"\\ud800\"");
        assertOneFault(REVIEW, "text", "\"\"");
        assertOneFault(REVIEW, "text", "\"" + "x".repeat(10_001) + "\"");
        for (String text :
                List.of("e\u0301 \u202eabc \ud83d\ude00", "x".repeat(10_000), "\ud83d\ude00".repeat(5_000))) {
            assertThat(service.post("/v1/predict/" + REVIEW, with(REVIEW, "text", "\"" + text + "\""))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void case31NoRowsAreRefusedAndTooManyAreTooLarge() throws Exception {
        String row = row(CREDIT).toString();

        assertThat(service.post("/v1/batch/" + CREDIT, "[]").statusCode()).isEqualTo(422);
        assertThat(batch(row, 256).statusCode()).isEqualTo(200);
        assertThat(batch(row, 257).statusCode()).isEqualTo(413);
    }

    private static HttpResponse<String> batch(String row, int rows) throws Exception {
        return service.post("/v1/batch/" + CREDIT, "[" + String.join(",", Collections.nCopies(rows, row)) + "]");
    }

    @Test
    void case32WhatIsOutOfRangeIsRefused() throws Exception {
        assertOneFault(CREDIT, "age", "17");
        assertOneFault(CREDIT, "age", "121");
        assertOneFault(CREDIT, "amount", "0.99");
        for (String age : List.of("18", "120")) {
            assertThat(service.post("/v1/predict/" + CREDIT, with(CREDIT, "age", age))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void case33ListsOfTheWrongLengthOrShapeAreRefused() throws Exception {
        assertOneFault(SHOP, "item_list", "[]");
        assertOneFault(SHOP, "item_list", "[[]]", "item_list[0]");
        ObjectNode row = row(SHOP);
        ArrayNode items = (ArrayNode) row.path("item_list");
        JsonNode item = items.get(0);
        while (items.size() < 101) {
            items.add(item.deepCopy());
        }
        assertRefused(SHOP, row, "item_list items");
    }

    /** The row with another value in one field, as text, so that it need not be JSON. */
    private static String with(String model, String field, String value) throws IOException {
        ObjectNode row = row(model);
        row.put(field, "REPLACED");
        return row.toString().replace("\"REPLACED\"", value);
    }

    private static void assertOneFault(String model, String field, String value) throws Exception {
        assertOneFault(model, field, value, field);
    }

    private static void assertOneFault(String model, String field, String value, String named) throws Exception {
        HttpResponse<String> refused = service.post("/v1/predict/" + model, with(model, field, value));
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
        JsonNode errors = errors(refused);
        assertThat(errors.size()).as(refused.body()).isOne();
        assertThat(errors.get(0).path("field").stringValue()).isEqualTo(named);
    }

    private static void assertRefused(String model, JsonNode row, String... faults) throws Exception {
        HttpResponse<String> refused = post(model, row);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
        assertThat(errors(refused)
                        .valueStream()
                        .map(error -> error.path("field").stringValue() + " "
                                + error.path("rule").stringValue()))
                .containsExactlyInAnyOrder(faults);
    }

    private static JsonNode errors(HttpResponse<String> refused) {
        return service.json(refused).path("errors");
    }

    private static String result(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        return service.json(answer).path("result").toString();
    }

    private static HttpResponse<String> post(String model, JsonNode row) throws Exception {
        return service.post("/v1/predict/" + model, row.toString());
    }

    private static ObjectNode row(String model) throws IOException {
        Path versions = Path.of("models", model, "versions");
        Path samples = versions.resolve(model.equals(CREDIT) ? "2" : "1").resolve("samples.jsonl");
        return (ObjectNode) RunningService.JSON
                .readTree(Files.readAllLines(samples).getFirst())
                .path("inputs");
    }
}
