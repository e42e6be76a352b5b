package io.plimsoll.lifecycle;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One row of which the training framework's own answer is known.
 *
 * @param line its line in the file, from 1
 * @param inputs what a caller sends, as UTF-8 JSON
 */
record GoldenRow(int line, byte[] inputs, Expectation expectation) {

    /** What must come of the row. */
    sealed interface Expectation {

        /** An answer with every result of the contract. */
        record Answers(
                JsonNode result,
                @Nullable JsonNode confidence,
                @Nullable JsonNode explanation) implements Expectation {}

        /** A refusal that names exactly these fields. */
        record Refuses(Set<String> fields) implements Expectation {

            public Refuses {
                fields = Set.copyOf(fields);
            }
        }
    }

    boolean answers() {
        return expectation instanceof Expectation.Answers;
    }
}
