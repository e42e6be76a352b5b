package io.plimsoll.api;

import io.plimsoll.prediction.Deadline;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.Future;
import org.apache.catalina.connector.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is left of the body of a request that has its answer: read away as it comes, by no thread that waits for it, so
 * that the connection serves the next request. A connection that was closed instead might lose the answer, since what
 * comes to a closed socket makes it forget what it has sent. Whoever sends too much or too slowly is cut off.
 */
final class Leftover implements ReadListener, AsyncListener {

    private static final Logger LOG = LoggerFactory.getLogger(Leftover.class);

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int AT_ONCE = 1 << 13;

    private final AsyncContext context;
    private final ServletInputStream in;
    private final Deadline deadline = Deadline.after(System.nanoTime(), PATIENCE);
    private final Future<?> late;
    private long bytesLeft;

    private Leftover(Request request, long mostBytes, BodyTimer timer) throws IOException {
        this.in = request.getInputStream();
        this.bytesLeft = mostBytes;
        this.context = request.startAsync();
        this.late = timer.wakeReader(context, deadline);
    }

    /** Has the rest read away; the answer has left by then. */
    static void readAway(Request request, long mostBytes, BodyTimer timer) throws IOException {
        var leftover = new Leftover(request, mostBytes, timer);
        // Its own clock ticks once a second.
        leftover.context.setTimeout(0);
        leftover.context.addListener(leftover);
        leftover.in.setReadListener(leftover);
    }

    /**
     * Reads what has come.
     *
     * @throws IOException once it is too much, or too late: the container then ends the connection
     */
    @Override
    public void onDataAvailable() throws IOException {
        var skipped = new byte[AT_ONCE];
        while (!in.isFinished() && in.isReady()) {
            bytesLeft -= in.read(skipped);
            if (bytesLeft < 0) {
                throw new IOException("the rest of a body is too large to be read away");
            }
        }
        if (!in.isFinished() && deadline.remainingAt(System.nanoTime()) <= 0) {
            throw new SocketTimeoutException("the rest of a body did not come");
        }
    }

    @Override
    public void onAllDataRead() {
        context.complete();
    }

    /** It broke off, or was cut off; the container tells so once more, and ends it. */
    @Override
    public void onError(Throwable fault) {
        LOG.debug("the rest of a body is left unread", fault);
    }

    @Override
    public void onError(AsyncEvent event) {
        context.complete();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        late.cancel(false);
    }

    @Override
    public void onTimeout(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
}
