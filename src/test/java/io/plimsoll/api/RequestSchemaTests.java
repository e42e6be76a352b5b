package io.plimsoll.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.contract.Absence;
import io.plimsoll.contract.CategoryType;
import io.plimsoll.contract.Contract;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.IntegerType;
import io.plimsoll.contract.OnUnknown;
import io.plimsoll.contract.Request;
import io.plimsoll.contract.Vocabulary;
import java.util.List;
import java.util.stream.LongStream;
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
        return Stream.of(Contracts.loans(), Contracts.bare(), Baskets.contract());
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

    @Test
    void theIdOfARowIsNarrowedToWhatMayBeAnswered() {
        JsonNode own = Schemas.tree(schema).at("/properties/application_id");

        assertThat(own.path("pattern").stringValue()).isEqualTo("^(?:[!-~]+)$");
        assertThat(own.path("minLength").intValue()).isEqualTo(1);
        for (String id : List.of("\"\"", "\"a b\"", "\"\u00e4\"", "\"" + "a".repeat(65) + "\"")) {
            String row = ROW.replace("{", "{\"application_id\": " + id + ", ");
            assertThat(Schemas.faults(schema, Schemas.parse(row))).isNotEmpty();
            assertThat(Baskets.refusal(Contracts.loans(), row)).contains("application_id");
        }
        assertThat(Schemas.faults(schema, Schemas.parse(ROW.replace("{", "{\"application_id\": \"A-17\", "))))
                .isEmpty();
    }

    @Test
    void moreThan200ValuesAreCountedAndNotSpelledOut() {
        List<Long> codes = LongStream.range(0, 201).boxed().toList();
        List<String> words = codes.stream().map(code -> "m" + code).toList();
        Contract contract = Baskets.contract(
                Request.NONE,
                Field.of("code", new IntegerType(null, null, codes), new Absence.Required()),
                Field.of(
                        "merchant",
                        new CategoryType(Vocabulary.ofWords(words), new OnUnknown.Reject(), false, null),
                        new Absence.Required()),
                Field.of("few", new IntegerType(null, null, codes.subList(0, 200)), new Absence.Required()));
        JsonNode properties = Schemas.tree(RequestSchema.document(contract)).path("properties");

        assertThat(properties.at("/code/enum").isMissingNode()).isTrue();
        assertThat(properties.at("/code/description").stringValue()).isEqualTo("One of 201 values.");
        assertThat(properties.at("/merchant/enum").isMissingNode()).isTrue();
        assertThat(properties.at("/merchant/description").stringValue()).isEqualTo("Known: 201 values.");
        assertThat(properties.at("/few/enum")).hasSize(200);
    }
}
