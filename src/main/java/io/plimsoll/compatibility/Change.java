package io.plimsoll.compatibility;

import java.util.Locale;

/**
 * One thing that a contract changes for callers of another.
 *
 * @param path what changes: a field as errors name it ({@code item_list.price}, {@code item_list[]} for a plain item),
 *     a member of the answer ({@code result.decision}), or a limit
 * @param text the rest of a sentence that starts with the path, such as "is required now"
 */
public record Change(Part part, String path, Verdict verdict, String text) {

    /** What of a call it is about. */
    public enum Part {
        /** What callers send. */
        REQUEST,
        /** What they read. */
        ANSWER,
        /** How much they may ask. */
        LIMITS;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What it means for a caller who sends what the first contract allows and reads what it promised. */
    public enum Verdict {
        /** Nothing has to be done. */
        COMPATIBLE,
        /** A request may be refused, or an answer be none that was promised. */
        BREAKING;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public String toString() {
        return verdict + " " + part + ": " + path + " " + text;
    }
}
