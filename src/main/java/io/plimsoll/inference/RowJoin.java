package io.plimsoll.inference;

import io.plimsoll.prediction.Outputs;
import io.plimsoll.prediction.Outputs.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Joins the outputs of runs of one row each, as if all rows had run together. */
final class RowJoin {

    private RowJoin() {}

    static Outputs join(List<Outputs> rows) throws RunFailed {
        if (rows.size() == 1) {
            return rows.getFirst();
        }
        var joined = new ArrayList<Tensor>();
        for (int i = 0; i < rows.getFirst().tensors().size(); i++) {
            int output = i;
            joined.add(joinTensors(
                    rows.stream().map(row -> row.tensors().get(output)).toList()));
        }
        return new Outputs(rows.size(), joined);
    }

    private static Tensor joinTensors(List<Tensor> rows) throws RunFailed {
        Tensor first = rows.getFirst();
        for (Tensor row : rows) {
            if (row.getClass() != first.getClass() || !Arrays.equals(row.shape(), first.shape())) {
                throw RunFailed.invalidOutput("the graph answered rows of different shapes");
            }
        }
        long[] shape = first.shape().clone();
        shape[0] = rows.size();
        int width = first.width();
        return switch (first) {
            case Tensor.Floats floats -> new Tensor.Floats(shape, copy(rows, new float[rows.size() * width], width));
            case Tensor.Doubles doubles ->
                new Tensor.Doubles(shape, copy(rows, new double[rows.size() * width], width));
            case Tensor.Longs longs -> new Tensor.Longs(shape, copy(rows, new long[rows.size() * width], width));
            case Tensor.Booleans booleans ->
                new Tensor.Booleans(shape, copy(rows, new boolean[rows.size() * width], width));
            case Tensor.Texts texts -> new Tensor.Texts(shape, copy(rows, new String[rows.size() * width], width));
            case Tensor.Maps maps -> {
                var all = new ArrayList<Map<String, Float>>(rows.size());
                rows.forEach(row -> all.addAll(((Tensor.Maps) row).rowMaps()));
                yield new Tensor.Maps(all);
            }
        };
    }

    private static <A> A copy(List<Tensor> rows, A target, int width) {
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(cells(rows.get(i)), 0, target, i * width, width);
        }
        return target;
    }

    private static Object cells(Tensor tensor) {
        return switch (tensor) {
            case Tensor.Floats floats -> floats.cells();
            case Tensor.Doubles doubles -> doubles.cells();
            case Tensor.Longs longs -> longs.cells();
            case Tensor.Booleans booleans -> booleans.cells();
            case Tensor.Texts texts -> texts.cells();
            case Tensor.Maps maps -> maps.rowMaps().toArray();
        };
    }
}
