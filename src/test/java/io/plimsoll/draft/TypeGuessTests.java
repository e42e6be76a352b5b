package io.plimsoll.draft;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.contract.Absence;
import io.plimsoll.contract.Absence.Filler;
import io.plimsoll.contract.BooleanType;
import io.plimsoll.contract.CategoryType;
import io.plimsoll.contract.DateTimeType;
import io.plimsoll.contract.DateType;
import io.plimsoll.contract.DecimalType;
import io.plimsoll.contract.ElementType;
import io.plimsoll.contract.IntegerType;
import io.plimsoll.contract.NumberType;
import io.plimsoll.contract.OnUnknown;
import io.plimsoll.contract.TextType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a column is taken for, by its values and by the tensor that it fills. */
class TypeGuessTests {

    private static final Absence NAN = new Absence.Missing(new Filler.Nan());
    private static final Absence REQUIRED = new Absence.Required();

    @Test
    void aFloatIsANumberEvenIfNoRowHasAFraction() {
        Guess guess = TypeGuess.of(Columns.of("children", "1", "2", "0"), ElementType.FLOAT);

        assertThat(guess).isEqualTo(new Guess(new NumberType(null, null), REQUIRED, null));
    }

    @Test
    void anEmptyCellOfAFloatIsNanAndMarked() {
        Guess guess = TypeGuess.of(Columns.of("income", "1.5", ""), ElementType.DOUBLE);

        assertThat(guess.absence()).isEqualTo(NAN);
        assertThat(guess.remark()).contains("NaN");
    }

    @ParameterizedTest
    @EnumSource(names = {"INT64", "INT32"})
    void wholeNumbersInATensorOfWholeNumbersAreIntegers(ElementType element) {
        assertThat(TypeGuess.of(Columns.of("age", "42", "17.0"), element).type())
                .isInstanceOf(IntegerType.class);
    }

    @Test
    void trueAndFalseAreBooleansInEveryTensorOfNumbers() {
        Column vip = Columns.of("vip", "True", "False");

        assertThat(TypeGuess.of(vip, ElementType.FLOAT).type()).isInstanceOf(BooleanType.class);
        assertThat(TypeGuess.of(vip, ElementType.INT64).type()).isInstanceOf(BooleanType.class);
        assertThat(TypeGuess.of(vip, ElementType.BOOL).type()).isInstanceOf(BooleanType.class);
    }

    @Test
    void onesAndZerosAreBooleansInATensorOfBooleansAlone() {
        Column vip = Columns.of("vip", "1", "0");

        assertThat(TypeGuess.of(vip, ElementType.BOOL)).isEqualTo(new Guess(new BooleanType(), REQUIRED, null));
        assertThat(TypeGuess.of(vip, ElementType.INT64).type()).isInstanceOf(IntegerType.class);
        assertThat(TypeGuess.of(Columns.of("vip", "yes", "no"), ElementType.BOOL)
                        .remark())
                .contains("true and false");
    }

    @Test
    void wordsInATensorOfNumbersHaveCodesInSortedOrder() {
        Guess guess = TypeGuess.of(Columns.of("housing", "rent", "own", "", "free"), ElementType.FLOAT);

        var category = (CategoryType) guess.type();
        assertThat(category.values().words()).containsExactly("free", "own", "rent");
        assertThat(category.values().code(2)).isEqualTo(2);
        assertThat(category.closed()).isTrue();
        assertThat(guess.absence()).isEqualTo(NAN);
        assertThat(guess.remark()).contains("sorted order", "NaN");
    }

    @Test
    void wordsAreSortedAsPythonDoesAndNotAsJava() {
        Guess guess = TypeGuess.of(Columns.of("face", "\uD83D\uDE00", "\uFF21", "a", "B"), ElementType.INT64);

        assertThat(((CategoryType) guess.type()).values().words()).containsExactly("B", "a", "\uFF21", "\uD83D\uDE00");
    }

    @Test
    void fewWordsInATensorOfTextsAreACategoryThatLetsOthersPass() {
        Guess guess = TypeGuess.of(Columns.of("city", "Rome", "Oslo", "Rome", "Oslo"), ElementType.STRING);

        var category = (CategoryType) guess.type();
        assertThat(category.values().words()).containsExactly("Oslo", "Rome");
        assertThat(category.onUnknown()).isEqualTo(new OnUnknown.Pass());
        assertThat(guess.remark()).isNull();
    }

    @Test
    void wordsThatDoNotRepeatAreTexts() {
        Guess guess = TypeGuess.of(Columns.of("name", "Ann", "Bob", "Cid", ""), ElementType.STRING);

        assertThat(guess.type()).isEqualTo(new TextType(0, 1000, null));
        assertThat(guess.absence()).isEqualTo(new Absence.Missing(new Filler.Word("")));
        assertThat(guess.remark()).contains("empty text");
    }

    @Test
    void longTextsGetRoomForLongerOnes() {
        Guess guess = TypeGuess.of(Columns.of("review", "x".repeat(900), "y"), ElementType.STRING);

        assertThat(((TextType) guess.type()).maxLength()).isEqualTo(4096);
    }

    @Test
    void numbersInATensorOfTextsAreText() {
        assertThat(TypeGuess.of(Columns.of("zip", "10115", "20095", "30159"), ElementType.STRING)
                        .type())
                .isInstanceOf(TextType.class);
    }

    @Test
    void daysInATensorOfWholeNumbersAreDatesAndTheirUnitIsMarked() {
        Guess guess = TypeGuess.of(Columns.of("day", "2026-02-28", "2024-02-29"), ElementType.INT64);

        assertThat(guess.type()).isInstanceOf(DateType.class);
        assertThat(guess.remark()).contains("days since 1970-01-01");
        assertThat(TypeGuess.of(Columns.of("day", "2026-02-30"), ElementType.INT64)
                        .type())
                .isInstanceOf(CategoryType.class);
    }

    @Test
    void momentsInATensorOfWholeNumbersAreMomentsAndTheirUnitIsMarked() {
        Guess guess = TypeGuess.of(
                Columns.of("at", "2026-02-28T12:00:00Z", "2024-02-29T23:59:59.5+02:00"), ElementType.INT64);

        assertThat(guess.type()).isInstanceOf(DateTimeType.class);
        assertThat(guess.remark()).contains("seconds since 1970-01-01");
    }

    @Test
    void numbersInQuotesAreExactDecimals() {
        Column price = new Column("price", List.of(new Cell.Word("12.50"), new Cell.Word("3"), Cell.Missing.CELL));

        assertThat(TypeGuess.of(price, ElementType.FLOAT))
                .extracting(Guess::type, Guess::absence)
                .containsExactly(new DecimalType(null, null, 2), NAN);
    }
}
