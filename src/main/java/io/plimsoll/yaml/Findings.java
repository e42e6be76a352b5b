package io.plimsoll.yaml;

import io.plimsoll.contract.Problem;
import io.plimsoll.contract.Problem.Position;
import io.plimsoll.contract.Sources;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What reading one contract brought to light: everything wrong with it at once, what to warn of, where things stand.
 */
final class Findings {

    private static final Comparator<Problem> IN_TEXT_ORDER = Comparator.comparing(
            Problem::where,
            Comparator.nullsLast(Comparator.comparing(Position::file)
                    .thenComparingInt(Position::line)
                    .thenComparingInt(Position::column)));

    private final Set<Problem> problems = new LinkedHashSet<>();
    private final Set<Problem> warnings = new LinkedHashSet<>();
    private final Map<String, Position> sources = new HashMap<>();

    void problem(Position where, String text) {
        problems.add(new Problem(where, text));
    }

    void warning(Position where, String text) {
        warnings.add(new Problem(where, text));
    }

    /** Remembers where something stands, by the names that {@link Sources} gives. */
    void source(String name, Position where) {
        sources.put(name, where);
    }

    boolean clean() {
        return problems.isEmpty();
    }

    /** How many problems there are so far. */
    int count() {
        return problems.size();
    }

    List<Problem> problems() {
        return problems.stream().sorted(IN_TEXT_ORDER).toList();
    }

    List<Problem> warnings() {
        return warnings.stream().sorted(IN_TEXT_ORDER).toList();
    }

    Sources sources() {
        return new Sources(sources);
    }
}
