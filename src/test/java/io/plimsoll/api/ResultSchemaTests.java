package io.plimsoll.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import io.plimsoll.contract.Absence;
import io.plimsoll.contract.Contract;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.IntegerType;
import io.plimsoll.contract.ListType;
import io.plimsoll.contract.NumberType;
import io.plimsoll.contract.Reason;
import io.plimsoll.contract.Results;
import io.plimsoll.contract.Results.Form;
import io.plimsoll.contract.Results.Reasons;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What a contract promises of its answers, as JSON Schema. */
class ResultSchemaTests {

    private static final List<String> MANY =
            IntStream.range(0, 5_000).mapToObj(i -> "merchant " + i).toList();

    @Test
    void aResultAnItemIsAListAsLongAsTheCallersMayBe() {
        JsonNode schema = schema(new Form.PerItem("item_list", new Form.Label(Map.of(0L, "no"))), 1);

        assertThat(schema.path("type").stringValue()).isEqualTo("array");
        assertThat(schema.path("maxItems").intValue()).isEqualTo(200);
        assertThat(schema.at("/items/enum")).hasToString("[\"no\"]");
        assertThat(schema.path("description").stringValue()).isEqualTo("One for each item of item_list, in its order.");
    }

    @Test
    void theBestItemsArePlacesWithScores() {
        JsonNode schema = schema(new Form.TopItems("item_list", 1_000, null, 2), 1);

        assertThat(schema.at("/items/$ref").stringValue()).endsWith("/scored-item");
        assertThat(schema.path("maxItems").intValue()).isEqualTo(200);
        assertThat(faults(ResultSchema.scoredItem(), "{\"item\": 3, \"score\": 0.9}"))
                .isEmpty();
        assertThat(faults(ResultSchema.scoredItem(), "{\"label\": \"3\", \"score\": 0.9}"))
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, , false", "1, 0.5, true", "0, , true"})
    void theOneBestIsNullOnlyWhereNothingMayBeGoodEnough(int minItems, @Nullable Double atLeast, boolean none) {
        JsonObject place = object(result(new Form.TopItems("item_list", 1, atLeast, null)), minItems);
        assertThat(faults(place, "3")).isEmpty();
        assertThat(faults(place, "null").isEmpty()).isEqualTo(none);

        JsonObject label = object(result(new Form.Top(List.of("a", "b"), 1, atLeast, null)), 1);
        assertThat(faults(label, "\"a\"")).isEmpty();
        assertThat(faults(label, "\"c\"")).isNotEmpty();
        assertThat(faults(label, "null").isEmpty()).isEqualTo(atLeast != null);
    }

    @Test
    void thousandsOfLabelsAreCountedAndNotSpelledOut() {
        Map<Long, String> codes = new LinkedHashMap<>();
        MANY.forEach(label -> codes.put((long) codes.size(), label));

        assertThat(schema(new Form.Label(codes), 1))
                .hasToString("{\"type\":\"string\",\"description\":\"One of 5000 labels.\"}");
        JsonNode top = schema(new Form.Top(MANY, 3, null, null), 1);
        assertThat(top.path("description").stringValue()).isEqualTo("Of 5000 labels.");
        assertThat(top.toString()).doesNotContain("merchant");
        assertThat(schema(new Form.Top(MANY, 1, null, null), 1).toString()).doesNotContain("merchant");
    }

    @Test
    void aUnitIsSaidBesideWhatIsSaidAlready() {
        var form = new Form.PerItem("item_list", new Form.Number(2));
        JsonNode schema = schema(new Results.Result("y", "out", form, "Price", "EUR"), 1);

        assertThat(schema.path("description").stringValue())
                .isEqualTo("One for each item of item_list, in its order. In EUR.");
        assertThat(schema.path("x-unit").stringValue()).isEqualTo("EUR");
    }

    @Test
    void reasonsAreAsManyAsTheContractSays() {
        JsonNode schema = Schemas.tree(AnswerSchema.explanation(contract(result(new Form.Number(null)), 1)));

        assertThat(schema.at("/properties/contributions/properties").propertyNames())
                .containsExactly("age", "item_list");
        JsonNode reasons = schema.at("/properties/reasons");
        assertThat(reasons.path("maxItems").intValue()).isEqualTo(4);
        assertThat(reasons.at("/items/$ref").stringValue()).endsWith("/reason");
        assertThat(reasons.path("description").stringValue()).endsWith("Codes: R07.");
        assertThat(faults(AnswerSchema.reason(), "{\"field\": \"age\", \"code\": \"R07\", \"text\": \"Young\"}"))
                .isEmpty();
    }

    private static Results.Result result(Form form) {
        return new Results.Result("y", "out", form, null, null);
    }

    private static JsonNode schema(Form form, int minItems) {
        return schema(result(form), minItems);
    }

    private static JsonNode schema(Results.Result result, int minItems) {
        return Schemas.tree(object(result, minItems));
    }

    private static JsonObject object(Results.Result result, int minItems) {
        var results = (JsonObject) ResultSchema.of(contract(result, minItems)).get("properties");
        return (JsonObject) results.get("y");
    }

    private static Contract contract(Results.Result result, int minItems) {
        var item = Field.of("item_list", new IntegerType(null, null, List.of()), new Absence.Required());
        var list = new ListType(minItems, 200, null, new ListType.Items.Values(item));
        var age = new Field(
                "age",
                new NumberType(null, null),
                new Absence.Required(),
                null,
                null,
                null,
                false,
                new Reason("R07", "Young"));
        return Contracts.answering(
                List.of(age, Field.of("item_list", list, new Absence.Required())),
                new Results(
                        List.of(result),
                        null,
                        null,
                        new Results.Contributions("contributions", null),
                        new Reasons(4, Reasons.Sign.POSITIVE)));
    }

    private static List<Error> faults(JsonObject schema, String json) {
        return Schemas.faults(schema, Schemas.parse(json));
    }
}
