package io.plimsoll.draft;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.contract.CategoryType;
import io.plimsoll.contract.ElementType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How columns fill a matrix whose width alone is known. */
class MatrixGuessTests {

    private static final Column AGE = Columns.of("age", "1", "2", "3", "4");
    private static final Column HOUSING = Columns.of("housing", "own", "rent", "free", "own");
    private static final Column CITY = Columns.of("city", "Rome", "Oslo", "Bonn", "Kiel");

    @Test
    void aColumnAPlaceMeansCodes() {
        MatrixGuess guess = of(3, AGE, HOUSING, CITY);

        assertThat(guess.guesses().get(1).columns()).isEqualTo(1);
        assertThat(guess.guesses().get(1).remark()).contains("codes");
    }

    @Test
    void wordsHaveColumnsOfTheirOwnWhereOnlySoTheWidthsAddUp() {
        MatrixGuess guess = of(1 + 3 + 4, AGE, HOUSING, CITY);

        var housing = (CategoryType) guess.guesses().get(1).type();
        assertThat(housing.oneHot()).isTrue();
        assertThat(housing.words()).containsExactly("free", "own", "rent");
        assertThat(guess.guesses().get(1).remark()).contains("a column a value");
    }

    @Test
    void theFirstWordMayBeThatOfNoColumn() {
        MatrixGuess guess = of(1 + 2 + 3, AGE, HOUSING, CITY);

        var housing = (CategoryType) guess.guesses().get(1).type();
        assertThat(housing.zeros()).isEqualTo("free");
        assertThat(housing.values().words()).containsExactly("own", "rent");
    }

    @Test
    void aMixtureIsTakenWhereThereIsOnlyOne() {
        MatrixGuess guess = of(1 + 1 + 4, AGE, HOUSING, CITY);
        Column other = Columns.of("other", "a", "b", "c", "a");

        // The same width as without the first of both city and housing, which comes first.
        assertThat(guess.guesses().get(1).columns()).isEqualTo(2);
        assertThat(of(1 + 1 + 4 + 1, AGE, HOUSING, CITY, other).guesses())
                .extracting(Guess::columns)
                .containsExactly(1, 1, 4, 1);
        assertThat(of(1 + 3 + 1 + 1, AGE, HOUSING, CITY, other)).isNull();
    }

    @Test
    void whatCannotAddUpIsNoGuess() {
        assertThat(of(2, AGE, HOUSING, CITY)).isNull();
        assertThat(of(20, AGE, HOUSING, CITY)).isNull();
        assertThat(of(5, AGE)).isNull();
    }

    private static MatrixGuess of(int width, Column... columns) {
        return MatrixGuess.of(List.of(columns), ElementType.FLOAT, width);
    }
}
