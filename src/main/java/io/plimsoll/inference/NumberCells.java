package io.plimsoll.inference;

import io.plimsoll.contract.Absence.Filler;
import io.plimsoll.contract.BooleanType;
import io.plimsoll.contract.CategoryType;
import io.plimsoll.contract.DateTimeType;
import io.plimsoll.contract.DateType;
import io.plimsoll.contract.DecimalType;
import io.plimsoll.contract.FieldType;
import io.plimsoll.contract.IntegerType;
import io.plimsoll.contract.ListType;
import io.plimsoll.contract.NumberType;
import io.plimsoll.contract.OnUnknown;
import io.plimsoll.contract.TensorType;
import io.plimsoll.contract.TextType;
import io.plimsoll.contract.VectorType;
import java.nio.ByteBuffer;

/** How values become the cells of a tensor of numbers or booleans. */
final class NumberCells {

    /** The largest whole number that a double holds together with all below it. */
    private static final long EXACT = 1L << 53;

    private NumberCells() {}

    /** The writer of single values of a type. */
    static CellWriter<ByteBuffer> of(FieldType type, CellType cells) {
        return switch (type) {
            case NumberType number ->
                (features, content, buffer, at) -> cells.put(buffer, at, Double.longBitsToDouble(content));
            case IntegerType integer -> (features, content, buffer, at) -> cells.put(buffer, at, content);
            case BooleanType bool -> (features, content, buffer, at) -> cells.put(buffer, at, content);
            case DecimalType decimal -> decimal(decimal, cells);
            case DateType date ->
                (features, content, buffer, at) ->
                        cells.put(buffer, at, date.epoch().ofEpochDay(content));
            case DateTimeType moment -> moment(moment, cells);
            case CategoryType category -> category.oneHot() ? oneHot(category, cells) : code(category, cells);
            case VectorType vector -> throw misbound("a vector is written value by value");
            case ListType list -> throw misbound("a list is written item by item");
            case TextType text -> throw misbound("text cannot fill a tensor of numbers");
            case TensorType tensor -> throw misbound("a whole tensor fills no columns");
        };
    }

    private static CellWriter<ByteBuffer> decimal(DecimalType type, CellType cells) {
        if (!cells.floating()) {
            return (features, content, buffer, at) -> cells.put(buffer, at, content);
        }
        double place = Math.pow(10, type.scale());
        return (features, content, buffer, at) -> cells.put(
                buffer,
                at,
                // Both exact, so that the quotient is the nearest double; beyond, only the long way is.
                Math.abs(content) <= EXACT
                        ? content / place
                        : type.ofUnits(content).doubleValue());
    }

    private static CellWriter<ByteBuffer> moment(DateTimeType type, CellType cells) {
        long unit = type.epoch().unitMillis();
        return cells.floating()
                ? (features, content, buffer, at) ->
                        cells.put(buffer, at, type.epoch().millisSince(content) / (double) unit)
                : (features, content, buffer, at) ->
                        cells.put(buffer, at, type.epoch().millisSince(content) / unit);
    }

    private static CellWriter<ByteBuffer> code(CategoryType category, CellType cells) {
        // A category that refuses unknown words has none in its slots.
        long unknown = category.onUnknown() instanceof OnUnknown.Code(long value) ? value : 0;
        return (features, content, buffer, at) ->
                cells.put(buffer, at, content < 0 ? unknown : category.values().code((int) content));
    }

    private static CellWriter<ByteBuffer> oneHot(CategoryType category, CellType cells) {
        int width = category.values().size();
        return (features, content, buffer, at) -> {
            // Neither an unknown word nor the further word of "zeros" has a column.
            for (int i = 0; i < width; i++) {
                cells.put(buffer, at + i, i == content ? 1L : 0L);
            }
        };
    }

    /** The writer of what stands for a value, in as many cells as the value would fill. */
    static CellWriter<ByteBuffer> filler(Filler filler, int width, CellType cells) {
        double value = switch (filler) {
            case Filler.Nan nan -> Double.NaN;
            case Filler.Zeros zeros -> 0;
            case Filler.Number(double number) -> number;
            case Filler.Word word -> throw misbound("a word cannot fill a tensor of numbers");
        };
        return (features, content, buffer, at) -> {
            for (int i = 0; i < width; i++) {
                cells.put(buffer, at + i, value);
            }
        };
    }

    private static IllegalArgumentException misbound(String why) {
        return new IllegalArgumentException(why);
    }
}
