package io.plimsoll.codec;

import io.plimsoll.contract.Results.Confidence.Reduce;
import io.plimsoll.prediction.Outputs.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes how sure the model is, computed in the tensor's own type. */
record ConfidenceWriter(OutputPlace place, Reduce reduce) implements ResultWriter {

    @Override
    public @Nullable OutputFault write(OutputRow at, JsonBytes out) {
        Tensor tensor = place.in(at.outputs());
        if (tensor instanceof Tensor.Maps maps) {
            return ofMap(maps, at.row(), out);
        }
        if (!OutputCells.numeric(tensor)) {
            return OutputFault.WRONG_KIND;
        }
        boolean largest = reduce == Reduce.MAX && place.column() < 0;
        int width = place.width(at.outputs());
        int cell = largest && width > 0 ? at.row() * width : place.cell(at.outputs(), at.row());
        if (cell < 0) {
            return OutputFault.WRONG_WIDTH;
        }
        double score = OutputCells.number(tensor, cell);
        for (int i = 1; largest && i < width; i++) {
            score = Math.max(score, OutputCells.number(tensor, cell + i));
        }
        return write(tensor, score, out);
    }

    private @Nullable OutputFault ofMap(Tensor.Maps maps, int row, JsonBytes out) {
        Map<String, Float> scores = maps.rowMaps().get(row);
        if (place.key() != null) {
            Float score = scores.get(place.key());
            return score == null ? OutputFault.noScoreOf(place.key(), scores.keySet()) : write(maps, score, out);
        }
        if (reduce != Reduce.MAX || scores.isEmpty()) {
            return OutputFault.WRONG_WIDTH;
        }
        float largest = Float.NEGATIVE_INFINITY;
        for (Float score : scores.values()) {
            largest = Math.max(largest, score);
        }
        return write(maps, largest, out);
    }

    private @Nullable OutputFault write(Tensor tensor, double score, JsonBytes out) {
        double confidence = reduce == Reduce.BINARY ? Math.max(score, OutputCells.inTypeOf(tensor, 1 - score)) : score;
        return OutputCells.writeLike(tensor, confidence, out);
    }
}
