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

/** Reads the values of one field from JSON to where they go, or says what is wrong with them; made once a contract. */
abstract sealed class FieldReader
        permits BooleanReader,
                CategoryReader,
                DateReader,
                DateTimeReader,
                DecimalReader,
                IdReader,
                IntegerReader,
                ListReader,
                NumberReader,
                TensorReader,
                TextReader,
                VectorReader {

    private static final Violation REQUIRED = new Violation(Rule.REQUIRED, null, "is required");

    private final Field field;
    private final Destination destination;
    private final @Nullable DefaultValue standIn;

    FieldReader(Field field, Destination destination) {
        this.field = field;
        this.destination = destination;
        this.standIn = destination.stores() ? DefaultValue.of(field) : null;
    }

    /**
     * A reader for the field.
     *
     * @param elements what the tensors are made of that the field, or the list that it is part of, fills
     * @param cell the field's first cell in an item of that list; 0 for a field of the row itself
     */
    static FieldReader of(Field field, Destination destination, Elements elements, int cell) {
        return switch (field.type()) {
            case IntegerType type -> new IntegerReader(field, destination, type, elements.at(cell, ElementType.INT64));
            case NumberType type -> new NumberReader(field, destination, type, elements.at(cell, ElementType.DOUBLE));
            case DecimalType type -> new DecimalReader(field, destination, type, elements.at(cell, ElementType.INT64));
            case BooleanType _ -> new BooleanReader(field, destination);
            case CategoryType type -> new CategoryReader(field, destination, type);
            case TextType type -> new TextReader(field, destination, type);
            case DateType type -> new DateReader(field, destination, type);
            case DateTimeType type ->
                new DateTimeReader(field, destination, type, elements.at(cell, ElementType.DOUBLE));
            case VectorType type -> new VectorReader(field, destination, type, elements, cell);
            case ListType type -> new ListReader(field, destination, type, elements);
            case TensorType type -> new TensorReader(field, destination, type);
        };
    }

    /**
     * Reads the value that starts with the parser's current token, which is no null of a field, and leaves the parser
     * on its last token.
     *
     * @param at the slot or the first cell that the value goes to
     */
    abstract void read(JsonParser parser, JsonToken token, RowIntake row, int at);

    /** Whether something must happen where the caller sends nothing. */
    final boolean needed() {
        return standIn != null || field.required();
    }

    /** Puts what stands in for a value that the caller did not send, or refuses that there is none. */
    final void absent(RowIntake row, int at) {
        if (standIn != null) {
            put(row, at, standIn.content(row.features()));
        } else if (field.required()) {
            refuse(row, REQUIRED);
        }
    }

    final String name() {
        return field.name();
    }

    final Destination destination() {
        return destination;
    }

    final void put(RowIntake row, int at, long content) {
        destination.put(row, at, content);
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
