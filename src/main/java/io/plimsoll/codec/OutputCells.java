package io.plimsoll.codec;

import io.plimsoll.prediction.Outputs.Tensor;
import org.jspecify.annotations.Nullable;

/** Single cells of output tensors: as numbers, and as JSON in the shortest form of the tensor's own type. */
final class OutputCells {

    /** Stands for "as many decimals as the number has". */
    static final int SHORTEST = -1;

    /** So many digits tell each float16 from its neighbours. */
    private static final int MOST_HALF_DIGITS = 5;

    private OutputCells() {}

    static int decimals(@Nullable Integer decimals) {
        return decimals == null ? SHORTEST : decimals;
    }

    /** Writes a number, or says why it cannot be answered. */
    static @Nullable OutputFault writeNumber(Tensor tensor, int cell, int decimals, JsonBytes out) {
        return switch (tensor) {
            case Tensor.Floats floats -> write(floats.cells()[cell], decimals, out);
            case Tensor.Doubles doubles -> write(doubles.cells()[cell], decimals, out);
            case Tensor.Halves halves -> writeHalf(Float.float16ToFloat(halves.cells()[cell]), decimals, out);
            case Tensor.Longs longs -> {
                out.whole(longs.cells()[cell]);
                yield null;
            }
            case Tensor.Booleans booleans -> {
                out.whole(booleans.cells()[cell] ? 1 : 0);
                yield null;
            }
            case Tensor.Texts _, Tensor.Maps _ -> OutputFault.WRONG_KIND;
        };
    }

    /** Writes a cell as what it is, or says why it cannot be answered. */
    static @Nullable OutputFault writeAny(Tensor tensor, int cell, JsonBytes out) {
        switch (tensor) {
            case Tensor.Texts texts -> out.text(texts.cells()[cell]);
            case Tensor.Booleans booleans -> out.flag(booleans.cells()[cell]);
            case Tensor.Floats _, Tensor.Doubles _, Tensor.Halves _, Tensor.Longs _, Tensor.Maps _ -> {
                return writeNumber(tensor, cell, SHORTEST, out);
            }
        }
        return null;
    }

    static @Nullable OutputFault write(float value, int decimals, JsonBytes out) {
        if (!Float.isFinite(value)) {
            return OutputFault.NOT_FINITE;
        }
        if (decimals == SHORTEST) {
            out.shortest(value);
        } else {
            out.rounded(value, decimals);
        }
        return null;
    }

    static @Nullable OutputFault write(double value, int decimals, JsonBytes out) {
        if (!Double.isFinite(value)) {
            return OutputFault.NOT_FINITE;
        }
        if (decimals == SHORTEST) {
            out.shortest(value);
        } else {
            out.rounded(value, decimals);
        }
        return null;
    }

    private static @Nullable OutputFault writeHalf(float value, int decimals, JsonBytes out) {
        return write(decimals == SHORTEST ? shortestOfHalf(value) : value, decimals, out);
    }

    /** Writes a number as the tensor's cells are written, in their shortest form. */
    static @Nullable OutputFault writeLike(Tensor tensor, double value, JsonBytes out) {
        return switch (tensor) {
            case Tensor.Floats _, Tensor.Maps _ -> write((float) value, SHORTEST, out);
            case Tensor.Halves _ -> writeHalf((float) value, SHORTEST, out);
            case Tensor.Doubles _, Tensor.Longs _, Tensor.Booleans _, Tensor.Texts _ -> write(value, SHORTEST, out);
        };
    }

    /** The cell as a double, which is exact but for integers beyond 2^53; NaN for what is no number. */
    static double number(Tensor tensor, int cell) {
        return switch (tensor) {
            case Tensor.Floats floats -> floats.cells()[cell];
            case Tensor.Doubles doubles -> doubles.cells()[cell];
            case Tensor.Halves halves -> Float.float16ToFloat(halves.cells()[cell]);
            case Tensor.Longs longs -> longs.cells()[cell];
            case Tensor.Booleans booleans -> booleans.cells()[cell] ? 1 : 0;
            case Tensor.Texts _, Tensor.Maps _ -> Double.NaN;
        };
    }

    /** What the tensor's own type calls this number: what a float calls 0.1 is not below 0.1. */
    static double inTypeOf(Tensor tensor, double number) {
        return switch (tensor) {
            case Tensor.Floats _, Tensor.Maps _ -> (float) number;
            case Tensor.Halves _ -> Float.float16ToFloat(Float.floatToFloat16((float) number));
            case Tensor.Doubles _, Tensor.Longs _, Tensor.Booleans _, Tensor.Texts _ -> number;
        };
    }

    /** The float with the fewest digits that is the same float16, so that 0.099975586 is written as 0.1. */
    private static float shortestOfHalf(float value) {
        if (value == 0 || !Float.isFinite(value)) {
            return value;
        }
        short half = Float.floatToFloat16(value);
        int magnitude = (int) Math.floor(Math.log10(Math.abs(value)));
        float rounded = value;
        for (int digits = 1; digits <= MOST_HALF_DIGITS; digits++) {
            double scale = Math.pow(10, digits - 1 - magnitude);
            rounded = (float) (Math.rint(value * scale) / scale);
            if (Float.floatToFloat16(rounded) == half) {
                break;
            }
        }
        return rounded;
    }

    /** Whether the tensor holds numbers, or what can stand for them. */
    static boolean numeric(Tensor tensor) {
        return !(tensor instanceof Tensor.Texts || tensor instanceof Tensor.Maps);
    }
}
