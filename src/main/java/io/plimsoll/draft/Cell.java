package io.plimsoll.draft;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** One value of a table. */
sealed interface Cell {

    /** Nothing was there. */
    enum Missing implements Cell {
        CELL
    }

    /** Text. */
    record Word(String text) implements Cell {}

    /** A finite number, as it was written. */
    record Number(String text) implements Cell {

        BigDecimal value() {
            return new BigDecimal(text);
        }

        boolean whole() {
            return value().stripTrailingZeros().scale() <= 0;
        }

        /** Whether it has so few digits before the point that a whole number may be made of it. */
        boolean small() {
            return value().precision() - (long) value().scale() <= 19;
        }
    }

    /** true or false, as it was written. */
    record Flag(boolean value, String text) implements Cell {}

    /** A list of values. */
    record Items(List<Cell> list) implements Cell {

        public Items {
            list = List.copyOf(list);
        }
    }

    /** Values with names. */
    record Members(Map<String, Cell> byName) implements Cell {

        public Members {
            byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
        }
    }

    /** No zeros in front: 012 is a name for something, not a number. */
    Pattern DECIMAL = Pattern.compile("[+-]?(0|[1-9]\\d{0,30}|(?=\\.\\d))(\\.\\d{0,30})?([eE][+-]?\\d{1,3})?");

    /** What a text without a type is: a blank one, and NaN as numpy and pandas write it, is nothing. */
    static Cell of(String text) {
        String trimmed = text.strip();
        if (trimmed.isEmpty() || trimmed.equalsIgnoreCase("nan")) {
            return Missing.CELL;
        }
        if (DECIMAL.matcher(trimmed).matches() && Double.isFinite(Double.parseDouble(trimmed))) {
            return new Number(trimmed);
        }
        return switch (trimmed.toLowerCase(Locale.ROOT)) {
            case "true" -> new Flag(true, text);
            case "false" -> new Flag(false, text);
            default -> new Word(text);
        };
    }

    /** The value as text; empty for what is no single value. */
    default String written() {
        return switch (this) {
            case Word word -> word.text();
            case Number number -> number.text();
            case Flag flag -> flag.text();
            case Missing missing -> "";
            case Items items -> "";
            case Members members -> "";
        };
    }
}
