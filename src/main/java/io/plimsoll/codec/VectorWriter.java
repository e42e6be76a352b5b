package io.plimsoll.codec;

import io.plimsoll.prediction.Outputs.Tensor;
import org.jspecify.annotations.Nullable;

/** Writes all numbers of a row as a list. */
record VectorWriter(OutputPlace place, int decimals) implements ResultWriter {

    @Override
    public @Nullable OutputFault write(OutputRow at, JsonBytes out) {
        Tensor tensor = place.in(at.outputs());
        if (!OutputCells.numeric(tensor)) {
            return OutputFault.WRONG_KIND;
        }
        int width = place.width(at.outputs());
        out.raw('[');
        for (int i = 0; i < width; i++) {
            if (i > 0) {
                out.raw(',');
            }
            OutputFault fault = OutputCells.writeNumber(tensor, at.row() * width + i, decimals, out);
            if (fault != null) {
                return fault;
            }
        }
        out.raw(']');
        return null;
    }
}
