package io.plimsoll.api;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.catalina.connector.Response;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the connection of a caller that is told to come again. Tomcat ends every connection after a 503, as it does
 * where it cannot tell what comes next; here the request was read whole, and a connection made anew would cost more
 * than the refusal, just when there is nothing to spare. So Tomcat decides about the connection by another status, and
 * the status line is written with the right one.
 */
final class KeptConnection {

    /** Of no meaning to Tomcat; seen by nobody but its access log. */
    private static final int STAND_IN = 529;

    private static final ThreadLocal<org.apache.coyote.@Nullable Response> LEAVING = new ThreadLocal<>();

    private KeptConnection() {}

    /** Whether an answer would cost its connection, and has not left. */
    static boolean wanted(Response response) {
        return response.getStatus() == HttpServletResponse.SC_SERVICE_UNAVAILABLE
                && response.getContentWritten() > 0
                && !response.isCommitted();
    }

    /** Has an answer leave, by what is given; whatever else ends its connection still does. */
    static void leave(Response response, Leaving leaving) throws IOException {
        org.apache.coyote.Response answer = response.getCoyoteResponse();
        answer.setStatus(STAND_IN);
        LEAVING.set(answer);
        try {
            leaving.run();
        } finally {
            LEAVING.remove();
            // It is asked once more when the request is over.
            answer.setStatus(STAND_IN);
        }
    }

    /** Writes the head of an answer. */
    @FunctionalInterface
    interface Leaving {

        void run() throws IOException;
    }

    /** Between the decision about the connection and the status line. */
    static void statusLineIsNext() {
        org.apache.coyote.Response answer = LEAVING.get();
        if (answer != null) {
            answer.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        }
    }
}
