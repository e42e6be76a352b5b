package io.plimsoll.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The schema of lists, vectors and exact values, held together with the decoder: what one takes, the other takes. */
class ListSchemaTests {

    private static final String ROW = """
            {"item_list": [{"price": "12.50", "buyer": "b", "at": "2026-01-31T12:30:59+01:00", "shape": [1, 2]},
                           {"buyer": "c", "price": "1", "size": null}],
             "hour": 6, "embedding": [0, null, 16], "views": [1, 2], "view_prices": [0.5, null], "tags": ["a"]}""";

    private final JsonObject schema = RequestSchema.document(Baskets.contract());

    @Test
    void aRowThatTheDecoderTakesFitsTheSchema() {
        assertThat(Schemas.faults(schema, Schemas.parse(ROW))).isEmpty();
        assertThat(Baskets.refusal(Baskets.contract(), ROW)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"12.50\" > \"+12.5\"",
                "\"12.50\" > \"012\"",
                "\"at\": \"2026-01-31T12:30:59+01:00\", > ",
                "+01:00 > .123Z",
                "\"shape\": [1, 2] > \"shape\": null",
                "\"size\": null > \"size\": \"L\"",
                "[0, null, 16] > null",
                "\"views\": [1, 2], \"view_prices\": [0.5, null], > ",
                "\"tags\": [\"a\"] > \"tags\": null",
                "\"tags\": [\"a\"] > \"order_id\": \"A-17\""
            })
    void whatTheContractAllowsFitsBoth(String change) {
        String row = changed(change);

        assertThat(Schemas.faults(schema, Schemas.parse(row))).isEmpty();
        assertThat(Baskets.refusal(Baskets.contract(), row)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"12.50\" > 12.5",
                "\"12.50\" > \"12.505\"",
                "\"12.50\" > \"1e1\"",
                "\"12.50\" > \".5\"",
                "\"price\": \"1\", > ",
                "\"price\": \"1\", > \"prize\": \"1\", ",
                "\"price\": \"1\", > \"price\": \"1\", \"prize\": \"1\", ",
                "\"buyer\": \"b\" > \"buyer\": null",
                "2026-01-31T12:30:59+01:00 > 2026-01-31",
                "2026-01-31T12:30:59+01:00 > 2026-02-30T00:00:00Z",
                "2026-01-31T12:30:59+01:00 > 2026-01-31T12:30:59",
                "[1, 2]} > [1]}",
                "[1, 2]} > [1, 2, 3]}",
                "[1, 2]} > [1, null]}",
                "[1, 2]} > [1, 17]}",
                "\"size\": null > \"size\": \"XL\"",
                "\"size\": null} > \"size\": null}, {\"buyer\": \"d\", \"price\": \"1\"}, {\"buyer\": \"e\", \"price\": \"1\"}",
                "{\"buyer\": \"c\", \"price\": \"1\", \"size\": null} > null",
                "{\"buyer\": \"c\", \"price\": \"1\", \"size\": null} > 5",
                "\"hour\": 6 > \"hour\": 7",
                "[0, null, 16] > [0, 16]",
                "[0, null, 16] > [0, null, 16, 1]",
                "[0, null, 16] > [0, null, \"16\"]",
                "\"views\": [1, 2] > \"views\": [1, null]",
                "\"views\": [1, 2] > \"views\": [1, 2, 3, 4, 5]",
                "\"views\": [1, 2] > \"views\": 1",
                "\"tags\": [\"a\"] > \"tags\": []",
                "\"tags\": [\"a\"] > \"tags\": [null]",
                "\"tags\": [\"a\"] > \"order_id\": \"A 17\""
            })
    void whatTheContractRefusesFitsNeither(String change) {
        String row = changed(change);

        assertThat(Schemas.faults(schema, Schemas.parse(row))).isNotEmpty();
        assertThat(Baskets.refusal(Baskets.contract(), row)).isNotEmpty();
    }

    private static String changed(String change) {
        String[] fromTo = change.split(" > ?", 2);
        String row = ROW.replace(fromTo[0], fromTo[1]);
        assertThat(row).isNotEqualTo(ROW);
        return row;
    }

    @Test
    void whatASchemaHasNoWordForIsSaidInSentences() {
        JsonNode properties = Schemas.tree(schema).path("properties");
        JsonNode item = properties.at("/item_list/items/properties");

        assertThat(item.at("/price/description").stringValue())
                .isEqualTo("In EUR. A decimal number in quotes. At least 0.01. At most 100.");
        assertThat(item.at("/at/description").stringValue())
                .isEqualTo("To the millisecond at most, with an offset. Not before 2026-01-01T00:00:00Z."
                        + " Optional; the model knows a value for what is missing.");
        assertThat(item.at("/price/examples/0").stringValue()).isEqualTo("12.50");
        assertThat(item.at("/size/default").stringValue()).isEqualTo("M");
        assertThat(properties.at("/view_prices/description").stringValue())
                .isEqualTo("As many items as views. Left out, it counts as an empty list.");
        assertThat(properties.at("/view_prices/default")).isEmpty();
        assertThat(properties.at("/view_prices/items/description").stringValue())
                .isEqualTo("May be null; the model knows a value for what is missing.");
    }

    /** A generated client would send an empty vector for one that its caller left out, and be refused. */
    @Test
    void inOpenApiOnlyAListThatMayBeLeftOutAndNotBeEmptyMayBeNull() {
        JsonNode properties =
                Schemas.tree(RequestSchema.row(Baskets.contract())).path("properties");

        assertThat(properties.at("/embedding/type")).hasToString("[\"array\",\"null\"]");
        assertThat(properties.at("/tags/type")).hasToString("[\"array\",\"null\"]");
        assertThat(properties.at("/item_list/items/properties/shape/type")).hasToString("[\"array\",\"null\"]");
        assertThat(properties.at("/views/type").stringValue()).isEqualTo("array");
        assertThat(properties.at("/item_list/type").stringValue()).isEqualTo("array");
        assertThat(properties.at("/embedding/items/type").stringValue()).isEqualTo("number");
        assertThat(properties.at("/order_id/type").stringValue()).isEqualTo("string");
    }
}
