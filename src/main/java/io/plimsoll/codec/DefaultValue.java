package io.plimsoll.codec;

import io.plimsoll.contract.Absence;
import io.plimsoll.contract.BooleanType;
import io.plimsoll.contract.CategoryType;
import io.plimsoll.contract.DateTimeType;
import io.plimsoll.contract.DateType;
import io.plimsoll.contract.DecimalType;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.FieldType;
import io.plimsoll.contract.IntegerType;
import io.plimsoll.contract.ListType;
import io.plimsoll.contract.NumberType;
import io.plimsoll.contract.OnUnknown;
import io.plimsoll.contract.Scalar;
import io.plimsoll.contract.TensorType;
import io.plimsoll.contract.TextType;
import io.plimsoll.contract.VectorType;
import io.plimsoll.prediction.Features;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** What a slot or cell holds that the caller left out: the contract's default, brought into its form once. */
sealed interface DefaultValue {

    /** A list without items, of which a slot says that they are none. */
    DefaultValue NO_ITEMS = new Bits(0);

    /** What to put there, in rows that keep its text where it has one. */
    long content(Features features);

    /** A value that is its slot's bits. */
    record Bits(long bits) implements DefaultValue {

        @Override
        public long content(Features features) {
            return bits;
        }
    }

    /** A text. */
    record Text(String text) implements DefaultValue {

        @Override
        public long content(Features features) {
            return features.addText(text);
        }
    }

    /** A word that the category does not list and lets pass. */
    record UnknownWord(String word) implements DefaultValue {

        @Override
        public long content(Features features) {
            return features.addUnknownWord(word);
        }
    }

    /** The default of the field, or null if it has none. */
    static @Nullable DefaultValue of(Field field) {
        return switch (field.absence()) {
            case Absence.Default(Scalar value) -> of(field.type(), value);
            case Absence.Empty _ -> NO_ITEMS;
            case Absence.Required _, Absence.Optional _, Absence.Missing _ -> null;
        };
    }

    private static DefaultValue of(FieldType type, Scalar given) {
        return switch (given) {
            case Scalar.Whole(long value) when type instanceof IntegerType -> new Bits(value);
            case Scalar.Whole(long value) -> new Bits(Double.doubleToRawLongBits((double) value));
            case Scalar.Real(double value) when type instanceof IntegerType -> new Bits((long) value);
            case Scalar.Real(double value) -> new Bits(Double.doubleToRawLongBits(value));
            case Scalar.Flag(boolean value) -> new Bits(value ? 1 : 0);
            case Scalar.Text(String value) -> ofText(type, value);
        };
    }

    private static DefaultValue ofText(FieldType type, String value) {
        return switch (type) {
            case CategoryType category -> ofWord(category, value);
            case DecimalType decimal -> new Bits(decimal.units(new BigDecimal(value)));
            case DateType _ -> new Bits(LocalDate.parse(value).toEpochDay());
            case DateTimeType _ ->
                new Bits(OffsetDateTime.parse(value).toInstant().toEpochMilli());
            case TextType _, IntegerType _, NumberType _, BooleanType _, VectorType _, ListType _, TensorType _ ->
                new Text(value);
        };
    }

    private static DefaultValue ofWord(CategoryType type, String word) {
        int place = type.place(word);
        return place == CategoryType.UNKNOWN && type.onUnknown() instanceof OnUnknown.Pass
                ? new UnknownWord(word)
                : new Bits(place);
    }
}
