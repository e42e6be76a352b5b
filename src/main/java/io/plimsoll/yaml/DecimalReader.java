package io.plimsoll.yaml;

import io.plimsoll.contract.DecimalType;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Reads the type decimal, whose numbers stand in quotes because a number of YAML or JSON has no exact places. */
final class DecimalReader {

    private final Findings findings;
    private final Scalars scalars;

    DecimalReader(Findings findings) {
        this.findings = findings;
        this.scalars = new Scalars(findings);
    }

    @Nullable
    DecimalType type(Keys keys) {
        Integer scale = keys.neededInteger("scale", 0, DecimalType.MOST_SCALE);
        int places = scale == null ? DecimalType.MOST_SCALE : scale;
        BigDecimal min = bound(keys, "min", places);
        BigDecimal max = bound(keys, "max", places);
        if (min != null && max != null && min.compareTo(max) > 0) {
            return keys.upsideDown("min", "max");
        }
        return scale == null ? null : new DecimalType(min, max, scale);
    }

    private @Nullable BigDecimal bound(Keys keys, String key, int scale) {
        YamlNode node = keys.node(key);
        return node == null ? null : value(node, key, scale);
    }

    /** A number of at most so many places that 64 bits hold in units of the last of them. */
    @Nullable
    BigDecimal value(YamlNode node, String what, int scale) {
        BigDecimal value = scalars.decimal(node, what);
        if (value == null) {
            return null;
        }
        if (value.scale() > scale) {
            findings.problem(node.where(), what + ": " + node.found() + " has more than " + places(scale));
            return null;
        }
        if (value.setScale(scale).unscaledValue().bitLength() >= Long.SIZE) {
            findings.problem(
                    node.where(), what + ": " + node.found() + " with " + places(scale) + " is beyond 64 bits");
            return null;
        }
        return value;
    }

    private static String places(int scale) {
        return scale + (scale == 1 ? " place" : " places");
    }
}
