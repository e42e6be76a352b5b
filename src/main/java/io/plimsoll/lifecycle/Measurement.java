package io.plimsoll.lifecycle;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a version costs on this machine, once its latency has settled.
 *
 * @param oneRow latency of a request with one row, through decoding, running and encoding
 * @param fullBatch the largest batch that the limits allow; null where not even a list of one row fits
 * @param nativeBytes what the process allocated outside its heap while the version was loaded and measured, where the C
 *     library tells
 * @param fileBytes file → size
 */
public record Measurement(
        Latency oneRow, @Nullable Batch fullBatch, OptionalLong nativeBytes, Map<String, Long> fileBytes) {

    public Measurement {
        fileBytes = Map.copyOf(fileBytes);
    }

    /** The median and the 99th percentile of a number of requests. */
    public record Latency(Duration p50, Duration p99, int requests) {}

    /** The latency of requests with so many rows. */
    public record Batch(int rows, Latency latency) {}
}
