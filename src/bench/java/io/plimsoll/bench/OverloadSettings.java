package io.plimsoll.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How long overload is measured.
 *
 * @param form of the command
 * @param multiples of what the service can answer at most
 * @param seconds of one load
 * @param warmUpSeconds of refusals
 * @param jar the service
 * @param folder where caches, limits, keys and logs go
 */
record OverloadSettings(String form, List<Double> multiples, int seconds, int warmUpSeconds, Path jar, Path folder) {

    /** Callers that flood may hold so many connections; the service takes 512. */
    static final int BAD_CONNECTIONS = 350;

    static final int GOOD_CONNECTIONS = 50;

    /** What the good caller asks, of what the service can answer at most. */
    static final double GOOD_LOAD = 0.1;

    /** The rate of each caller where callers have one. */
    static final double RATE = 0.7;

    static final int DEADLINE_MILLIS = 250;

    /** Shorter than the queue that a slow model is given beside it. */
    static final int SHORT_DEADLINE_MILLIS = 50;

    static OverloadSettings of(String form, Path jar, Path folder) {
        return switch (form) {
            case "overload" -> new OverloadSettings(form, List.of(0.5, 1.0, 2.0, 5.0, 10.0), 10, 15, jar, folder);
            case "overload-quick" -> new OverloadSettings(form, List.of(1.0, 2.0, 10.0), 3, 4, jar, folder);
            default -> throw new IllegalArgumentException(form + " is none of overload, overload-quick");
        };
    }

    long nanos() {
        return TimeUnit.SECONDS.toNanos(seconds);
    }
}
