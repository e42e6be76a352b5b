package io.plimsoll.guard;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.timelimiter.TimeLimiter;
import io.github.resilience4j.timelimiter.TimeLimiterConfig;
import io.plimsoll.prediction.Deadline;
import io.plimsoll.prediction.Engine;
import io.plimsoll.prediction.Failure;
import io.plimsoll.prediction.Features;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Lets a caller leave at its deadline, whatever becomes of its run: runs of an engine that hands over are waited for no
 * longer than that, and then asked to stop. Runs that are short enough happen on their caller's thread as before.
 *
 * <p>All those who wait in this process share one bulkhead, so that callers of slow models never hold the last threads
 * that requests are answered on.
 */
public final class TimeLimitedEngine implements Engine {

    private static final Failure CROWDED =
            new Failure.Overloaded("as many requests as this service takes are waiting for slow models");

    private final Engine engine;
    private final Bulkhead waiting;

    /**
     * The same engine under a time limit.
     *
     * @param waiting of all callers that wait for a run
     */
    public TimeLimitedEngine(Engine engine, Bulkhead waiting) {
        this.engine = engine;
        this.waiting = waiting;
    }

    @Override
    public Run run(Features features, Deadline deadline) {
        if (!engine.handsOver()) {
            return engine.run(features, deadline);
        }
        if (!waiting.tryAcquirePermission()) {
            return new Run.Failed(CROWDED);
        }
        try {
            return await(features, deadline);
        } finally {
            waiting.releasePermission();
        }
    }

    private Run await(Features features, Deadline deadline) {
        long left = deadline.remainingAt(System.nanoTime());
        if (left <= 0) {
            return new Run.Failed(new Failure.DeadlineExceeded());
        }
        Future<Run> begun = engine.begin(features, deadline);
        if (begun.state() == Future.State.SUCCESS) {
            // Refused at once, as most are when there is too much of everything.
            return begun.resultNow();
        }
        var limit = TimeLimiter.of(TimeLimiterConfig.custom()
                .timeoutDuration(Duration.ofNanos(left))
                .cancelRunningFuture(true)
                .build());
        try {
            return limit.executeFutureSupplier(() -> begun);
        } catch (TimeoutException late) {
            return new Run.Failed(new Failure.DeadlineExceeded());
        } catch (InterruptedException leaving) {
            Thread.currentThread().interrupt();
            return new Run.Failed(new Failure.Draining());
        } catch (RuntimeException defect) {
            // As if the run had happened here.
            throw defect;
        } catch (Exception unexpected) {
            throw new IllegalStateException("waiting for a run failed", unexpected);
        }
    }

    @Override
    public void close() {
        engine.close();
    }

    @Override
    public boolean leaked() {
        return engine.leaked();
    }

    @Override
    public @Nullable Deadline heldUntil() {
        return engine.heldUntil();
    }

    @Override
    public boolean handsOver() {
        return engine.handsOver();
    }

    @Override
    public void handOver() {
        engine.handOver();
    }

    @Override
    public String toString() {
        return "limited(" + engine + ")";
    }
}
