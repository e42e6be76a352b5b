package io.plimsoll.contract;

import io.plimsoll.contract.Binding.BoundResult;
import io.plimsoll.contract.Binding.OutputRef;
import io.plimsoll.contract.Binding.Part;
import io.plimsoll.contract.Results.Confidence;
import io.plimsoll.contract.Results.Contributions;
import io.plimsoll.contract.Results.Outcome;
import io.plimsoll.contract.Results.Result;
import io.plimsoll.contract.Signature.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds each result in what the graph answers. Declared shapes of outputs may lie, so only kinds and widths count. */
final class OutputBinder {

    private static final Pattern WITHIN = Pattern.compile("(.+)\\[(.+)]");

    /** A place in the graph's answer and what the graph declares there. */
    private record Found(String output, Part part, Value value) {}

    private final Contract contract;
    private final Signature signature;
    private final Mismatches mismatches;
    private final ItemsFit items;
    private final List<String> asked = new ArrayList<>();

    OutputBinder(Contract contract, Signature signature, Mismatches mismatches) {
        this.contract = contract;
        this.signature = signature;
        this.mismatches = mismatches;
        this.items = new ItemsFit(contract.lists());
    }

    /** The outputs to ask for: those that were found so far. */
    List<String> asked() {
        return asked;
    }

    List<BoundResult> results() {
        var bound = new ArrayList<BoundResult>();
        for (Result result : contract.results().list()) {
            String part = Sources.result(result.name());
            Found found = find(part, result.from());
            if (found == null) {
                continue;
            }
            String complaint = items.complaint(result.form(), found.part(), found.value());
            if (complaint == null) {
                bound.add(new BoundResult(result, ask(found)));
            } else {
                mismatches.add(part, misfit("the result " + result.name(), found, complaint));
            }
        }
        return bound;
    }

    @Nullable
    OutputRef confidence() {
        Confidence confidence = contract.results().confidence();
        if (confidence == null) {
            return null;
        }
        Found found = find(Sources.CONFIDENCE, confidence.from());
        return found == null
                ? null
                : askUnless(
                        Sources.CONFIDENCE,
                        found,
                        FormFit.confidence(confidence.reduce(), found.part(), found.value()));
    }

    @Nullable
    OutputRef contributions() {
        Contributions contributions = contract.results().contributions();
        if (contributions == null) {
            return null;
        }
        Found found = find(Sources.CONTRIBUTIONS, contributions.from());
        return found == null
                ? null
                : askUnless(
                        Sources.CONTRIBUTIONS,
                        found,
                        FormFit.contributions(contract.inputs().size(), found.part(), found.value()));
    }

    /** Where the outcome is read, if not from a result. */
    @Nullable
    OutputRef outcome() {
        Outcome outcome = contract.results().outcome();
        String from = switch (outcome) {
            case null -> null;
            case Outcome.OfResult named -> null;
            case Outcome.OfOutput output -> output.from();
            case Outcome.HitWithin number -> number.from();
        };
        Found found = from == null ? null : find(Sources.OUTCOME, from);
        return found == null || outcome == null
                ? null
                : askUnless(Sources.OUTCOME, found, FormFit.outcome(outcome, found.part(), found.value()));
    }

    private @Nullable OutputRef askUnless(String part, Found found, @Nullable String complaint) {
        if (complaint == null) {
            return ask(found);
        }
        mismatches.add(part, misfit(part, found, complaint));
        return null;
    }

    private OutputRef ask(Found found) {
        if (!asked.contains(found.output())) {
            asked.add(found.output());
        }
        return new OutputRef(asked.indexOf(found.output()), found.part());
    }

    private static String misfit(String what, Found found, String complaint) {
        return what + " does not fit the graph's output " + found.output() + " (" + found.value() + "): " + complaint;
    }

    private @Nullable Found find(String part, String from) {
        // An exact name of the graph wins over a part: scores[1] may be an output's own name.
        Value exact = signature.outputs().get(from);
        if (exact != null) {
            return new Found(from, new Part.Whole(), exact);
        }
        Matcher within = WITHIN.matcher(from);
        String name = within.matches() ? within.group(1) : from;
        Value value = signature.outputs().get(name);
        if (value == null) {
            mismatches.add(
                    part,
                    "from: the graph has no output " + name
                            + NearestName.hint(signature.outputs().keySet(), name) + "; it answers "
                            + String.join(", ", signature.outputs().keySet()));
            return null;
        }
        Part inside = inside(part, within.group(2), name, value);
        return inside == null ? null : new Found(name, inside, value);
    }

    private @Nullable Part inside(String part, String text, String name, Value value) {
        boolean number = text.matches("-?\\d{1,9}");
        switch (value) {
            case Value.Maps maps
            when maps.key() == ElementType.STRING || number -> {
                return new Part.Key(text);
            }
            case Value.Maps maps ->
                mismatches.add(part, "from: the labels of " + name + " are whole numbers, not " + text);
            case Value.Tensor tensor
            when number && !text.startsWith("-") -> {
                int column = Integer.parseInt(text);
                int width = FormFit.width(tensor);
                if (width == FormFit.UNKNOWN || column < width) {
                    return new Part.Column(column);
                }
                mismatches.add(
                        part,
                        "from: column " + column + " of " + name + ", which has " + width
                                + (width == 1 ? " column: write from: " + name : " columns, 0 to " + (width - 1)));
            }
            case Value.Tensor tensor ->
                mismatches.add(part, "from: " + name + " is a tensor, whose columns are numbers from 0, not " + text);
            case Value.Other other -> mismatches.add(part, "from: " + name + " is " + other + ", which has no parts");
        }
        return null;
    }
}
