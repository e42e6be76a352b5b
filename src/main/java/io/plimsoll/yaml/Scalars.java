package io.plimsoll.yaml;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads single values strictly: a number is written as JSON writes it, text that some YAML reader takes for something
 * else is quoted. A value that does not fit is a problem, and null.
 */
final class Scalars {

    private static final Pattern JSON_NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][-+]?\\d+)?");
    private static final int LONGEST_NUMBER = 64;

    // What a YAML 1.1 or 1.2 reader may take for something else than text; together wider than either.
    private static final Pattern NOTHING = Pattern.compile("~|null|Null|NULL|");
    private static final Pattern FLAG = Pattern.compile("(?i)y|n|yes|no|on|off|true|false");
    private static final Pattern NUMBER = Pattern.compile("[-+]?(0[xX][0-9a-fA-F_]+|0o[0-7_]+|0b[01_]+"
            + "|[0-9][0-9_]*(:[0-5]?[0-9])+(\\.[0-9_]*)?"
            + "|([0-9][0-9_]*(\\.[0-9_]*)?|\\.[0-9][0-9_]*)([eE][-+]?[0-9]+)?"
            + "|\\.(inf|Inf|INF))|\\.(nan|NaN|NAN)");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{1,2}-\\d{1,2}([Tt \\t].*)?");

    private static final DateTimeFormatter FULL_DATE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    private static final int FULL_DATE_LENGTH = 10;

    private static final Pattern DATE_TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,3})?(Z|[-+]\\d\\d:\\d\\d)");
    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9]\\d{0,39})(\\.\\d{1,40})?");

    private final Findings findings;

    Scalars(Findings findings) {
        this.findings = findings;
    }

    /** What a YAML reader may take an unquoted text for, or null if it is text to all of them. */
    static @Nullable String otherReading(String plain) {
        if (NOTHING.matcher(plain).matches()) {
            return "nothing";
        }
        if (FLAG.matcher(plain).matches()) {
            return "true or false";
        }
        if (NUMBER.matcher(plain).matches()) {
            return "a number";
        }
        return DATE.matcher(plain).matches() ? "a date" : null;
    }

    /** Whether it is a number without quotes, as JSON writes one. */
    static boolean isNumber(YamlNode node) {
        return node instanceof YamlNode.Scalar scalar
                && scalar.plain()
                && scalar.text().length() <= LONGEST_NUMBER
                && JSON_NUMBER.matcher(scalar.text()).matches();
    }

    /** Whether it is this word without quotes; in quotes it is an ordinary text. */
    static boolean isWord(YamlNode node, String word) {
        return node instanceof YamlNode.Scalar scalar
                && scalar.plain()
                && scalar.text().equals(word);
    }

    /** Text that is not blank. */
    @Nullable
    String text(YamlNode node, String what) {
        String text = word(node, what);
        return text != null && text.isBlank() ? misfit(node, what, "text") : text;
    }

    /** Text as a caller may send it: in quotes it may be blank. */
    @Nullable
    String word(YamlNode node, String what) {
        if (!(node instanceof YamlNode.Scalar scalar)) {
            return misfit(node, what, "text");
        }
        if (!scalar.plain()) {
            return scalar.text();
        }
        if (scalar.text().isEmpty()) {
            return misfit(node, what, "text");
        }
        String other = otherReading(scalar.text());
        if (other != null) {
            findings.problem(
                    node.where(),
                    what + ": " + scalar.text() + " may be read as " + other + "; quote it: \"" + scalar.text() + '"');
            return null;
        }
        return scalar.text();
    }

    @Nullable
    Long integer(YamlNode node, String what) {
        if (isNumber(node)) {
            try {
                return new BigDecimal(((YamlNode.Scalar) node).text()).longValueExact();
            } catch (ArithmeticException | NumberFormatException e) { // The latter: an exponent beyond an int.
                return misfit(node, what, "a whole number of at most 64 bits");
            }
        }
        return misfit(node, what, "a whole number");
    }

    /** A whole number within bounds, both included. */
    @Nullable
    Integer integer(YamlNode node, String what, int min, int max) {
        Long value = integer(node, what);
        if (value == null) {
            return null;
        }
        return value < min || value > max
                ? misfit(node, what, "a whole number from " + min + " to " + max)
                : value.intValue();
    }

    @Nullable
    Double number(YamlNode node, String what) {
        if (!isNumber(node)) {
            return misfit(node, what, "a number");
        }
        double value = Double.parseDouble(((YamlNode.Scalar) node).text());
        return Double.isFinite(value) ? value : misfit(node, what, "a number within the range of a double");
    }

    @Nullable
    Boolean flag(YamlNode node, String what) {
        if (isWord(node, "true")) {
            return true;
        }
        return isWord(node, "false") ? Boolean.FALSE : misfit(node, what, "true or false");
    }

    /** RFC 3339 full-date, with or without quotes. */
    @Nullable
    LocalDate date(YamlNode node, String what) {
        LocalDate date = node instanceof YamlNode.Scalar scalar ? parseDate(scalar.text()) : null;
        return date == null ? misfit(node, what, "a date such as 2026-01-31") : date;
    }

    /** The date of a full-date text, or null if it is none. */
    static @Nullable LocalDate parseDate(String text) {
        if (text.length() != FULL_DATE_LENGTH) {
            // The formatter would take years of up to nineteen digits.
            return null;
        }
        try {
            return LocalDate.parse(text, FULL_DATE);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** RFC 3339 date-time with an offset and at most milliseconds, with or without quotes. */
    @Nullable
    Instant moment(YamlNode node, String what) {
        Instant moment = node instanceof YamlNode.Scalar scalar ? parseMoment(scalar.text()) : null;
        return moment == null
                ? misfit(node, what, "a date and time with its offset such as 2026-01-31T12:00:00Z")
                : moment;
    }

    private static @Nullable Instant parseMoment(String text) {
        if (!DATE_TIME.matcher(text).matches()) {
            // The parser would take years of up to nine digits, and nanoseconds.
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** A number in quotes, with its places and without an exponent. */
    @Nullable
    BigDecimal decimal(YamlNode node, String what) {
        return node instanceof YamlNode.Scalar scalar
                        && !scalar.plain()
                        && DECIMAL.matcher(scalar.text()).matches()
                ? new BigDecimal(scalar.text())
                : misfit(node, what, "a decimal in quotes such as \"12.50\"");
    }

    /** Says what was found and what was expected, unless the node was refused before; gives null. */
    @SuppressWarnings("TypeParameterUnusedInFormals") // The null that it gives is of every type.
    <T> @Nullable T misfit(YamlNode node, String what, String expected) {
        if (!(node instanceof YamlNode.Unreadable)) {
            findings.problem(node.where(), what + ": found " + node.found() + ", expected " + expected);
        }
        return null;
    }
}
