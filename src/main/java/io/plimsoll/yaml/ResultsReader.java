package io.plimsoll.yaml;

import io.plimsoll.contract.Field;
import io.plimsoll.contract.Input;
import io.plimsoll.contract.ListType;
import io.plimsoll.contract.NearestName;
import io.plimsoll.contract.Problem.Position;
import io.plimsoll.contract.Results;
import io.plimsoll.contract.Results.Confidence;
import io.plimsoll.contract.Results.Confidence.Reduce;
import io.plimsoll.contract.Results.Contributions;
import io.plimsoll.contract.Results.Form;
import io.plimsoll.contract.Results.Reasons;
import io.plimsoll.contract.Results.Reasons.Sign;
import io.plimsoll.contract.Results.Result;
import io.plimsoll.contract.Sources;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads what an answer holds. */
final class ResultsReader {

    private static final int MOST_REASONS = 100;

    private final Findings findings;
    private final NamedFiles files;
    private final Predicate<String> met;
    private final List<Input> inputs;
    private final Map<String, Position> names = new HashMap<>();

    /**
     * A reader.
     *
     * @param met whether a field of inputs or context has the name, be it one with problems of its own
     * @param inputs the input fields without problems
     */
    ResultsReader(Findings findings, NamedFiles files, Predicate<String> met, List<Input> inputs) {
        this.findings = findings;
        this.files = files;
        this.met = met;
        this.inputs = inputs;
    }

    @Nullable
    Results read(Keys contract) {
        YamlNode node = contract.needed("outputs");
        Keys outputs = node == null ? null : Keys.open(node, Section.OUTPUTS, findings);
        if (outputs == null) {
            return null;
        }
        List<Result> results = results(outputs);
        Keys explanation = outputs.section("explanation", Section.EXPLANATION);
        Contributions contributions = explanation == null ? null : contributions(explanation);
        Reasons reasons = explanation == null || contributions == null ? null : reasons(explanation);
        if (reasons == null) {
            warnOfReasons(outputs);
        }
        return new Results(
                results,
                confidence(outputs),
                new OutcomeReader(findings, files, names.keySet()).read(outputs, results),
                contributions,
                reasons);
    }

    private void warnOfReasons(Keys outputs) {
        inputs.stream()
                .map(Input::field)
                .filter(field -> field.reason() != null)
                .forEach(field -> findings.warning(
                        outputs.where("explanation"),
                        "the reason of " + field.name() + " is never answered, for explanation has no reasons"));
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
        Form form = new FormReader(findings, files, keys).read();
        checkList(keys, form);
        String title = keys.text("title");
        String unit = keys.text("unit");
        if (name != null) {
            claim(name, keys.where("name"));
        }
        return name == null || from == null || form == null ? null : new Result(name, from, form, title, unit);
    }

    /** A list of the caller's is named, if any is. */
    private void checkList(Keys keys, @Nullable Form form) {
        String list =
                form instanceof Form.PerItem each ? each.list() : form instanceof Form.TopItems top ? top.list() : null;
        if (list == null) {
            return;
        }
        List<Field> fields = inputs.stream().map(Input::field).toList();
        Field field = fields.stream()
                .filter(each -> each.name().equals(list))
                .findFirst()
                .orElse(null);
        if (field == null && !met.test(list)) {
            List<String> lists = fields.stream()
                    .filter(each -> each.type() instanceof ListType)
                    .map(Field::name)
                    .toList();
            keys.problem(
                    "per_item", "per_item: no list of the inputs is named " + list + NearestName.hint(lists, list));
        } else if (field == null && findings.clean()) {
            keys.problem("per_item", "per_item: " + list + " is a field of the context, which the graph does not read");
        } else if (field != null && !(field.type() instanceof ListType)) {
            keys.problem(
                    "per_item",
                    "per_item: " + list + " is no list but of type "
                            + field.type().spelling());
        }
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

    private @Nullable Contributions contributions(Keys explanation) {
        Keys keys = explanation.section("contributions", Section.CONTRIBUTIONS);
        if (keys == null) {
            explanation.refuse(List.of("reasons"), "made of contributions; add contributions: {from: …} beside it");
            return null;
        }
        findings.source(Sources.CONTRIBUTIONS, explanation.where("contributions"));
        String from = keys.neededText("from");
        String unit = keys.text("unit");
        return from == null ? null : new Contributions(from, unit);
    }

    private @Nullable Reasons reasons(Keys explanation) {
        Keys keys = explanation.section("reasons", Section.REASONS);
        if (keys == null) {
            return null;
        }
        Integer top = keys.needed("top") == null ? null : keys.integer("top", 1, MOST_REASONS);
        Sign sign = switch (keys.neededText("sign")) {
            case null -> null;
            case "positive" -> Sign.POSITIVE;
            case "negative" -> Sign.NEGATIVE;
            case "both" -> Sign.BOTH;
            default -> {
                keys.misfit("sign", "positive, negative or both");
                yield null;
            }
        };
        // A field with a problem of its own is not among the inputs, and may be the one with a reason.
        if (findings.clean() && inputs.stream().allMatch(input -> input.field().reason() == null)) {
            explanation.problem(
                    "reasons",
                    "reasons: no input field has a reason; write reason: {code: …, text: …} at those that may be one");
        }
        return top == null || sign == null ? null : new Reasons(top, sign);
    }
}
