package io.plimsoll.compatibility;

import com.google.re2j.Pattern;
import io.plimsoll.contract.CategoryType;
import io.plimsoll.contract.TextType;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares the words and texts that a field takes. */
final class WordChanges {

    /** What an open category takes beside its own words; longer ones are no words. */
    private static final TextType ANY_WORD = new TextType(0, TextType.DEFAULT_MAX_LENGTH, null);

    private WordChanges() {}

    static void compare(Changes at, CategoryType before, CategoryType after) {
        Set<String> gone = without(before.words(), after.words());
        Set<String> added = without(after.words(), before.words());
        if (!gone.isEmpty() && after.closed()) {
            at.breaking("does not take " + Changes.named(gone) + " any more");
        } else if (!gone.isEmpty()) {
            at.compatible("does not know " + Changes.named(gone)
                    + " any more, so that it counts as any other word: such answers may change");
        }
        if (!added.isEmpty()) {
            at.compatible((before.closed() ? "takes " : "knows ") + Changes.named(added) + " too");
        }
        if (before.closed() && !after.closed()) {
            at.compatible("takes words now that it does not list");
        } else if (!before.closed() && after.closed()) {
            at.breaking("refuses words now that it does not list");
        }
    }

    static void compare(Changes at, CategoryType before, TextType after) {
        at.compatible("is of type string now, was category");
        List<String> refused = before.words().stream()
                .filter(word -> after.violation(word) != null)
                .toList();
        if (!refused.isEmpty()) {
            at.breaking("does not take " + Changes.named(refused) + " any more");
        }
        if (!before.closed()) {
            compare(at, ANY_WORD, after);
        }
    }

    static void compare(Changes at, TextType before, CategoryType after) {
        String text = "is of type category now, was string";
        if (after.closed()) {
            at.breaking(text + ": takes only " + Changes.named(after.words()));
        } else {
            at.compatible(text + ": takes words that it does not list");
        }
    }

    static void compare(Changes at, TextType before, TextType after) {
        new Bounds<>(before.minLength(), before.maxLength())
                .compare(at, "_length", new Bounds<>(after.minLength(), after.maxLength()));
        String old = text(before.pattern());
        String now = text(after.pattern());
        if (now == null && old != null) {
            at.compatible("need not match the pattern " + old + " any more");
        } else if (now != null && !now.equals(old)) {
            // Whether one pattern takes all that another takes is not looked into: the careful answer is no.
            at.breaking("must match the pattern " + now + " now, was " + (old == null ? "none" : old));
        }
    }

    private static @Nullable String text(@Nullable Pattern pattern) {
        return pattern == null ? null : pattern.pattern();
    }

    /** The words of one list that the other has not. */
    static Set<String> without(Collection<String> words, Collection<String> others) {
        var left = new LinkedHashSet<>(words);
        left.removeAll(Set.copyOf(others));
        return left;
    }
}
