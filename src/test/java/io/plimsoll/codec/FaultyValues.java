package io.plimsoll.codec;

import io.plimsoll.contract.BooleanType;
import io.plimsoll.contract.CategoryType;
import io.plimsoll.contract.DateTimeType;
import io.plimsoll.contract.DateType;
import io.plimsoll.contract.DecimalType;
import io.plimsoll.contract.ElementType;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.IntegerType;
import io.plimsoll.contract.ListType;
import io.plimsoll.contract.NumberType;
import io.plimsoll.contract.Rule;
import io.plimsoll.contract.TensorType;
import io.plimsoll.contract.TextType;
import io.plimsoll.contract.VectorType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.LongStream;

/** Makes single values that a field does not take, for each rule that it has. */
final class FaultyValues {

    private static final List<String> NO_NUMBERS =
            List.of("\"12\"", "true", "[]", "{}", "[1]", "{\"a\":{\"b\":[1]}}", "\"\"", "\"NaN\"");
    private static final List<String> NO_TEXTS = List.of("1", "true", "[]", "{}", "[\"a\"]", "{\"a\":\"b\"}", "0.5");
    private static final List<String> NO_BOOLEANS = List.of("1", "0", "\"true\"", "\"\"", "[true]", "{}");
    private static final List<String> NO_DECIMALS = List.of(
            "12.5",
            "1",
            "\"12,5\"",
            "\"1e3\"",
            "\"\"",
            "\" 1\"",
            "\".5\"",
            "\"5.\"",
            "\"NaN\"",
            "\"--1\"",
            "\"+\"",
            "[]");
    private static final List<String> NO_DAYS = List.of(
            "20260131",
            "\"2026-02-30\"",
            "\"2026-1-31\"",
            "\"31.01.2026\"",
            "\"2026-01-31T00:00:00Z\"",
            "\"2026-13-01\"",
            "\"2023-02-29\"",
            "\"\"",
            "\"12026-01-01\"",
            "[]");
    private static final List<String> NO_MOMENTS = List.of(
            "1769817600",
            "\"2026-01-31\"",
            "\"2026-01-31T12:00:00\"",
            "\"2026-01-31 12:00:00Z\"",
            "\"2026-01-31T24:00:00Z\"",
            "\"2026-01-31T12:60:00Z\"",
            "\"2026-01-31T12:00:60Z\"",
            "\"2026-02-30T12:00:00Z\"",
            "\"2026-01-31T12:00:00.Z\"",
            "\"2026-01-31T12:00:00+0100\"",
            "\"2026-01-31T12:00:00+24:00\"",
            "\"\"",
            "{}");
    private static final List<String> NO_UNICODE =
            List.of("\\u0000", "a\\u0000b", "\\ud83d", "\\ude00x", "\\ude00\\ud83d");

    /** What is wrong with a value. */
    record Wrong(Rule rule, String json) {}

    private final Random random;
    private final ValidNumbers numbers;
    private final ValidTexts texts;
    private final Targets targets;
    private final List<Wrong> wrong = new ArrayList<>();

    FaultyValues(Random random, ValidNumbers numbers, ValidTexts texts, Targets targets) {
        this.random = random;
        this.numbers = numbers;
        this.texts = texts;
        this.targets = targets;
    }

    /** One value for each rule that a single value of the field can break. */
    List<Wrong> of(Field field, int slot, int cell, boolean id) {
        wrong.clear();
        ElementType element = targets.of(slot, cell, field.type());
        switch (field.type()) {
            case IntegerType type -> integer(type, element);
            case NumberType type -> number(type, element);
            case DecimalType type -> decimal(type, element);
            case BooleanType _ -> add(Rule.TYPE, pick(NO_BOOLEANS));
            case CategoryType type -> category(type);
            case TextType type -> text(type, id);
            case DateType type -> date(type);
            case DateTimeType type -> moment(type, element);
            case VectorType _, ListType _, TensorType _ -> throw new IllegalArgumentException("no single value");
        }
        return List.copyOf(wrong);
    }

    private void integer(IntegerType type, ElementType element) {
        add(Rule.TYPE, pick(NO_NUMBERS));
        add(Rule.TYPE, pick(List.of("3.9", "1e-1", "-0.5", "92.00000000000000000000000000000001", "1e-999999")));
        add(Rule.PRECISION, pick(List.of("9223372036854775808", "-9223372036854775809", "1e19", "-1E+300", "1e99999")));
        if (!type.values().isEmpty()) {
            long other = LongStream.generate(() -> type.values().getFirst() + random.nextInt(-500, 500))
                    .filter(value -> !type.values().contains(value))
                    .findFirst()
                    .getAsLong();
            add(Rule.VALUE, Long.toString(other));
            return;
        }
        if (type.min() != null && type.min() > Long.MIN_VALUE) {
            add(Rule.MIN, Long.toString(type.min() - 1));
        }
        if (type.max() != null && type.max() < Long.MAX_VALUE) {
            add(Rule.MAX, Long.toString(type.max() + 1));
        }
        long edge = Targets.edge(element);
        LongStream.of(edge + 1, edge * 2 + 2, -edge - 1, edge, Long.MIN_VALUE, (1L << 40) + 1)
                .filter(value -> (type.min() == null || value >= type.min())
                        && (type.max() == null || value <= type.max())
                        && !Targets.exact(element, value))
                .findFirst()
                .ifPresent(value -> add(Rule.PRECISION, Long.toString(value)));
    }

    private void number(NumberType type, ElementType element) {
        add(Rule.TYPE, pick(NO_NUMBERS));
        add(
                Rule.PRECISION,
                pick(List.of("1e400", "-1e400", "9007199254740993", "-9007199254740993", "1e999999999999")));
        double largest = Targets.largest(element);
        if (largest < Double.MAX_VALUE) {
            // A float is rounded first, so that only what rounds to infinity is too large.
            add(
                    Rule.PRECISION,
                    (random.nextBoolean() ? "-" : "") + (element == ElementType.FLOAT ? "3.5e38" : "65520"));
        }
        if (type.min() != null && type.min() > -largest) {
            add(Rule.MIN, Double.toString(below(type.min(), largest)));
        }
        if (type.max() != null && type.max() < largest) {
            add(Rule.MAX, Double.toString(-below(-type.max(), largest)));
        }
    }

    private double below(double bound, double largest) {
        return random.nextBoolean() ? Math.nextDown(bound) : Math.max(-largest, bound - 1 - Math.abs(bound));
    }

    private void decimal(DecimalType type, ElementType element) {
        add(Rule.TYPE, pick(NO_DECIMALS));
        String valid = numbers.decimal(type, element).replace("\"", "");
        BigDecimal all = new BigDecimal(valid).setScale(type.scale());
        add(Rule.PRECISION, '"' + all.toPlainString() + (type.scale() == 0 ? "." : "") + random.nextInt(10) + '"');
        add(Rule.PRECISION, "\"99999999999999999999\"");
        if (type.min() != null) {
            long units = units(type, type.min(), RoundingMode.CEILING);
            add(Rule.MIN, '"' + type.ofUnits(units - 1).toPlainString() + '"');
        }
        if (type.max() != null) {
            long units = units(type, type.max(), RoundingMode.FLOOR);
            add(Rule.MAX, '"' + type.ofUnits(units + 1).toPlainString() + '"');
        }
        long edge = Targets.edge(element);
        LongStream.of(edge + 1, -edge - 1, 9_007_199_254_740_993L)
                .filter(units -> !ValidNumbers.held(type, element, units))
                .filter(units -> type.violation(type.ofUnits(units)) == null)
                .findFirst()
                .ifPresent(
                        units -> add(Rule.PRECISION, '"' + type.ofUnits(units).toPlainString() + '"'));
    }

    private static long units(DecimalType type, BigDecimal value, RoundingMode inwards) {
        return value.setScale(type.scale(), inwards).unscaledValue().longValueExact();
    }

    private void category(CategoryType type) {
        add(Rule.TYPE, pick(NO_TEXTS));
        add(Rule.TEXT, '"' + pick(NO_UNICODE) + '"');
        if (type.closed()) {
            add(Rule.VALUE, texts.quoted(texts.stranger(type)));
        }
    }

    private void text(TextType type, boolean id) {
        add(Rule.TYPE, pick(id ? List.of("true", "[]", "{}", "[\"a\"]") : NO_TEXTS));
        add(Rule.TEXT, '"' + pick(NO_UNICODE) + '"');
        add(Rule.MAX_LENGTH, texts.quoted(texts.any(type.maxLength() + 1, id)));
        if (type.minLength() > 0) {
            add(Rule.MIN_LENGTH, texts.quoted(texts.any(type.minLength() - 1, id)));
        }
        String mismatch = texts.mismatching(type, id);
        if (mismatch != null) {
            add(Rule.PATTERN, texts.quoted(mismatch));
        }
        if (id && type.pattern() == null && type.maxLength() > 1) {
            String visible = texts.any(Math.max(1, type.minLength() - 1), true);
            add(Rule.PATTERN, texts.quoted(visible + pick(List.of(" ", "\u00E9", "\n"))));
        }
    }

    private void date(DateType type) {
        add(Rule.TYPE, pick(NO_DAYS));
        if (type.min() != null && type.min().getYear() > 0) {
            add(Rule.MIN, '"' + ValidNumbers.text(type.min().minusDays(1)) + '"');
        }
        if (type.max() != null && type.max().getYear() < 9999) {
            add(Rule.MAX, '"' + ValidNumbers.text(type.max().plusDays(1)) + '"');
        }
    }

    private void moment(DateTimeType type, ElementType element) {
        add(Rule.TYPE, pick(NO_MOMENTS));
        String valid = numbers.moment(type, element);
        add(Rule.PRECISION, finer(valid.substring(1, valid.length() - 1)));
        if (type.min() != null) {
            add(Rule.MIN, '"' + numbers.moment(type.min().toEpochMilli() - 1, "") + '"');
        }
        if (type.max() != null) {
            add(Rule.MAX, '"' + numbers.moment(type.max().toEpochMilli() + 1, "") + '"');
        }
        if (!element.floating() && type.epoch().unitMillis() > 1) {
            long between =
                    OffsetDateTime.parse(valid.substring(1, valid.length() - 1).toUpperCase(Locale.ROOT))
                                    .toInstant()
                                    .toEpochMilli()
                            + 1;
            if (type.max() == null || between <= type.max().toEpochMilli()) {
                add(Rule.PRECISION, '"' + numbers.moment(between, "") + '"');
            }
        }
    }

    /** The same moment and a little more: a digit behind the milliseconds. */
    private static String finer(String moment) {
        int end = 19;
        while (end < moment.length() && (moment.charAt(end) == '.' || Character.isDigit(moment.charAt(end)))) {
            end++;
        }
        String seconds = moment.substring(0, 19);
        String millis = end == 19 ? ".000" : moment.substring(19, 23);
        return '"' + seconds + millis + "1" + moment.substring(end) + '"';
    }

    String quoted(String text) {
        return texts.quoted(text);
    }

    private void add(Rule rule, String json) {
        wrong.add(new Wrong(rule, json));
    }

    private String pick(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }
}
