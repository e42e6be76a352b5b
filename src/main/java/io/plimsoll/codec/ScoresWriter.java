package io.plimsoll.codec;

import io.plimsoll.prediction.Outputs.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a map of scores as an object. */
record ScoresWriter(OutputPlace place, int decimals) implements ResultWriter {

    @Override
    public @Nullable OutputFault write(OutputRow at, JsonBytes out) {
        return place.in(at.outputs()) instanceof Tensor.Maps maps
                ? write(maps.rowMaps().get(at.row()), decimals, out)
                : OutputFault.WRONG_KIND;
    }

    static @Nullable OutputFault write(Map<String, Float> scores, int decimals, JsonBytes out) {
        char before = '{';
        for (Map.Entry<String, Float> score : scores.entrySet()) {
            out.raw(before).text(score.getKey()).raw(':');
            OutputFault fault = OutputCells.write(score.getValue().floatValue(), decimals, out);
            if (fault != null) {
                return fault;
            }
            before = ',';
        }
        if (scores.isEmpty()) {
            out.raw('{');
        }
        out.raw('}');
        return null;
    }
}
