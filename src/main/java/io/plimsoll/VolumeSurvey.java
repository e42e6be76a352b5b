package io.plimsoll;

import io.plimsoll.cache.CacheVolume;
import io.plimsoll.lifecycle.Assignment;
import io.plimsoll.lifecycle.Fleet;
import io.plimsoll.lifecycle.PinnedVersion;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks now and then at what the disk must be asked for, so that no scrape has to: a volume may be slow, or hang. */
final class VolumeSurvey implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(VolumeSurvey.class);
    private static final Duration EVERY = Duration.ofSeconds(10);

    private final CacheVolume cache;
    private final Fleet fleet;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("plimsoll-survey").daemon().factory());
    private volatile Found found = new Found(null, Map.of());

    VolumeSurvey(CacheVolume cache, Fleet fleet) {
        this.cache = cache;
        this.fleet = fleet;
    }

    /**
     * What was found the last time.
     *
     * @param bytes that the volume takes, or null if that is not known
     * @param whole whether versions that a rollback goes to are here whole
     */
    record Found(@Nullable Long bytes, Map<PinnedVersion, Boolean> whole) {

        Found {
            whole = Map.copyOf(whole);
        }
    }

    void start() {
        var _ = thread.scheduleWithFixedDelay(this::look, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    Found found() {
        return found;
    }

    /** The version that a rollback of this assignment would go to, or null. */
    static @Nullable PinnedVersion before(@Nullable Assignment assignment) {
        return assignment == null || assignment.previous().isEmpty()
                ? null
                : assignment.previous().getFirst();
    }

    private void look() {
        try {
            var whole = new HashMap<PinnedVersion, Boolean>();
            for (Assignment assignment : fleet.assignments().values()) {
                PinnedVersion before = before(assignment);
                if (before != null) {
                    whole.put(before, cache.holds(before.manifest()));
                }
            }
            found = new Found(cache.bytes(), whole);
        } catch (IOException | RuntimeException e) {
            // What is not known is not shown.
            LOG.debug("the cache volume cannot be surveyed", e);
            found = new Found(null, Map.of());
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
