package io.plimsoll.yaml;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.plimsoll.contract.BooleanType;
import io.plimsoll.contract.FieldType;
import io.plimsoll.contract.IntegerType;
import io.plimsoll.contract.NumberType;
import io.plimsoll.contract.TextType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a caller may send for a single value: the keys that belong to its type. */
final class SingleTypeReader {

    private static final int LONGEST_TEXT = 1 << 20;
    private static final int LONGEST_PATTERN = 1000;
    private static final int MOST_VALUES = 200;

    private final Findings findings;
    private final Scalars scalars;
    private final CategoryReader categories;
    private final MomentReader moments;
    private final DecimalReader decimals;

    SingleTypeReader(Findings findings, NamedFiles files) {
        this.findings = findings;
        this.scalars = new Scalars(findings);
        this.categories = new CategoryReader(findings, files);
        this.moments = new MomentReader(findings);
        this.decimals = new DecimalReader(findings);
    }

    /** The type, or null, with a problem, if its keys do not go together. */
    @Nullable
    FieldType read(TypeName name, Keys keys) {
        return switch (name) {
            case INTEGER -> integer(keys);
            case NUMBER -> number(keys);
            case DECIMAL -> decimals.type(keys);
            case BOOLEAN -> new BooleanType();
            case CATEGORY -> categories.read(keys);
            case STRING -> text(keys);
            case DATE -> moments.date(keys);
            case DATETIME -> moments.dateTime(keys);
            case VECTOR, LIST, RECORD -> throw new IllegalArgumentException(name + " is no single value");
        };
    }

    private @Nullable FieldType integer(Keys keys) {
        Long min = keys.integer("min");
        Long max = keys.integer("max");
        if (keys.has("values")) {
            keys.refuse(List.of("min", "max"), "values says already which numbers a caller may send");
            List<Long> values = integers(keys);
            return values.isEmpty() ? null : new IntegerType(null, null, values);
        }
        return min != null && max != null && min > max
                ? keys.upsideDown("min", "max")
                : new IntegerType(min, max, List.of());
    }

    /** The only numbers that a caller may send; none, with a problem, if they are no list of numbers. */
    private List<Long> integers(Keys keys) {
        if (!(keys.node("values") instanceof YamlNode.Sequence list)) {
            keys.misfit("values", "a list of whole numbers");
            return List.of();
        }
        if (list.items().isEmpty() || list.items().size() > MOST_VALUES) {
            keys.problem("values", "values: found " + list.items().size() + ", expected 1 to " + MOST_VALUES);
            return List.of();
        }
        Set<Long> values = new LinkedHashSet<>();
        for (YamlNode item : list.items()) {
            Long value = scalars.integer(item, "values");
            if (value != null && !values.add(value)) {
                findings.problem(item.where(), "values: " + value + " a second time");
            }
        }
        return new ArrayList<>(values);
    }

    private static @Nullable FieldType number(Keys keys) {
        Double min = keys.number("min");
        Double max = keys.number("max");
        return min != null && max != null && min > max ? keys.upsideDown("min", "max") : new NumberType(min, max);
    }

    private static @Nullable FieldType text(Keys keys) {
        Integer min = keys.integer("min_length", 0, LONGEST_TEXT);
        Integer max = keys.integer("max_length", 1, LONGEST_TEXT);
        int shortest = min == null ? 0 : min;
        int longest = max == null ? Math.max(shortest, TextType.DEFAULT_MAX_LENGTH) : max;
        return shortest > longest
                ? keys.upsideDown("min_length", "max_length")
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
}
