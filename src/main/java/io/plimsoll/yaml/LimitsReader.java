package io.plimsoll.yaml;

import io.plimsoll.contract.Limits;
import io.plimsoll.contract.Numbers;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads how much one caller may ask: durations as {@code 500ms}, rates as {@code 100/s}, sizes as {@code 1MiB}. */
final class LimitsReader {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s)");
    private static final Pattern RATE = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)/s");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})(B|KiB|MiB)");

    private LimitsReader() {}

    static Limits read(Keys contract) {
        Keys keys = contract.section("limits", Section.LIMITS);
        if (keys == null) {
            return Limits.DEFAULT;
        }
        Duration timeout = duration(keys, "timeout", Limits.SHORTEST_TIMEOUT);
        Double rate = rate(keys);
        Integer rows = keys.integer("max_rows", 1, Limits.MOST_ROWS);
        Integer body = size(keys);
        return new Limits(
                timeout == null ? Limits.DEFAULT.timeout() : timeout,
                rate == null ? Limits.DEFAULT.ratePerSecond() : rate,
                rows == null ? Limits.DEFAULT.maxRows() : rows,
                body == null ? Limits.DEFAULT.maxBodyBytes() : body,
                duration(keys, "p95", Duration.ofMillis(1)));
    }

    private static @Nullable Duration duration(Keys keys, String key, Duration least) {
        Matcher text = matched(keys, key, DURATION, "a duration such as 500ms or 2s");
        if (text == null) {
            return null;
        }
        long amount = Long.parseLong(text.group(1));
        Duration duration = text.group(2).equals("s") ? Duration.ofSeconds(amount) : Duration.ofMillis(amount);
        if (duration.compareTo(least) < 0 || duration.compareTo(Limits.LONGEST_TIMEOUT) > 0) {
            keys.problem(
                    key,
                    key + ": found " + text.group() + ", expected " + least.toMillis() + "ms to "
                            + Limits.LONGEST_TIMEOUT.toSeconds() + "s");
            return null;
        }
        return duration;
    }

    private static @Nullable Double rate(Keys keys) {
        Matcher text = matched(keys, "rate", RATE, "requests a second such as 100/s");
        if (text == null) {
            return null;
        }
        double rate = Double.parseDouble(text.group(1));
        if (rate <= 0 || rate > Limits.HIGHEST_RATE) {
            keys.problem(
                    "rate",
                    "rate: found " + text.group() + ", expected above 0/s and at most "
                            + Numbers.plain(Limits.HIGHEST_RATE) + "/s");
            return null;
        }
        return rate;
    }

    private static @Nullable Integer size(Keys keys) {
        Matcher text = matched(keys, "max_body", SIZE, "a size such as 512KiB or 1MiB");
        if (text == null) {
            return null;
        }
        int shift = switch (text.group(2)) {
            case "MiB" -> 20;
            case "KiB" -> 10;
            default -> 0;
        };
        long bytes = Long.parseLong(text.group(1)) << shift;
        if (bytes < 1 || bytes > Limits.MOST_BODY_BYTES) {
            keys.problem("max_body", "max_body: found " + text.group() + ", expected 1B to 64MiB");
            return null;
        }
        return (int) bytes;
    }

    private static @Nullable Matcher matched(Keys keys, String key, Pattern pattern, String expected) {
        YamlNode node = keys.node(key);
        if (node == null) {
            return null;
        }
        if (node instanceof YamlNode.Scalar scalar) {
            Matcher matcher = pattern.matcher(scalar.text());
            if (matcher.matches()) {
                return matcher;
            }
        }
        keys.misfit(key, expected);
        return null;
    }
}
