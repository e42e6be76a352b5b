package io.plimsoll.api;

import java.net.SocketTimeoutException;
import java.time.Duration;
import org.apache.coyote.AbstractProcessor;
import org.apache.coyote.Request;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's HTTP/1.1, which ends connections whose request's head is not there in time. Tomcat itself bounds the wait
 * for the next byte, so that a head may take as long as its sender likes. Public because Tomcat makes it by its name.
 */
public final class DoorProtocol extends Http11NioProtocol {

    /** Ends each connection on which the first byte of a head came longer ago than that, and the last has not. */
    void endSlowHeads(long nowNanos, Duration longest) {
        for (SocketWrapperBase<?> connection : getEndpoint().getConnections()) {
            // While a thread is at work on it, a connection has no processor that could be seen here; while a request
            // waits for its body, its processor knows that somebody else will go on.
            if (connection.getCurrentProcessor() instanceof AbstractProcessor processor
                    && !processor.isAsync()
                    && isSlow(processor.getRequest(), nowNanos, longest)) {
                connection.setError(new SocketTimeoutException());
                connection.processSocket(SocketEvent.ERROR, true);
            }
        }
    }

    /** Asked for after Tomcat has decided about the connection, and before it writes the status line. */
    @Override
    public @Nullable String getServer() {
        KeptConnection.statusLineIsNext();
        return super.getServer();
    }

    private static boolean isSlow(Request request, long nowNanos, Duration longest) {
        long first = request.getStartTimeNanos();
        return first != -1 && nowNanos - first > longest.toNanos();
    }
}
