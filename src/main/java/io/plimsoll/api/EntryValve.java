package io.plimsoll.api;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Set;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Gives every request its trace, and turns away what no address of this service needs before anything else looks at it:
 * methods that nothing here has, paths in another spelling than their plain one, bodies whose end is in doubt.
 */
final class EntryValve extends ValveBase {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST");
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
        try {
            enter(request, response);
        } finally {
            farewell.end();
        }
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
