package io.plimsoll.yaml;

import io.plimsoll.contract.NearestName;
import io.plimsoll.contract.Results.Form;
import io.plimsoll.contract.Results.Outcome;
import io.plimsoll.contract.Results.Result;
import io.plimsoll.contract.Sources;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what feedback and class skew speak of; without the key it is the first result with labels. */
final class OutcomeReader {

    private final Findings findings;
    private final NamedFiles files;
    private final Set<String> met;

    /**
     * A reader.
     *
     * @param met the names of all results in lower case, of those with problems of their own as well
     */
    OutcomeReader(Findings findings, NamedFiles files, Set<String> met) {
        this.findings = findings;
        this.files = files;
        this.met = met;
    }

    @Nullable
    Outcome read(Keys outputs, List<Result> results) {
        if (!outputs.has("outcome")) {
            return results.stream()
                    .filter(result -> labelled(result.form()))
                    .map(result -> new Outcome.OfResult(result.name()))
                    .findFirst()
                    .orElse(null);
        }
        findings.source(Sources.OUTCOME, outputs.where("outcome"));
        if (outputs.node("outcome") instanceof YamlNode.Mapping) {
            Keys keys = outputs.section("outcome", Section.OUTCOME);
            return keys == null ? null : ofOutput(keys);
        }
        String name = outputs.text("outcome");
        return name == null ? null : ofResult(outputs, name, results);
    }

    private @Nullable Outcome ofResult(Keys outputs, String name, List<Result> results) {
        Result named = results.stream()
                .filter(result -> result.name().equals(name))
                .findFirst()
                .orElse(null);
        if (named == null && !met.contains(name.toLowerCase(Locale.ROOT))) {
            List<String> names = results.stream().map(Result::name).toList();
            outputs.problem("outcome", "outcome: no result is named " + name + NearestName.hint(names, name));
        } else if (named != null && !labelled(named.form())) {
            outputs.problem(
                    "outcome",
                    "outcome: the result " + name + " has no labels; name one that has, or write {from: " + named.from()
                            + ", labels: […]} in the truth's words, or {from: …, hit_within: {relative: 0.1}}");
        }
        return new Outcome.OfResult(name);
    }

    private @Nullable Outcome ofOutput(Keys keys) {
        String from = keys.neededText("from");
        if (LabelsReader.areIn(keys) == keys.has("hit_within")) {
            keys.problem(null, "outcome: expected labels or hit_within beside from, one of the two");
            return null;
        }
        if (keys.has("hit_within")) {
            Keys distance = keys.section("hit_within", Section.HIT_WITHIN);
            return from == null || distance == null ? null : hitWithin(from, distance);
        }
        var labels = new LabelsReader(findings, files);
        if (!labels.read(keys) || from == null) {
            return null;
        }
        List<String> places = labels.byPlace();
        if (places == null) {
            String key = LabelsReader.key(keys);
            keys.problem(key, key + ": an outcome's codes are 0, 1, 2 … without a gap");
            return null;
        }
        return new Outcome.OfOutput(from, places);
    }

    private static @Nullable Outcome hitWithin(String from, Keys distance) {
        Double relative = distance.number("relative");
        Double absolute = distance.number("absolute");
        if (!distance.has("relative") && !distance.has("absolute")) {
            distance.problem(null, "hit_within: expected relative or absolute");
        }
        if ((relative != null && relative < 0) || (absolute != null && absolute < 0)) {
            distance.problem(null, "hit_within: a distance is not below 0");
        }
        return new Outcome.HitWithin(from, relative, absolute);
    }

    private static boolean labelled(Form form) {
        return switch (form) {
            case Form.Label label -> true;
            case Form.Bands bands -> true;
            case Form.Top top -> !top.labels().isEmpty();
            case Form.Number number -> false;
            case Form.Whole whole -> false;
            case Form.Flag flag -> false;
            case Form.Text text -> false;
            case Form.Vector vector -> false;
            case Form.Scores scores -> false;
            case Form.PerItem items -> false;
            case Form.TopItems items -> false;
            case Form.Nested nested -> false;
        };
    }
}
