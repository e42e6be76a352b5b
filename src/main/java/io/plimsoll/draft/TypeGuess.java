package io.plimsoll.draft;

import io.plimsoll.contract.Absence;
import io.plimsoll.contract.Absence.Filler;
import io.plimsoll.contract.BooleanType;
import io.plimsoll.contract.CategoryType;
import io.plimsoll.contract.DateTimeType;
import io.plimsoll.contract.DateType;
import io.plimsoll.contract.DecimalType;
import io.plimsoll.contract.ElementType;
import io.plimsoll.contract.Epoch;
import io.plimsoll.contract.FieldType;
import io.plimsoll.contract.IntegerType;
import io.plimsoll.contract.NumberType;
import io.plimsoll.contract.OnUnknown;
import io.plimsoll.contract.TextType;
import io.plimsoll.contract.Vocabulary;
import io.plimsoll.draft.Guess.Coding;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.NavigableSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Guesses what a column means from its values and from the elements of the tensor that it fills. */
final class TypeGuess {

    /** So few different words that a caller can choose among them. */
    private static final int MOST_WORDS = 50;

    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?");
    private static final Pattern MOMENT =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,3})?(Z|[-+]\\d\\d:\\d\\d)");

    private TypeGuess() {}

    /** What callers send into a tensor of which nothing but its elements is known. */
    static Guess of(ElementType element) {
        FieldType type = switch (element) {
            case FLOAT, DOUBLE, FLOAT16 -> new NumberType(null, null);
            case INT64, INT32 -> new IntegerType(null, null, List.of());
            case BOOL -> new BooleanType();
            case STRING -> new TextType(0, TextType.DEFAULT_MAX_LENGTH, null);
        };
        return new Guess(type, new Absence.Required(), null);
    }

    static Guess of(Column column, ElementType element) {
        return switch (element) {
            case FLOAT, DOUBLE, FLOAT16 -> ofFloats(column);
            case INT64, INT32 -> ofWholes(column);
            case BOOL -> ofFlags(column);
            case STRING -> ofTexts(column);
        };
    }

    /**
     * A number even where all values are whole: a contract of integers would refuse 0.5, which the graph takes, only
     * because no row of the data had it.
     */
    private static Guess ofFloats(Column column) {
        boolean gaps = column.gaps();
        return switch (column.kind()) {
            case FLAGS -> floating(new BooleanType(), gaps);
            case WORDS ->
                decimals(column)
                        ? floating(new DecimalType(null, null, places(column)), gaps)
                        : Guess.coded(List.copyOf(column.words()), Coding.CODE, gaps, true);
            case NUMBERS, NOTHING, LISTS, RECORDS, MIXED -> floating(new NumberType(null, null), gaps);
        };
    }

    private static Guess floating(FieldType type, boolean gaps) {
        return gaps
                ? new Guess(type, Guess.nan(), "an empty cell is NaN")
                : new Guess(type, new Absence.Required(), null);
    }

    private static Guess ofWholes(Column column) {
        return switch (column.kind()) {
            case FLAGS -> new Guess(new BooleanType(), new Absence.Required(), null);
            case WORDS -> ofWordsAsWholes(column);
            case NUMBERS, NOTHING, LISTS, RECORDS, MIXED -> of(ElementType.INT64);
        };
    }

    private static Guess ofWordsAsWholes(Column column) {
        if (all(column, TypeGuess::isDate)) {
            return counted(new DateType(null, null, Epoch.UNIX_DAYS), Epoch.UNIX_DAYS);
        }
        if (all(column, text -> MOMENT.matcher(text).matches())) {
            return counted(new DateTimeType(null, null, Epoch.UNIX_SECONDS), Epoch.UNIX_SECONDS);
        }
        return Guess.coded(List.copyOf(column.words()), Coding.CODE, column.gaps(), false);
    }

    private static Guess counted(FieldType type, Epoch epoch) {
        return new Guess(type, new Absence.Required(), "the graph counts " + epoch);
    }

    private static Guess ofFlags(Column column) {
        boolean told = column.kind() == Column.Kind.FLAGS || column.bits();
        return new Guess(
                new BooleanType(),
                new Absence.Required(),
                told ? null : "callers send true and false, which the data do not hold");
    }

    /** In a graph that takes words, pandas and scikit-learn have empty text where there was none. */
    private static Guess ofTexts(Column column) {
        NavigableSet<String> words = column.words();
        boolean gaps = column.gaps();
        Absence absence = gaps ? new Absence.Missing(new Filler.Word("")) : new Absence.Required();
        String none = gaps ? "an empty cell is empty text" : null;
        if (!words.isEmpty()
                && words.size() <= MOST_WORDS
                && 2L * words.size() <= column.present().count()) {
            var type = new CategoryType(Vocabulary.ofWords(List.copyOf(words)), new OnUnknown.Pass(), false, null);
            return new Guess(type, absence, none);
        }
        return new Guess(new TextType(0, longest(words), null), absence, none);
    }

    /** Room for texts far longer than those of the data, which say little of those to come. */
    private static int longest(NavigableSet<String> words) {
        int seen = words.stream().mapToInt(String::length).max().orElse(0);
        return Math.max(TextType.DEFAULT_MAX_LENGTH, Integer.highestOneBit(Math.min(seen, 1 << 17) * 8));
    }

    /** Whether all are numbers in quotes, as JSON has exact decimals; CSV has no quotes to tell by. */
    private static boolean decimals(Column column) {
        return all(column, text -> DECIMAL.matcher(text).matches()) && places(column) <= DecimalType.MOST_SCALE;
    }

    private static int places(Column column) {
        return column.words().stream()
                .mapToInt(text -> text.contains(".") ? text.length() - text.indexOf('.') - 1 : 0)
                .max()
                .orElse(0);
    }

    private static boolean all(Column column, Predicate<String> which) {
        return column.words().stream().allMatch(which);
    }

    private static boolean isDate(String text) {
        try {
            return LocalDate.parse(text).toString().equals(text);
        } catch (DateTimeParseException none) {
            return false;
        }
    }
}
