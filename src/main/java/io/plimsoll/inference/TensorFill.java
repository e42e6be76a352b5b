package io.plimsoll.inference;

import io.plimsoll.prediction.Features;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Fills the cells of one graph input for some rows.
 *
 * @param <T> where the cells are: the memory of numbers, or a string tensor
 */
interface TensorFill<T> {

    /**
     * Fills all cells of the first rows.
     *
     * @param length of the axis of items, for an input that has one
     */
    void fill(Features features, int rows, int length, T cells) throws RunFailed;

    /** Fields of the rows themselves. */
    record Rows<T>(List<Column<T>> columns, int width) implements TensorFill<T> {

        @Override
        public void fill(Features features, int rows, int length, T cells) throws RunFailed {
            for (int row = 0; row < rows; row++) {
                for (int i = 0; i < columns.size(); i++) {
                    columns.get(i).writeRow(features, row, cells, row * width);
                }
            }
        }
    }

    /**
     * Fields of a list's items.
     *
     * @param slot of the list
     * @param itemCells cells of one item in the features
     * @param width cells of one item in the tensor
     */
    record Items<T>(List<Column<T>> columns, int slot, int itemCells, int width) implements TensorFill<T> {

        @Override
        public void fill(Features features, int rows, int length, T cells) throws RunFailed {
            for (int row = 0; row < rows; row++) {
                int start = row * length * width;
                int items = features.items(row, slot);
                int first = items == 0 ? 0 : features.firstCell(row, slot);
                for (int item = 0; item < items; item++) {
                    for (int i = 0; i < columns.size(); i++) {
                        columns.get(i).writeItem(features, first + item * itemCells, cells, start + item * width);
                    }
                }
                for (int item = items; item < length; item++) {
                    for (int i = 0; i < columns.size(); i++) {
                        columns.get(i).writePad(features, cells, start + item * width);
                    }
                }
            }
        }
    }

    /** 1 for each item of the list of a slot, 0 behind its end. */
    record Mask(int slot, CellType type) implements TensorFill<ByteBuffer> {

        @Override
        public void fill(Features features, int rows, int length, ByteBuffer cells) {
            for (int row = 0; row < rows; row++) {
                int items = features.items(row, slot);
                for (int item = 0; item < length; item++) {
                    type.put(cells, row * length + item, item < items ? 1L : 0L);
                }
            }
        }
    }

    /** The number of items in the list of a slot. */
    record Lengths(int slot, CellType type) implements TensorFill<ByteBuffer> {

        @Override
        public void fill(Features features, int rows, int length, ByteBuffer cells) {
            for (int row = 0; row < rows; row++) {
                type.put(cells, row, (long) features.items(row, slot));
            }
        }
    }

    /** The same values in every row. */
    record Constants<T>(List<CellWriter<T>> values) implements TensorFill<T> {

        @Override
        public void fill(Features features, int rows, int length, T cells) throws RunFailed {
            for (int row = 0; row < rows; row++) {
                for (int i = 0; i < values.size(); i++) {
                    values.get(i).write(features, 0, cells, row * values.size() + i);
                }
            }
        }
    }
}
