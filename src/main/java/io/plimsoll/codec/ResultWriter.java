package io.plimsoll.codec;

import io.plimsoll.contract.Binding.BoundResult;
import io.plimsoll.contract.Results.Form;
import io.plimsoll.prediction.Outputs;
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
                ResultWriter.Flag,
                ResultWriter.Number,
                ResultWriter.Text,
                ResultWriter.Whole,
                ScoresWriter,
                TopWriter,
                VectorWriter {

    @Nullable
    OutputFault write(Outputs outputs, int row, JsonBytes out);

    static ResultWriter of(BoundResult bound) {
        OutputPlace place = OutputPlace.of(bound.source());
        return switch (bound.result().form()) {
            case Form.Number number -> new Number(place, Cells.decimals(number.decimals()));
            case Form.Whole _ -> new Whole(place);
            case Form.Flag _ -> new Flag(place);
            case Form.Text _ -> new Text(place);
            case Form.Vector vector -> new VectorWriter(place, Cells.decimals(vector.decimals()));
            case Form.Scores scores -> new ScoresWriter(place, Cells.decimals(scores.decimals()));
            case Form.Label label -> Code.of(place, label.labels());
            case Form.Top top -> new TopWriter(place, top);
            case Form.Bands bands -> new BandsWriter(place, bands);
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
        public @Nullable OutputFault write(Outputs outputs, int row, JsonBytes out) {
            if (place.in(outputs) instanceof Tensor.Maps maps && place.key() != null) {
                Float score = maps.rowMaps().get(row).get(place.key());
                return score == null ? OutputFault.NO_SUCH_LABEL : Cells.write(score.floatValue(), decimals, out);
            }
            int cell = place.cell(outputs, row);
            return cell < 0 ? OutputFault.WRONG_WIDTH : Cells.writeNumber(place.in(outputs), cell, decimals, out);
        }
    }

    /** A whole number, also where the graph computes it in floats. */
    record Whole(OutputPlace place) implements ResultWriter {

        @Override
        public @Nullable OutputFault write(Outputs outputs, int row, JsonBytes out) {
            int cell = place.cell(outputs, row);
            if (cell < 0) {
                return OutputFault.WRONG_WIDTH;
            }
            Tensor tensor = place.in(outputs);
            if (tensor instanceof Tensor.Longs longs) {
                out.whole(longs.cells()[cell]);
                return null;
            }
            double value = Cells.number(tensor, cell);
            if (!Double.isFinite(value)) {
                return Cells.numeric(tensor) ? OutputFault.NOT_FINITE : OutputFault.WRONG_KIND;
            }
            if (value != Math.rint(value) || Math.abs(value) >= 0x1p63) {
                return OutputFault.NOT_WHOLE;
            }
            out.whole((long) value);
            return null;
        }
    }

    /** true or false, also where the graph answers 1 or 0. */
    record Flag(OutputPlace place) implements ResultWriter {

        @Override
        public @Nullable OutputFault write(Outputs outputs, int row, JsonBytes out) {
            int cell = place.cell(outputs, row);
            if (cell < 0) {
                return OutputFault.WRONG_WIDTH;
            }
            double value = Cells.number(place.in(outputs), cell);
            if (value != 0 && value != 1) {
                return OutputFault.WRONG_KIND;
            }
            out.flag(value == 1);
            return null;
        }
    }

    /** Text of the graph's own. */
    record Text(OutputPlace place) implements ResultWriter {

        @Override
        public @Nullable OutputFault write(Outputs outputs, int row, JsonBytes out) {
            int cell = place.cell(outputs, row);
            if (cell < 0) {
                return OutputFault.WRONG_WIDTH;
            }
            if (!(place.in(outputs) instanceof Tensor.Texts texts)) {
                return OutputFault.WRONG_KIND;
            }
            out.text(texts.cells()[cell]);
            return null;
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
        public @Nullable OutputFault write(Outputs outputs, int row, JsonBytes out) {
            int cell = place.cell(outputs, row);
            if (cell < 0) {
                return OutputFault.WRONG_WIDTH;
            }
            double code = Cells.number(place.in(outputs), cell);
            byte[] label = code == Math.rint(code) ? labels.get((long) code) : null;
            if (label == null) {
                return OutputFault.UNKNOWN_LABEL;
            }
            out.raw(label);
            return null;
        }
    }
}
