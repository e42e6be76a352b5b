package io.plimsoll.codec;

import io.plimsoll.contract.Contract;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.Reason;
import io.plimsoll.contract.Results.Reasons;
import io.plimsoll.contract.Results.Reasons.Sign;
import io.plimsoll.prediction.Outputs.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the fields that contributed most, by the reasons that the contract gives them: the largest contribution first,
 * of equal ones the field that comes first. A contribution of 0 is no reason.
 *
 * @param columns the columns of the fields that have a reason
 * @param reasons what is written for each of them
 * @param fields columns of a row
 */
record ReasonsWriter(OutputPlace place, Reasons asked, int[] columns, List<byte[]> reasons, int fields)
        implements ResultWriter {

    static ReasonsWriter of(OutputPlace place, Reasons asked, Contract contract) {
        List<Field> fields = contract.inputFields();
        int[] columns = IntStream.range(0, fields.size())
                .filter(column -> fields.get(column).reason() != null)
                .toArray();
        List<byte[]> reasons = Arrays.stream(columns)
                .mapToObj(column -> json(fields.get(column)))
                .toList();
        return new ReasonsWriter(place, asked, columns, reasons, fields.size());
    }

    private static byte[] json(Field field) {
        Reason reason = Objects.requireNonNull(field.reason());
        return new JsonBytes(128)
                .raw("{\"field\":")
                .text(field.name())
                .raw(",\"code\":")
                .text(reason.code())
                .raw(",\"text\":")
                .text(reason.text())
                .raw('}')
                .toBytes();
    }

    @Override
    public @Nullable OutputFault write(OutputRow at, JsonBytes out) {
        Tensor tensor = place.in(at.outputs());
        if (!OutputCells.numeric(tensor)) {
            return OutputFault.WRONG_KIND;
        }
        if (place.width(at.outputs()) != fields) {
            return OutputFault.WRONG_WIDTH;
        }
        double[] weights = new double[columns.length];
        for (int i = 0; i < columns.length; i++) {
            double contribution = OutputCells.number(tensor, at.row() * fields + columns[i]);
            if (!Double.isFinite(contribution)) {
                return OutputFault.NOT_FINITE;
            }
            weights[i] = weight(contribution, asked.sign());
        }
        out.raw('[');
        String before = "";
        for (int reason : Ranking.best(weights, asked.top(), Double.MIN_VALUE)) {
            out.raw(before).raw(reasons.get(reason));
            before = ",";
        }
        out.raw(']');
        return null;
    }

    /** How much a contribution speaks for a reason; what is not above 0 does not. */
    private static double weight(double contribution, Sign sign) {
        return switch (sign) {
            case POSITIVE -> contribution;
            case NEGATIVE -> -contribution;
            case BOTH -> Math.abs(contribution);
        };
    }
}
