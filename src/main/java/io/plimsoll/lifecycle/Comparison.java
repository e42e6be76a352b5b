package io.plimsoll.lifecycle;

import io.plimsoll.contract.Contract;
import io.plimsoll.contract.Results;
import io.plimsoll.contract.Results.Form;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Holds an answer against the golden row's expectation: numbers may differ by absolute + relative·|expected|, and by
 * half a unit of the last decimal where the contract rounds; everything else must be equal.
 */
final class Comparison {

    private final Contract contract;
    private final double absolute;
    private final double relative;

    Comparison(Contract contract) {
        this.contract = contract;
        Contract.Samples samples = contract.samplesOrDefault();
        this.absolute = samples.absoluteTolerance();
        this.relative = samples.relativeTolerance();
    }

    /** How the answer differs; empty if it does not. */
    List<String> differences(GoldenRow.Expectation.Answers expected, JsonNode answer) {
        var found = new ArrayList<String>();
        JsonNode result = answer.path("result");
        var named = new ArrayList<String>();
        for (Results.Result one : contract.results().list()) {
            named.add(one.name());
            JsonNode wanted = expected.result().get(one.name());
            if (wanted == null) {
                found.add("expect lacks the result " + one.name());
            } else {
                compareResult(one, wanted, result.path(one.name()), slack(one.form()), found);
            }
        }
        for (String name : expected.result().propertyNames()) {
            if (!named.contains(name)) {
                found.add("expect names " + name + ", which is no result of the contract");
            }
        }
        if (expected.confidence() != null) {
            compare("confidence", expected.confidence(), answer.path("confidence"), 0, found);
        }
        if (expected.explanation() != null) {
            compare("explanation", expected.explanation(), answer.path("explanation"), 0, found);
        }
        return found;
    }

    /** How two answers to the same row differ beyond the tolerance. */
    List<String> disagreement(JsonNode first, JsonNode second) {
        var found = new ArrayList<String>();
        JsonNode one = first.path("result");
        JsonNode two = second.path("result");
        for (Results.Result result : contract.results().list()) {
            // Each of the two may have been rounded the other way.
            double slack = 2 * slack(result.form());
            compareResult(result, one.path(result.name()), two.path(result.name()), slack, found);
        }
        compare("confidence", first.path("confidence"), second.path("confidence"), 0, found);
        compare("explanation", first.path("explanation"), second.path("explanation"), 0, found);
        return found;
    }

    private void compareResult(
            Results.Result result, JsonNode expected, JsonNode actual, double slack, List<String> found) {
        if (result.form() instanceof Form.Top top && top.top() > 1 && expected.isArray()) {
            compareTop(result.name(), expected, actual, slack, found);
        } else {
            compare(result.name(), expected, actual, slack, found);
        }
    }

    private static double slack(Form form) {
        Integer decimals = switch (form) {
            case Form.Number number -> number.decimals();
            case Form.Vector vector -> vector.decimals();
            case Form.Scores scores -> scores.decimals();
            case Form.Top top -> top.decimals();
            case Form.Whole ignored -> null;
            case Form.Flag ignored -> null;
            case Form.Text ignored -> null;
            case Form.Label ignored -> null;
            case Form.Bands ignored -> null;
            case Form.PerItem items -> throw new UnsupportedOperationException();
            case Form.TopItems items -> items.decimals();
            case Form.Nested ignored -> null;
        };
        return decimals == null ? 0 : 0.5 * Math.pow(10, -decimals);
    }

    private boolean near(JsonNode expected, JsonNode actual, double slack) {
        if (!expected.isNumber() || !actual.isNumber()) {
            return false;
        }
        double wanted = expected.doubleValue();
        // The last term forgives the rounding of this very sum.
        double room = (absolute + relative * Math.abs(wanted) + slack) * (1 + 1e-9);
        return Math.abs(actual.doubleValue() - wanted) <= room;
    }

    private void compare(String where, JsonNode expected, JsonNode actual, double slack, List<String> found) {
        if (expected.isNumber() && actual.isNumber()) {
            if (!near(expected, actual, slack)) {
                found.add(differs(where, expected, actual));
            }
        } else if (expected.isArray() && actual.isArray() && expected.size() == actual.size()) {
            for (int i = 0; i < expected.size(); i++) {
                compare(where + "[" + i + "]", expected.get(i), actual.get(i), slack, found);
            }
        } else if (expected.isObject() && actual.isObject() && sameKeys(expected, actual)) {
            for (String key : expected.propertyNames()) {
                compare(where + "." + key, expected.get(key), actual.get(key), slack, found);
            }
        } else if (!expected.equals(actual)) {
            found.add(differs(where, expected, actual));
        }
    }

    /**
     * Labels whose scores lie within the tolerance of each other may have changed places; of several that are tied at
     * the cut any may stand in the list.
     */
    private void compareTop(String where, JsonNode expected, JsonNode actual, double slack, List<String> found) {
        if (!actual.isArray() || actual.size() != expected.size()) {
            found.add(differs(where, expected, actual));
            return;
        }
        Map<String, JsonNode> scores = new HashMap<>();
        expected.forEach(entry -> scores.put(entry.path("label").asString(""), entry.path("score")));
        JsonNode cut = expected.path(expected.size() - 1).path("score");
        var named = new HashSet<String>();
        for (int i = 0; i < expected.size(); i++) {
            JsonNode score = actual.get(i).path("score");
            String label = actual.get(i).path("label").asString("");
            boolean fits = near(expected.get(i).path("score"), score, slack)
                    && near(scores.getOrDefault(label, cut), score, slack);
            if (!named.add(label)) {
                found.add(where + "[" + i + "] names " + label + " again");
            } else if (!fits) {
                found.add(differs(where + "[" + i + "]", expected.get(i), actual.get(i)));
            }
        }
    }

    private static boolean sameKeys(JsonNode a, JsonNode b) {
        return a.size() == b.size() && a.propertyNames().stream().allMatch(b::has);
    }

    private static String differs(String where, JsonNode expected, @Nullable JsonNode actual) {
        return where + " should be " + expected + " but is "
                + (actual == null || actual.isMissingNode() ? "absent" : actual);
    }
}
