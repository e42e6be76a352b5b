package io.plimsoll.codec;

import io.plimsoll.contract.Absence;
import io.plimsoll.contract.CategoryType;
import io.plimsoll.contract.DateType;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.FieldType;
import io.plimsoll.contract.IntegerType;
import io.plimsoll.contract.OnUnknown;
import io.plimsoll.contract.Scalar;
import io.plimsoll.prediction.Features;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What a slot holds that the caller left out: the contract's default, brought into the slot's form once. */
sealed interface DefaultValue {

    void put(Features features, int row, int slot);

    /** A value that is its slot's bits. */
    record Bits(long bits) implements DefaultValue {

        @Override
        public void put(Features features, int row, int slot) {
            features.put(row, slot, bits);
        }
    }

    /** A text. */
    record Text(String text) implements DefaultValue {

        @Override
        public void put(Features features, int row, int slot) {
            features.put(row, slot, features.addText(text));
        }
    }

    /** A word that the category does not list and lets pass. */
    record UnknownWord(String word) implements DefaultValue {

        @Override
        public void put(Features features, int row, int slot) {
            features.put(row, slot, features.addUnknownWord(word));
        }
    }

    /** The default of the field, or null if it has none. */
    static @Nullable DefaultValue of(Field field) {
        if (!(field.absence() instanceof Absence.Default given)) {
            return null;
        }
        return switch (given.value()) {
            case Scalar.Whole(long value) when field.type() instanceof IntegerType -> new Bits(value);
            case Scalar.Whole(long value) -> new Bits(Double.doubleToRawLongBits((double) value));
            case Scalar.Real(double value) when field.type() instanceof IntegerType -> new Bits((long) value);
            case Scalar.Real(double value) -> new Bits(Double.doubleToRawLongBits(value));
            case Scalar.Flag(boolean value) -> new Bits(value ? 1 : 0);
            case Scalar.Text(String value) -> ofText(field.type(), value);
        };
    }

    private static DefaultValue ofText(FieldType type, String value) {
        return switch (type) {
            case CategoryType category -> ofWord(category, value);
            case DateType _ -> new Bits(LocalDate.parse(value).toEpochDay());
            default -> new Text(value);
        };
    }

    private static DefaultValue ofWord(CategoryType type, String word) {
        int place = type.place(word);
        return place == CategoryType.UNKNOWN && type.onUnknown() instanceof OnUnknown.Pass
                ? new UnknownWord(word)
                : new Bits(place);
    }
}
