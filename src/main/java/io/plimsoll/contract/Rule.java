package io.plimsoll.contract;

import java.util.Locale;

/** The closed list of reasons why a caller's value is refused, spelled in answers as {@link #toString}. */
public enum Rule {
    REQUIRED,
    TYPE,
    MIN,
    MAX,
    MIN_LENGTH,
    MAX_LENGTH,
    PATTERN,
    VALUE,
    ITEMS,
    UNKNOWN_FIELD,
    PRECISION,
    TEXT;

    private final String spelling = name().toLowerCase(Locale.ROOT);

    @Override
    public String toString() {
        return spelling;
    }
}
