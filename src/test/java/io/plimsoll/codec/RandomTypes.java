package io.plimsoll.codec;

import com.google.re2j.Pattern;
import io.plimsoll.contract.Absence;
import io.plimsoll.contract.Absence.Filler;
import io.plimsoll.contract.BooleanType;
import io.plimsoll.contract.CategoryType;
import io.plimsoll.contract.DateTimeType;
import io.plimsoll.contract.DateType;
import io.plimsoll.contract.DecimalType;
import io.plimsoll.contract.ElementType;
import io.plimsoll.contract.Epoch;
import io.plimsoll.contract.FieldType;
import io.plimsoll.contract.IntegerType;
import io.plimsoll.contract.NumberType;
import io.plimsoll.contract.OnUnknown;
import io.plimsoll.contract.Scalar;
import io.plimsoll.contract.TextType;
import io.plimsoll.contract.Vocabulary;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Makes types of single values by chance, each of which a tensor of the given kind can take. */
final class RandomTypes {

    private static final List<String> WORDS =
            List.of("own", "rent", "free of charge", "chlo\u00E9", "\uD83D\uDE00", "a, \"b\"", "\u05E2\u05D1", "NO");
    private static final List<String> PATTERNS = List.of(
            "[A-Z]{2}[0-9]{3,5}",
            "T-[0-9]+",
            "(?:ab|cd)*x?",
            "\\d{4}-\\d{2}",
            "[a-z]+(?:_[a-z0-9]+)*",
            ".{2,6}",
            "[\u00E4\u00F6\u00FC]?[a-f]+");

    private final Random random;

    RandomTypes(Random random) {
        this.random = random;
    }

    ElementType element() {
        return pick(List.of(ElementType.values()));
    }

    FieldType single(ElementType element) {
        return switch (element) {
            case STRING -> random.nextBoolean() ? text() : category(element);
            case BOOL -> new BooleanType();
            case INT64, INT32 ->
                switch (random.nextInt(6)) {
                    case 0 -> decimal(element);
                    case 1 -> new BooleanType();
                    case 2 -> category(element);
                    case 3 -> date(element);
                    case 4 -> moment(element);
                    default -> integer(element);
                };
            case FLOAT, DOUBLE, FLOAT16 ->
                switch (random.nextInt(8)) {
                    case 0 -> decimal(element);
                    case 1 -> new BooleanType();
                    case 2 -> category(element);
                    case 3 -> date(element);
                    case 4 -> moment(element);
                    case 5 -> integer(element);
                    default -> number(element);
                };
        };
    }

    private FieldType integer(ElementType element) {
        if (random.nextInt(4) == 0) {
            return new IntegerType(
                    null,
                    null,
                    random.longs(1 + random.nextInt(5), -100, 100)
                            .distinct()
                            .boxed()
                            .toList());
        }
        long edge = Targets.edge(element);
        long min = -random.nextLong(edge);
        long max = random.nextLong(edge);
        return switch (random.nextInt(4)) {
            case 0 -> new IntegerType(-(min & 1023), max & 1023, List.of());
            case 1 -> new IntegerType(min, max, List.of());
            default ->
                new IntegerType(
                        random.nextBoolean() ? null : (Long) (-(min & 1023)),
                        random.nextBoolean() ? null : (Long) (max & 1023),
                        List.of());
        };
    }

    private FieldType number(ElementType element) {
        double scale = element == ElementType.FLOAT16 || random.nextBoolean() ? 1000 : 1e30;
        double one = random.nextGaussian() * scale;
        double other = random.nextBoolean() ? one : Math.rint(random.nextGaussian() * 100);
        return new NumberType(
                random.nextInt(3) == 0 ? null : (Double) Math.min(one, other),
                random.nextInt(3) == 0 ? null : (Double) Math.max(one, other));
    }

    private FieldType decimal(ElementType element) {
        int scale = random.nextInt(element == ElementType.INT64 || element == ElementType.DOUBLE ? 10 : 4);
        BigDecimal one = BigDecimal.valueOf(random.nextInt(1000), Math.min(scale, 2));
        BigDecimal other = BigDecimal.valueOf(-random.nextInt(1000), scale);
        return new DecimalType(
                random.nextInt(3) == 0 ? null : one.min(other), random.nextInt(3) == 0 ? null : one.max(other), scale);
    }

    private FieldType category(ElementType element) {
        var words = WORDS.subList(0, 1 + random.nextInt(WORDS.size() - 1));
        OnUnknown reject = new OnUnknown.Reject();
        if (element == ElementType.STRING) {
            return new CategoryType(
                    Vocabulary.ofWords(words),
                    pick(List.of(reject, new OnUnknown.Pass(), new OnUnknown.Word("other"))),
                    false,
                    null);
        }
        if (random.nextInt(3) == 0) {
            return new CategoryType(
                    Vocabulary.ofWords(words),
                    pick(List.of(reject, new OnUnknown.Zeros())),
                    true,
                    random.nextBoolean() ? null : WORDS.getLast());
        }
        var codes = new LinkedHashMap<String, Long>();
        words.forEach(word -> codes.put(word, 7L + codes.size() * 3));
        return new CategoryType(Vocabulary.ofCodes(codes), pick(List.of(reject, new OnUnknown.Code(0))), false, null);
    }

    private FieldType text() {
        if (random.nextInt(3) == 0) {
            return new TextType(0, 60, Pattern.compile(pick(PATTERNS)));
        }
        int min = Math.max(0, random.nextInt(8) - 3);
        return new TextType(min, Math.max(1, min + random.nextInt(random.nextBoolean() ? 4 : 200)), null);
    }

    private FieldType date(ElementType element) {
        boolean all = element == ElementType.INT64 || element == ElementType.DOUBLE;
        LocalDate origin = LocalDate.of(1970 + random.nextInt(50), 1, 1);
        LocalDate min = origin.plusDays(random.nextInt(300));
        LocalDate max = min.plusDays(random.nextInt(500));
        return new DateType(
                all && random.nextBoolean() ? null : min,
                all && random.nextBoolean() ? null : max,
                new Epoch(all ? pick(List.of(Epoch.Unit.values())) : Epoch.Unit.DAYS, origin));
    }

    private FieldType moment(ElementType element) {
        boolean all = element == ElementType.INT64 || element == ElementType.DOUBLE;
        LocalDate origin = LocalDate.of(1970 + random.nextInt(50), 1, 1);
        Instant min = Instant.ofEpochSecond(origin.plusDays(random.nextInt(300)).toEpochDay() * 86_400);
        Instant max = min.plusMillis(random.nextLong(86_400_000L * 400));
        return new DateTimeType(
                all && random.nextBoolean() ? null : min,
                all && random.nextBoolean() ? null : max,
                new Epoch(all ? pick(List.of(Epoch.Unit.values())) : Epoch.Unit.DAYS, origin));
    }

    /** Required, or what may stand in for the value. */
    Absence absence(FieldType type, ElementType element) {
        return switch (random.nextInt(4)) {
            case 0 -> element.floating() ? new Absence.Missing(new Filler.Nan()) : zeros();
            case 1 -> byDefault(type);
            default -> new Absence.Required();
        };
    }

    private static Absence zeros() {
        return new Absence.Missing(new Filler.Zeros());
    }

    private static Absence byDefault(FieldType type) {
        @Nullable
        Scalar value = switch (type) {
            case BooleanType _ -> new Scalar.Flag(true);
            case CategoryType category -> new Scalar.Text(category.words().getFirst());
            case IntegerType integer
            when !integer.values().isEmpty() ->
                new Scalar.Whole(integer.values().getFirst());
            default -> null;
        };
        return value == null ? zeros() : new Absence.Default(value);
    }

    private <T> T pick(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
