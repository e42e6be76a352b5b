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
import io.plimsoll.contract.Violation;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads the values of one field from JSON into its slot, or says what is wrong with them; made once a contract. */
abstract sealed class FieldReader
        permits BooleanReader, CategoryReader, DateReader, IntegerReader, NumberReader, TensorReader, TextReader {

    /** The slot of a context field: its values are checked and go nowhere. */
    static final int NO_SLOT = -1;

    private final Field field;
    private final int slot;

    FieldReader(Field field, int slot) {
        this.field = field;
        this.slot = slot;
    }

    /**
     * A reader for the field.
     *
     * @param slot the field's place among the inputs, or {@link #NO_SLOT}
     * @param element what the tensor is made of that the field fills, or the widest there is if it fills none
     */
    static FieldReader of(Field field, int slot, @Nullable ElementType element) {
        return switch (field.type()) {
            case IntegerType type ->
                new IntegerReader(field, slot, type, element == null ? ElementType.INT64 : element);
            case NumberType type -> new NumberReader(field, slot, type, element == null ? ElementType.DOUBLE : element);
            case BooleanType _ -> new BooleanReader(field, slot);
            case CategoryType type -> new CategoryReader(field, slot, type);
            case TextType type -> new TextReader(field, slot, type);
            case DateType type -> new DateReader(field, slot, type);
            case DecimalType _, DateTimeType _, VectorType _, ListType _ -> throw new UnsupportedOperationException();
            case TensorType type -> new TensorReader(field, slot, type);
        };
    }

    /**
     * Reads the value that starts with the parser's current token, which is not null, and leaves the parser on its last
     * token.
     */
    abstract void read(JsonParser parser, JsonToken token, RowIntake row);

    final String name() {
        return field.name();
    }

    final boolean fillsSlot() {
        return slot != NO_SLOT;
    }

    final int slot() {
        return slot;
    }

    final void put(RowIntake row, long bits) {
        if (fillsSlot()) {
            row.features().put(row.row(), slot, bits);
        }
    }

    /** Refuses the value that starts with the token, for not being of the field's type. */
    final void refuseType(JsonParser parser, JsonToken token, RowIntake row, String problem) {
        JsonSource.skip(parser, token);
        refuse(row, new Violation(Rule.TYPE, null, problem));
    }

    final void refuse(RowIntake row, Violation violation) {
        row.refuse(field.name(), violation);
    }

    /** Refuses a number for its size, which reads better with the unit behind it. */
    final void refuseInUnits(RowIntake row, Violation violation) {
        refuse(
                row,
                field.unit() == null
                        ? violation
                        : new Violation(violation.rule(), violation.limit(), violation.problem() + " " + field.unit()));
    }
}
