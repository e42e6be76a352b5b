package io.plimsoll.release;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Does the same again and again on a thread of its own, with pauses that grow while it is in vain. */
final class Rounds implements AutoCloseable {

    private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(15);

    private final Duration pause;
    private final Duration longestPause;
    private final BooleanSupplier round;
    private final Thread thread;
    private final Semaphore soon = new Semaphore(0);
    private volatile boolean over;

    /**
     * Rounds that have yet to begin.
     *
     * @param round whether it was not in vain; never throws
     */
    Rounds(String name, Duration pause, Duration longestPause, BooleanSupplier round) {
        this.pause = pause;
        this.longestPause = longestPause;
        this.round = round;
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Whether the thread was told to end; a round that is under way is the last. */
    boolean over() {
        return over;
    }

    /** The next round need not wait. */
    void soon() {
        soon.release();
    }

    private void run() {
        int vain = 0;
        // The interruption alone may get lost in a call.
        while (!over) {
            vain = round.getAsBoolean() ? 0 : vain + 1;
            try {
                if (soon.tryAcquire(pause(vain).toMillis(), TimeUnit.MILLISECONDS)) {
                    soon.drainPermits();
                }
            } catch (InterruptedException leaving) {
                return;
            }
        }
    }

    /** Jitter keeps replicas that began together from asking together for ever. */
    private Duration pause(int vain) {
        long usual = pause.toMillis();
        long most = vain == 0 ? usual : Math.min(longestPause.toMillis(), usual << Math.min(vain, 16));
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most * 4 / 5, most * 6 / 5 + 1));
    }

    @Override
    public void close() {
        over = true;
        thread.interrupt();
        try {
            thread.join(LONGEST_FAREWELL);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
