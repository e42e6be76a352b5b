package io.plimsoll.contract;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an answer holds: the named results, and what is said about them. */
public record Results(
        List<Result> list,
        @Nullable Confidence confidence,
        @Nullable Outcome outcome,
        @Nullable Contributions contributions,
        @Nullable Reasons reasons) {

    public Results {
        list = List.copyOf(list);
        if (reasons != null && contributions == null) {
            throw new IllegalArgumentException("reasons are made of contributions");
        }
    }

    /**
     * One named result.
     *
     * @param from a graph output, or a place in one: {@code probabilities[1]}, {@code output_probability[Gentoo]}
     */
    public record Result(
            String name,
            String from,
            Form form,
            @Nullable String title,
            @Nullable String unit) {}

    /** How a result is made from what the graph answered. */
    public sealed interface Form {

        /** A number, rounded half to even to {@code decimals} places where given. */
        record Number(@Nullable Integer decimals) implements Form {}

        /** A whole number. */
        record Whole() implements Form {}

        /** true or false. */
        record Flag() implements Form {}

        /** Text that the graph answers itself. */
        record Text() implements Form {}

        /** A list of numbers. */
        record Vector(@Nullable Integer decimals) implements Form {}

        /** ZipMap's labels and scores, as an object. */
        record Scores(@Nullable Integer decimals) implements Form {}

        /** The label of a code that the graph answers. */
        record Label(Map<Long, String> labels) implements Form {

            public Label {
                labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
            }
        }

        /**
         * The best labels of a vector of scores or of a ZipMap, best first.
         *
         * @param labels the labels of a vector's places; empty where the graph gives them (ZipMap)
         * @param top how many; 1 is answered as the bare label
         * @param atLeast scores below are left out
         */
        record Top(
                List<String> labels,
                int top,
                @Nullable Double atLeast,
                @Nullable Integer decimals) implements Form {

            public Top {
                labels = List.copyOf(labels);
                if (top < 1) {
                    throw new IllegalArgumentException("top is at least 1");
                }
            }
        }

        /** The label of the first band whose bound the number is below; the last has none. */
        record Bands(List<Band> bands) implements Form {

            public Bands {
                bands = List.copyOf(bands);
            }
        }

        /**
         * A list with one entry for each item of a list of the caller's.
         *
         * @param list the name of that list
         * @param each how an entry is made: a form that answers a single value
         */
        record PerItem(String list, Form each) implements Form {

            public PerItem {
                if (!each.single()) {
                    throw new IllegalArgumentException("an item has a single value");
                }
            }
        }

        /**
         * The best items of a list of the caller's as places in it, best first, each with its score.
         *
         * @param top how many; 1 is answered as the bare place
         * @param atLeast items whose scores are below are left out
         */
        record TopItems(
                String list,
                int top,
                @Nullable Double atLeast,
                @Nullable Integer decimals) implements Form {

            public TopItems {
                if (top < 1) {
                    throw new IllegalArgumentException("top is at least 1");
                }
            }
        }

        /** Whether it answers one value: a number, true or false, or a text. */
        default boolean single() {
            return switch (this) {
                case Number number -> true;
                case Whole whole -> true;
                case Flag flag -> true;
                case Text text -> true;
                case Label label -> true;
                case Bands bands -> true;
                case Vector vector -> false;
                case Scores scores -> false;
                case Top top -> false;
                case PerItem items -> false;
                case TopItems items -> false;
                case Nested nested -> false;
            };
        }

        /** A whole tensor as nested lists: the only form of a contract made from a graph. */
        record Nested() implements Form {}
    }

    /** One band; {@code below} is absent in the last. */
    public record Band(@Nullable Double below, String label) {}

    /** How sure the model is, in [0, 1]. */
    public record Confidence(String from, Reduce reduce) {

        /** From scores to one number. */
        public enum Reduce {
            /** The largest score. */
            MAX,
            /** max(p, 1 − p) of one probability. */
            BINARY,
            /** The number itself. */
            NONE
        }
    }

    /** What feedback and class skew speak of: a result, or a graph output with labels in the truth's words. */
    public sealed interface Outcome {

        /** The name of a result. */
        record OfResult(String name) implements Outcome {}

        /** A graph output and its labels. */
        record OfOutput(String from, List<String> labels) implements Outcome {

            public OfOutput {
                labels = List.copyOf(labels);
            }
        }

        /** A number that is right if |it − truth| ≤ absolute + relative·|truth|, where an absent distance is 0. */
        record HitWithin(
                String from,
                @Nullable Double relative,
                @Nullable Double absolute) implements Outcome {}
    }

    /** One column an input field, in contract order. */
    public record Contributions(String from, @Nullable String unit) {}

    /**
     * The fields that speak most for an answer, or against it, by the {@link Reason} of each; made of the
     * contributions.
     *
     * @param top the most that are named
     */
    public record Reasons(int top, Sign sign) {

        public Reasons {
            if (top < 1) {
                throw new IllegalArgumentException("top is at least 1");
            }
        }

        /** Which contributions are reasons. */
        public enum Sign {
            POSITIVE,
            NEGATIVE,
            BOTH
        }
    }
}
