package io.plimsoll.client;

import static io.plimsoll.client.GoldenRows.equal;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.api.CreditRiskApi;
import org.openapitools.client.model.CreditRiskAnswer;
import org.openapitools.client.model.CreditRiskAnswers;
import org.openapitools.client.model.CreditRiskEntry;
import org.openapitools.client.model.CreditRiskRequest;
import org.openapitools.client.model.CreditRiskResult.DecisionEnum;
import org.openapitools.client.model.Failure;
import org.openapitools.client.model.RowError;

/**
 * Calls the sample models through the classes that a generator made from the service's own document: each with a golden
 * row, and some as a caller would write it. Ends with an exception at the first answer that is not the expected one.
 */
public final class SampleCalls {

    private final ApiClient client = new ApiClient();
    private final ObjectMapper json;
    private final GoldenRows goldenRows;

    private SampleCalls(String service, Path models) {
        // Strict, so that a field of a row or a member of an answer that the document does not name is found.
        this.json = client.getObjectMapper().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        client.setObjectMapper(json).updateBaseUri(service);
        this.goldenRows = new GoldenRows(models, json);
    }

    /** Makes all the calls; the arguments are the service's URL and the folder of the sample models. */
    public static void main(String[] arguments) throws Exception {
        var calls = new SampleCalls(arguments[0], Path.of(arguments[1]));
        for (String model : calls.goldenRows.models()) {
            calls.callWithGoldenRow(model);
        }
        calls.callAsACallerWould();
        new ListCalls(calls.client, calls.json, calls.goldenRows).all();
    }

    /** The generated names follow from the model's, so that a new model needs no line here. */
    private void callWithGoldenRow(String model) throws Exception {
        String name = Arrays.stream(model.split("-"))
                .map(word -> word.substring(0, 1).toUpperCase() + word.substring(1))
                .collect(Collectors.joining());
        Object api = Class.forName("org.openapitools.client.api." + name + "Api")
                .getConstructor(ApiClient.class)
                .newInstance(client);
        Class<?> rowType = Class.forName("org.openapitools.client.model." + name + "Request");
        String version = goldenRows.newest(model);
        JsonNode golden = goldenRows.of(model).getFirst();
        Object row = json.treeToValue(golden.path("inputs"), rowType);

        Object answer = api.getClass()
                .getMethod("predict" + name, rowType, Integer.class)
                .invoke(api, row, null);
        check(golden, version, json.valueToTree(answer));
        Object answers = api.getClass()
                .getMethod("batch" + name, List.class, Integer.class)
                .invoke(api, List.of(row, row), null);
        JsonNode entries = json.valueToTree(answers).path("results");
        equal("rows of a batch", 2, entries.size());
        for (JsonNode entry : entries) {
            check(golden, version, entry);
        }
        System.out.println(model + " " + version + ": predict and batch as expected");
    }

    /** The default model's paths, typed results, and faults as they come back. */
    private void callAsACallerWould() throws Exception {
        JsonNode inputs = goldenRows.of("credit-risk").getFirst().path("inputs");
        var api = new CreditRiskApi(client);
        CreditRiskRequest good =
                json.treeToValue(inputs, CreditRiskRequest.class).applicationId("A-1017");
        CreditRiskRequest bad =
                json.treeToValue(inputs, CreditRiskRequest.class).age(7L);

        CreditRiskAnswer answer = api.predict(good, 5000);
        equal("request_id", "A-1017", answer.getRequestId());
        equal("decision", DecisionEnum.APPROVE, answer.getResult().getDecision());

        CreditRiskAnswers answers = api.batch(List.of(good, bad), null);
        equal("code", "PARTIAL", answers.getCode());
        CreditRiskEntry first = answers.getResults().get(0);
        equal(
                "decision of the good row",
                DecisionEnum.APPROVE,
                first.getResult().getDecision());
        checkFault(answers.getResults().get(1).getErrors());

        try {
            api.predict(bad, null);
            throw new AssertionError("a row that breaks the contract was answered");
        } catch (ApiException e) {
            equal("status", 422, e.getCode());
            Failure failure = json.readValue(e.getResponseBody(), Failure.class);
            equal("code", "INVALID_INPUT", failure.getCode());
            checkFault(failure.getErrors());
        }
        System.out.println("credit-risk as the default model: answers and faults are typed");
    }

    private static void checkFault(List<RowError> errors) {
        equal("faults", 1, errors.size());
        RowError error = errors.get(0);
        equal("field, rule and limit", "age min 18", error.getField() + " " + error.getRule() + " " + error.getLimit());
    }

    private void check(JsonNode golden, String version, JsonNode answer) {
        equal("code", "OK", answer.path("code").textValue());
        equal("model_version", version, answer.path("model_version").textValue());
        goldenRows.compare("result", golden.path("expect"), answer.path("result"));
        for (String member : List.of("confidence", "explanation")) {
            if (golden.has(member)) {
                goldenRows.compare(member, golden.path(member), answer.path(member));
            }
        }
    }
}
