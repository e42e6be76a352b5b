package io.plimsoll.compatibility;

import io.plimsoll.contract.Limits;
import io.plimsoll.contract.Numbers;
import java.time.Duration;
import java.util.Objects;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Compares how much callers may ask. A smaller batch, body or rate breaks, because what was allowed is refused. A
 * deadline does not, in either direction: every caller has to expect 504 and chooses how long it waits by itself; nor
 * does the latency that the owner expects, which is no promise.
 */
final class LimitChanges {

    private LimitChanges() {}

    static void compare(Changes limits, Limits before, Limits after) {
        most(limits.at("max_rows"), before.maxRows(), after.maxRows(), Numbers::plain);
        most(limits.at("max_body"), before.maxBodyBytes(), after.maxBodyBytes(), LimitChanges::bytes);
        most(limits.at("rate"), before.ratePerSecond(), after.ratePerSecond(), rate -> Numbers.plain(rate) + "/s");
        time(limits.at("timeout"), before.timeout(), after.timeout());
        time(limits.at("p95"), before.p95(), after.p95());
    }

    private static void most(Changes at, double before, double after, DoubleFunction<String> said) {
        if (before != after) {
            at.add(after < before, "is " + said.apply(after) + " now, was " + said.apply(before));
        }
    }

    private static void time(Changes at, @Nullable Duration before, @Nullable Duration after) {
        if (!Objects.equals(before, after)) {
            at.compatible("is " + millis(after) + " now, was " + millis(before));
        }
    }

    private static String millis(@Nullable Duration duration) {
        return duration == null ? "not stated" : duration.toMillis() + "ms";
    }

    /** As contracts spell sizes. */
    private static String bytes(double size) {
        if (size % (1 << 20) == 0) {
            return Numbers.plain(size / (1 << 20)) + "MiB";
        }
        return size % 1024 == 0 ? Numbers.plain(size / 1024) + "KiB" : Numbers.plain(size) + "B";
    }
}
