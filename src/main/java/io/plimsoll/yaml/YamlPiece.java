package io.plimsoll.yaml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** A piece of YAML to be written: on one line where it fits, else on as many as it takes. */
sealed interface YamlPiece {

    /** The piece on one line; what stands in it has no comments. */
    String line();

    /** Whether something in it has a comment, which needs a line of its own. */
    boolean commented();

    /** A single value, quoted where it must be. */
    record Single(String text) implements YamlPiece {

        @Override
        public String line() {
            return text;
        }

        @Override
        public boolean commented() {
            return false;
        }
    }

    /** Many short values, or keys with short values, between brackets. */
    record Many(char open, List<String> items, char close) implements YamlPiece {

        public Many {
            items = List.copyOf(items);
        }

        /** A list of values that are quoted where they must be. */
        static Many list(List<String> items) {
            return new Many('[', items, ']');
        }

        @Override
        public String line() {
            return open + String.join(", ", items) + close;
        }

        @Override
        public boolean commented() {
            return false;
        }
    }

    /** Keys with their values, in order. */
    record Pairs(Map<String, YamlPiece> entries) implements YamlPiece {

        public Pairs {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        @Override
        public String line() {
            return '{'
                    + String.join(
                            ", ",
                            entries.entrySet().stream()
                                    .map(entry -> entry.getKey() + ": "
                                            + entry.getValue().line())
                                    .toList())
                    + '}';
        }

        @Override
        public boolean commented() {
            return entries.values().stream().anyMatch(YamlPiece::commented);
        }
    }

    /** A list whose items stand on lines of their own. */
    record Items(List<Item> list) implements YamlPiece {

        public Items {
            list = List.copyOf(list);
        }

        @Override
        public String line() {
            return '['
                    + String.join(
                            ", ", list.stream().map(item -> item.piece().line()).toList())
                    + ']';
        }

        @Override
        public boolean commented() {
            return list.stream()
                    .anyMatch(item -> item.comment() != null || item.piece().commented());
        }
    }

    /** An item of a list, and what is said about it. */
    record Item(YamlPiece piece, @Nullable String comment) {}

    /** Collects keys in order; a key without a value is left out. */
    final class Collected {

        private final Map<String, YamlPiece> entries = new LinkedHashMap<>();

        Collected put(String key, @Nullable YamlPiece value) {
            if (value != null) {
                entries.put(key, value);
            }
            return this;
        }

        /** Puts text, quoted where it must be. */
        Collected text(String key, @Nullable String text) {
            return put(key, text == null ? null : new Single(YamlText.of(text)));
        }

        /** Puts what is written as it is: a number, a word of the format. */
        Collected plain(String key, @Nullable Object value) {
            return put(key, value == null ? null : new Single(value.toString()));
        }

        Collected texts(String key, List<String> texts) {
            return put(key, Many.list(texts.stream().map(YamlText::of).toList()));
        }

        Collected all(Map<String, YamlPiece> others) {
            entries.putAll(others);
            return this;
        }

        Pairs pairs() {
            return new Pairs(entries);
        }

        /** Pairs, or null where there are none. */
        @Nullable
        Pairs pairsIfAny() {
            return entries.isEmpty() ? null : pairs();
        }
    }

    /** Short keys and values between braces. */
    static <K, V> Many map(Map<K, V> entries, BiFunction<K, V, String> written) {
        var items = new ArrayList<String>();
        entries.forEach((key, value) -> items.add(written.apply(key, value)));
        return new Many('{', items, '}');
    }
}
