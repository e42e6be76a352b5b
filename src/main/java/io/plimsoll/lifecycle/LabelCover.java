package io.plimsoll.lifecycle;

import io.plimsoll.contract.Contract;
import io.plimsoll.contract.Results.Band;
import io.plimsoll.contract.Results.Form;
import io.plimsoll.contract.Results.Result;
import io.plimsoll.lifecycle.GoldenRow.Expectation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Tells which labels of a contract no golden row is answered with: a list of labels that is too short, or in another
 * order than the graph's, looks right as long as only its first classes are tried.
 */
final class LabelCover {

    private static final int MOST_NAMED = 10;

    private LabelCover() {}

    /** A warning for each result with such labels. */
    static List<String> warnings(Contract contract, List<GoldenRow> rows) {
        var warnings = new ArrayList<String>();
        for (Result result : contract.results().list()) {
            Set<String> unseen = labels(result.form());
            for (GoldenRow row : rows) {
                if (row.expectation() instanceof Expectation.Answers answers) {
                    JsonNode answered = answers.result().path(result.name());
                    unseen.remove(answered.asString(""));
                    answered.forEach(each -> unseen.remove(each.asString("")));
                }
            }
            if (!unseen.isEmpty()) {
                warnings.add("no golden row is answered with " + listed(unseen) + " as " + result.name());
            }
        }
        return warnings;
    }

    private static Set<String> labels(Form form) {
        return switch (form) {
            case Form.Label label -> new LinkedHashSet<>(label.labels().values());
            case Form.Bands bands ->
                bands.bands().stream().map(Band::label).collect(Collectors.toCollection(LinkedHashSet::new));
            case Form.PerItem(var list, Form each) -> labels(each);
            case Form.Number _,
                    Form.Whole _,
                    Form.Flag _,
                    Form.Text _,
                    Form.Vector _,
                    Form.Scores _,
                    Form.Top _,
                    Form.TopItems _,
                    Form.Nested _ -> new LinkedHashSet<>();
        };
    }

    private static String listed(Set<String> labels) {
        String named = String.join(", ", labels.stream().limit(MOST_NAMED).toList());
        int more = labels.size() - MOST_NAMED;
        return more > 0 ? named + " and " + more + " more" : named;
    }
}
