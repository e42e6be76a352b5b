package io.plimsoll.codec;

import io.plimsoll.contract.Results.Form;
import io.plimsoll.prediction.Outputs.Tensor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the best labels of a row of scores, best first; of equal scores the one that the graph gives first.
 *
 * @param labels one a column of a tensor; a map brings its own
 * @param wrongWidth what to say of a row with another number of columns
 */
record TopWriter(OutputPlace place, List<byte[]> labels, BestWriter best, OutputFault wrongWidth)
        implements ResultWriter {

    static TopWriter of(OutputPlace place, Form.Top form, OutputFault wrongWidth) {
        return new TopWriter(
                place,
                form.labels().stream().map(JsonBytes::quoted).toList(),
                new BestWriter("label", form.top(), form.atLeast(), form.decimals()),
                wrongWidth);
    }

    @Override
    public @Nullable OutputFault write(OutputRow at, JsonBytes out) {
        Tensor tensor = place.in(at.outputs());
        if (tensor instanceof Tensor.Maps maps) {
            return ofMap(maps.rowMaps().get(at.row()), out);
        }
        int width = place.width(at.outputs());
        return width == labels.size()
                ? best.write(tensor, at.row() * width, 1, width, (json, i) -> json.raw(labels.get(i)), out)
                : wrongWidth;
    }

    private @Nullable OutputFault ofMap(Map<String, Float> scores, JsonBytes out) {
        float[] cells = new float[scores.size()];
        int count = 0;
        for (Float score : scores.values()) {
            cells[count++] = score;
        }
        List<String> names = List.copyOf(scores.keySet());
        var tensor = new Tensor.Floats(new long[] {count}, cells);
        return best.write(tensor, 0, 1, count, (json, i) -> json.text(names.get(i)), out);
    }
}
