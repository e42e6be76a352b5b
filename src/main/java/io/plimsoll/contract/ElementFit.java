package io.plimsoll.contract;

import io.plimsoll.contract.Absence.Filler;
import io.plimsoll.contract.FieldType.BooleanType;
import io.plimsoll.contract.FieldType.CategoryType;
import io.plimsoll.contract.FieldType.DateType;
import io.plimsoll.contract.FieldType.IntegerType;
import io.plimsoll.contract.FieldType.NumberType;
import io.plimsoll.contract.FieldType.OnUnknown;
import io.plimsoll.contract.FieldType.TensorType;
import io.plimsoll.contract.FieldType.TextType;
import java.time.LocalDate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Decides whether a tensor's elements can hold what a field means. */
final class ElementFit {

    /** The dates that RFC 3339 can write, for a field that sets no bounds. */
    private static final LocalDate FIRST_DATE = LocalDate.of(0, 1, 1);

    private static final LocalDate LAST_DATE = LocalDate.of(9999, 12, 31);

    private static final String GARBLED =
            " holds U+0000 or a character above U+FFFF, which would not reach a string tensor unchanged";

    private ElementFit() {}

    /** What is wrong and what to do about it, or null if the field fits. */
    static @Nullable String complaint(Field field, ElementType element) {
        String complaint = switch (field.type()) {
            case IntegerType type -> element.numeric() ? null : "an integer goes into a numeric tensor";
            case NumberType type -> number(element);
            case BooleanType type ->
                element == ElementType.STRING ? "true and false go into a bool or numeric tensor" : null;
            case CategoryType type -> category(type, element);
            case TextType type ->
                element == ElementType.STRING ? null : "text goes into a string tensor; is it a category?";
            case DateType type -> date(type, element);
            case TensorType type -> null;
        };
        return complaint != null ? complaint : absence(field.absence(), element);
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

    private static @Nullable String absence(Absence absence, ElementType element) {
        return switch (absence) {
            case Absence.Required required -> null;
            case Absence.Optional optional -> null;
            case Absence.Default standIn -> standIn(standIn.value(), element);
            case Absence.Missing missing -> filler(missing.filler(), element);
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

    private static @Nullable String filler(Filler filler, ElementType element) {
        return switch (filler) {
            case Filler.Nan nan ->
                element.floating() ? null : "missing: nan goes into a float, double or float16 tensor only";
            case Filler.Zeros zeros -> null;
            case Filler.Number number -> numberFiller(number.value(), element);
            case Filler.Word(String word) -> wordFiller(word, element);
        };
    }

    private static @Nullable String wordFiller(String word, ElementType element) {
        if (element != ElementType.STRING) {
            return "missing is a word, which goes into a string tensor only";
        }
        return TensorText.crosses(word) ? null : "missing" + GARBLED;
    }

    private static @Nullable String numberFiller(double value, ElementType element) {
        if (!element.numeric()) {
            return "missing is a number, which goes into a numeric tensor only";
        }
        boolean held = element.floating()
                ? element.spans(value)
                : value == Math.rint(value) && Math.abs(value) < 0x1p63 && element.holds((long) value);
        return held ? null : "missing: " + Numbers.plain(value) + " cannot be held";
    }
}
