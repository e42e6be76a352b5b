package io.plimsoll.bench;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * How long good callers are measured beside slow connections.
 *
 * @param form of the command
 * @param rounds how often each kind of slow connection is measured, in turn with none
 * @param seconds of one load
 * @param jar the service
 * @param folder where caches, limits, keys and logs go
 */
record SlowSettings(String form, int rounds, int seconds, Path jar, Path folder) {

    static final int SLOW_CONNECTIONS = 2_000;

    /** With what else the client and the service have open. */
    static final int OPEN_FILES = SLOW_CONNECTIONS + 1_000;

    /** Of what the service can answer at most. */
    static final double LOAD = 0.3;

    static final int GOOD_CONNECTIONS = 64;

    /** Callers that come anew, each with one request; they are patient. */
    static final double NEW_PER_SECOND = 10;

    static final long NEW_PATIENCE = TimeUnit.SECONDS.toNanos(5);

    static final double GOAL = 1.5;

    static SlowSettings of(String form, Path jar, Path folder) {
        return switch (form) {
            case "slow" -> new SlowSettings(form, 3, 6, jar, folder);
            case "slow-quick" -> new SlowSettings(form, 1, 3, jar, folder);
            default -> throw new IllegalArgumentException(form + " is none of slow, slow-quick");
        };
    }

    long nanos() {
        return TimeUnit.SECONDS.toNanos(seconds);
    }
}
