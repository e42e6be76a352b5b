package io.plimsoll.inference;

import io.plimsoll.contract.Absence;
import io.plimsoll.contract.Binding.Move;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.FieldType.BooleanType;
import io.plimsoll.contract.FieldType.CategoryType;
import io.plimsoll.contract.FieldType.DateType;
import io.plimsoll.contract.FieldType.IntegerType;
import io.plimsoll.contract.FieldType.NumberType;
import io.plimsoll.contract.FieldType.OnUnknown;
import io.plimsoll.contract.FieldType.TensorType;
import io.plimsoll.contract.FieldType.TextType;
import io.plimsoll.prediction.Failure;
import io.plimsoll.prediction.Features;
import java.nio.ByteBuffer;

/** Writes the columns that one field fills in one row of a tensor of numbers. */
@FunctionalInterface
interface NumberWriter {

    /**
     * Writes one row.
     *
     * @param cell the field's first cell of that row, counted from the start of the buffer
     */
    void write(Features features, int row, ByteBuffer buffer, int cell) throws RunFailed;

    /** The writer of a field that was bound to columns of such a tensor. */
    static NumberWriter of(Move move, Field field, CellType cells) {
        int slot = move.field();
        NumberWriter present = present(move, field, cells);
        NumberWriter absent = absent(move, field, cells);
        return (features, row, buffer, cell) ->
                (features.missing(row, slot) ? absent : present).write(features, row, buffer, cell);
    }

    private static NumberWriter present(Move move, Field field, CellType cells) {
        int slot = move.field();
        return switch (field.type()) {
            case NumberType number ->
                (features, row, buffer, cell) -> cells.put(buffer, cell, features.number(row, slot));
            case IntegerType integer ->
                (features, row, buffer, cell) -> cells.put(buffer, cell, features.slot(row, slot));
            case BooleanType bool -> (features, row, buffer, cell) -> cells.put(buffer, cell, features.slot(row, slot));
            case DateType date ->
                (features, row, buffer, cell) ->
                        cells.put(buffer, cell, date.epoch().ofEpochDay(features.slot(row, slot)));
            case CategoryType category -> category.oneHot() ? oneHot(move, cells) : code(move, category, cells);
            case TextType text -> throw misbound(field, "text cannot fill a tensor of numbers");
            case TensorType tensor -> throw misbound(field, "a whole tensor fills no columns");
        };
    }

    private static NumberWriter code(Move move, CategoryType category, CellType cells) {
        int slot = move.field();
        // A category that refuses unknown words has none in its slots.
        long unknown = category.onUnknown() instanceof OnUnknown.Code(long value) ? value : 0;
        return (features, row, buffer, cell) -> {
            int place = (int) features.slot(row, slot);
            cells.put(buffer, cell, place < 0 ? unknown : category.values().code(place));
        };
    }

    private static NumberWriter oneHot(Move move, CellType cells) {
        int slot = move.field();
        return (features, row, buffer, cell) -> {
            // Neither an unknown word nor the further word of "zeros" has a column.
            long place = features.slot(row, slot);
            for (int i = 0; i < move.width(); i++) {
                cells.put(buffer, cell + i, i == place ? 1L : 0L);
            }
        };
    }

    private static NumberWriter absent(Move move, Field field, CellType cells) {
        if (!(field.absence() instanceof Absence.Missing(Absence.Filler filler))) {
            return (features, row, buffer, cell) -> {
                throw new RunFailed(new Failure.Internal("a row reached the graph without a required field"));
            };
        }
        double value = switch (filler) {
            case Absence.Filler.Nan nan -> Double.NaN;
            case Absence.Filler.Zeros zeros -> 0;
            case Absence.Filler.Number(double number) -> number;
            case Absence.Filler.Word word -> throw misbound(field, "a word cannot fill a tensor of numbers");
        };
        return (features, row, buffer, cell) -> {
            for (int i = 0; i < move.width(); i++) {
                cells.put(buffer, cell + i, value);
            }
        };
    }

    private static IllegalArgumentException misbound(Field field, String why) {
        return new IllegalArgumentException(field.name() + ": " + why);
    }
}
