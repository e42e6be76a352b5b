package io.plimsoll.api;

import io.plimsoll.contract.Contract;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.Limits;
import io.plimsoll.contract.ListType;
import io.plimsoll.guard.AccessMode;
import io.plimsoll.guard.LimitsInForce;
import io.plimsoll.lifecycle.ModelStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The OpenAPI 3.1 document of the models that answer now: concrete paths and types for each, so that a generated client
 * knows every field by name.
 */
final class OpenApi {

    private static final String JSON = "application/json";

    private final JsonObject paths = new JsonObject();
    private final JsonObject schemas = new JsonObject();
    private final List<JsonObject> tags = new ArrayList<>();

    private final LimitsInForce limits;

    private OpenApi(LimitsInForce limits) {
        this.limits = limits;
    }

    /**
     * The document.
     *
     * @param defaultModel the model of calls that name none
     * @param access how callers show who they are
     */
    static JsonObject document(
            List<ModelStatus> models, @Nullable String defaultModel, LimitsInForce limits, AccessMode access) {
        var document = new OpenApi(limits);
        for (ModelStatus model : models) {
            if (model.served() != null) {
                document.add(model.served(), model.model().equals(defaultModel));
            }
        }
        // Without a hyphen, or with an ending that no schema of a model has: never the name of a model's schema.
        document.schemas
                .with("failure", AnswerSchema.failure())
                .with("failed-row", AnswerSchema.failedRow())
                .with("row-error", AnswerSchema.rowError())
                .with("scored-label", ResultSchema.scoredLabel())
                .with("scored-item", ResultSchema.scoredItem())
                .with("reason", AnswerSchema.reason());
        return document.toJson(access);
    }

    /** A reference to a schema of the document. */
    static JsonObject schemaNamed(String name) {
        return new JsonObject().with("$ref", "#/components/schemas/" + name);
    }

    /** A reference to one of a model's schemas: request, answer, answers, entry, result, explanation, a list's item. */
    static JsonObject schemaOf(Contract contract, String part) {
        return schemaNamed(schemaName(contract, part));
    }

    /** A part is one word, so that the names of "risk" and of "risk-row" never meet. */
    private static String schemaName(Contract contract, String part) {
        return contract.id().model() + "-" + part;
    }

    private void add(ModelStatus.Served served, boolean isDefault) {
        Contract contract = served.contract();
        String model = contract.id().model();
        Map<String, Object> example = ExampleRequest.of(served);
        tags.add(new JsonObject().with("name", model).with("description", title(contract)));
        addRequest(contract);
        schemas.with(schemaName(contract, "answer"), AnswerSchema.single(contract))
                .with(schemaName(contract, "answers"), AnswerSchema.batch(contract))
                .with(schemaName(contract, "entry"), AnswerSchema.entry(contract))
                .with(schemaName(contract, "result"), ResultSchema.of(contract))
                .with(schemaName(contract, "explanation"), AnswerSchema.explanation(contract));
        // Model names have no underscore, so that no two of them make the same id.
        String suffix = "_" + model.replace('-', '_');
        paths.put("/v1/predict/" + model, predict(contract, example, suffix));
        paths.put("/v1/batch/" + model, batch(contract, example, suffix));
        if (isDefault) {
            paths.put("/v1/predict", predict(contract, example, ""));
            paths.put("/v1/batch", batch(contract, example, ""));
        }
    }

    /**
     * The schema of a request, and one for the records of each list: a generator calls a record without a name by the
     * title of its list, so that a better title would rename a caller's class.
     */
    private void addRequest(Contract contract) {
        JsonObject request = RequestSchema.row(contract);
        schemas.put(schemaName(contract, "request"), request);
        for (Field field : contract.requestFields()) {
            if (field.type() instanceof ListType list
                    && list.items() instanceof ListType.Items.Records
                    && request.get("properties") instanceof JsonObject properties
                    && properties.get(field.name()) instanceof JsonObject property) {
                // With an underscore, which no other part has.
                String part = field.name() + "_item";
                schemas.with(schemaName(contract, part), property.get("items"));
                property.put("items", schemaOf(contract, part));
            }
        }
    }

    private JsonObject toJson(AccessMode access) {
        JsonObject info =
                new JsonObject().with("title", "Plimsoll").with("version", "1").with("description", """
                        Predictions of the models that serve now. A request is a business object; what it may hold is \
                        the contract of its model. A prediction changes nothing: any request may be repeated.""");
        return new JsonObject()
                .with("openapi", "3.1.0")
                .with("info", info)
                .with("servers", List.of(new JsonObject().with("url", "/")))
                .with("tags", tags)
                .with("paths", paths)
                .with("security", access == AccessMode.OPEN ? null : List.of(new JsonObject().with("key", List.of())))
                .with(
                        "components",
                        new JsonObject()
                                .with("schemas", schemas)
                                .with("securitySchemes", access == AccessMode.OPEN ? null : schemes(access)));
    }

    private static JsonObject schemes(AccessMode access) {
        JsonObject bearer = new JsonObject().with("type", "http").with("scheme", "bearer");
        return new JsonObject().with("key", access == AccessMode.JWT ? bearer.with("bearerFormat", "JWT") : bearer);
    }

    private JsonObject predict(Contract contract, Map<String, Object> example, String suffix) {
        return operation(
                contract,
                "predict" + suffix,
                "Predict one row. " + title(contract),
                content(schemaOf(contract, "request"), example),
                schemaOf(contract, "answer"));
    }

    private JsonObject batch(Contract contract, Map<String, Object> example, String suffix) {
        JsonObject rows = JsonObject.ofType("array")
                .with("items", schemaOf(contract, "request"))
                .with("minItems", 1)
                .with("maxItems", limits(contract).maxRows());
        return operation(
                contract,
                "batch" + suffix,
                "Predict many rows. " + title(contract),
                content(rows, List.of(example)),
                schemaOf(contract, "answers"));
    }

    private Limits limits(Contract contract) {
        return limits.of(contract.id().model(), contract.limits());
    }

    private JsonObject operation(Contract contract, String id, String summary, JsonObject content, JsonObject answer) {
        JsonObject post = new JsonObject()
                .with("operationId", id)
                .with("tags", List.of(contract.id().model()))
                .with("summary", summary)
                .with("parameters", List.of(timeout(limits(contract))))
                .with("requestBody", new JsonObject().with("required", true).with("content", content))
                .with("responses", responses(answer));
        return new JsonObject().with("post", post);
    }

    private static JsonObject timeout(Limits limits) {
        return new JsonObject()
                .with("name", PredictHandler.TIMEOUT_HEADER)
                .with("in", "header")
                .with(
                        "description",
                        "Shortens the deadline; the model allows "
                                + limits.timeout().toMillis() + " ms.")
                .with(
                        "schema",
                        JsonObject.ofType("integer").with("format", "int32").with("minimum", 1));
    }

    private static JsonObject responses(JsonObject answer) {
        JsonObject failure = schemaNamed("failure");
        return new JsonObject()
                .with("200", response("The answer.", answer))
                .with("400", response("Not one JSON value, or a header that is not valid. Do not repeat.", failure))
                .with("401", response("No key, or one that is not known. Do not repeat.", failure))
                .with("403", response("The key is not for this. Do not repeat.", failure))
                .with("408", response("The body did not arrive in time. May be repeated.", failure))
                .with("413", response("More bytes or rows than the model allows. Do not repeat.", failure))
                .with("415", response("The body is not application/json in UTF-8. Do not repeat.", failure))
                .with("422", response("The body breaks the contract; errors says where. Do not repeat.", failure))
                .with("429", response("More than this caller's rate. Repeat after the time given.", failure))
                .with("503", response("No capacity, or no version yet. Repeat after the time given.", failure))
                .with("504", response("The deadline passed. May be repeated.", failure))
                .with("default", response("Any other error, in the same form.", failure));
    }

    private static JsonObject response(String description, JsonObject schema) {
        return new JsonObject().with("description", description).with("content", content(schema, null));
    }

    private static JsonObject content(JsonObject schema, @Nullable Object example) {
        return new JsonObject()
                .with(JSON, new JsonObject().with("schema", schema).with("example", example));
    }

    private static String title(Contract contract) {
        return (contract.title() == null ? contract.id().model() : contract.title()) + ", version "
                + contract.id().version()
                + (contract.synthesised() ? " (made from the graph, without a contract)" : "");
    }
}
