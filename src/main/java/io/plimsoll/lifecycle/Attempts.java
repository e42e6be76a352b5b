package io.plimsoll.lifecycle;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What came of the attempts to load the version that is assigned, and when the next one is due. */
final class Attempts {

    private final Timer timer;
    private final Retry retry;
    private @Nullable PinnedVersion refused;
    private @Nullable PinnedVersion faulty;
    private int vain;
    private Instant next = Instant.EPOCH;

    Attempts(Timer timer, Retry retry) {
        this.timer = timer;
        this.retry = retry;
    }

    /** Forgets what was before. */
    void begin(Instant first) {
        refused = null;
        faulty = null;
        vain = 0;
        next = first;
    }

    boolean tooEarly() {
        return timer.isBefore(next);
    }

    Instant next() {
        return next;
    }

    /** A version was loaded, so that whatever fails next has not failed often. */
    void worked() {
        vain = 0;
    }

    /** It could not be loaded now, so the next attempt waits, longer each time. */
    void inVain() {
        next = timer.in(retry.pause(vain++));
    }

    /** A version may not serve, and is not tried again. */
    void refuse(PinnedVersion version) {
        refused = version;
    }

    /** A version failed by what may be its own fault; it is tried again all the same. */
    void blame(PinnedVersion version) {
        faulty = version;
    }

    boolean refused(PinnedVersion version) {
        return version.equals(refused);
    }

    /** Whether a version failed, even if it is tried again. */
    boolean failed(PinnedVersion version) {
        return version.equals(refused) || version.equals(faulty);
    }
}
