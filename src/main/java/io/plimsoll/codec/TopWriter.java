package io.plimsoll.codec;

import io.plimsoll.contract.Results.Form;
import io.plimsoll.prediction.Outputs.Tensor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the best labels of a row of scores, best first; of equal scores the one that the graph gives first. */
final class TopWriter implements ResultWriter {

    private final OutputPlace place;
    private final List<byte[]> labels;
    private final int top;
    private final double atLeast;
    private final int decimals;

    TopWriter(OutputPlace place, Form.Top form) {
        this.place = place;
        this.labels = form.labels().stream().map(ResultWriter::quoted).toList();
        this.top = form.top();
        this.atLeast = form.atLeast() == null ? Double.NEGATIVE_INFINITY : form.atLeast();
        this.decimals = OutputCells.decimals(form.decimals());
    }

    @Override
    public @Nullable OutputFault write(OutputRow at, JsonBytes out) {
        Tensor tensor = place.in(at.outputs());
        if (tensor instanceof Tensor.Maps maps) {
            return ofMap(maps.rowMaps().get(at.row()), out);
        }
        if (!OutputCells.numeric(tensor)) {
            return OutputFault.WRONG_KIND;
        }
        int width = place.width(at.outputs());
        return width == labels.size() ? best(tensor, at.row() * width, labels, out) : OutputFault.WRONG_WIDTH;
    }

    private @Nullable OutputFault ofMap(Map<String, Float> scores, JsonBytes out) {
        float[] cells = new float[scores.size()];
        int count = 0;
        for (Float score : scores.values()) {
            cells[count++] = score;
        }
        List<byte[]> names = scores.keySet().stream().map(ResultWriter::quoted).toList();
        return best(new Tensor.Floats(new long[] {1, count}, cells), 0, names, out);
    }

    private @Nullable OutputFault best(Tensor tensor, int first, List<byte[]> names, JsonBytes out) {
        int[] best = new int[Math.min(top, names.size())];
        int count = 0;
        for (int i = 0; i < names.size(); i++) {
            double score = OutputCells.number(tensor, first + i);
            if (!Double.isFinite(score)) {
                return OutputFault.NOT_FINITE;
            }
            if (reaches(tensor, score)) {
                count = insert(best, count, i, tensor, first);
            }
        }
        return top == 1 ? bareLabel(best, count, names, out) : list(best, count, tensor, first, names, out);
    }

    /** A threshold is compared in the tensor's own type: 0.3 is what a float calls 0.3. */
    private boolean reaches(Tensor tensor, double score) {
        return tensor instanceof Tensor.Floats ? (float) score >= (float) atLeast : score >= atLeast;
    }

    /** Keeps {@code best} sorted, and gives its new count. */
    private static int insert(int[] best, int count, int candidate, Tensor tensor, int first) {
        double score = OutputCells.number(tensor, first + candidate);
        int at = count;
        while (at > 0 && OutputCells.number(tensor, first + best[at - 1]) < score) {
            at--;
        }
        if (at == best.length) {
            return count;
        }
        int kept = Math.min(count, best.length - 1);
        System.arraycopy(best, at, best, at + 1, kept - at);
        best[at] = candidate;
        return kept + 1;
    }

    private static @Nullable OutputFault bareLabel(int[] best, int count, List<byte[]> names, JsonBytes out) {
        if (count == 0) {
            out.raw("null");
        } else {
            out.raw(names.get(best[0]));
        }
        return null;
    }

    private @Nullable OutputFault list(
            int[] best, int count, Tensor tensor, int first, List<byte[]> names, JsonBytes out) {
        out.raw('[');
        for (int i = 0; i < count; i++) {
            out.raw(i == 0 ? "{\"label\":" : ",{\"label\":")
                    .raw(names.get(best[i]))
                    .raw(",\"score\":");
            OutputFault fault = OutputCells.writeNumber(tensor, first + best[i], decimals, out);
            if (fault != null) {
                return fault;
            }
            out.raw('}');
        }
        out.raw(']');
        return null;
    }
}
