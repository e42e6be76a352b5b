package io.plimsoll.graph;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The names that one graph, body or function defines, and which of them are constant truths. */
final class Scope {

    /** Longer chains of Identity nodes, or circles of them, count as computed. */
    private static final int LONGEST_CHAIN = 1000;

    private static final Source COMPUTED = new Source.Known(Truth.COMPUTED);

    private final @Nullable Scope outer;
    private final Supplier<String> place;
    private final Map<String, Long> opsets;
    private final Map<String, Source> sources = new HashMap<>();
    private final Set<String> initializers = new HashSet<>();

    private Scope(@Nullable Scope outer, Supplier<String> place, Map<String, Long> opsets) {
        this.outer = outer;
        this.place = place;
        this.opsets = opsets;
    }

    /** The scope of a graph or a function; its place and operator sets are looked at when all is read. */
    static Scope outermost(Supplier<String> place, Map<String, Long> opsets) {
        return new Scope(null, place, opsets);
    }

    /** The scope of a body inside this one, which sees the names of this one. */
    Scope body(Supplier<String> label) {
        return new Scope(this, () -> label.get() + " in " + place.get(), opsets);
    }

    /** What is known about the value of a boolean. */
    enum Truth {
        FALSE,
        TRUE,
        /** A caller may set it. */
        OPEN,
        COMPUTED
    }

    private sealed interface Source {

        record Known(Truth truth) implements Source {}

        record SameAs(String name) implements Source {}
    }

    void input(String name) {
        // An input that has an initializer too can be overridden: it is no constant, whichever comes first.
        sources.put(name, new Source.Known(Truth.OPEN));
    }

    void initializer(String name, Truth truth) {
        initializers.add(name);
        define(name, new Source.Known(truth));
    }

    void output(String name, Truth truth) {
        define(name, new Source.Known(truth));
    }

    void copy(String name, String of) {
        define(name, new Source.SameAs(of));
    }

    private void define(String name, Source source) {
        // Two definitions of a name are no valid graph, so neither is believed.
        sources.merge(
                name,
                source,
                (known, another) ->
                        known instanceof Source.Known(Truth truth) && truth == Truth.OPEN ? known : COMPUTED);
    }

    /** What a name stands for, as far as it is a constant. */
    Truth truth(String name) {
        Scope scope = this;
        String sought = name;
        for (int step = 0; step < LONGEST_CHAIN; step++) {
            Source source = scope.sources.get(sought);
            if (source == null) {
                if (scope.outer == null) {
                    return Truth.COMPUTED;
                }
                scope = scope.outer;
                continue;
            }
            switch (source) {
                case Source.Known(Truth truth) -> {
                    return truth;
                }
                case Source.SameAs(String another) -> sought = another;
            }
        }
        return Truth.COMPUTED;
    }

    boolean initializes(String name) {
        return initializers.contains(name);
    }

    /** The version of the standard operators; the newest where none is named. */
    long opset() {
        return opsets.getOrDefault("", Long.MAX_VALUE);
    }

    String place() {
        return place.get();
    }
}
