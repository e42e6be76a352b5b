package io.plimsoll.contract;

import io.plimsoll.contract.Absence.Filler;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Decides whether a tensor's elements can hold what a field means. */
final class ElementFit {

    /** The dates that RFC 3339 can write, for a field that sets no bounds. */
    private static final LocalDate FIRST_DATE = LocalDate.of(0, 1, 1);

    private static final LocalDate LAST_DATE = LocalDate.of(9999, 12, 31);

    private static final String GARBLED = " holds U+0000 or half of a surrogate pair, which no string tensor can hold";

    private ElementFit() {}

    /** What is wrong and what to do about it, or null if the value fits. */
    static @Nullable String complaint(Leaf leaf, ElementType element) {
        String complaint = complaint(leaf.field(), element);
        return complaint != null || leaf.pad() == null ? complaint : filler("pad", leaf.pad(), element);
    }

    /** What is wrong with a constant, or null if the tensor holds it. */
    static @Nullable String constant(Scalar value, ElementType element) {
        boolean fits = switch (value) {
            case Scalar.Whole(long number) -> element.numeric() && element.holds(number);
            case Scalar.Real(double number) ->
                element.floating()
                        ? element.spans(number)
                        : number == Math.rint(number) && element.holds((long) number);
            case Scalar.Flag flag -> element == ElementType.BOOL;
            case Scalar.Text(String text) -> element == ElementType.STRING && TensorText.crosses(text);
        };
        String shown = switch (value) {
            case Scalar.Whole(long number) -> Long.toString(number);
            case Scalar.Real(double number) -> Numbers.plain(number);
            case Scalar.Flag(boolean flag) -> Boolean.toString(flag);
            case Scalar.Text(String text) -> '"' + text + '"';
        };
        return fits ? null : "the tensor cannot hold " + shown;
    }

    private static @Nullable String complaint(Field field, ElementType element) {
        String complaint = switch (field.type()) {
            case IntegerType type -> integer(type, element);
            case NumberType type -> number(type, element);
            case DecimalType type -> decimal(type, element);
            case BooleanType type ->
                element == ElementType.STRING ? "true and false go into a bool or numeric tensor" : null;
            case CategoryType type -> category(type, element);
            case TextType type ->
                element == ElementType.STRING ? null : "text goes into a string tensor; is it a category?";
            case DateType type -> date(type, element);
            case DateTimeType type -> moment(type, element);
            case VectorType type -> complaint(type.items(), element);
            case ListType type -> throw new IllegalArgumentException("a list's fields fill tensors, not the list");
            case TensorType type -> null;
        };
        return complaint != null ? complaint : absence(field.absence(), element);
    }

    private static @Nullable String integer(IntegerType type, ElementType element) {
        if (!element.numeric()) {
            return "an integer goes into a numeric tensor";
        }
        for (long value : type.values()) {
            if (!element.holds(value)) {
                return "the value " + value + " cannot be held exactly";
            }
        }
        return bound(
                type.min() == null ? null : (double) type.min(),
                type.max() == null ? null : (double) type.max(),
                element);
    }

    private static @Nullable String number(NumberType type, ElementType element) {
        String complaint = number(element);
        return complaint != null ? complaint : bound(type.min(), type.max(), element);
    }

    private static @Nullable String bound(@Nullable Double min, @Nullable Double max, ElementType element) {
        if (min != null && !element.spans(min)) {
            return "min " + Numbers.plain(min) + " is beyond what it can hold";
        }
        return max != null && !element.spans(max) ? "max " + Numbers.plain(max) + " is beyond what it can hold" : null;
    }

    /** In a tensor of whole numbers the last place counts, in others the value. */
    private static @Nullable String decimal(DecimalType type, ElementType element) {
        if (!element.numeric()) {
            return "a decimal goes into a numeric tensor";
        }
        int places = element.floating() ? 0 : type.scale();
        return bound(
                type.min() == null ? null : type.min().scaleByPowerOfTen(places).doubleValue(),
                type.max() == null ? null : type.max().scaleByPowerOfTen(places).doubleValue(),
                element);
    }

    private static @Nullable String number(ElementType element) {
        if (element.floating()) {
            return null;
        }
        return element.numeric()
                ? "a number may have a fraction; write type: integer"
                : "a number goes into a float, double or float16 tensor";
    }

    private static @Nullable String category(CategoryType type, ElementType element) {
        if (element == ElementType.STRING) {
            return words(type);
        }
        if (!element.numeric()) {
            return "a category goes into a numeric or string tensor";
        }
        if (type.onUnknown() instanceof OnUnknown.Pass || type.onUnknown() instanceof OnUnknown.Word) {
            return "on_unknown is for a string tensor, but this one gets codes; write reject or a code";
        }
        LongStream codes = type.oneHot()
                ? LongStream.empty()
                : LongStream.range(0, type.values().size())
                        .map(place -> type.values().code((int) place));
        LongStream unknown =
                type.onUnknown() instanceof OnUnknown.Code code ? LongStream.of(code.value()) : LongStream.empty();
        return LongStream.concat(codes, unknown)
                .filter(code -> !element.holds(code))
                .mapToObj(code -> "the code " + code + " cannot be held exactly")
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String words(CategoryType type) {
        if (type.oneHot()) {
            return "one_hot columns are 0 and 1; without one_hot the tensor gets the word";
        }
        if (!type.words().stream().allMatch(TensorText::crosses)) {
            return "one of its values" + GARBLED;
        }
        return switch (type.onUnknown()) {
            case OnUnknown.Code _ -> "on_unknown is a code, but the tensor gets words; write reject, pass or a word";
            case OnUnknown.Word(String word) -> TensorText.crosses(word) ? null : "on_unknown" + GARBLED;
            case OnUnknown.Reject _, OnUnknown.Pass _, OnUnknown.Zeros _ -> null;
        };
    }

    /** Whole days step by a power of two times an odd number; if the odd part fits for the last day, all days fit. */
    private static @Nullable String date(DateType type, ElementType element) {
        if (!element.numeric()) {
            return "a date goes into a numeric tensor";
        }
        LocalDate first = type.min() == null ? FIRST_DATE : type.min();
        LocalDate last = type.max() == null ? LAST_DATE : type.max();
        boolean held = Stream.of(first, first.plusDays(1), last, last.minusDays(1))
                .filter(day -> !day.isBefore(first) && !day.isAfter(last))
                .allMatch(day -> element.holds(type.epoch().of(day)));
        return held
                ? null
                : type.epoch() + " from " + first + " to " + last
                        + " cannot be held exactly; narrow min and max, take a coarser unit, or export the tensor as"
                        + " int64";
    }

    /** A moment may be any millisecond or, in a tensor of whole numbers, any whole unit; the widest must be held. */
    private static @Nullable String moment(DateTimeType type, ElementType element) {
        if (!element.numeric()) {
            return "a datetime goes into a numeric tensor";
        }
        Instant first = type.min() == null ? FIRST_DATE.atStartOfDay().toInstant(ZoneOffset.UTC) : type.min();
        Instant last = type.max() == null ? LAST_DATE.atStartOfDay().toInstant(ZoneOffset.UTC) : type.max();
        boolean held = Stream.of(first, last)
                .map(moment -> Math.floorDiv(
                        type.epoch().millisSince(moment.toEpochMilli()),
                        type.epoch().unitMillis()))
                // Of two neighbours one is odd, and needs all its bits.
                .allMatch(units -> element.holds(units) && element.holds(units - 1));
        return held
                ? null
                : type.epoch() + " from " + first + " to " + last
                        + " cannot be held exactly; narrow min and max, take a coarser unit, or export the tensor as"
                        + " int64 or double";
    }

    private static @Nullable String absence(Absence absence, ElementType element) {
        return switch (absence) {
            case Absence.Required required -> null;
            case Absence.Optional optional -> null;
            case Absence.Default standIn -> standIn(standIn.value(), element);
            case Absence.Empty empty -> null;
            case Absence.Missing missing -> filler("missing", missing.filler(), element);
        };
    }

    private static @Nullable String standIn(Scalar value, ElementType element) {
        if (value instanceof Scalar.Text(String text) && element == ElementType.STRING && !TensorText.crosses(text)) {
            return "the default" + GARBLED;
        }
        boolean held = switch (value) {
            case Scalar.Whole whole -> element.holds(whole.value());
            case Scalar.Real real -> element.spans(real.value());
            case Scalar.Flag flag -> true;
            case Scalar.Text text -> true;
        };
        return held ? null : "the default cannot be held exactly";
    }

    private static @Nullable String filler(String key, Filler filler, ElementType element) {
        return switch (filler) {
            case Filler.Nan nan ->
                element.floating() ? null : key + ": nan goes into a float, double or float16 tensor only";
            case Filler.Zeros zeros -> null;
            case Filler.Number number -> numberFiller(key, number.value(), element);
            case Filler.Word(String word) -> wordFiller(key, word, element);
        };
    }

    private static @Nullable String wordFiller(String key, String word, ElementType element) {
        if (element != ElementType.STRING) {
            return key + " is a word, which goes into a string tensor only";
        }
        return TensorText.crosses(word) ? null : key + GARBLED;
    }

    private static @Nullable String numberFiller(String key, double value, ElementType element) {
        if (!element.numeric()) {
            return key + " is a number, which goes into a numeric tensor only";
        }
        boolean held = element.floating()
                ? element.spans(value)
                : value == Math.rint(value) && Math.abs(value) < 0x1p63 && element.holds((long) value);
        return held ? null : key + ": " + Numbers.plain(value) + " cannot be held";
    }
}
