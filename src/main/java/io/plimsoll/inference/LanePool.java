package io.plimsoll.inference;

import io.plimsoll.prediction.Deadline;
import io.plimsoll.prediction.Failure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The lanes of one engine: each is either home or out with one run. Once closing has begun none goes out, and when all
 * are home nothing runs and nothing will.
 */
final class LanePool {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Lane> lanes;
    private final Lane[] home;
    private final LaneLimits limits;
    private int homeCount;
    private boolean closing;

    /**
     * All lanes at home.
     *
     * @param count of lanes, of which the limits may leave some unused
     */
    LanePool(LoadedGraph graph, int count, LaneLimits limits) {
        this.limits = limits;
        lanes = Stream.generate(() -> new Lane(graph)).limit(count).toList();
        home = lanes.toArray(Lane[]::new);
        homeCount = count;
    }

    /**
     * Takes a lane, the one used last if there is a choice; waits for one until the deadline, and gives none after it.
     */
    Lane take(Deadline deadline) throws RunFailed {
        lock.lock();
        try {
            while (true) {
                if (closing) {
                    throw new RunFailed(new Failure.Draining());
                }
                long left = deadline.remainingAt(System.nanoTime());
                if (left <= 0) {
                    throw new RunFailed(new Failure.DeadlineExceeded());
                }
                if (homeCount > 0 && home.length - homeCount < limits.lanes()) {
                    return home[--homeCount];
                }
                changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunFailed(new Failure.Draining());
        } finally {
            lock.unlock();
        }
    }

    /** Brings a lane home. */
    void giveBack(Lane lane) {
        lock.lock();
        try {
            home[homeCount++] = lane;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Lets no lane out any more, and waits until all are home; whether they are. */
    boolean drain(Duration bound) {
        long left = bound.toNanos();
        boolean interrupted = false;
        lock.lock();
        try {
            closing = true;
            changed.signalAll();
            while (homeCount < home.length && left > 0) {
                try {
                    left = changed.awaitNanos(left);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            return homeCount == home.length;
        } finally {
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** How many lanes no run is in. */
    int atHome() {
        lock.lock();
        try {
            return homeCount;
        } finally {
            lock.unlock();
        }
    }

    /** How many lanes a run is in. */
    int out() {
        return home.length - atHome();
    }

    /** Asks runs to stop that are past their deadline; whether there were any. */
    boolean stopLate(long nowNanos) {
        boolean any = false;
        for (Lane lane : lanes) {
            any |= lane.stopIfLate(nowNanos);
        }
        return any;
    }

    /** The latest deadline of the runs that hold all lanes, or null while a lane is without one. */
    @Nullable
    Deadline heldUntil() {
        Deadline latest = null;
        for (Lane lane : lanes) {
            Deadline until = lane.runningUntil();
            if (until == null) {
                return null;
            }
            latest = latest == null ? until : latest.orLater(until);
        }
        return latest;
    }

    /** Frees what the lanes own; only after {@link #drain} has seen all of them home. */
    void close() {
        lanes.forEach(Lane::close);
    }
}
