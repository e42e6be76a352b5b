package io.plimsoll.codec;

import io.plimsoll.contract.Results.Band;
import io.plimsoll.contract.Results.Form;
import io.plimsoll.prediction.Outputs.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the label of the first band whose bound a number is below. */
final class BandsWriter implements ResultWriter {

    private final OutputPlace place;
    private final double[] bounds;
    private final byte[][] labels;

    BandsWriter(OutputPlace place, Form.Bands form) {
        List<Band> bands = form.bands();
        this.place = place;
        this.bounds = new double[bands.size()];
        this.labels = new byte[bands.size()][];
        for (int i = 0; i < bounds.length; i++) {
            Double below = bands.get(i).below();
            bounds[i] = below == null ? Double.POSITIVE_INFINITY : below;
            labels[i] = ResultWriter.quoted(bands.get(i).label());
        }
    }

    @Override
    public @Nullable OutputFault write(OutputRow at, JsonBytes out) {
        Tensor tensor = place.in(at.outputs());
        if (tensor instanceof Tensor.Maps maps && place.key() != null) {
            Float score = maps.rowMaps().get(at.row()).get(place.key());
            return score == null ? OutputFault.NO_SUCH_LABEL : write(score, true, out);
        }
        if (!OutputCells.numeric(tensor)) {
            return OutputFault.WRONG_KIND;
        }
        int cell = place.cell(at.outputs(), at.row());
        return cell < 0
                ? OutputFault.WRONG_WIDTH
                : write(OutputCells.number(tensor, cell), tensor instanceof Tensor.Floats, out);
    }

    /** A bound is taken in the tensor's own type: what a float calls 0.1 is not below 0.1. */
    private @Nullable OutputFault write(double value, boolean floats, JsonBytes out) {
        if (!Double.isFinite(value)) {
            return OutputFault.NOT_FINITE;
        }
        for (int i = 0; i < bounds.length; i++) {
            if (value < (floats ? (float) bounds[i] : bounds[i])) {
                out.raw(labels[i]);
                return null;
            }
        }
        return OutputFault.UNKNOWN_LABEL;
    }
}
