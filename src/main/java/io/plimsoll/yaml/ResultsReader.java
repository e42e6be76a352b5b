package io.plimsoll.yaml;

import io.plimsoll.contract.Field;
import io.plimsoll.contract.Problem.Position;
import io.plimsoll.contract.Results;
import io.plimsoll.contract.Results.Confidence;
import io.plimsoll.contract.Results.Confidence.Reduce;
import io.plimsoll.contract.Results.Contributions;
import io.plimsoll.contract.Results.Form;
import io.plimsoll.contract.Results.Result;
import io.plimsoll.contract.Sources;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what an answer holds. */
final class ResultsReader {

    private final Findings findings;
    private final Map<String, Position> names = new HashMap<>();

    ResultsReader(Findings findings) {
        this.findings = findings;
    }

    @Nullable
    Results read(Keys contract) {
        YamlNode node = contract.needed("outputs");
        Keys outputs = node == null ? null : Keys.open(node, Section.OUTPUTS, findings);
        if (outputs == null) {
            return null;
        }
        List<Result> results = results(outputs);
        return new Results(
                results,
                confidence(outputs),
                new OutcomeReader(findings, names.keySet()).read(outputs, results),
                contributions(outputs),
                null);
    }

    private List<Result> results(Keys outputs) {
        YamlNode list = outputs.needed("result");
        var results = new ArrayList<Result>();
        for (YamlNode item : outputs.list("result")) {
            Keys keys = Keys.open(item, Section.RESULT, findings);
            Result result = keys == null ? null : result(keys);
            if (result != null) {
                results.add(result);
            }
        }
        if (list instanceof YamlNode.Sequence sequence && sequence.items().isEmpty()) {
            outputs.problem("result", "result: found none, expected at least one");
        }
        return results;
    }

    private @Nullable Result result(Keys keys) {
        String name = keys.neededText("name");
        String from = keys.neededText("from");
        Form form = new FormReader(findings, keys).read();
        String title = keys.text("title");
        String unit = keys.text("unit");
        if (name != null) {
            claim(name, keys.where("name"));
        }
        return name == null || from == null || form == null ? null : new Result(name, from, form, title, unit);
    }

    private void claim(String name, Position where) {
        Position first = names.putIfAbsent(name.toLowerCase(Locale.ROOT), where);
        if (!Field.isName(name)) {
            findings.problem(where, "name: found " + name + ", expected ASCII letters, digits and _, at most 64");
        } else if (first != null) {
            findings.problem(where, "a second result " + name + "; the first is at " + first);
        }
        findings.source(Sources.result(name), where);
    }

    private @Nullable Confidence confidence(Keys outputs) {
        Keys keys = outputs.section("confidence", Section.CONFIDENCE);
        if (keys == null) {
            return null;
        }
        findings.source(Sources.CONFIDENCE, outputs.where("confidence"));
        String from = keys.neededText("from");
        Reduce reduce = switch (keys.text("reduce")) {
            case null -> Reduce.NONE;
            case "max" -> Reduce.MAX;
            case "binary" -> Reduce.BINARY;
            default -> {
                keys.misfit("reduce", "max or binary");
                yield Reduce.NONE;
            }
        };
        return from == null ? null : new Confidence(from, reduce);
    }

    private @Nullable Contributions contributions(Keys outputs) {
        Keys explanation = outputs.section("explanation", Section.EXPLANATION);
        Keys keys = explanation == null ? null : explanation.section("contributions", Section.CONTRIBUTIONS);
        if (explanation == null || keys == null) {
            return null;
        }
        findings.source(Sources.CONTRIBUTIONS, explanation.where("contributions"));
        String from = keys.neededText("from");
        String unit = keys.text("unit");
        return from == null ? null : new Contributions(from, unit);
    }
}
