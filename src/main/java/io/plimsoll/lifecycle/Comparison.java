package io.plimsoll.lifecycle;

import io.plimsoll.contract.Contract;
import io.plimsoll.contract.Results;
import io.plimsoll.contract.Results.Form;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Holds an answer against the golden row's expectation: numbers may differ by absolute + relative·|expected|, and by
 * half a unit of the last place where not all places are written; everything else must be equal.
 */
final class Comparison {

    private final Contract contract;
    private final Halves halves;
    private final double absolute;
    private final double relative;

    Comparison(Contract contract, Halves halves) {
        this.contract = contract;
        this.halves = halves;
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
                compareResult(one, wanted, result.path(one.name()), slack(one), found);
            }
        }
        for (String name : expected.result().propertyNames()) {
            if (!named.contains(name)) {
                found.add("expect names " + name + ", which is no result of the contract");
            }
        }
        if (expected.confidence() != null) {
            Slack slack = ofHalf(halves.confidence());
            compare("confidence", expected.confidence(), answer.path("confidence"), slack, found);
        }
        if (expected.explanation() != null) {
            Slack slack = ofHalf(halves.contributions());
            compareExplanation(expected.explanation(), answer.path("explanation"), slack, found);
        }
        return found;
    }

    /**
     * How two answers to the same row differ beyond the tolerance; each of them may have been rounded the other way.
     */
    List<String> disagreement(JsonNode first, JsonNode second) {
        var found = new ArrayList<String>();
        JsonNode one = first.path("result");
        JsonNode two = second.path("result");
        for (Results.Result result : contract.results().list()) {
            String name = result.name();
            compareResult(result, one.path(name), two.path(name), slack(result).twice(), found);
        }
        Slack ofConfidence = ofHalf(halves.confidence()).twice();
        compare("confidence", first.path("confidence"), second.path("confidence"), ofConfidence, found);
        Slack ofContributions = ofHalf(halves.contributions()).twice();
        compareExplanation(first.path("explanation"), second.path("explanation"), ofContributions, found);
        return found;
    }

    private void compareResult(
            Results.Result result, JsonNode expected, JsonNode actual, Slack slack, List<String> found) {
        ToDoubleFunction<JsonNode> score = entry -> number(entry.path("score"));
        if (result.form() instanceof Form.Top top && top.top() > 1 && expected.isArray()) {
            compareRanked(result.name(), "label", score, expected, actual, slack, found);
        } else if (result.form() instanceof Form.TopItems top && top.top() > 1 && expected.isArray()) {
            compareRanked(result.name(), "item", score, expected, actual, slack, found);
        } else {
            compare(result.name(), expected, actual, slack, found);
        }
    }

    private Slack slack(Results.Result result) {
        Integer decimals = decimals(result.form());
        return decimals == null ? ofHalf(halves.results().contains(result.name())) : Slack.ofDecimals(decimals);
    }

    private static Slack ofHalf(boolean half) {
        return half ? Slack.OF_FLOAT16 : Slack.NONE;
    }

    private static @Nullable Integer decimals(Form form) {
        return switch (form) {
            case Form.Number number -> number.decimals();
            case Form.Vector vector -> vector.decimals();
            case Form.Scores scores -> scores.decimals();
            case Form.Top top -> top.decimals();
            case Form.TopItems items -> items.decimals();
            case Form.PerItem(var list, Form each) -> decimals(each);
            case Form.Whole ignored -> null;
            case Form.Flag ignored -> null;
            case Form.Text ignored -> null;
            case Form.Label ignored -> null;
            case Form.Bands ignored -> null;
            case Form.Nested ignored -> null;
        };
    }

    private static double number(JsonNode node) {
        return node.isNumber() ? node.doubleValue() : Double.NaN;
    }

    private boolean near(double expected, double actual, Slack slack) {
        // The last term forgives the rounding of this very sum.
        double room = (absolute + relative * Math.abs(expected) + slack.of(expected)) * (1 + 1e-9);
        return Math.abs(actual - expected) <= room;
    }

    private void compare(String where, JsonNode expected, JsonNode actual, Slack slack, List<String> found) {
        if (expected.isNumber() && actual.isNumber()) {
            if (!near(number(expected), number(actual), slack)) {
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
     * Names whose scores lie within the tolerance of each other may have changed places; of several that are tied at
     * the cut any may stand in the list.
     *
     * @param key what an entry's name stands under
     * @param score what an entry is ranked by; NaN where it has nothing of the kind
     */
    private void compareRanked(
            String where,
            String key,
            ToDoubleFunction<JsonNode> score,
            JsonNode expected,
            JsonNode actual,
            Slack slack,
            List<String> found) {
        if (!actual.isArray() || actual.size() != expected.size()) {
            found.add(differs(where, expected, actual));
            return;
        }
        Map<JsonNode, Double> scores = new HashMap<>();
        expected.forEach(entry -> scores.put(entry.path(key), score.applyAsDouble(entry)));
        double cut = score.applyAsDouble(expected.path(expected.size() - 1));
        var named = new HashSet<JsonNode>();
        for (int i = 0; i < expected.size(); i++) {
            JsonNode wanted = expected.get(i);
            JsonNode name = actual.get(i).path(key);
            double reached = score.applyAsDouble(actual.get(i));
            boolean fits = sameKeys(wanted, actual.get(i))
                    && near(score.applyAsDouble(wanted), reached, slack)
                    && near(scores.getOrDefault(name, cut), reached, slack);
            if (!named.add(name)) {
                found.add(where + "[" + i + "] names " + name.asString("") + " again");
            } else if (!fits) {
                found.add(differs(where + "[" + i + "]", wanted, actual.get(i)));
            }
        }
    }

    /** What the expectation leaves out of an explanation is not compared. */
    private void compareExplanation(JsonNode expected, JsonNode actual, Slack slack, List<String> found) {
        if (!expected.isObject() || !actual.isObject()) {
            compare("explanation", expected, actual, slack, found);
            return;
        }
        for (String key : expected.propertyNames()) {
            if (key.equals("reasons") && expected.get(key).isArray()) {
                compareReasons(expected.get(key), actual, slack, found);
            } else {
                compare("explanation." + key, expected.get(key), actual.path(key), slack, found);
            }
        }
    }

    /** Reasons are ranked by what their fields contributed to the answer at hand. */
    private void compareReasons(JsonNode expected, JsonNode explanation, Slack slack, List<String> found) {
        JsonNode reasons = explanation.path("reasons");
        JsonNode contributions = explanation.path("contributions");
        ToDoubleFunction<JsonNode> weight = reason ->
                Math.abs(number(contributions.path(reason.path("field").asString(""))));
        for (JsonNode wanted : expected) {
            for (JsonNode reason : reasons) {
                if (reason.path("field").equals(wanted.path("field")) && !reason.equals(wanted)) {
                    found.add(differs("explanation.reasons", wanted, reason));
                }
            }
        }
        compareRanked("explanation.reasons", "field", weight, expected, reasons, slack, found);
    }

    private static boolean sameKeys(JsonNode a, JsonNode b) {
        return a.size() == b.size() && a.propertyNames().stream().allMatch(b::has);
    }

    private static String differs(String where, JsonNode expected, @Nullable JsonNode actual) {
        return where + " should be " + expected + " but is "
                + (actual == null || actual.isMissingNode() ? "absent" : actual);
    }
}
