package io.plimsoll.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.contract.LimitsOverride;
import io.plimsoll.contract.OperatorLimits;
import io.plimsoll.guard.AccessMode;
import io.plimsoll.guard.LimitsInForce;
import io.plimsoll.lifecycle.ModelStatus;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OpenApiTests {

    private static final LimitsInForce LIMITS = new LimitsInForce();

    private final JsonNode document =
            Schemas.tree(OpenApi.document(FakeModels.statuses(), "loans", LIMITS, AccessMode.OPEN));

    @Test
    void eachModelThatAnswersHasPathsOfItsOwn() {
        assertThat(document.path("paths").propertyNames())
                .containsExactly(
                        "/v1/predict/loans",
                        "/v1/batch/loans",
                        "/v1/predict",
                        "/v1/batch",
                        "/v1/predict/a-bare-graph",
                        "/v1/batch/a-bare-graph",
                        "/v1/predict/baskets",
                        "/v1/batch/baskets");
    }

    @Test
    void whatTheOperatorLaidDownIsSaid() {
        var limits = new LimitsInForce();
        limits.layDown(new OperatorLimits(new LimitsOverride(null, null, null, 7, null, null, null, null), Map.of()));

        JsonNode told = Schemas.tree(OpenApi.document(FakeModels.statuses(), "loans", limits, AccessMode.OPEN));

        assertThat(told.at("/paths/~1v1~1batch/post/requestBody/content/application~1json/schema/maxItems")
                        .intValue())
                .isEqualTo(7);
    }

    @Test
    void whoNeedsAKeyIsToldHowToSendIt() {
        JsonNode told = Schemas.tree(OpenApi.document(FakeModels.statuses(), "loans", LIMITS, AccessMode.KEYS));

        assertThat(told.at("/components/securitySchemes/key/scheme").stringValue())
                .isEqualTo("bearer");
        assertThat(told.at("/security/0").has("key")).isTrue();
        assertThat(document.has("security")).isFalse();
    }

    @Test
    void noPathIsATemplateAndEachOperationHasItsOwnName() {
        Set<String> names = new HashSet<>();
        for (String path : document.path("paths").propertyNames()) {
            assertThat(path).doesNotContain("{");
            assertThat(names.add(operation(path).path("operationId").stringValue()))
                    .isTrue();
        }
        assertThat(names).contains("predict", "batch", "predict_loans", "batch_a_bare_graph");
    }

    @Test
    void everySchemaIsValidAndEveryReferenceLeadsSomewhere() {
        for (JsonNode schema : document.at("/components/schemas")) {
            assertThat(Schemas.faultsOfSchema(schema)).isEmpty();
        }
        List<String> references = document.findValuesAsString("$ref");
        assertThat(references)
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isMissingNode())
                        .isFalse());
    }

    @Test
    void everyExampleFitsItsSchema() {
        for (ModelStatus model : FakeModels.statuses()) {
            if (model.served() == null) {
                continue;
            }
            JsonNode example = content("/v1/predict/" + model.model()).path("example");

            assertThat(Schemas.faults(RequestSchema.row(model.served().contract()), example))
                    .isEmpty();
            assertThat(content("/v1/batch/" + model.model()).at("/example/0")).isEqualTo(example);
        }
    }

    @Test
    void anAnswerIsTypedByTheContractsResults() {
        JsonNode answer = document.at("/components/schemas/loans-answer/properties");
        JsonNode result = document.at("/components/schemas/loans-result/properties");

        assertThat(answer.propertyNames())
                .containsExactly(
                        "code",
                        "msg",
                        "request_id",
                        "result",
                        "confidence",
                        "explanation",
                        "model",
                        "model_version",
                        "prediction_id",
                        "trace_id");
        assertThat(answer.at("/confidence").propertyNames())
                .as("the sum of 32-bit floats may be a little above 1")
                .contains("type")
                .doesNotContain("minimum", "maximum");
        assertThat(result.at("/default_probability/type").stringValue()).isEqualTo("number");
        assertThat(result.at("/decision/enum")).hasToString("[\"approve\",\"decline\"]");
        assertThat(result.at("/outcome/enum")).hasSize(2);
        assertThat(result.at("/best/items/$ref").stringValue()).endsWith("/scored-label");
        assertThat(result.at("/best/description").stringValue()).isEqualTo("Labels: a, b, c.");
        assertThat(result.at("/first/type").stringValue()).isEqualTo("string");
        assertThat(result.at("/scores/additionalProperties/type").stringValue()).isEqualTo("number");
        assertThat(result.at("/vector/items/type").stringValue()).isEqualTo("number");
        assertThat(result.at("/count/type").stringValue()).isEqualTo("integer");
        assertThat(result.at("/flag/type").stringValue()).isEqualTo("boolean");
        assertThat(result.at("/note/type").stringValue()).isEqualTo("string");
    }

    @Test
    void noModelsSchemasMeetThoseOfAnother() {
        assertThat(document.at("/components/schemas").propertyNames())
                .filteredOn(name -> name.startsWith("loans-"))
                .hasSizeGreaterThan(4)
                .allMatch(name -> name.matches("loans-[a-z]+"));
    }

    /** A generator calls a record without a name by its list's title: a better title would rename a caller's class. */
    @Test
    void theRecordsOfAListHaveANameOfTheirOwn() {
        JsonNode list = document.at("/components/schemas/baskets-request/properties/item_list");
        JsonNode record = document.at("/components/schemas/baskets-item_list_item");

        assertThat(list.path("items")).hasToString("{\"$ref\":\"#/components/schemas/baskets-item_list_item\"}");
        assertThat(record)
                .isEqualTo(Schemas.tree(RequestSchema.row(Baskets.contract())).at("/properties/item_list/items"));
        assertThat(record.at("/properties/price/type").stringValue()).isEqualTo("string");
        assertThat(document.at("/components/schemas/baskets-request/properties/tags/items/type")
                        .stringValue())
                .as("values are no records")
                .isEqualTo("string");
    }

    @Test
    void aBatchIsBoundedByTheModelsRows() {
        assertThat(content("/v1/batch/loans").at("/schema/maxItems").intValue()).isEqualTo(256);
    }

    @Test
    void withoutModelsTheDocumentStillStands() {
        JsonNode empty = Schemas.tree(OpenApi.document(List.of(), null, LIMITS, AccessMode.OPEN));

        assertThat(empty.path("openapi").stringValue()).isEqualTo("3.1.0");
        assertThat(empty.path("paths")).isEmpty();
    }

    private JsonNode operation(String path) {
        return document.path("paths").path(path).path("post");
    }

    private JsonNode content(String path) {
        return operation(path).at("/requestBody/content/application~1json");
    }
}
