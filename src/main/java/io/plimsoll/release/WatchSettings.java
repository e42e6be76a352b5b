package io.plimsoll.release;

import java.time.Duration;

/**
 * How often a process asks its store for news.
 *
 * @param poll between two looks at the hint, or at the files of a local folder
 * @param records at most between two looks for a model's next record, whatever the hint says
 * @param models between two looks for models and versions
 * @param longestPause between two looks at a store that does not answer
 * @param maxAgeAtStart how old records that were kept may be when a process starts without its store
 */
public record WatchSettings(
        Duration poll, Duration records, Duration models, Duration longestPause, Duration maxAgeAtStart) {

    /** For a bucket that a thousand replicas ask. */
    public static final WatchSettings BUCKET = new WatchSettings(
            Duration.ofSeconds(5),
            Duration.ofSeconds(120),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            Duration.ofHours(24));

    /** For a bucket that is looked at so often. */
    public static WatchSettings bucket(Duration poll) {
        return new WatchSettings(
                poll, BUCKET.records(), BUCKET.models(), BUCKET.longestPause(), BUCKET.maxAgeAtStart());
    }

    /** The same with another age of kept records. */
    public WatchSettings with(Duration maxAge) {
        return new WatchSettings(poll, records, models, longestPause, maxAge);
    }

    /** For a folder on this machine, where somebody works. */
    public static final WatchSettings FOLDER = new WatchSettings(
            Duration.ofMillis(250),
            Duration.ofSeconds(1),
            Duration.ofMillis(500),
            Duration.ofSeconds(5),
            Duration.ofHours(24));
}
