package io.plimsoll.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the time and does things later, both by one clock. */
record Timer(InstantSource clock, ScheduledExecutorService later) {

    private static final Logger LOG = LoggerFactory.getLogger(Timer.class);

    boolean isBefore(Instant moment) {
        return clock.instant().isBefore(moment);
    }

    Instant in(Duration time) {
        return clock.instant().plus(time);
    }

    /**
     * A moment drawn by lot from the first half of the time until another, so that replicas do not all begin at once.
     */
    Instant inFirstHalf(Instant until) {
        Instant now = clock.instant();
        long half = Duration.between(now, until).toMillis() / 2;
        return half <= 0 ? now : now.plusMillis(ThreadLocalRandom.current().nextLong(half));
    }

    /** Does something once that moment has come. */
    void at(Instant moment, Runnable what) {
        // A millisecond more, so that the clock is never found short of the moment.
        long wait = Duration.between(clock.instant(), moment).toMillis() + 1;
        var _ = later.schedule(() -> run(what), Math.max(0, wait), TimeUnit.MILLISECONDS);
    }

    private static void run(Runnable what) {
        try {
            what.run();
        } catch (RuntimeException defect) {
            LOG.error("what was due has a defect", defect);
        }
    }
}
