package io.plimsoll.contract;

import org.jspecify.annotations.Nullable;

/**
 * Why a value does not fit its field, without the value itself.
 *
 * @param rule the rule that it breaks
 * @param limit the limit as the contract gives it, where the rule has one
 * @param problem the rest of a sentence that starts with the field, such as "must be at most 100 EUR"
 */
public record Violation(Rule rule, @Nullable String limit, String problem) {}
