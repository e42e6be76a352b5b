package io.plimsoll.yaml;

import io.plimsoll.contract.Limits;
import io.plimsoll.contract.LimitsOverride;
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
        Limits stated = stated(keys, LimitsOverride.NONE).over(Limits.DEFAULT);
        return new Limits(
                stated.timeout(),
                stated.ratePerSecond(),
                stated.maxRows(),
                stated.maxBodyBytes(),
                duration(keys, "p95", Duration.ofMillis(1)));
    }

    /** What an operator lays down for a model. */
    static LimitsOverride override(Keys keys) {
        return stated(
                keys,
                new LimitsOverride(
                        null,
                        null,
                        rate(keys, "cap"),
                        null,
                        null,
                        keys.integer("lanes", 1, LimitsOverride.MOST_LANES),
                        keys.integer("queue", 0, LimitsOverride.MOST_WAITING),
                        keys.integer("callers", 1, LimitsOverride.MOST_WAITING)));
    }

    /** What both may state, and beyond that the rest. */
    private static LimitsOverride stated(Keys keys, LimitsOverride rest) {
        return new LimitsOverride(
                        duration(keys, "timeout", Limits.SHORTEST_TIMEOUT),
                        rate(keys, "rate"),
                        null,
                        keys.integer("max_rows", 1, Limits.MOST_ROWS),
                        size(keys),
                        null,
                        null,
                        null)
                .orElse(rest);
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

    /** Requests a second under a key, or null without. */
    static @Nullable Double rate(Keys keys, String key) {
        Matcher text = matched(keys, key, RATE, "requests a second such as 100/s");
        if (text == null) {
            return null;
        }
        double rate = Double.parseDouble(text.group(1));
        if (rate <= 0 || rate > Limits.HIGHEST_RATE) {
            keys.problem(
                    key,
                    key + ": found " + text.group() + ", expected above 0/s and at most "
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
