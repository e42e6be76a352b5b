package io.plimsoll.prediction;

import io.plimsoll.contract.Rule;
import io.plimsoll.contract.Violation;
import org.jspecify.annotations.Nullable;

/** One fault of a row, in the caller's words and without the caller's value. */
public record RowProblem(String field, Rule rule, @Nullable String limit, String problem) {

    public static RowProblem of(String field, Violation violation) {
        return new RowProblem(field, violation.rule(), violation.limit(), violation.problem());
    }
}
