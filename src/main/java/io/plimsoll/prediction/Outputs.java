package io.plimsoll.prediction;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What the graph answered, copied out of the runtime: one tensor an output that the binding asked for, in that order.
 *
 * @param rows how many rows came out; the first axis of every tensor
 */
public record Outputs(int rows, List<Tensor> tensors) {

    public Outputs {
        tensors = List.copyOf(tensors);
    }

    /** One output for all rows, in row-major order. */
    public sealed interface Tensor {

        /** The length of each axis, rows first. */
        long[] shape();

        /** Cells of one row: the product of the axes after the first. */
        default int width() {
            return Math.toIntExact(Arrays.stream(shape()).skip(1).reduce(1, Math::multiplyExact));
        }

        /** float. */
        record Floats(long[] shape, float[] cells) implements Tensor {}

        /** float16, as {@link Float#float16ToFloat} takes it. */
        record Halves(long[] shape, short[] cells) implements Tensor {}

        /** double. */
        record Doubles(long[] shape, double[] cells) implements Tensor {}

        /** int64 and, widened, int32. */
        record Longs(long[] shape, long[] cells) implements Tensor {}

        /** bool. */
        record Booleans(long[] shape, boolean[] cells) implements Tensor {}

        /** string. */
        record Texts(long[] shape, String[] cells) implements Tensor {}

        /** ZipMap: label → score, one map a row; an integer label is its decimal text. */
        record Maps(List<Map<String, Float>> rowMaps) implements Tensor {

            public Maps {
                rowMaps = List.copyOf(rowMaps);
            }

            @Override
            public long[] shape() {
                return new long[] {rowMaps.size()};
            }
        }
    }
}
