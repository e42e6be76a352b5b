package io.plimsoll.inference;

import io.plimsoll.contract.Absence;
import io.plimsoll.contract.Absence.Filler;
import io.plimsoll.contract.Binding.Move;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.FieldType;
import io.plimsoll.contract.Leaf;
import io.plimsoll.contract.VectorType;
import io.plimsoll.prediction.Features;
import org.jspecify.annotations.Nullable;

/**
 * The columns that one field fills in the rows or the items of a tensor, compiled from its {@link Move}.
 *
 * @param slot where the field, or the list that it is part of, stands in a row
 * @param cell its first cell in an item
 * @param column its first column
 * @param values how many values it has: 1, or the length of a vector
 * @param step columns of each value
 * @param vector whether its slot speaks of cells
 * @param present writes a value
 * @param absent writes what stands for all values where the caller sent nothing
 * @param absentValue writes what stands for one of them
 * @param pad writes what stands behind the end of a shorter list
 */
record Column<T>(
        int slot,
        int cell,
        int column,
        int values,
        int step,
        boolean vector,
        CellWriter<T> present,
        CellWriter<T> absent,
        CellWriter<T> absentValue,
        CellWriter<T> pad) {

    /** Makes the writers of one kind of tensor. */
    interface Writers<T> {

        CellWriter<T> value(FieldType type);

        CellWriter<T> filler(Filler filler, int width);
    }

    static <T> Column<T> of(Move move, Writers<T> writers) {
        Leaf leaf = move.leaf();
        Field field = leaf.field();
        @Nullable VectorType vector = field.type() instanceof VectorType type ? type : null;
        Field value = vector == null ? field : vector.items();
        int values = vector == null ? 1 : vector.length();
        int step = move.width() / values;
        Absence absence = value.absence() instanceof Absence.Missing ? value.absence() : field.absence();
        return new Column<>(
                leaf.slot(),
                leaf.cell(),
                move.column(),
                values,
                step,
                vector != null,
                writers.value(value.type()),
                filler(field.absence(), move.width(), writers),
                filler(absence, step, writers),
                leaf.pad() == null ? CellWriter.never() : writers.filler(leaf.pad(), move.width()));
    }

    private static <T> CellWriter<T> filler(Absence absence, int width, Writers<T> writers) {
        return absence instanceof Absence.Missing(Filler filler) ? writers.filler(filler, width) : CellWriter.never();
    }

    /** Writes the field of a row, whose cells in the tensor begin at {@code start}. */
    void writeRow(Features features, int row, T cells, int start) throws RunFailed {
        if (features.missing(row, slot)) {
            absent.write(features, 0, cells, start + column);
        } else if (vector) {
            writeValues(features, features.firstCell(row, slot), cells, start);
        } else {
            present.write(features, features.slot(row, slot), cells, start + column);
        }
    }

    /** Writes the field of an item whose own cells begin at {@code itemCell}. */
    void writeItem(Features features, int itemCell, T cells, int start) throws RunFailed {
        writeValues(features, itemCell + cell, cells, start);
    }

    void writePad(Features features, T cells, int start) throws RunFailed {
        pad.write(features, 0, cells, start + column);
    }

    private void writeValues(Features features, int first, T cells, int start) throws RunFailed {
        for (int i = 0; i < values; i++) {
            CellWriter<T> writer = features.missingCell(first + i) ? absentValue : present;
            writer.write(features, features.cell(first + i), cells, start + column + i * step);
        }
    }
}
