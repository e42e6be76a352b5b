package io.plimsoll.api;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Set;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/**
 * Gives every request its trace, and turns away what no address of this service needs before anything else looks at it:
 * methods that nothing here has, paths in another spelling than their plain one, bodies whose end is in doubt.
 */
final class EntryValve extends ValveBase {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST");
    private static final String BYTES = EntryValve.class.getName();

    private static final String ALLOWED = "GET, HEAD, POST";

    private final Farewell farewell;

    EntryValve(Farewell farewell) {
        super(true);
        this.farewell = farewell;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (farewell.begin()) {
            response.setHeader("Connection", "close");
        }
        request.setAttribute(BYTES, request.getCoyoteRequest());
        try {
            enter(request, response);
        } finally {
            if (request.isAsync()) {
                request.getAsyncContextInternal().addListener(new End());
            } else {
                farewell.end();
            }
        }
    }

    /** When the first byte of a request came, by {@link System#nanoTime}. */
    static long begun(HttpServletRequest request) {
        return bytes(request).getStartTimeNanos();
    }

    /** The request as Tomcat has it from the connection. */
    private static org.apache.coyote.Request bytes(HttpServletRequest request) {
        return (org.apache.coyote.Request) request.getAttribute(BYTES);
    }

    /**
     * Calls the read listener of a request as if something had come, in turn with all that really comes: whatever ends
     * a request beside that would meet what comes at the same moment, and Tomcat lose count of it.
     */
    static Runnable wakeReader(HttpServletRequest request) {
        org.apache.coyote.Request bytes = bytes(request);
        return () -> {
            bytes.action(ActionCode.DISPATCH_READ, null);
            bytes.action(ActionCode.DISPATCH_EXECUTE, null);
        };
    }

    /** A request that outlasts its first thread has ended. */
    private final class End implements AsyncListener {

        @Override
        public void onComplete(AsyncEvent event) {
            farewell.end();
        }

        @Override
        public void onTimeout(AsyncEvent event) {}

        @Override
        public void onError(AsyncEvent event) {}

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }

    private void enter(Request request, Response response) throws IOException, ServletException {
        response.setHeader(Trace.HEADER, Trace.idOf(request));
        if (response.isError()) {
            // Tomcat has found a fault in the head already; the next valve leaves it at that.
            if (response.getStatus() == Response.SC_METHOD_NOT_ALLOWED) {
                response.setHeader("Allow", ALLOWED);
            }
            getNext().invoke(request, response);
        } else if (Framing.ambiguous(request.getCoyoteRequest())) {
            response.sendError(Response.SC_BAD_REQUEST);
        } else if (!plain(request.getRequestURI())) {
            response.sendError(Response.SC_NOT_FOUND);
        } else if (!METHODS.contains(request.getMethod())) {
            response.setHeader("Allow", ALLOWED);
            response.sendError(Response.SC_METHOD_NOT_ALLOWED);
        } else {
            getNext().invoke(request, response);
        }
    }

    /**
     * Whether a path is spelled plainly: no escapes, no parameters, no empty segments and none of dots, since every
     * path here does without, and what guards a path must not have to know all of its spellings.
     */
    static boolean plain(String path) {
        char before = 0;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            boolean startsSegment = before == '/' || before == '.';
            if (!isWord(c) && (startsSegment || (c != '/' && c != '.'))) {
                return false;
            }
            before = c;
        }
        return before != '.';
    }

    private static boolean isWord(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }
}
