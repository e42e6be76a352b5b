package io.plimsoll.contract;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How much one caller may ask of a model.
 *
 * @param timeout deadline of a request, 50 ms to 10 s
 * @param ratePerSecond requests a second for each caller and replica
 * @param maxRows rows of one batch
 * @param maxBodyBytes bytes of one body
 * @param p95 the latency that the owner expects, for alerts and scaling
 */
public record Limits(
        Duration timeout,
        double ratePerSecond,
        int maxRows,
        int maxBodyBytes,
        @Nullable Duration p95) {

    public static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(50);
    public static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(10);
    public static final double HIGHEST_RATE = 1_000_000;
    public static final int MOST_ROWS = 65_536;
    public static final int MOST_BODY_BYTES = 64 << 20;

    /** One second, 100 requests a second, 256 rows, 1 MiB. */
    public static final Limits DEFAULT = new Limits(Duration.ofSeconds(1), 100, 256, 1 << 20, null);

    public Limits {
        if (timeout.compareTo(SHORTEST_TIMEOUT) < 0 || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new IllegalArgumentException("timeout is from 50 ms to 10 s");
        }
        if (!(ratePerSecond > 0) || ratePerSecond > HIGHEST_RATE) {
            throw new IllegalArgumentException("rate is above 0/s and at most 1000000/s");
        }
        if (maxRows < 1 || maxRows > MOST_ROWS) {
            throw new IllegalArgumentException("max_rows is from 1 to " + MOST_ROWS);
        }
        if (maxBodyBytes < 1 || maxBodyBytes > MOST_BODY_BYTES) {
            throw new IllegalArgumentException("max_body is from 1 byte to 64 MiB");
        }
    }
}
