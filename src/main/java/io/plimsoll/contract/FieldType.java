package io.plimsoll.contract;

import com.google.re2j.Pattern;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a caller may send for a field, and the one place where a value is held against it: the reader checks defaults
 * and examples here, the decoder checks every request.
 */
public sealed interface FieldType {

    /** How the contract spells the type. */
    String spelling();

    /** A whole number; 92.0 is one, 3.9 is not. */
    record IntegerType(@Nullable Long min, @Nullable Long max) implements FieldType {

        public IntegerType {
            if (min != null && max != null && min > max) {
                throw new IllegalArgumentException("min is above max");
            }
        }

        @Override
        public String spelling() {
            return "integer";
        }

        public @Nullable Violation violation(long value) {
            if (min != null && value < min) {
                return new Violation(Rule.MIN, min.toString(), "must be at least " + min);
            }
            if (max != null && value > max) {
                return new Violation(Rule.MAX, max.toString(), "must be at most " + max);
            }
            return null;
        }
    }

    /** A finite number. */
    record NumberType(@Nullable Double min, @Nullable Double max) implements FieldType {

        public NumberType {
            if (min != null && max != null && min > max) {
                throw new IllegalArgumentException("min is above max");
            }
        }

        @Override
        public String spelling() {
            return "number";
        }

        public @Nullable Violation violation(double value) {
            if (min != null && value < min) {
                return new Violation(Rule.MIN, Numbers.plain(min), "must be at least " + Numbers.plain(min));
            }
            if (max != null && value > max) {
                return new Violation(Rule.MAX, Numbers.plain(max), "must be at most " + Numbers.plain(max));
            }
            return null;
        }
    }

    /** true or false; a numeric tensor gets 1 or 0. */
    record BooleanType() implements FieldType {

        @Override
        public String spelling() {
            return "boolean";
        }
    }

    /**
     * One word of a vocabulary.
     *
     * @param values the words that have a code, or a column of their own if {@code oneHot}
     * @param zeros with {@code oneHot}, a further word whose columns are all 0
     */
    record CategoryType(
            Vocabulary values,
            OnUnknown onUnknown,
            boolean oneHot,
            @Nullable String zeros) implements FieldType {

        /** Stands in a slot for a word that is not known and that the contract lets pass. */
        public static final int UNKNOWN = -1;

        public CategoryType {
            if (zeros != null && (!oneHot || values.place(zeros) >= 0)) {
                throw new IllegalArgumentException("zeros names a further value of a one-hot category");
            }
        }

        @Override
        public String spelling() {
            return "category";
        }

        /** The place of a word, {@code values.size()} for the word of {@code zeros}, or {@link #UNKNOWN}. */
        public int place(String word) {
            int place = values.place(word);
            return place < 0 && word.equals(zeros) ? values.size() : place;
        }

        /** The word at a place that {@link #place} gave. */
        public String word(int place) {
            return place == values.size() && zeros != null ? zeros : values.word(place);
        }

        /** All words that a caller may send by name, in contract order. */
        public List<String> words() {
            if (zeros == null) {
                return values.words();
            }
            var all = new java.util.ArrayList<>(values.words());
            all.add(zeros);
            return List.copyOf(all);
        }

        /** Whether a word outside the vocabulary is refused. */
        public boolean closed() {
            return onUnknown instanceof OnUnknown.Reject;
        }
    }

    /** What happens to a word that a category does not list. */
    sealed interface OnUnknown {

        /** The row is refused. */
        record Reject() implements OnUnknown {}

        /** A numeric tensor gets this code. */
        record Code(long value) implements OnUnknown {}

        /** All columns of a one-hot category are 0. */
        record Zeros() implements OnUnknown {}

        /** The string tensor gets the caller's word. */
        record Pass() implements OnUnknown {}

        /** The string tensor gets this word. */
        record Word(String value) implements OnUnknown {}
    }

    /** Text; lengths count Unicode code points. */
    record TextType(int minLength, int maxLength, @Nullable Pattern pattern) implements FieldType {

        /** The longest text of a field that sets no limit. */
        public static final int DEFAULT_MAX_LENGTH = 1000;

        public TextType {
            if (minLength < 0 || minLength > maxLength) {
                throw new IllegalArgumentException("min_length is above max_length");
            }
        }

        @Override
        public String spelling() {
            return "string";
        }

        public @Nullable Violation violation(String value) {
            // Characters are at least as many as code points, so only a long text needs to be counted.
            int length = value.length() > maxLength || minLength > 0 ? value.codePointCount(0, value.length()) : 0;
            if (length > maxLength) {
                return new Violation(
                        Rule.MAX_LENGTH, "" + maxLength, "must be at most " + maxLength + " characters long");
            }
            if (length < minLength) {
                return new Violation(
                        Rule.MIN_LENGTH, "" + minLength, "must be at least " + minLength + " characters long");
            }
            if (pattern != null && !pattern.matches(value)) {
                return new Violation(Rule.PATTERN, pattern.pattern(), "must match the pattern " + pattern.pattern());
            }
            return null;
        }
    }

    /** A day, RFC 3339 full-date; a numeric tensor gets it in units since a day. */
    record DateType(@Nullable LocalDate min, @Nullable LocalDate max, Epoch epoch) implements FieldType {

        public DateType {
            if (min != null && max != null && min.isAfter(max)) {
                throw new IllegalArgumentException("min is above max");
            }
        }

        @Override
        public String spelling() {
            return "date";
        }

        public @Nullable Violation violation(LocalDate value) {
            if (min != null && value.isBefore(min)) {
                return new Violation(Rule.MIN, min.toString(), "must not be before " + min);
            }
            if (max != null && value.isAfter(max)) {
                return new Violation(Rule.MAX, max.toString(), "must not be after " + max);
            }
            return null;
        }
    }

    /** A whole tensor as nested lists, the first axis included: the only type of a contract made from a graph. */
    record TensorType(ElementType element, List<Dimension> shape) implements FieldType {

        public TensorType {
            shape = List.copyOf(shape);
        }

        @Override
        public String spelling() {
            return "tensor";
        }
    }
}
