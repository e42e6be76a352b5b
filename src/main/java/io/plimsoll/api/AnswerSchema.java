package io.plimsoll.api;

import io.plimsoll.contract.Contract;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.Results;
import io.plimsoll.contract.Rule;
import io.plimsoll.prediction.Code;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The JSON Schemas of what comes back: the envelope, with the results that a contract promises inside. */
final class AnswerSchema {

    private AnswerSchema() {}

    /** The answer to one row. */
    static JsonObject single(Contract contract) {
        JsonObject members = head(requestId(contract));
        members.putAll(predicted(contract));
        members.with("model", text())
                .with("model_version", text())
                .with("prediction_id", text())
                .with("trace_id", text());
        return object(members, "code", "msg", "result", "model", "model_version", "prediction_id", "trace_id");
    }

    /** The entry of a row in the answer to many; it may have failed, so that nothing of a prediction is sure. */
    static JsonObject entry(Contract contract) {
        JsonObject members = head(requestId(contract)).with("errors", rowErrors());
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

    /** The results that the contract promises, by name. */
    static JsonObject result(Contract contract) {
        var results = new JsonObject();
        contract.results().list().forEach(result -> results.put(result.name(), named(result)));
        return object(results, results.keySet().toArray(String[]::new));
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
        return object(new JsonObject().with("contributions", each));
    }

    /** The answer to a request that failed. */
    static JsonObject failure() {
        var id = new JsonObject().with("description", "The caller's own id of the row: a text or a whole number.");
        JsonObject members = head(id).with("errors", rowErrors())
                .with("model", text())
                .with("model_version", text())
                .with("retry_after_ms", JsonObject.ofType("integer").with("format", "int64"))
                .with("trace_id", text());
        return object(members, "code", "msg", "trace_id");
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

    /** One of the best labels. */
    static JsonObject scoredLabel() {
        return object(new JsonObject().with("label", text()).with("score", number()), "label", "score");
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

    private static @Nullable JsonObject requestId(Contract contract) {
        for (Field field : contract.requestFields()) {
            if (field.name().equals(contract.request().id())) {
                return RequestSchema.ofType(field.type());
            }
        }
        return null;
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

    private static JsonObject named(Results.Result result) {
        return form(result.form())
                .with("title", result.title())
                .with("description", result.unit() == null ? null : "In " + result.unit() + ".")
                .with("x-unit", result.unit());
    }

    private static JsonObject form(Results.Form form) {
        return switch (form) {
            case Results.Form.Number _ -> number();
            case Results.Form.Whole() -> JsonObject.ofType("integer").with("format", "int64");
            case Results.Form.Flag() -> JsonObject.ofType("boolean");
            case Results.Form.Text() -> text();
            case Results.Form.Vector _ -> JsonObject.ofType("array").with("items", number());
            case Results.Form.Scores _ -> JsonObject.ofType("object").with("additionalProperties", number());
            case Results.Form.Label label -> labels(List.copyOf(label.labels().values()));
            case Results.Form.Top top -> top(top);
            case Results.Form.Bands bands ->
                labels(bands.bands().stream().map(Results.Band::label).toList());
            case Results.Form.PerItem items -> throw new UnsupportedOperationException("per_item");
            case Results.Form.TopItems items -> throw new UnsupportedOperationException("per_item");
            // How deep the lists go shows only when the graph has run.
            case Results.Form.Nested() -> new JsonObject().with("description", "The tensor as nested lists.");
        };
    }

    private static JsonObject top(Results.Form.Top top) {
        if (top.top() == 1) {
            return labels(top.labels());
        }
        return JsonObject.ofType("array")
                .with("description", top.labels().isEmpty() ? null : "Labels: " + words(top.labels()) + ".")
                .with("items", OpenApi.schemaNamed("scored-label"))
                .with("maxItems", top.top());
    }

    private static JsonObject labels(List<String> labels) {
        return text().with(
                        "enum",
                        labels.isEmpty() ? null : labels.stream().distinct().toList());
    }

    private static JsonObject object(JsonObject members, String... required) {
        return JsonObject.ofType("object")
                .with("properties", members)
                .with("required", required.length == 0 ? null : List.of(required));
    }

    private static String words(List<?> values) {
        return values.stream().map(Object::toString).collect(Collectors.joining(", "));
    }

    private static JsonObject number() {
        return JsonObject.ofType("number").with("format", "double");
    }

    private static JsonObject text() {
        return JsonObject.ofType("string");
    }
}
