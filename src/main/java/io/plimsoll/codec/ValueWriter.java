package io.plimsoll.codec;

import io.plimsoll.contract.Results.Band;
import io.plimsoll.contract.Results.Form;
import io.plimsoll.prediction.Outputs.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes one cell of what a graph answered as a single JSON value, or says why it cannot be one. */
sealed interface ValueWriter {

    @Nullable
    OutputFault write(Tensor tensor, int cell, JsonBytes out);

    /** The writer of a form that answers a single value. */
    static ValueWriter of(Form form) {
        return switch (form) {
            case Form.Number number -> new Number(OutputCells.decimals(number.decimals()));
            case Form.Whole _ -> new Cell(Tensor.Longs.class);
            case Form.Flag _ -> new Cell(Tensor.Booleans.class);
            case Form.Text _ -> new Cell(Tensor.Texts.class);
            case Form.Label label -> Code.of(label.labels());
            case Form.Bands bands -> Bands.of(bands.bands());
            case Form.Vector _, Form.Scores _, Form.Top _, Form.PerItem _, Form.TopItems _, Form.Nested _ ->
                throw new IllegalArgumentException("no single value: " + form);
        };
    }

    /** A number. */
    record Number(int decimals) implements ValueWriter {

        @Override
        public @Nullable OutputFault write(Tensor tensor, int cell, JsonBytes out) {
            return OutputCells.writeNumber(tensor, cell, decimals, out);
        }
    }

    /**
     * The cell as it is: a whole number, true or false, or text.
     *
     * @param kind the tensor that the contract expects
     */
    record Cell(Class<? extends Tensor> kind) implements ValueWriter {

        @Override
        public @Nullable OutputFault write(Tensor tensor, int cell, JsonBytes out) {
            return kind.isInstance(tensor) ? OutputCells.writeAny(tensor, cell, out) : OutputFault.WRONG_KIND;
        }
    }

    /** The label of a code. */
    record Code(Map<Long, byte[]> labels) implements ValueWriter {

        static Code of(Map<Long, String> labels) {
            Map<Long, byte[]> quoted = HashMap.newHashMap(labels.size());
            labels.forEach((code, label) -> quoted.put(code, JsonBytes.quoted(label)));
            return new Code(quoted);
        }

        @Override
        public @Nullable OutputFault write(Tensor tensor, int cell, JsonBytes out) {
            if (!(tensor instanceof Tensor.Longs longs)) {
                return OutputFault.WRONG_KIND;
            }
            long code = longs.cells()[cell];
            byte[] label = labels.get(code);
            if (label == null) {
                return OutputFault.noLabelOf(code);
            }
            out.raw(label);
            return null;
        }
    }

    /**
     * The label of the first band whose bound a number is below.
     *
     * @param bounds of the bands, in ascending order; infinity for the last
     */
    record Bands(double[] bounds, List<byte[]> labels) implements ValueWriter {

        static Bands of(List<Band> bands) {
            double[] bounds = bands.stream()
                    .mapToDouble(band -> band.below() == null ? Double.POSITIVE_INFINITY : band.below())
                    .toArray();
            return new Bands(
                    bounds,
                    bands.stream().map(band -> JsonBytes.quoted(band.label())).toList());
        }

        @Override
        public @Nullable OutputFault write(Tensor tensor, int cell, JsonBytes out) {
            if (!OutputCells.numeric(tensor)) {
                return OutputFault.WRONG_KIND;
            }
            double value = OutputCells.number(tensor, cell);
            if (!Double.isFinite(value)) {
                return OutputFault.NOT_FINITE;
            }
            for (int i = 0; i < bounds.length; i++) {
                if (value < OutputCells.inTypeOf(tensor, bounds[i])) {
                    out.raw(labels.get(i));
                    return null;
                }
            }
            return OutputFault.UNKNOWN_LABEL;
        }
    }
}
