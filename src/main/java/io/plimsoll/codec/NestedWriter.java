package io.plimsoll.codec;

import io.plimsoll.prediction.Outputs.Tensor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a whole tensor as nested lists, the first axis included, whatever the row. */
record NestedWriter(OutputPlace place) implements ResultWriter {

    @Override
    public @Nullable OutputFault write(OutputRow at, JsonBytes out) {
        Tensor tensor = place.in(at.outputs());
        return tensor instanceof Tensor.Maps maps
                ? maps(maps.rowMaps(), out)
                : axis(tensor, 0, 0, OutputPlace.cells(tensor), out);
    }

    private static @Nullable OutputFault maps(List<Map<String, Float>> maps, JsonBytes out) {
        out.raw('[');
        for (int i = 0; i < maps.size(); i++) {
            if (i > 0) {
                out.raw(',');
            }
            OutputFault fault = ScoresWriter.write(maps.get(i), OutputCells.SHORTEST, out);
            if (fault != null) {
                return fault;
            }
        }
        out.raw(']');
        return null;
    }

    /** Writes {@code cells} cells from {@code first} on, which the axes from {@code axis} on share out. */
    private static @Nullable OutputFault axis(Tensor tensor, int axis, int first, int cells, JsonBytes out) {
        long[] shape = tensor.shape();
        if (axis == shape.length) {
            return OutputCells.writeAny(tensor, first, out);
        }
        int length = (int) shape[axis];
        out.raw('[');
        for (int i = 0; i < length; i++) {
            if (i > 0) {
                out.raw(',');
            }
            int share = cells / length;
            OutputFault fault = axis(tensor, axis + 1, first + i * share, share, out);
            if (fault != null) {
                return fault;
            }
        }
        out.raw(']');
        return null;
    }
}
