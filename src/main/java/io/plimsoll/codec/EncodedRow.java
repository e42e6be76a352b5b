package io.plimsoll.codec;

import io.plimsoll.prediction.Failure;

/** What became of one row of outputs. */
sealed interface EncodedRow {

    /** The answer's own members as UTF-8 JSON, without braces around them. */
    record Members(byte[] json) implements EncodedRow {}

    /** The graph answered what cannot be an answer. */
    record Faulty(Failure failure) implements EncodedRow {}
}
