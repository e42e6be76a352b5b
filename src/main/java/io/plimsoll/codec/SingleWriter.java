package io.plimsoll.codec;

import io.plimsoll.prediction.Outputs.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a single value of a row: of one cell of a tensor, or of the score of one label of a map.
 *
 * @param wrongWidth what to say of a row without that cell, or with others beside it
 */
record SingleWriter(OutputPlace place, ValueWriter value, OutputFault wrongWidth) implements ResultWriter {

    private static final long[] ONE_CELL = {1};

    @Override
    public @Nullable OutputFault write(OutputRow at, JsonBytes out) {
        Tensor tensor = place.in(at.outputs());
        if (tensor instanceof Tensor.Maps maps && place.key() != null) {
            Map<String, Float> scores = maps.rowMaps().get(at.row());
            Float score = scores.get(place.key());
            return score == null
                    ? OutputFault.noScoreOf(place.key(), scores.keySet())
                    : value.write(new Tensor.Floats(ONE_CELL, new float[] {score}), 0, out);
        }
        int cell = place.cell(at.outputs(), at.row());
        return cell < 0 ? wrongWidth : value.write(tensor, cell, out);
    }
}
