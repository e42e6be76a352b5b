package io.plimsoll.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.contract.Absence;
import io.plimsoll.contract.Contract;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.IntegerType;
import io.plimsoll.contract.ListType;
import io.plimsoll.contract.NumberType;
import io.plimsoll.contract.Request;
import io.plimsoll.contract.Scalar;
import io.plimsoll.contract.TextType;
import io.plimsoll.lifecycle.ModelStatus;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class ExampleRequestTests {

    @Test
    void aFieldsOwnExampleComesFirstThenAGoldenRow() {
        Map<String, Object> example =
                example(Contracts.loans(), "{\"age\": 77, \"income\": 51000.10, \"housing\": \"rent\"}");

        assertThat(example)
                .containsEntry("age", 42L)
                .containsEntry("income", new BigDecimal("51000.10"))
                .containsEntry("housing", "rent");
    }

    @Test
    void aSensitiveFieldTakesNothingFromAGoldenRow() {
        Contract contract = Contracts.withField(Contracts.field(
                "salary", new IntegerType(1000L, null, List.of()), new Absence.Required(), null, null, null, true));

        assertThat(example(contract, "{\"salary\": 48123}")).containsEntry("salary", 1000L);
    }

    @Test
    void whatIsMadeUpFitsTheContract() {
        for (Contract contract : new Contract[] {Contracts.loans(), Contracts.bare(), Baskets.contract()}) {
            Map<String, Object> example = example(contract, null);

            assertThat(Schemas.faults(RequestSchema.document(contract), Schemas.tree(example)))
                    .isEmpty();
            assertThat(Baskets.refusal(contract, Schemas.tree(example).toString()))
                    .isEmpty();
        }
    }

    @Test
    void anOptionalFieldWithoutAnExampleIsLeftOut() {
        assertThat(example(Contracts.loans(), null)).doesNotContainKeys("income", "employed");
    }

    @Test
    void aListShowsOneItemOfExamplesAndOfWhatAGoldenRowHas() {
        Map<String, Object> example = example(Baskets.contract(), """
                {"item_list": [{"price": "99.99", "buyer": "Ada", "size": "L"}, {"price": "1", "buyer": "Bob"}],
                 "embedding": [1, null, 3], "tags": ["a", "b"]}""");

        assertThat(example.get("item_list")).isEqualTo(List.of(Map.of("price", "12.50", "buyer", "text", "size", "L")));
        assertThat(example.get("embedding")).isEqualTo(Arrays.asList(1, null, 3));
        assertThat(example.get("tags")).isEqualTo(List.of("a"));
        assertThat(example).doesNotContainKeys("views", "view_prices");
    }

    @Test
    void aSensitiveListTakesNothingFromAGoldenRow() {
        Field list = new Field(
                "salaries",
                Baskets.values(1, 9, "salaries", new IntegerType(1000L, null, List.of())),
                new Absence.Required(),
                null,
                null,
                null,
                true,
                null);

        assertThat(example(Contracts.withField(list), "{\"salaries\": [48123]}"))
                .containsEntry("salaries", List.of(1000L));
    }

    @Test
    void listsHaveAsManyItemsAsTheyMustAndVectorsTheirLength() {
        var day = new ListType.Items.Values(new Field(
                "days",
                new NumberType(null, null),
                new Absence.Required(),
                null,
                null,
                new Scalar.Real(1.5),
                false,
                null));
        Contract contract = Baskets.contract(
                Request.NONE,
                Field.of("days", new ListType(3, 3, null, day), new Absence.Required()),
                Field.of("notes", new ListType(1, 9, "days", day), new Absence.Required()),
                Field.of("vector", Baskets.vector(4, new Absence.Required()), new Absence.Required()));

        Map<String, Object> example = example(contract, null);

        List<BigDecimal> three = Collections.nCopies(3, new BigDecimal("1.5"));
        assertThat(example).containsEntry("days", three).containsEntry("notes", three);
        assertThat(example.get("vector"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(4);
    }

    @Test
    void anOptionalListIsShownIfAnExampleStandsInIt() {
        var tag = new Field(
                "tags",
                new TextType(0, 9, null),
                new Absence.Required(),
                null,
                null,
                new Scalar.Text("new"),
                false,
                null);
        var list = new ListType(0, 9, null, new ListType.Items.Values(tag));

        assertThat(example(Contracts.withField(Field.of("tags", list, new Absence.Empty())), null))
                .containsEntry("tags", List.of("new"));
    }

    private static Map<String, Object> example(Contract contract, String golden) {
        return ExampleRequest.of(new ModelStatus.Served(contract, golden));
    }
}
