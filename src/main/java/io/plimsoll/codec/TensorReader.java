package io.plimsoll.codec;

import io.plimsoll.contract.ElementType;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.Rule;
import io.plimsoll.contract.TensorType;
import io.plimsoll.contract.Violation;
import io.plimsoll.prediction.Block;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads a whole tensor from nested lists: exactly as deep as its axes, never ragged, no null inside. */
final class TensorReader extends FieldReader {

    private final ElementType element;
    private final long[] sizes;

    TensorReader(Field field, Destination destination, TensorType type) {
        super(field, destination);
        this.element = type.element();
        this.sizes = type.shape().stream().mapToLong(axis -> axis.size()).toArray();
    }

    @Override
    void read(JsonParser parser, JsonToken token, RowIntake row, int at) {
        var cells = new Gathered(sizes.length);
        int faults = row.faults();
        readAxis(0, parser, token, cells, row);
        if (row.faults() == faults && destination().stores()) {
            row.features().putBlock(row.row(), at, cells.block(element));
        }
    }

    private void readAxis(int axis, JsonParser parser, JsonToken token, Gathered cells, RowIntake row) {
        if (axis == sizes.length) {
            readCell(parser, token, cells, row);
            return;
        }
        if (token != JsonToken.START_ARRAY) {
            JsonSource.skip(parser, token);
            refuse(axis, cells, row, Rule.TYPE, "must be a list");
            return;
        }
        int count = 0;
        JsonToken item;
        while ((item = parser.nextToken()) != JsonToken.END_ARRAY) {
            cells.path[axis] = count++;
            readAxis(axis + 1, parser, item, cells, row);
        }
        endAxis(axis, count, cells, row);
    }

    private void endAxis(int axis, int count, Gathered cells, RowIntake row) {
        // A list that is refused is no measure for those behind it.
        if (sizes[axis] >= 0 && count != sizes[axis]) {
            String limit = Long.toString(sizes[axis]);
            refuse(axis, cells, row, new Violation(Rule.ITEMS, limit, "must hold exactly " + limit + " items"));
        } else if (count == 0) {
            refuse(axis, cells, row, new Violation(Rule.ITEMS, "1", "must hold at least 1 item"));
        } else if (cells.shape[axis] < 0) {
            cells.shape[axis] = count;
        } else if (cells.shape[axis] != count) {
            refuse(axis, cells, row, Rule.ITEMS, "must hold as many items as the lists before it");
        }
    }

    private void readCell(JsonParser parser, JsonToken token, Gathered cells, RowIntake row) {
        Violation violation = switch (element) {
            case FLOAT, DOUBLE, FLOAT16 -> readNumber(parser, token, cells, row.number);
            case INT64, INT32 -> readWhole(parser, token, cells, row.number);
            case BOOL -> readFlag(token, cells);
            case STRING -> readText(parser, token, cells);
        };
        if (violation != null) {
            JsonSource.skip(parser, token);
            refuse(sizes.length, cells, row, violation);
        }
    }

    private @Nullable Violation readNumber(JsonParser parser, JsonToken token, Gathered cells, NumberText number) {
        if (!token.isNumeric()) {
            return new Violation(Rule.TYPE, null, "must be a number");
        }
        number.take(parser);
        double value = number.toDouble();
        Violation violation = Precision.ofNumber(element, value);
        if (violation == null && token == JsonToken.VALUE_NUMBER_INT && !number.doubleIsExact()) {
            violation = Precision.beyondDouble();
        }
        cells.add(Double.doubleToRawLongBits(value));
        return violation;
    }

    private @Nullable Violation readWhole(JsonParser parser, JsonToken token, Gathered cells, NumberText number) {
        if (!token.isNumeric()) {
            return notWhole();
        }
        number.take(parser);
        return switch (number.wholeness()) {
            case WHOLE -> {
                cells.add(number.toLong());
                yield Precision.ofWhole(element, number.toLong());
            }
            case FRACTION -> notWhole();
            case BEYOND_64_BITS -> Precision.beyond64Bits();
        };
    }

    private static Violation notWhole() {
        return new Violation(Rule.TYPE, null, "must be a whole number");
    }

    private static @Nullable Violation readFlag(JsonToken token, Gathered cells) {
        if (!token.isBoolean()) {
            return new Violation(Rule.TYPE, null, "must be true or false");
        }
        cells.add(token == JsonToken.VALUE_TRUE ? 1 : 0);
        return null;
    }

    private static @Nullable Violation readText(JsonParser parser, JsonToken token, Gathered cells) {
        if (token != JsonToken.VALUE_STRING) {
            return new Violation(Rule.TYPE, null, "must be a string");
        }
        String text = parser.getString();
        cells.texts.add(text);
        return TextCheck.of(text);
    }

    private void refuse(int axis, Gathered cells, RowIntake row, Rule rule, String problem) {
        refuse(axis, cells, row, new Violation(rule, null, problem));
    }

    private void refuse(int axis, Gathered cells, RowIntake row, Violation violation) {
        var path = new StringBuilder(name());
        for (int i = 0; i < axis; i++) {
            path.append('[').append(cells.path[i]).append(']');
        }
        row.refuse(path.toString(), violation);
    }

    /** The cells of one tensor as they come in. */
    private static final class Gathered {

        private final int[] path;
        private final int[] shape;
        private final List<String> texts = new ArrayList<>();
        private long[] slots = new long[16];
        private int count;

        private Gathered(int axes) {
            path = new int[axes];
            shape = new int[axes];
            Arrays.fill(shape, -1);
        }

        private void add(long slot) {
            if (count == slots.length) {
                slots = Arrays.copyOf(slots, count * 2);
            }
            slots[count++] = slot;
        }

        private Block block(ElementType element) {
            return element == ElementType.STRING
                    ? new Block.Texts(shape, texts.toArray(String[]::new))
                    : new Block.Cells(shape, Arrays.copyOf(slots, count));
        }
    }
}
