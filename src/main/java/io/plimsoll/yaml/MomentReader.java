package io.plimsoll.yaml;

import io.plimsoll.contract.DateTimeType;
import io.plimsoll.contract.DateType;
import io.plimsoll.contract.Epoch;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the types date and datetime: their range, and how their tensor counts. */
final class MomentReader {

    private static final Pattern EPOCH = Pattern.compile("(days|seconds|milliseconds) since (\\S+)");

    private final Scalars scalars;

    MomentReader(Findings findings) {
        this.scalars = new Scalars(findings);
    }

    @Nullable
    DateType date(Keys keys) {
        LocalDate min = keys.date("min");
        LocalDate max = keys.date("max");
        if (min != null && max != null && min.isAfter(max)) {
            return keys.upsideDown("min", "max");
        }
        Epoch epoch = epoch(keys, Epoch.UNIX_DAYS);
        return epoch == null ? null : new DateType(min, max, epoch);
    }

    @Nullable
    DateTimeType dateTime(Keys keys) {
        Instant min = moment(keys, "min");
        Instant max = moment(keys, "max");
        if (min != null && max != null && min.isAfter(max)) {
            return keys.upsideDown("min", "max");
        }
        Epoch epoch = epoch(keys, Epoch.UNIX_SECONDS);
        return epoch == null ? null : new DateTimeType(min, max, epoch);
    }

    private @Nullable Instant moment(Keys keys, String key) {
        YamlNode node = keys.node(key);
        return node == null ? null : scalars.moment(node, key);
    }

    private static @Nullable Epoch epoch(Keys keys, Epoch otherwise) {
        if (!keys.has("unit")) {
            return otherwise;
        }
        String text = keys.text("unit");
        if (text == null) {
            return null;
        }
        Matcher matcher = EPOCH.matcher(text);
        LocalDate origin = matcher.matches() ? Scalars.parseDate(matcher.group(2)) : null;
        if (origin == null) {
            keys.problem(
                    "unit",
                    "unit: found " + text
                            + ", expected how the tensor counts (days, seconds or milliseconds since a day),"
                            + " such as " + otherwise);
            return null;
        }
        return new Epoch(Epoch.Unit.valueOf(matcher.group(1).toUpperCase(Locale.ROOT)), origin);
    }
}
