package io.plimsoll.draft;

import io.plimsoll.contract.Absence;
import io.plimsoll.contract.CategoryType;
import io.plimsoll.contract.FieldType;
import io.plimsoll.contract.Leaf;
import io.plimsoll.contract.OnUnknown;
import io.plimsoll.contract.Vocabulary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a column of the data probably means to the graph.
 *
 * @param remark what is guessed so that a wrong guess changes answers or refuses callers; null where nothing is
 */
record Guess(FieldType type, Absence absence, @Nullable String remark) {

    /** How a category of words fills columns of numbers. */
    enum Coding {
        /** One column with a code, as pandas and LabelEncoder number sorted words. */
        CODE,
        /** A column a word, as get_dummies and OneHotEncoder have them. */
        ONE_HOT,
        /** A column a word but the first, as with {@code drop_first}. */
        ONE_HOT_BUT_FIRST
    }

    /** Words as codes or columns. */
    static Guess coded(List<String> sorted, Coding coding, boolean gaps, boolean floating) {
        var reject = new OnUnknown.Reject();
        return switch (coding) {
            case CODE ->
                new Guess(
                        new CategoryType(Vocabulary.ofWords(sorted), reject, false, null),
                        gaps && floating ? nan() : new Absence.Required(),
                        "the codes are 0, 1, 2 … in sorted order"
                                + (gaps && floating ? ", and an empty cell is NaN" : ""));
            case ONE_HOT ->
                new Guess(
                        new CategoryType(Vocabulary.ofWords(sorted), reject, true, null),
                        gaps ? zeros() : new Absence.Required(),
                        "a column a value, in sorted order" + (gaps ? ", all 0 for an empty cell" : ""));
            case ONE_HOT_BUT_FIRST ->
                new Guess(
                        new CategoryType(
                                Vocabulary.ofWords(sorted.subList(1, sorted.size())), reject, true, sorted.getFirst()),
                        gaps ? zeros() : new Absence.Required(),
                        "a column a value but the first, in sorted order" + (gaps ? ", all 0 for an empty cell" : ""));
        };
    }

    static Absence nan() {
        return new Absence.Missing(new Absence.Filler.Nan());
    }

    private static Absence zeros() {
        return new Absence.Missing(new Absence.Filler.Zeros());
    }

    /** Columns of a tensor that a value fills. */
    int columns() {
        return Leaf.columns(type);
    }
}
