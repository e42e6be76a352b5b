package io.plimsoll.codec;

import io.plimsoll.prediction.Outputs.Tensor;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the best of some scores by their names, the largest first; of equal ones the one that comes first.
 *
 * @param key what a name stands under
 * @param top how many; 1 is written as the bare name, or null where none is good enough
 * @param atLeast scores below are left out
 */
record BestWriter(String key, int top, double atLeast, int decimals) {

    BestWriter(String key, int top, @Nullable Double atLeast, @Nullable Integer decimals) {
        this(key, top, atLeast == null ? Double.NEGATIVE_INFINITY : atLeast, OutputCells.decimals(decimals));
    }

    /**
     * Writes the best of the cells {@code first}, {@code first + step} … of a tensor.
     *
     * @param names writes the name of a score, given which it is of the {@code count}
     */
    @Nullable
    OutputFault write(Tensor tensor, int first, int step, int count, ObjIntConsumer<JsonBytes> names, JsonBytes out) {
        if (!OutputCells.numeric(tensor)) {
            return OutputFault.WRONG_KIND;
        }
        double[] scores = new double[count];
        for (int i = 0; i < count; i++) {
            scores[i] = OutputCells.number(tensor, first + i * step);
            if (!Double.isFinite(scores[i])) {
                return OutputFault.NOT_FINITE;
            }
        }
        int[] best = Ranking.best(scores, top, OutputCells.inTypeOf(tensor, atLeast));
        if (top == 1) {
            bare(best, names, out);
            return null;
        }
        out.raw('[');
        for (int i = 0; i < best.length; i++) {
            out.raw(i == 0 ? "{\"" : ",{\"").raw(key).raw("\":");
            names.accept(out, best[i]);
            OutputFault fault =
                    OutputCells.writeNumber(tensor, first + best[i] * step, decimals, out.raw(",\"score\":"));
            if (fault != null) {
                return fault;
            }
            out.raw('}');
        }
        out.raw(']');
        return null;
    }

    private static void bare(int[] best, ObjIntConsumer<JsonBytes> names, JsonBytes out) {
        if (best.length == 0) {
            out.raw("null");
        } else {
            names.accept(out, best[0]);
        }
    }
}
