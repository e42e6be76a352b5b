package io.plimsoll.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which known name somebody probably meant. */
class NearestNameTests {

    private static final List<String> KNOWN = List.of("age", "income", "housing", "default_probability", "Region");

    @ParameterizedTest
    @CsvSource({
        "aeg, age",
        "incom, income",
        "incomes, income",
        "houzing, housing",
        "REGION, Region",
        "default_probabilty, default_probability",
        "defualt_probabiltiy, default_probability"
    })
    void aFewTypingErrorsAreForgiven(String typed, String meant) {
        assertThat(NearestName.among(KNOWN, typed)).isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource({"x", "zip", "customer", "probability"})
    void aNameThatIsNearToNothingHasNoNearest(String typed) {
        assertThat(NearestName.among(KNOWN, typed)).isNull();
    }

    @Test
    void aVeryLongTextIsNearToNothing() {
        assertThat(NearestName.among(List.of("a".repeat(70)), "a".repeat(69))).isNull();
    }

    @Test
    void theFirstOfEquallyNearNamesIsTaken() {
        assertThat(NearestName.among(List.of("cart", "card"), "car")).isEqualTo("cart");
    }
}
