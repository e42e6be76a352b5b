package io.plimsoll.lifecycle;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/** Repeats requests until their latency settles, which is when the compilers have done their work. */
public final class Settling {

    /** A round that is no more than this much faster than the best before has nothing left to gain. */
    private static final double SETTLED = 0.95;

    private static final int SETTLED_ROUNDS = 3;

    /** Shorter than the time that a scheduler leaves a processor to one thread. */
    private static final long TURN_NANOS = 500_000;

    private Settling() {}

    /**
     * Sends round after round until three in a row were no faster, until the time is over, or until the thread is
     * interrupted.
     *
     * @param round requests in one
     * @param request is told its number, from 0
     * @return the number of requests that it took
     */
    public static int settle(Duration longest, int round, IntConsumer request) {
        return settle(longest, round, 0, request);
    }

    /**
     * The same, for one who must not take the processors from others.
     *
     * @param rest how many times as long as it works it rests, in short turns
     */
    static int settle(Duration longest, int round, int rest, IntConsumer request) {
        long end = System.nanoTime() + longest.toNanos();
        long best = Long.MAX_VALUE;
        int requests = 0;
        int settled = 0;
        while (settled < SETTLED_ROUNDS && goesOn(end)) {
            long took = 0;
            long unrested = 0;
            for (int i = 0; i < round && goesOn(end); i++, requests++) {
                long start = System.nanoTime();
                request.accept(requests);
                long worked = System.nanoTime() - start;
                took += worked;
                unrested += worked;
                if (rest > 0 && unrested >= TURN_NANOS) {
                    LockSupport.parkNanos(unrested * rest);
                    unrested = 0;
                }
            }
            settled = took > best * SETTLED ? settled + 1 : 0;
            best = Math.min(best, took);
        }
        return requests;
    }

    private static boolean goesOn(long end) {
        return System.nanoTime() < end && !Thread.currentThread().isInterrupted();
    }
}
