package io.plimsoll.inference;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The process's one thread that asks late runs to stop; it starts with the first engine and is a daemon. */
final class Watchdog {

    /** How late a run may be asked. */
    private static final Duration INTERVAL = Duration.ofMillis(10);

    private static final ScheduledThreadPoolExecutor THREAD = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("inference-watchdog").factory());

    static {
        THREAD.setRemoveOnCancelPolicy(true);
    }

    private Watchdog() {}

    /** Watches the lanes until the future is cancelled. */
    static Future<?> watch(LanePool lanes) {
        return THREAD.scheduleWithFixedDelay(
                () -> lanes.stopLate(System.nanoTime()), INTERVAL.toNanos(), INTERVAL.toNanos(), TimeUnit.NANOSECONDS);
    }
}
