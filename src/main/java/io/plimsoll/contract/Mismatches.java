package io.plimsoll.contract;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects where a contract and its graph do not go together, each at its place in the contract's text. */
final class Mismatches {

    private final Sources sources;
    private final Set<Problem> problems = new LinkedHashSet<>();
    private final Set<Problem> warnings = new LinkedHashSet<>();

    Mismatches(Sources sources) {
        this.sources = sources;
    }

    /** A problem with a part of the contract, as {@link Sources} names parts. */
    void add(String part, String text) {
        problems.add(new Problem(sources.of(part), text));
    }

    void warn(String part, String text) {
        warnings.add(new Problem(sources.of(part), text));
    }

    boolean none() {
        return problems.isEmpty();
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }

    List<Problem> warnings() {
        return List.copyOf(warnings);
    }

    /** That the graph has no such input, and what was probably meant. */
    static String noInput(Signature signature, String name) {
        return "the graph has no input " + name
                + NearestName.hint(signature.inputs().keySet(), name) + "; it takes "
                + String.join(", ", signature.inputs().keySet());
    }
}
