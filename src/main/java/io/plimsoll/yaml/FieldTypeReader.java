package io.plimsoll.yaml;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.plimsoll.contract.BooleanType;
import io.plimsoll.contract.DateType;
import io.plimsoll.contract.Epoch;
import io.plimsoll.contract.FieldType;
import io.plimsoll.contract.IntegerType;
import io.plimsoll.contract.NumberType;
import io.plimsoll.contract.TextType;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Reads what a caller may send for a field: its type and the keys that belong to it. */
final class FieldTypeReader {

    private static final int LONGEST_TEXT = 1 << 20;
    private static final int LONGEST_PATTERN = 1000;
    private static final java.util.regex.Pattern EPOCH =
            java.util.regex.Pattern.compile("(days|seconds|milliseconds) since (\\S+)");

    private final Findings findings;

    FieldTypeReader(Findings findings) {
        this.findings = findings;
    }

    /** The type, or null, with a problem, if there is none that is supported. */
    @Nullable
    FieldType read(Keys keys) {
        TypeName name = name(keys);
        if (name == null) {
            return null;
        }
        refuseForeignKeys(keys, name);
        return switch (name) {
            case INTEGER -> integer(keys);
            case NUMBER -> number(keys);
            case BOOLEAN -> new BooleanType();
            case CATEGORY -> new CategoryReader(findings).read(keys);
            case STRING -> text(keys);
            case DATE -> date(keys);
        };
    }

    private static @Nullable TypeName name(Keys keys) {
        String spelling = keys.neededText("type");
        if (spelling == null) {
            return null;
        }
        TypeName name = TypeName.of(spelling);
        if (name == null && TypeName.LATER.contains(spelling)) {
            keys.problem("type", "type: " + spelling + " is not supported yet");
        } else if (name == null) {
            keys.problem(
                    "type",
                    "type: found " + spelling + ", expected one of " + String.join(", ", TypeName.spellings())
                            + TypeName.hint(spelling));
        }
        return name;
    }

    private static void refuseForeignKeys(Keys keys, TypeName name) {
        for (String key : keys.section().known()) {
            List<TypeName> owners = TypeName.having(key);
            if (!keys.has(key) || owners.isEmpty() || owners.contains(name)) {
                continue;
            }
            if (name == TypeName.INTEGER && key.equals("values")) {
                keys.problem(key, "values of an integer field are not supported yet");
            } else {
                String types = String.join(
                        ", ", owners.stream().map(TypeName::toString).toList());
                keys.problem(key, key + ": does not belong to type " + name + " but to " + types);
            }
        }
    }

    private static @Nullable FieldType integer(Keys keys) {
        Long min = keys.integer("min");
        Long max = keys.integer("max");
        return min != null && max != null && min > max
                ? upsideDown(keys, "min", "max")
                : new IntegerType(min, max, List.of());
    }

    private static @Nullable FieldType number(Keys keys) {
        Double min = keys.number("min");
        Double max = keys.number("max");
        return min != null && max != null && min > max ? upsideDown(keys, "min", "max") : new NumberType(min, max);
    }

    private static @Nullable FieldType text(Keys keys) {
        Integer min = keys.integer("min_length", 0, LONGEST_TEXT);
        Integer max = keys.integer("max_length", 1, LONGEST_TEXT);
        int shortest = min == null ? 0 : min;
        int longest = max == null ? Math.max(shortest, TextType.DEFAULT_MAX_LENGTH) : max;
        return shortest > longest
                ? upsideDown(keys, "min_length", "max_length")
                : new TextType(shortest, longest, pattern(keys));
    }

    private static @Nullable Pattern pattern(Keys keys) {
        String text = keys.text("pattern");
        if (text == null) {
            return null;
        }
        if (text.length() > LONGEST_PATTERN) {
            keys.problem("pattern", "pattern: longer than " + LONGEST_PATTERN + " characters");
            return null;
        }
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            keys.problem(
                    "pattern", "pattern: not a pattern of RE2 (no look-around, no back-reference): " + e.getMessage());
            return null;
        }
    }

    private static @Nullable FieldType date(Keys keys) {
        LocalDate min = keys.date("min");
        LocalDate max = keys.date("max");
        if (min != null && max != null && min.isAfter(max)) {
            return upsideDown(keys, "min", "max");
        }
        Epoch epoch = epoch(keys);
        return epoch == null ? null : new DateType(min, max, epoch);
    }

    private static @Nullable Epoch epoch(Keys keys) {
        if (!keys.has("unit")) {
            return Epoch.UNIX_DAYS;
        }
        String text = keys.text("unit");
        if (text == null) {
            return null;
        }
        Matcher matcher = EPOCH.matcher(text);
        LocalDate origin = matcher.matches() ? Scalars.parseDate(matcher.group(2)) : null;
        if (origin == null) {
            keys.problem(
                    "unit",
                    "unit: found " + text + ", expected for a date such as days since 1970-01-01"
                            + " (or seconds, milliseconds)");
            return null;
        }
        return new Epoch(Epoch.Unit.valueOf(matcher.group(1).toUpperCase(Locale.ROOT)), origin);
    }

    private static @Nullable FieldType upsideDown(Keys keys, String low, String high) {
        keys.problem(low, low + ": is above " + high);
        return null;
    }
}
