package io.plimsoll.yaml;

import io.plimsoll.contract.Problem.Position;
import io.plimsoll.contract.Scalar;
import java.util.List;

/** A piece of a YAML text and where it stands. */
sealed interface YamlNode {

    Position where();

    /** How an error names it: "found 12", "found a list". */
    String found();

    /**
     * Text, a number, anything without parts.
     *
     * @param plain whether it stands without quotes, so that a YAML reader may take it for something else than text
     */
    record Scalar(Position where, String text, boolean plain) implements YamlNode {

        private static final int LONGEST_QUOTE = 60;

        Scalar bare() {
            return new Scalar(where, text, true);
        }

        @Override
        public String found() {
            if (plain && text.isEmpty()) {
                return "nothing";
            }
            String shown = text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "…" : text;
            return plain ? shown : '"' + shown + '"';
        }
    }

    /** A list. */
    record Sequence(Position where, List<YamlNode> items) implements YamlNode {

        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String found() {
            return "a list";
        }
    }

    /** Keys and values, each key once. */
    record Mapping(Position where, List<Entry> entries) implements YamlNode {

        public Mapping {
            entries = List.copyOf(entries);
        }

        /** The same with keys that count as written without quotes: those of JSON, which has no others. */
        Mapping withBareKeys() {
            return new Mapping(
                    where,
                    entries.stream()
                            .map(entry -> new Entry(entry.key().bare(), entry.value()))
                            .toList());
        }

        @Override
        public String found() {
            return "keys and values";
        }
    }

    /** One key and its value. */
    record Entry(Scalar key, YamlNode value) {}

    /** Something that was refused already and is not complained about twice. */
    record Unreadable(Position where) implements YamlNode {

        @Override
        public String found() {
            return "something unreadable";
        }
    }
}
