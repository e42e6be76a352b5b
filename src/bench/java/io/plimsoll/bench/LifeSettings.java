package io.plimsoll.bench;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What of a version's life is measured and for how long.
 *
 * @param rounds how often each load is measured, in turn with the others
 * @param seconds of one load in one round
 * @param copies how often the large file is brought in each way, in turn
 * @param jar the service
 * @param folder where models, caches and logs go
 * @param bucketServer the program of an S3 server, or null
 */
record LifeSettings(
        int rounds,
        int seconds,
        int copies,
        Path jar,
        Path folder,
        @Nullable Path bucketServer) {

    /** Of what the service can answer at most. */
    static final double LOAD = 0.3;

    static final int WARM_UP_SWAPS = 100;

    /** Numbers of four bytes: 300 million bytes. */
    static final int LARGE_ROWS = 75_000_000;

    static final int SMALL_ROWS = 1_000;

    static LifeSettings of(String form, Path jar, Path folder, @Nullable Path bucketServer) {
        return switch (form) {
            case "life" -> new LifeSettings(5, 10, 9, jar, folder, bucketServer);
            case "life-quick" -> new LifeSettings(2, 4, 3, jar, folder, bucketServer);
            default -> throw new IllegalArgumentException(form + " is none of life, life-quick");
        };
    }

    long nanos() {
        return TimeUnit.SECONDS.toNanos(seconds);
    }
}
