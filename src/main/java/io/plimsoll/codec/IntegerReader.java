package io.plimsoll.codec;

import io.plimsoll.contract.ElementType;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.IntegerType;
import io.plimsoll.contract.Violation;
import java.util.Arrays;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads whole numbers: 92 and 92.0, never 3.9 or "92". */
final class IntegerReader extends FieldReader {

    private static final String PROBLEM = "must be a whole number";

    private final IntegerType type;
    private final ElementType element;

    /** The allowed values in ascending order, where the type lists them. */
    private final long[] values;

    IntegerReader(Field field, Destination destination, IntegerType type, ElementType element) {
        super(field, destination);
        this.type = type;
        this.element = element;
        this.values = type.values().stream().mapToLong(Long::longValue).sorted().toArray();
    }

    @Override
    void read(JsonParser parser, JsonToken token, RowIntake row, int at) {
        if (!token.isNumeric()) {
            refuseType(parser, token, row, PROBLEM);
            return;
        }
        row.number.take(parser);
        switch (row.number.wholeness()) {
            case WHOLE -> accept(row.number.toLong(), row, at);
            case FRACTION -> refuseType(parser, token, row, PROBLEM);
            case BEYOND_64_BITS -> refuse(row, Precision.beyond64Bits());
        }
    }

    private void accept(long value, RowIntake row, int at) {
        Violation outside = listed(value) ? null : type.violation(value);
        if (outside != null) {
            refuseInUnits(row, outside);
            return;
        }
        Violation inexact = Precision.ofWhole(element, value);
        if (inexact != null) {
            refuse(row, inexact);
            return;
        }
        put(row, at, value);
    }

    private boolean listed(long value) {
        return values.length > 0 && Arrays.binarySearch(values, value) >= 0;
    }
}
