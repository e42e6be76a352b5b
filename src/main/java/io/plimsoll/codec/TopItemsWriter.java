package io.plimsoll.codec;

import io.plimsoll.contract.Results.Form;
import io.plimsoll.prediction.Outputs.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Writes the best of the items that the caller sent as places in the caller's list, best first; of equal scores the one
 * that the caller sent first.
 *
 * @param list the slot of the caller's list
 */
record TopItemsWriter(OutputPlace place, int list, BestWriter best) implements ResultWriter {

    static TopItemsWriter of(OutputPlace place, int list, Form.TopItems form) {
        return new TopItemsWriter(place, list, new BestWriter("item", form.top(), form.atLeast(), form.decimals()));
    }

    @Override
    public @Nullable OutputFault write(OutputRow at, JsonBytes out) {
        Tensor tensor = place.in(at.outputs());
        int items = at.items(list);
        OutputFault misfit = place.misfit(tensor, items);
        return misfit != null
                ? misfit
                : best.write(
                        tensor,
                        place.firstItem(tensor, at.row()),
                        OutputPlace.itemWidth(tensor),
                        items,
                        (json, i) -> json.whole(i),
                        out);
    }
}
