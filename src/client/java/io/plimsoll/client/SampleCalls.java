package io.plimsoll.client;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
 * row, and one as a caller would write it. Ends with an exception at the first answer that is not the expected one.
 */
public final class SampleCalls {

    /** Answers are rounded; how near they come to the training framework's is tested elsewhere. */
    private static final double TOLERANCE = 1e-3;

    private final ApiClient client = new ApiClient();
    private final ObjectMapper json;
    private final Path models;

    private SampleCalls(String service, Path models) {
        this.models = models;
        // Strict, so that a field of a row or a member of an answer that the document does not name is found.
        this.json = client.getObjectMapper().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        client.setObjectMapper(json).updateBaseUri(service);
    }

    /** Makes all the calls; the arguments are the service's URL and the folder of the sample models. */
    public static void main(String[] arguments) throws Exception {
        var calls = new SampleCalls(arguments[0], Path.of(arguments[1]));
        for (Path model : names(calls.models)) {
            calls.callWithGoldenRow(model.toString());
        }
        calls.callAsACallerWould();
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
        String version = newest(model);
        JsonNode golden = goldenRow(model, version);
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
        JsonNode inputs = goldenRow("credit-risk", newest("credit-risk")).path("inputs");
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

    private static void check(JsonNode golden, String version, JsonNode answer) {
        equal("code", "OK", answer.path("code").textValue());
        equal("model_version", version, answer.path("model_version").textValue());
        compare("result", golden.path("expect"), answer.path("result"));
        for (String member : List.of("confidence", "explanation")) {
            if (golden.has(member)) {
                compare(member, golden.path(member), answer.path(member));
            }
        }
    }

    private static void compare(String place, JsonNode expected, JsonNode found) {
        if (expected.isNumber()) {
            double slack = TOLERANCE * (1 + Math.abs(expected.doubleValue()));
            // Written so that NaN and what is no number fail too.
            if (!(found.isNumber() && Math.abs(found.doubleValue() - expected.doubleValue()) <= slack)) {
                throw new AssertionError(place + " is " + found + ", expected " + expected);
            }
        } else if (expected.isContainerNode()) {
            equal("size of " + place, expected.size(), found.size());
            for (Map.Entry<String, JsonNode> member : expected.properties()) {
                compare(place + "." + member.getKey(), member.getValue(), found.path(member.getKey()));
            }
            for (int i = 0; expected.isArray() && i < expected.size(); i++) {
                compare(place + "[" + i + "]", expected.get(i), found.path(i));
            }
        } else {
            equal(place, expected, found);
        }
    }

    private static void equal(String what, Object expected, Object found) {
        if (!expected.equals(found)) {
            throw new AssertionError(what + " is " + found + ", expected " + expected);
        }
    }

    private JsonNode goldenRow(String model, String version) throws IOException {
        Path samples =
                models.resolve(model).resolve("versions").resolve(version).resolve("samples.jsonl");
        for (String line : Files.readAllLines(samples)) {
            JsonNode row = json.readTree(line);
            if (row.has("expect")) {
                return row;
            }
        }
        throw new AssertionError("no golden row in " + samples);
    }

    /** The samples number their versions. */
    private String newest(String model) throws IOException {
        return names(models.resolve(model).resolve("versions")).stream()
                .map(Path::toString)
                .max(Comparator.comparingInt(Integer::parseInt))
                .orElseThrow();
    }

    private static List<Path> names(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory)
                    .map(Path::getFileName)
                    .sorted()
                    .toList();
        }
    }
}
