package io.plimsoll.lifecycle;

import io.plimsoll.cache.Marks;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves word on the cache volume of what the routing table holds, before it does, so that an end of the process that
 * nobody announced can be laid to a version. It only counts and tells.
 */
final class CrashGuard {

    private static final Logger LOG = LoggerFactory.getLogger(CrashGuard.class);
    private static final Duration OF_LATE = Duration.ofMinutes(10);
    private static final int SUSPICIOUS = 2;

    private final Marks marks;
    private final Map<String, String> serving = new TreeMap<>();

    CrashGuard(Marks marks) {
        this.marks = marks;
    }

    /** A run begins. */
    void begin() {
        write(() -> marks.begin(Set.of()));
    }

    /** A version is about to serve in place of another of its model. */
    synchronized void serves(PinnedVersion version) {
        long ends = marks.recentUncleanEnds(version.manifest(), OF_LATE);
        if (ends >= SUSPICIOUS) {
            LOG.error(
                    "the process ended {} times within {} minutes while {} was served, without saying so",
                    ends,
                    OF_LATE.toMinutes(),
                    version.id());
        }
        serving.put(version.id().model(), version.manifest());
        write(() -> marks.update(Set.copyOf(serving.values())));
    }

    /** The run ends in order. */
    void end() {
        write(marks::endClean);
    }

    /** Something that is written to the volume. */
    private interface Writing {
        void write() throws IOException;
    }

    private static void write(Writing writing) {
        try {
            writing.write();
        } catch (IOException e) {
            LOG.warn("the crash guard cannot write to the cache volume: {}", e.toString());
        }
    }
}
