package io.plimsoll.codec;

import io.plimsoll.contract.Binding.BoundResult;
import io.plimsoll.contract.Results.Form;
import io.plimsoll.prediction.Outputs.Tensor;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes one result of a row as JSON, or says why what the graph answered cannot be one. */
sealed interface ResultWriter
        permits BandsWriter,
                ConfidenceWriter,
                ContributionsWriter,
                NestedWriter,
                ResultWriter.Code,
                ResultWriter.Number,
                ResultWriter.Cell,
                ScoresWriter,
                TopWriter,
                VectorWriter {

    @Nullable
    OutputFault write(OutputRow at, JsonBytes out);

    static ResultWriter of(BoundResult bound) {
        OutputPlace place = OutputPlace.of(bound.source());
        return switch (bound.result().form()) {
            case Form.Number number -> new Number(place, OutputCells.decimals(number.decimals()));
            case Form.Whole _ -> new Cell(place, Tensor.Longs.class);
            case Form.Flag _ -> new Cell(place, Tensor.Booleans.class);
            case Form.Text _ -> new Cell(place, Tensor.Texts.class);
            case Form.Vector vector -> new VectorWriter(place, OutputCells.decimals(vector.decimals()));
            case Form.Scores scores -> new ScoresWriter(place, OutputCells.decimals(scores.decimals()));
            case Form.Label label -> Code.of(place, label.labels());
            case Form.Top top -> new TopWriter(place, top);
            case Form.Bands bands -> new BandsWriter(place, bands);
            case Form.PerItem _, Form.TopItems _ -> throw new UnsupportedOperationException();
            case Form.Nested _ -> new NestedWriter(place);
        };
    }

    /** A JSON string, ready to be copied. */
    static byte[] quoted(String text) {
        return new JsonBytes(text.length() + 16).text(text).toBytes();
    }

    /** A number, or the score of one label of a map. */
    record Number(OutputPlace place, int decimals) implements ResultWriter {

        @Override
        public @Nullable OutputFault write(OutputRow at, JsonBytes out) {
            if (place.in(at.outputs()) instanceof Tensor.Maps maps && place.key() != null) {
                Float score = maps.rowMaps().get(at.row()).get(place.key());
                return score == null ? OutputFault.NO_SUCH_LABEL : OutputCells.write(score.floatValue(), decimals, out);
            }
            int cell = place.cell(at.outputs(), at.row());
            return cell < 0
                    ? OutputFault.WRONG_WIDTH
                    : OutputCells.writeNumber(place.in(at.outputs()), cell, decimals, out);
        }
    }

    /**
     * One cell as it is: a whole number, true or false, or text.
     *
     * @param kind the tensor that the contract expects
     */
    record Cell(OutputPlace place, Class<? extends Tensor> kind) implements ResultWriter {

        @Override
        public @Nullable OutputFault write(OutputRow at, JsonBytes out) {
            int cell = place.cell(at.outputs(), at.row());
            if (cell < 0) {
                return OutputFault.WRONG_WIDTH;
            }
            Tensor tensor = place.in(at.outputs());
            if (!kind.isInstance(tensor)) {
                return OutputFault.WRONG_KIND;
            }
            return OutputCells.writeAny(tensor, cell, out);
        }
    }

    /** The label of a code. */
    record Code(OutputPlace place, Map<Long, byte[]> labels) implements ResultWriter {

        static Code of(OutputPlace place, Map<Long, String> labels) {
            Map<Long, byte[]> quoted = HashMap.newHashMap(labels.size());
            labels.forEach((code, label) -> quoted.put(code, quoted(label)));
            return new Code(place, quoted);
        }

        @Override
        public @Nullable OutputFault write(OutputRow at, JsonBytes out) {
            int cell = place.cell(at.outputs(), at.row());
            if (cell < 0) {
                return OutputFault.WRONG_WIDTH;
            }
            if (!(place.in(at.outputs()) instanceof Tensor.Longs longs)) {
                return OutputFault.WRONG_KIND;
            }
            byte[] label = labels.get(longs.cells()[cell]);
            if (label == null) {
                return OutputFault.UNKNOWN_LABEL;
            }
            out.raw(label);
            return null;
        }
    }
}
