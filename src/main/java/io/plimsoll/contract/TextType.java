package io.plimsoll.contract;

import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;

/** Text; lengths count Unicode code points. */
public record TextType(
        int minLength, int maxLength, @Nullable Pattern pattern) implements FieldType {

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
            return new Violation(Rule.MAX_LENGTH, "" + maxLength, "must be at most " + maxLength + " characters long");
        }
        if (length < minLength) {
            return new Violation(Rule.MIN_LENGTH, "" + minLength, "must be at least " + minLength + " characters long");
        }
        if (pattern != null && !pattern.matches(value)) {
            return new Violation(Rule.PATTERN, pattern.pattern(), "must match the pattern " + pattern.pattern());
        }
        return null;
    }
}
