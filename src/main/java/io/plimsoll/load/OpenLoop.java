package io.plimsoll.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Callers that send at a constant rate whether or not the service keeps up; used once. A request is due at a moment
 * that nothing shifts, and goes to the first caller that is free: while all of them wait for answers it is late, and
 * whoever takes it counts from the moment at which it should have been sent. The client's own timer, which wakes some
 * 60 µs late, is in that too.
 */
public final class OpenLoop {

    /** What is due before the end and still unsent so long after it is given up. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private static final long NANOS = 1_000_000_000L;

    private final List<? extends Caller> callers;
    private final int perSecond;
    private final Duration grace;
    private final AtomicLong next = new AtomicLong();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private volatile long start;
    /** Nanoseconds after the start; nothing is due from then on. */
    private volatile long end;

    private boolean stopped;

    /** A loop that sends nothing yet. */
    public OpenLoop(List<? extends Caller> callers, int perSecond) {
        this(callers, perSecond, GRACE);
    }

    OpenLoop(List<? extends Caller> callers, int perSecond, Duration grace) {
        if (callers.isEmpty() || perSecond < 1) {
            throw new IllegalArgumentException("nobody to send, or nothing: " + callers.size() + ", " + perSecond);
        }
        this.callers = List.copyOf(callers);
        this.perSecond = perSecond;
        this.grace = grace;
    }

    /** One who sends a request at a time and waits for its answer. */
    public interface Caller {

        /**
         * Sends a request.
         *
         * @param number of the request, from 0
         * @param due when it should have been sent, by {@link System#nanoTime}
         * @throws IOException if the whole run is to end
         */
        void call(long number, long due) throws IOException;
    }

    /**
     * What was sent.
     *
     * @param due requests that should have been sent
     * @param sent requests that were, with those that were late
     * @param time in which they were due
     */
    public record Sent(long due, long sent, Duration time) {

        /** Requests that no caller was free for, until it was too late. */
        public long missed() {
            return due - sent;
        }
    }

    /**
     * Sends what is due within a time, or until it is stopped, and waits for the answers.
     *
     * @throws IOException as a caller says
     */
    public Sent runFor(Duration time) throws IOException, InterruptedException {
        begin(time);
        long sent = 0;
        List<Future<Long>> calls = new ArrayList<>();
        try (ExecutorService all = Executors.newFixedThreadPool(
                callers.size(), Thread.ofPlatform().name("load-", 0).daemon().factory())) {
            for (Caller caller : callers) {
                calls.add(all.submit(() -> send(caller)));
            }
            for (Future<Long> call : calls) {
                sent += call.get();
            }
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof IOException told ? told : new IOException(failed.getCause());
        }
        return new Sent(dueBefore(end), sent, Duration.ofNanos(end));
    }

    private synchronized void begin(Duration time) {
        start = System.nanoTime();
        end = stopped ? 0 : time.toNanos();
    }

    /** Nothing is due from now on; what was due may still be sent for a moment. */
    public synchronized void stop() {
        stopped = true;
        end = Math.min(end, System.nanoTime() - start);
        threads.forEach(LockSupport::unpark);
    }

    /** Takes one request after the other; how many it sent. */
    private long send(Caller caller) throws IOException {
        threads.add(Thread.currentThread());
        boolean well = false;
        try {
            long sent = 0;
            while (sendNext(caller)) {
                sent++;
            }
            well = true;
            return sent;
        } finally {
            if (!well) {
                stop();
            }
        }
    }

    private boolean sendNext(Caller caller) throws IOException {
        long number = next.getAndIncrement();
        long due = number * NANOS / perSecond;
        for (long early = early(due); early > 0 && due < end; early = early(due)) {
            LockSupport.parkNanos(early);
        }
        if (due >= end || System.nanoTime() - start > end + grace.toNanos()) {
            return false;
        }
        caller.call(number, start + due);
        return true;
    }

    private long early(long due) {
        return due - (System.nanoTime() - start);
    }

    /** How many requests are due in so many nanoseconds, the first at once. */
    private long dueBefore(long nanos) {
        // The first number whose moment is not before the end, as sendNext reckons it.
        long number = (long) Math.ceil(nanos / (double) NANOS * perSecond);
        while (number > 0 && (number - 1) * NANOS / perSecond >= nanos) {
            number--;
        }
        while (number * NANOS / perSecond < nanos) {
            number++;
        }
        return number;
    }
}
