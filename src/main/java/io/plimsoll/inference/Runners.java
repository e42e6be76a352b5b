package io.plimsoll.inference;

import io.plimsoll.prediction.Deadline;
import io.plimsoll.prediction.Engine.Run;
import io.plimsoll.prediction.Failure;
import io.plimsoll.prediction.Features;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * The threads of one engine that run what callers hand over, so that a caller can leave at its deadline while native
 * code goes on. They begin with the first run that is handed over, one a lane. Those beyond half of the processors are
 * less urgent than all other threads: a model may use what others leave, and holds no more than half while another
 * wants to run.
 *
 * <p>What can begin no more before its deadline, by what runs took lately, is refused at once, while its caller can
 * still ask another replica; what is late when its turn comes is dropped unseen.
 */
final class Runners implements AutoCloseable {

    private static final int LESS_URGENT = 10;

    /** The weight of the newest run in the mean, as a power of two. */
    private static final int SMOOTHING = 3;

    private static final Run OVERLOADED =
            new Run.Failed(new Failure.Overloaded("as many requests as this model takes are waiting"));
    private static final Run TOO_LONG =
            new Run.Failed(new Failure.Overloaded("the requests before this one take longer than its deadline allows"));
    private static final Run DRAINING = new Run.Failed(new Failure.Draining());
    private static final Run LATE = new Run.Failed(new Failure.DeadlineExceeded());

    private final String name;
    private final LanePool lanes;
    private final LaneLimits limits;
    private final int count;
    // Unbounded as such: its bound may change while it is in use, and is kept by whoever puts something in.
    private final LinkedBlockingQueue<HandedRun> queue = new LinkedBlockingQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile long meanNanos;
    private volatile boolean closing;

    /**
     * Runners that have not begun.
     *
     * @param name of the model, for the threads
     * @param count as many as lanes
     */
    Runners(String name, LanePool lanes, LaneLimits limits, int count) {
        this.name = name;
        this.lanes = lanes;
        this.limits = limits;
        this.count = count;
    }

    /** Hands a run over; what is not taken on is completed already. */
    HandedRun submit(Features features, Deadline deadline) {
        var run = new HandedRun(features, deadline, queue::remove);
        Run refusal = admit(run);
        if (refusal != null) {
            run.complete(refusal);
        }
        return run;
    }

    private synchronized @Nullable Run admit(HandedRun run) {
        if (closing) {
            return DRAINING;
        }
        int waiting = queue.size();
        // A run that a free lane is about to take waits in the queue for that moment alone.
        if (waiting >= limits.queue() + Math.max(0, usable() - lanes.out())) {
            return OVERLOADED;
        }
        if (run.deadline().remainingAt(System.nanoTime()) < expectedNanos(waiting)) {
            return TOO_LONG;
        }
        if (threads.isEmpty()) {
            begin();
        }
        queue.add(run);
        return null;
    }

    /** Until a run would be back that comes after so many others; those under way are half done on average. */
    private long expectedNanos(int waiting) {
        int usable = usable();
        return lanes.out() < usable && waiting == 0 ? 0 : meanNanos * (waiting + 1) / usable + meanNanos;
    }

    /** Runs at the same time. */
    private int usable() {
        return Math.max(1, Math.min(count, limits.lanes()));
    }

    private void begin() {
        int half = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        for (int i = 0; i < count; i++) {
            boolean urgent = i < half;
            Thread thread = Thread.ofPlatform()
                    .daemon()
                    .name("plimsoll-run-" + name + "-" + i)
                    .unstarted(() -> work(urgent));
            threads.add(thread);
        }
        threads.forEach(Thread::start);
    }

    private void work(boolean urgent) {
        if (!urgent) {
            Niceness.ofThisThread(LESS_URGENT);
        }
        while (!closing) {
            try {
                HandedRun next = queue.take();
                if (next.take()) {
                    next.complete(run(next));
                }
            } catch (InterruptedException leaving) {
                return;
            }
        }
    }

    private Run run(HandedRun next) throws InterruptedException {
        try {
            Lane lane = lanes.take(next.deadline());
            try {
                return run(next, lane);
            } finally {
                lanes.giveBack(lane);
            }
        } catch (RunFailed e) {
            return new Run.Failed(e.failure());
        }
    }

    private Run run(HandedRun next, Lane lane) throws RunFailed {
        long start = System.nanoTime();
        try {
            return next.entered(lane) ? new Run.Done(lane.run(next.features(), next.deadline())) : LATE;
        } catch (RuntimeException | OutOfMemoryError | LinkageError e) {
            next.completeExceptionally(e);
            return LATE;
        } finally {
            next.left();
            took(System.nanoTime() - start);
        }
    }

    // Two that end at once may lose one of them, which the mean does not miss.
    private void took(long nanos) {
        long mean = meanNanos;
        meanNanos = mean == 0 ? nanos : mean + ((nanos - mean) >> SMOOTHING);
    }

    /** How many runs wait for a runner. */
    int waiting() {
        return queue.size();
    }

    /** Takes no more; what waits is told so, what is under way goes on. */
    @Override
    public synchronized void close() {
        closing = true;
        for (HandedRun waiting = queue.poll(); waiting != null; waiting = queue.poll()) {
            if (waiting.take()) {
                waiting.complete(DRAINING);
            }
        }
        threads.forEach(Thread::interrupt);
    }
}
