package io.plimsoll.lifecycle;

import io.plimsoll.contract.Contract;
import io.plimsoll.contract.Results;
import io.plimsoll.lifecycle.GoldenRow.Expectation;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells what a contract answers beside its results without a golden row that says what it must be: a row need not say
 * it, and what no row says is compared with nothing.
 */
final class ExpectationCover {

    private ExpectationCover() {}

    /** A warning for each such part of the answer. */
    static List<String> warnings(Contract contract, List<GoldenRow> rows) {
        List<Expectation.Answers> expected = rows.stream()
                .map(GoldenRow::expectation)
                .filter(Expectation.Answers.class::isInstance)
                .map(Expectation.Answers.class::cast)
                .toList();
        Results results = contract.results();
        var warnings = new ArrayList<String>();
        if (results.confidence() != null && expected.stream().allMatch(row -> row.confidence() == null)) {
            warnings.add("no golden row says what confidence must be");
        }
        if (results.contributions() != null && expected.stream().allMatch(row -> row.explanation() == null)) {
            warnings.add("no golden row says what explanation must be");
        }
        return warnings;
    }
}
