package io.plimsoll.api;

import io.plimsoll.prediction.Deadline;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that tells of bodies which are late; what it runs must be quick. */
final class BodyTimer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BodyTimer.class);
    private static final Duration LITTLE = Duration.ofMillis(20);

    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("plimsoll-bodies").factory());
    private final LongSupplier nanoClock;

    BodyTimer(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        thread.setRemoveOnCancelPolicy(true);
    }

    private Future<?> schedule(Runnable late, Deadline deadline) {
        return thread.schedule(late, Math.max(0, deadline.remainingAt(nanoClock.getAsLong())), TimeUnit.NANOSECONDS);
    }

    /**
     * Calls the read listener of an asynchronous request at a deadline, on a thread of the container: what it then does
     * may be slow.
     */
    Future<?> wakeReader(AsyncContext request, Deadline deadline) {
        Runnable wake = EntryValve.wakeReader((HttpServletRequest) request.getRequest());
        return schedule(() -> start(request, wake), deadline);
    }

    private void start(AsyncContext request, Runnable wake) {
        try {
            request.start(wake);
        } catch (RejectedExecutionException crowded) {
            LOG.debug("no thread is free to tell of a late body", crowded);
            var _ = schedule(() -> start(request, wake), Deadline.after(nanoClock.getAsLong(), LITTLE));
        } catch (IllegalStateException over) {
            LOG.debug("a late body has ended already", over);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
