package io.plimsoll.api;

import io.plimsoll.contract.Contract;
import io.plimsoll.contract.Reason;
import io.plimsoll.contract.Results;
import io.plimsoll.contract.Rule;
import io.plimsoll.prediction.Code;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The JSON Schemas of what comes back: the envelope, with the results that a contract promises inside. */
final class AnswerSchema {

    private AnswerSchema() {}

    /** The answer to one row. */
    static JsonObject single(Contract contract) {
        JsonObject members = head(RequestSchema.requestId(contract));
        members.putAll(predicted(contract));
        members.with("model", text())
                .with("model_version", text())
                .with("prediction_id", text())
                .with("trace_id", text());
        return object(members, "code", "msg", "result", "model", "model_version", "prediction_id", "trace_id");
    }

    /** The entry of a row in the answer to many; it may have failed, so that nothing of a prediction is sure. */
    static JsonObject entry(Contract contract) {
        JsonObject members = head(RequestSchema.requestId(contract)).with("errors", rowErrors());
        members.putAll(predicted(contract));
        members.with("model_version", text()).with("prediction_id", text());
        return object(members, "code", "msg", "model_version");
    }

    /** The answer to many rows. */
    static JsonObject batch(Contract contract) {
        JsonObject members = head(null)
                .with("model", text())
                .with("results", JsonObject.ofType("array").with("items", OpenApi.schemaOf(contract, "entry")))
                .with("trace_id", text());
        return object(members, "code", "msg", "model", "results", "trace_id");
    }

    /** What is said about the results; null if the contract promises nothing of the kind. */
    static @Nullable JsonObject explanation(Contract contract) {
        Results.Contributions contributions = contract.results().contributions();
        if (contributions == null) {
            return null;
        }
        var fields = new JsonObject();
        contract.inputFields().forEach(field -> fields.put(field.name(), number()));
        String unit = contributions.unit() == null ? "" : ", in " + contributions.unit();
        JsonObject each = object(fields).with("description", "What each field adds to the prediction" + unit + ".");
        return object(new JsonObject().with("contributions", each).with("reasons", reasons(contract)));
    }

    private static @Nullable JsonObject reasons(Contract contract) {
        Results.Reasons reasons = contract.results().reasons();
        if (reasons == null) {
            return null;
        }
        List<String> codes = contract.inputFields().stream()
                .flatMap(field -> Stream.ofNullable(field.reason()))
                .map(Reason::code)
                .distinct()
                .toList();
        return JsonObject.ofType("array")
                .with(
                        "description",
                        "The fields that contributed most, the first most of all. Codes: " + words(codes) + ".")
                .with("items", OpenApi.schemaNamed("reason"))
                .with("maxItems", reasons.top());
    }

    /** The answer to a request that failed; one for many rows has an entry for each, if it came as far as the rows. */
    static JsonObject failure() {
        JsonObject rows = JsonObject.ofType("array")
                .with("description", "Of a batch without any good row: what is wrong with each, in order.")
                .with("items", OpenApi.schemaNamed("failed-row"));
        JsonObject members = head(anyId())
                .with("errors", rowErrors())
                .with("model", text())
                .with("model_version", text())
                .with("results", rows)
                .with("retry_after_ms", JsonObject.ofType("integer").with("format", "int64"))
                .with("trace_id", text());
        return object(members, "code", "msg", "trace_id");
    }

    /** The entry of a row in a batch that failed. */
    static JsonObject failedRow() {
        JsonObject members = head(anyId()).with("errors", rowErrors()).with("model_version", text());
        return object(members, "code", "msg", "model_version");
    }

    private static JsonObject anyId() {
        return new JsonObject().with("description", "The caller's own id of the row: a text or a whole number.");
    }

    /** One fault of a row. */
    static JsonObject rowError() {
        JsonObject rule =
                text().with("description", "One of " + words(List.of(Rule.values())) + "; there may be more one day.");
        JsonObject members = new JsonObject()
                .with("field", text())
                .with("rule", rule)
                .with("limit", text())
                .with("problem", text());
        return object(members, "field", "rule", "problem");
    }

    /** A field that speaks for the answer. */
    static JsonObject reason() {
        JsonObject members =
                new JsonObject().with("field", text()).with("code", text()).with("text", text());
        return object(members, "field", "code", "text");
    }

    private static JsonObject rowErrors() {
        return JsonObject.ofType("array").with("items", OpenApi.schemaNamed("row-error"));
    }

    private static JsonObject head(@Nullable JsonObject requestId) {
        JsonObject code = text().with(
                        "description",
                        "Stable, for programs: " + words(List.of(Code.values())) + "; there may be more one day.");
        return new JsonObject().with("code", code).with("msg", text()).with("request_id", requestId);
    }

    /** The members of an answer that hold the prediction. */
    private static JsonObject predicted(Contract contract) {
        JsonObject members = new JsonObject().with("result", OpenApi.schemaOf(contract, "result"));
        if (contract.results().confidence() != null) {
            // No bounds: the sum of a graph's 32-bit floats may come out a little above 1.
            members.put("confidence", number().with("description", "How sure the model is."));
        }
        if (contract.results().contributions() != null) {
            members.put("explanation", OpenApi.schemaOf(contract, "explanation"));
        }
        return members;
    }

    static JsonObject object(JsonObject members, String... required) {
        return JsonObject.ofType("object")
                .with("properties", members)
                .with("required", required.length == 0 ? null : List.of(required));
    }

    private static String words(List<?> values) {
        return values.stream().map(Object::toString).collect(Collectors.joining(", "));
    }

    static JsonObject number() {
        return JsonObject.ofType("number").with("format", "double");
    }

    static JsonObject text() {
        return JsonObject.ofType("string");
    }
}
