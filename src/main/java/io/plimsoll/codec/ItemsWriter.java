package io.plimsoll.codec;

import io.plimsoll.prediction.Outputs.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Writes a list with one value for each item that the caller sent; what the graph answers for filling behind them is
 * not looked at.
 *
 * @param list the slot of the caller's list
 */
record ItemsWriter(OutputPlace place, int list, ValueWriter value) implements ResultWriter {

    @Override
    public @Nullable OutputFault write(OutputRow at, JsonBytes out) {
        Tensor tensor = place.in(at.outputs());
        int items = at.items(list);
        OutputFault misfit = place.misfit(tensor, items);
        if (misfit != null) {
            return misfit;
        }
        int cell = place.firstItem(tensor, at.row());
        int step = OutputPlace.itemWidth(tensor);
        out.raw('[');
        for (int i = 0; i < items; i++) {
            if (i > 0) {
                out.raw(',');
            }
            OutputFault fault = value.write(tensor, cell + i * step, out);
            if (fault != null) {
                return fault;
            }
        }
        out.raw(']');
        return null;
    }
}
