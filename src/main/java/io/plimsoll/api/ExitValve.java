package io.plimsoll.api;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/** Sees every answer out, those of errors included: what becomes of its connection, and of a body that nobody read. */
final class ExitValve extends ValveBase {

    /** A body that is there is cheap to skip, and its connection worth that. */
    private static final long MOST_SKIPPED = 1 << 20;

    private static final int SKIPPED_AT_ONCE = 1 << 13;

    private final BodyTimer timer;

    ExitValve(BodyTimer timer) {
        super(true);
        this.timer = timer;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
        leave(request, response);
    }

    /**
     * What an answer leaves unread of a body is read by the container before the next request, and waited for where it
     * is not there yet, which would give a slow writer a thread: here nobody waits for it.
     */
    private void leave(Request request, Response response) throws IOException {
        org.apache.coyote.Request bytes = request.getCoyoteRequest();
        if (request.isAsync() || endsAnyway(response)) {
            return;
        }
        if (!bytes.isFinished()) {
            skipWhatIsThere(request);
        }
        if (bytes.isFinished()) {
            if (KeptConnection.wanted(response)) {
                KeptConnection.leave(response, response::finishResponse);
            }
            return;
        }
        // Nothing comes of a path that is none; nobody sends a body that was not asked for, or one of that size for
        // nothing, or knows where this one ends.
        boolean worthTheConnection = request.getContext() != null
                && !bytes.hasExpectation()
                && request.getContentLengthLong() <= MOST_SKIPPED
                && !Framing.ambiguous(bytes);
        if (!worthTheConnection && !response.isCommitted()) {
            response.setHeader("Connection", "close");
        }
        // To finish the answer would close the body as well.
        if (!response.isCommitted() && response.getContentWritten() > 0) {
            response.setContentLengthLong(response.getContentWritten());
        }
        if (worthTheConnection && KeptConnection.wanted(response)) {
            KeptConnection.leave(response, response::flushBuffer);
        } else {
            response.flushBuffer();
        }
        if (worthTheConnection) {
            Leftover.readAway(request, MOST_SKIPPED, timer);
        } else {
            bytes.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        }
    }

    /** After a head that is none, or a body that broke off, Tomcat cannot tell what comes next. */
    private static boolean endsAnyway(Response response) {
        var error = new AtomicBoolean();
        response.getCoyoteResponse().action(ActionCode.IS_ERROR, error);
        return error.get();
    }

    private static void skipWhatIsThere(Request request) throws IOException {
        InputStream rest = request.getStream();
        var skipped = new byte[SKIPPED_AT_ONCE];
        for (int bytes = 0;
                bytes < MOST_SKIPPED && request.getContentLengthLong() >= 0 && rest.available() > 0;
                bytes += skipped.length) {
            // As much as is there, or less; asked to skip, the stream would wait for all of it.
            if (rest.read(skipped) < 0) {
                break;
            }
        }
    }
}
