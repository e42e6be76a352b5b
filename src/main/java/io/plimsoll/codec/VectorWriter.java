package io.plimsoll.codec;

import io.plimsoll.prediction.Outputs;
import io.plimsoll.prediction.Outputs.Tensor;
import org.jspecify.annotations.Nullable;

/** Writes all numbers of a row as a list. */
record VectorWriter(OutputPlace place, int decimals) implements ResultWriter {

    @Override
    public @Nullable OutputFault write(Outputs outputs, int row, JsonBytes out) {
        Tensor tensor = place.in(outputs);
        if (!OutputCells.numeric(tensor)) {
            return OutputFault.WRONG_KIND;
        }
        int width = place.width(outputs);
        out.raw('[');
        for (int i = 0; i < width; i++) {
            if (i > 0) {
                out.raw(',');
            }
            OutputFault fault = OutputCells.writeNumber(tensor, row * width + i, decimals, out);
            if (fault != null) {
                return fault;
            }
        }
        out.raw(']');
        return null;
    }
}
