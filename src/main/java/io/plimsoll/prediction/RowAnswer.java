package io.plimsoll.prediction;

import org.jspecify.annotations.Nullable;

/** The answer to one row. */
public sealed interface RowAnswer {

    /**
     * The caller's own id of the row, as JSON text (a number, or a string with its quotes), if the contract has one.
     */
    @Nullable
    String requestId();

    /**
     * A prediction.
     *
     * @param members the answer's own members as UTF-8 JSON without braces: {@code "result":{…},"confidence":…}
     * @param predictionId the id by which feedback speaks of it
     */
    record Predicted(@Nullable String requestId, byte[] members, String predictionId) implements RowAnswer {}

    /** No prediction. */
    record Refused(@Nullable String requestId, Failure failure) implements RowAnswer {}
}
