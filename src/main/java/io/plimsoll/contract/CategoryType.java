package io.plimsoll.contract;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One word of a vocabulary.
 *
 * @param values the words that have a code, or a column of their own if {@code oneHot}
 * @param zeros with {@code oneHot}, a further word whose columns are all 0
 */
public record CategoryType(
        Vocabulary values,
        OnUnknown onUnknown,
        boolean oneHot,
        @Nullable String zeros) implements FieldType {

    /** Stands in a slot for a word that is not known and that the contract lets pass. */
    public static final int UNKNOWN = -1;

    public CategoryType {
        if (zeros != null && (!oneHot || values.place(zeros) >= 0)) {
            throw new IllegalArgumentException("zeros names a further value of a one-hot category");
        }
    }

    @Override
    public String spelling() {
        return "category";
    }

    /** The place of a word, {@code values.size()} for the word of {@code zeros}, or {@link #UNKNOWN}. */
    public int place(String word) {
        int place = values.place(word);
        return place < 0 && word.equals(zeros) ? values.size() : place;
    }

    /** The word at a place that {@link #place} gave. */
    public String word(int place) {
        return place == values.size() && zeros != null ? zeros : values.word(place);
    }

    /** All words that a caller may send by name, in contract order. */
    public List<String> words() {
        if (zeros == null) {
            return values.words();
        }
        var all = new ArrayList<>(values.words());
        all.add(zeros);
        return List.copyOf(all);
    }

    /** Whether a word outside the vocabulary is refused. */
    public boolean closed() {
        return onUnknown instanceof OnUnknown.Reject;
    }
}
