package io.plimsoll.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallerTests {

    @ParameterizedTest
    @CsvSource({
        "loans, loans, true",
        "loans, loan, false",
        "loans, loans-2, false",
        "loans-*, loans-2, true",
        "loans-*, loans, false",
        "loans-*, loans-, true",
        "*, anything, true",
    })
    void aModelIsNamedWholeOrByItsStart(String pattern, String model, boolean may) {
        assertThat(caller(List.of(pattern)).mayUse(model)).isEqualTo(may);
    }

    @Test
    void noModelsAreNoneAndNotAll() {
        assertThat(caller(List.of()).mayUse("loans")).isFalse();
        assertThat(Caller.NOBODY.mayUse("loans")).isFalse();
        assertThat(Caller.NOBODY.isOperator()).isFalse();
        assertThat(Caller.ANONYMOUS.mayUse("loans")).isTrue();
        assertThat(Caller.ANONYMOUS.isOperator()).isFalse();
    }

    @Test
    void whoIsNotKnownIsNobody() {
        assertThat(Callers.current()).isEqualTo(Caller.NOBODY);
    }

    private static Caller caller(List<String> models) {
        return new Caller("shop", Caller.Role.CALLER, models, null);
    }
}
