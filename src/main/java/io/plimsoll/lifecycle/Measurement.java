package io.plimsoll.lifecycle;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What a version costs on this machine.
 *
 * @param oneRow latency of a request with one row, through decoding, running and encoding
 * @param fullBatch latency of a request with {@code batchRows} rows
 * @param batchRows the largest allowed batch
 * @param nativeBytes what the process allocated outside its heap while the version was loaded and measured, where the C
 *     library tells
 * @param fileBytes file → size
 */
public record Measurement(
        Latency oneRow, Latency fullBatch, int batchRows, OptionalLong nativeBytes, Map<String, Long> fileBytes) {

    public Measurement {
        fileBytes = Map.copyOf(fileBytes);
    }

    /** The median and the 99th percentile of a number of requests. */
    public record Latency(Duration p50, Duration p99, int requests) {}
}
