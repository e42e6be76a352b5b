package io.plimsoll.store;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where a bucket is and how its server wants to be asked; credentials come from the usual chain of the AWS SDK.
 *
 * @param endpoint of a server that is not Amazon's, or null
 * @param region or null for the one that the surroundings name; a server of one's own usually has none
 * @param pathStyle whether the bucket stands in the path and not in the host's name
 * @param checksums whether each upload carries a checksum and each download's is checked; some servers know none
 * @param call that one call may take, all attempts together, but for the bytes of a large file
 * @param attempt that one attempt may take, and each read of a large file
 * @param transfer that sending a large file may take
 */
public record S3Settings(
        @Nullable URI endpoint,
        @Nullable String region,
        boolean pathStyle,
        Checksums checksums,
        Duration call,
        Duration attempt,
        Duration transfer) {

    /** Amazon's own servers: ten seconds a call, three an attempt, ten minutes a large file. */
    public static final S3Settings AMAZON = new S3Settings(
            null, null, false, Checksums.ALWAYS, Duration.ofSeconds(10), Duration.ofSeconds(3), Duration.ofMinutes(10));

    /** When checksums are sent and checked. */
    public enum Checksums {
        ALWAYS,
        WHEN_REQUIRED
    }
}
