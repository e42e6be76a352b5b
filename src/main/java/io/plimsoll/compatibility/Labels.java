package io.plimsoll.compatibility;

import io.plimsoll.contract.Results.Band;
import io.plimsoll.contract.Results.Form;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The texts that a result may be.
 *
 * @param known all of them; null where it may be any
 * @param nullable whether there may be none at all, answered as null
 */
record Labels(@Nullable List<String> known, boolean nullable) {

    Labels {
        known = known == null ? null : List.copyOf(known);
    }

    /** The texts of a form that answers one; null for a form that answers something else. */
    static @Nullable Labels of(Form form) {
        return switch (form) {
            case Form.Text text -> new Labels(null, false);
            case Form.Label label -> new Labels(List.copyOf(label.labels().values()), false);
            case Form.Bands bands ->
                new Labels(bands.bands().stream().map(Band::label).toList(), false);
            case Form.Top top -> top.top() == 1 ? ofTop(top) : null;
            case Form.Number number -> null;
            case Form.Whole whole -> null;
            case Form.Flag flag -> null;
            case Form.Vector vector -> null;
            case Form.Scores scores -> null;
            case Form.PerItem items -> null;
            case Form.TopItems items -> null;
            case Form.Nested nested -> null;
        };
    }

    /** The labels among which the best are; a map brings its own. */
    static Labels ofTop(Form.Top top) {
        return new Labels(top.labels().isEmpty() ? null : top.labels(), top.atLeast() != null);
    }

    /** Tells what may be answered that could not be before, and what no longer is. */
    void compare(Changes at, Labels after) {
        if (known != null && after.known != null) {
            Set<String> added = WordChanges.without(after.known, known);
            Set<String> gone = WordChanges.without(known, after.known);
            if (!added.isEmpty()) {
                at.breaking("may be " + Changes.named(added) + " now");
            }
            if (!gone.isEmpty()) {
                at.compatible("is never " + Changes.named(gone) + " any more");
            }
        } else if (known != null) {
            at.breaking("may be any text now, was one of " + Changes.named(known));
        } else if (after.known != null) {
            at.compatible("is one of " + Changes.named(after.known) + " now, was any text");
        }
    }
}
