package io.plimsoll.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.contract.Absence;
import io.plimsoll.contract.Contract;
import io.plimsoll.contract.IntegerType;
import io.plimsoll.lifecycle.ModelStatus;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
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
        for (Contract contract : new Contract[] {Contracts.loans(), Contracts.bare()}) {
            Map<String, Object> example = example(contract, null);

            assertThat(Schemas.faults(RequestSchema.document(contract), Schemas.tree(example)))
                    .isEmpty();
        }
    }

    @Test
    void anOptionalFieldWithoutAnExampleIsLeftOut() {
        assertThat(example(Contracts.loans(), null)).doesNotContainKeys("income", "employed");
    }

    private static Map<String, Object> example(Contract contract, String golden) {
        return ExampleRequest.of(new ModelStatus.Served(contract, golden));
    }
}
