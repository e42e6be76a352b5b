package io.plimsoll.codec;

import io.plimsoll.prediction.Outputs.Tensor;
import org.jspecify.annotations.Nullable;

/** Single cells of output tensors: as numbers, and as JSON in the shortest form of the tensor's own type. */
final class OutputCells {

    /** Stands for "as many decimals as the number has". */
    static final int SHORTEST = -1;

    private OutputCells() {}

    static int decimals(@Nullable Integer decimals) {
        return decimals == null ? SHORTEST : decimals;
    }

    /** Writes a number, or says why it cannot be answered. */
    static @Nullable OutputFault writeNumber(Tensor tensor, int cell, int decimals, JsonBytes out) {
        return switch (tensor) {
            case Tensor.Floats floats -> write(floats.cells()[cell], decimals, out);
            case Tensor.Doubles doubles -> write(doubles.cells()[cell], decimals, out);
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
            case Tensor.Floats _, Tensor.Doubles _, Tensor.Longs _, Tensor.Maps _ -> {
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

    /** The cell as a double, which is exact but for integers beyond 2^53; NaN for what is no number. */
    static double number(Tensor tensor, int cell) {
        return switch (tensor) {
            case Tensor.Floats floats -> floats.cells()[cell];
            case Tensor.Doubles doubles -> doubles.cells()[cell];
            case Tensor.Longs longs -> longs.cells()[cell];
            case Tensor.Booleans booleans -> booleans.cells()[cell] ? 1 : 0;
            case Tensor.Texts _, Tensor.Maps _ -> Double.NaN;
        };
    }

    /** Whether the tensor holds numbers, or what can stand for them. */
    static boolean numeric(Tensor tensor) {
        return !(tensor instanceof Tensor.Texts || tensor instanceof Tensor.Maps);
    }
}
