package io.plimsoll.codec;

import io.plimsoll.contract.Rule;
import org.jspecify.annotations.Nullable;

/**
 * A row made for a contract.
 *
 * @param json the row as a caller sends it
 * @param fault the only thing that is wrong with it; null where nothing is
 */
public record GeneratedRow(String json, @Nullable Fault fault) {

    /** Which field an answer must name, and the rule that its value breaks. */
    public record Fault(String field, Rule rule) {}
}
