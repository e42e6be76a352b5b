package io.plimsoll.contract;

import org.jspecify.annotations.Nullable;

/**
 * One reason why a contract is refused, in the words of the person who wrote it.
 *
 * @param where file, line and column (from 1), where the text has them
 * @param text what was found, what was expected, and the nearest known name
 */
public record Problem(@Nullable Position where, String text) {

    /** A place in a file of the package. */
    public record Position(String file, int line, int column) {

        @Override
        public String toString() {
            return file + ":" + line + ":" + column;
        }
    }

    @Override
    public String toString() {
        return where == null ? text : where + ": " + text;
    }
}
