package io.plimsoll.codec;

import io.plimsoll.contract.Binding.OutputRef;
import io.plimsoll.contract.Binding.Part;
import io.plimsoll.prediction.Outputs;
import io.plimsoll.prediction.Outputs.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Where a result lies in what the graph answered.
 *
 * @param output which tensor
 * @param column which cell of a row, or -1 for all of them
 * @param key whose score in a map of scores, if it is one
 */
record OutputPlace(int output, int column, @Nullable String key) {

    static OutputPlace of(OutputRef ref) {
        return switch (ref.part()) {
            case Part.Whole _ -> new OutputPlace(ref.output(), -1, null);
            case Part.Column(int index) -> new OutputPlace(ref.output(), index, null);
            case Part.Key(String label) -> new OutputPlace(ref.output(), -1, label);
        };
    }

    Tensor in(Outputs outputs) {
        return outputs.tensors().get(output);
    }

    /** The one cell of a row, or -1 if the row has not that cell, or has others beside where all of it is meant. */
    int cell(Outputs outputs, int row) {
        int width = width(outputs);
        if (column < 0) {
            return width == 1 ? row : -1;
        }
        return column < width ? row * width + column : -1;
    }

    /** The cell of a row's first item, in a tensor with the items of a row on its second axis. */
    int firstItem(Tensor tensor, int row) {
        return row * (int) tensor.shape()[1] * itemWidth(tensor) + Math.max(column, 0);
    }

    /** Why a row of the tensor does not hold one value for each of so many items; null if it does. */
    @Nullable
    OutputFault misfit(Tensor tensor, int items) {
        long[] shape = tensor.shape();
        if (shape.length < 2) {
            return OutputFault.WRONG_WIDTH;
        }
        if (shape[1] < items) {
            return OutputFault.FEWER_ITEMS;
        }
        int width = itemWidth(tensor);
        boolean one = column < 0 ? width == 1 : column < width;
        return items == 0 || one ? null : OutputFault.WRONG_WIDTH;
    }

    /** Cells of an item: the product of the axes after the second. */
    static int itemWidth(Tensor tensor) {
        int width = 1;
        for (int axis = 2; axis < tensor.shape().length; axis++) {
            width *= (int) tensor.shape()[axis];
        }
        return width;
    }

    /** Cells of a row. */
    int width(Outputs outputs) {
        return outputs.rows() == 0 ? 0 : cells(in(outputs)) / outputs.rows();
    }

    /** Cells of all rows; a map of scores counts as one. */
    static int cells(Tensor tensor) {
        return switch (tensor) {
            case Tensor.Floats floats -> floats.cells().length;
            case Tensor.Doubles doubles -> doubles.cells().length;
            case Tensor.Halves halves -> halves.cells().length;
            case Tensor.Longs longs -> longs.cells().length;
            case Tensor.Booleans booleans -> booleans.cells().length;
            case Tensor.Texts texts -> texts.cells().length;
            case Tensor.Maps maps -> maps.rowMaps().size();
        };
    }
}
