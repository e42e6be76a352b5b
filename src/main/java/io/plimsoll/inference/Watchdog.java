package io.plimsoll.inference;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The process's one thread that asks late runs to stop; it starts with the first engine and is a daemon. */
final class Watchdog {

    private static final Logger log = LoggerFactory.getLogger(Watchdog.class);

    /** How late a run may be asked. */
    private static final Duration INTERVAL = Duration.ofMillis(10);

    private static final ScheduledThreadPoolExecutor THREAD = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("inference-watchdog").factory());

    static {
        THREAD.setRemoveOnCancelPolicy(true);
    }

    private Watchdog() {}

    /**
     * Looks for late runs until the future is cancelled.
     *
     * @param stopLate asks the runs to stop that are late at a time of {@link System#nanoTime}
     */
    static Future<?> watch(LongConsumer stopLate) {
        return THREAD.scheduleWithFixedDelay(
                new Watch(stopLate), INTERVAL.toNanos(), INTERVAL.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** One engine's watch; it goes on after a look that failed, which an executor would end without a word. */
    private static final class Watch implements Runnable {

        private final LongConsumer stopLate;
        private boolean failing;

        private Watch(LongConsumer stopLate) {
            this.stopLate = stopLate;
        }

        @Override
        public void run() {
            try {
                stopLate.accept(System.nanoTime());
                failing = false;
            } catch (RuntimeException e) {
                // Looks are a hundred a second: a log line for the first that fails, not for each.
                if (!failing) {
                    log.error("late runs of a graph cannot be asked to stop", e);
                }
                failing = true;
            }
        }
    }
}
