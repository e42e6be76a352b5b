package io.plimsoll.draft;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.contract.Field;
import io.plimsoll.contract.ModelVersion;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that are legal, whatever a column or a file is called. */
class NamesTests {

    @ParameterizedTest
    @CsvSource({"age, age", "Age (years), Age_years", "Größe, Gro_e", "prix €, prix", "'  a  b ', a_b", "🙂, column"})
    void aFieldKeepsWhatItMay(String from, String name) {
        assertThat(new Names().field(from)).isEqualTo(name);
    }

    @Test
    void noNameIsGivenTwiceNotEvenInOtherCase() {
        var names = new Names();

        assertThat(names.field("age")).isEqualTo("age");
        assertThat(names.field("Age")).isEqualTo("Age_2");
        assertThat(names.field("a g e".repeat(20))).hasSize(64);
        assertThat(names.field("a g e".repeat(20))).hasSize(64).endsWith("_2");
    }

    @Test
    void aNumberThatAnotherNameHasIsLeftOut() {
        var names = new Names();

        assertThat(List.of("age", "age_2", "Age", "AGE", "age_2", "\u65E5", "\u672C"))
                .extracting(names::field)
                .containsExactly("age", "age_2", "Age_3", "AGE_4", "age_2_2", "column", "column_2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Churn Model v2", "model", "-x-", "é", "_", "日本", "a.b.c"})
    void everyFileGivesALegalName(String from) {
        assertThat(ModelVersion.isModelName(Names.modelName(from))).isTrue();
        assertThat(Field.isName(Names.fieldName(from))).isTrue();
    }
}
