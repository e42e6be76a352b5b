package io.plimsoll.codec;

import io.plimsoll.contract.DecimalType;
import io.plimsoll.contract.ElementType;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.Violation;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads exact decimals from texts such as "12.50", as units of the last place. */
final class DecimalReader extends FieldReader {

    private static final BigDecimal SAMPLE = new BigDecimal("12");

    private final DecimalType type;
    private final ElementType element;
    private final Range range;
    private final String problem;

    DecimalReader(Field field, Destination destination, DecimalType type, ElementType element) {
        super(field, destination);
        this.type = type;
        this.element = element;
        this.range = new Range(
                bound(type.min(), Long.MIN_VALUE, RoundingMode.CEILING),
                bound(type.max(), Long.MAX_VALUE, RoundingMode.FLOOR));
        this.problem = "must be a decimal number in quotes, such as \"" + SAMPLE.setScale(type.scale()) + '"';
    }

    private long bound(@Nullable BigDecimal value, long none, RoundingMode inwards) {
        if (value == null) {
            return none;
        }
        BigInteger units = value.setScale(type.scale(), inwards).unscaledValue();
        return units.bitLength() > 63 ? (units.signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : units.longValue();
    }

    @Override
    void read(JsonParser parser, JsonToken token, RowIntake row, int at) {
        NumberText number = row.number;
        if (token != JsonToken.VALUE_STRING || !number.takeDecimal(parser)) {
            refuseType(parser, token, row, problem);
        } else if (number.places() > type.scale()) {
            refuse(row, Precision.beyondScale(type.scale()));
        } else if (number.units(type.scale()) == NumberText.Wholeness.WHOLE) {
            accept(number.toLong(), row, at);
        } else {
            refuse(row, Precision.beyondUnits(type.scale()));
        }
    }

    private void accept(long units, RowIntake row, int at) {
        Violation outside = range.contains(units) ? null : type.violation(type.ofUnits(units));
        if (outside != null) {
            refuseInUnits(row, outside);
            return;
        }
        Violation inexact = Precision.ofDecimal(element, units, type.scale());
        if (inexact != null) {
            refuse(row, inexact);
            return;
        }
        put(row, at, units);
    }
}
