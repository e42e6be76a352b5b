package io.plimsoll.api;

import static io.plimsoll.api.AnswerSchema.number;
import static io.plimsoll.api.AnswerSchema.object;
import static io.plimsoll.api.AnswerSchema.text;

import io.plimsoll.contract.Contract;
import io.plimsoll.contract.Input;
import io.plimsoll.contract.ListType;
import io.plimsoll.contract.Results;
import io.plimsoll.contract.Results.Form;
import java.util.Collection;

/** The JSON Schemas of the results that a contract promises. */
final class ResultSchema {

    /** A longer list of labels is counted and not spelled out. */
    private static final int MOST_LABELS = 200;

    private ResultSchema() {}

    /** The results that the contract promises, by name. */
    static JsonObject of(Contract contract) {
        var results = new JsonObject();
        contract.results().list().forEach(result -> results.put(result.name(), named(result, contract)));
        return object(results, results.keySet().toArray(String[]::new));
    }

    /** One of the best labels. */
    static JsonObject scoredLabel() {
        return object(new JsonObject().with("label", text()).with("score", number()), "label", "score");
    }

    /** One of the best items of a list. */
    static JsonObject scoredItem() {
        JsonObject item = JsonObject.ofType("integer")
                .with("format", "int32")
                .with("description", "Its place in the list that was sent, from 0.");
        return object(new JsonObject().with("item", item).with("score", number()), "item", "score");
    }

    private static JsonObject named(Results.Result result, Contract contract) {
        JsonObject schema = form(result.form(), contract).with("title", result.title());
        if (result.unit() != null) {
            schema.merge("description", "In " + result.unit() + ".", (said, unit) -> said + " " + unit);
        }
        return schema.with("x-unit", result.unit());
    }

    private static JsonObject form(Form form, Contract contract) {
        return switch (form) {
            case Form.Number _ -> number();
            case Form.Whole() -> JsonObject.ofType("integer").with("format", "int64");
            case Form.Flag() -> JsonObject.ofType("boolean");
            case Form.Text() -> text();
            case Form.Vector _ -> JsonObject.ofType("array").with("items", number());
            case Form.Scores _ -> JsonObject.ofType("object").with("additionalProperties", number());
            case Form.Label label -> labels(label.labels().values());
            case Form.Top top -> top(top);
            case Form.Bands bands ->
                labels(bands.bands().stream().map(Results.Band::label).toList());
            case Form.PerItem(String list, Form each) ->
                JsonObject.ofType("array")
                        .with("description", "One for each item of " + list + ", in its order.")
                        .with("items", form(each, contract))
                        .with("maxItems", list(list, contract).maxItems());
            case Form.TopItems top -> topItems(top, contract);
            // How deep the lists go shows only when the graph has run.
            case Form.Nested() -> new JsonObject().with("description", "The tensor as nested lists.");
        };
    }

    private static JsonObject top(Form.Top top) {
        if (top.top() == 1) {
            return orNull(labels(top.labels()), top.atLeast() != null);
        }
        boolean few = top.labels().size() <= MOST_LABELS;
        String labels = few
                ? "Labels: " + String.join(", ", top.labels()) + "."
                : "Of " + top.labels().size() + " labels.";
        return JsonObject.ofType("array")
                .with("description", top.labels().isEmpty() ? null : labels)
                .with("items", OpenApi.schemaNamed("scored-label"))
                .with("maxItems", top.top());
    }

    private static JsonObject topItems(Form.TopItems top, Contract contract) {
        if (top.top() == 1) {
            JsonObject place = JsonObject.ofType("integer")
                    .with("format", "int32")
                    .with("description", "The place of the best item in " + top.list() + ", from 0.");
            boolean none = top.atLeast() != null || list(top.list(), contract).minItems() == 0;
            return orNull(place, none);
        }
        return JsonObject.ofType("array")
                .with("description", "The best items of " + top.list() + ", the best first.")
                .with("items", OpenApi.schemaNamed("scored-item"))
                .with("maxItems", Math.min(top.top(), list(top.list(), contract).maxItems()));
    }

    private static ListType list(String name, Contract contract) {
        Input input = contract.inputs().get(contract.slotOf(name));
        if (input.field().type() instanceof ListType list) {
            return list;
        }
        throw new IllegalArgumentException(name + " is no list");
    }

    private static JsonObject labels(Collection<String> labels) {
        if (labels.size() > MOST_LABELS) {
            return text().with("description", "One of " + labels.size() + " labels.");
        }
        return text().with(
                        "enum",
                        labels.isEmpty() ? null : labels.stream().distinct().toList());
    }

    /** Where nothing may be good enough, the answer is null. */
    private static JsonObject orNull(JsonObject schema, boolean none) {
        if (none) {
            RequestSchema.allowNull(schema);
        }
        return schema;
    }
}
