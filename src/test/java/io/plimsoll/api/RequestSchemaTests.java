package io.plimsoll.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.contract.Contract;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class RequestSchemaTests {

    private static final String ROW = """
            {"customer_id": "C-9", "age": 42, "housing": "rent", "region": "west", "purpose": "a used car",
             "since": "2020-02-29", "employed": null, "income": 51000.25}""";

    private final JsonObject schema = RequestSchema.document(Contracts.loans());

    static Stream<Contract> contracts() {
        return Stream.of(Contracts.loans(), Contracts.bare());
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void everySchemaIsAValidSchema(Contract contract) {
        assertThat(Schemas.faultsOfSchema(Schemas.tree(RequestSchema.document(contract))))
                .isEmpty();
    }

    @Test
    void aRowThatFitsTheContractFitsTheSchema() {
        assertThat(Schemas.faults(schema, Schemas.parse(ROW))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"age\": 42 > \"age\": 17",
                "\"age\": 42 > \"age\": 101",
                "\"age\": 42 > \"age\": 42.5",
                "\"age\": 42 > \"age\": \"42\"",
                "\"age\": 42 > \"age\": null",
                "\"age\": 42, > ",
                "\"age\": 42 > \"age\": 42, \"ages\": 1",
                "51000.25 > -0.1",
                "\"rent\" > \"villa\"",
                "\"a used car\" > \"A USED CAR\"",
                "\"a used car\" > \"\"",
                "2020-02-29 > 2021-02-29"
            })
    void aRowThatBreaksTheContractBreaksTheSchema(String change) {
        String[] fromTo = change.split(" > ?", 2);
        String broken = ROW.replace(fromTo[0], fromTo[1]);

        assertThat(broken).isNotEqualTo(ROW);
        assertThat(Schemas.faults(schema, Schemas.parse(broken))).isNotEmpty();
    }

    @Test
    void aTensorKeepsItsFixedAxes() {
        JsonObject bare = RequestSchema.document(Contracts.bare());

        assertThat(Schemas.faults(bare, Schemas.parse("{\"x\": [[[1,2,3],[4,5,6]]]}")))
                .isEmpty();
        assertThat(Schemas.faults(bare, Schemas.parse("{\"x\": [[[1,2,3]]]}"))).isNotEmpty();
        assertThat(Schemas.faults(bare, Schemas.parse("{\"x\": [[[1,2,3],[4,5]]]}")))
                .isNotEmpty();
    }

    @Test
    void whatASchemaHasNoWordForIsSaidInSentences() {
        JsonNode properties = Schemas.tree(schema).path("properties");

        assertThat(properties.at("/income/description").stringValue())
                .isEqualTo("In EUR/year. Left out, it counts as 30000.5.");
        assertThat(properties.at("/since/description").stringValue())
                .isEqualTo("Not before 2000-01-01. Not after 2030-12-31.");
        assertThat(properties.at("/region/description").stringValue())
                .isEqualTo("Known: \"north\", \"south\". Other values pass.");
        assertThat(properties.at("/age/title").stringValue()).isEqualTo("Age of the applicant");
        assertThat(properties.at("/income/minimum").toString()).isEqualTo("0");
    }
}
