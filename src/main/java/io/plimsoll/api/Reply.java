package io.plimsoll.api;

import io.plimsoll.codec.JsonBytes;
import io.plimsoll.prediction.Code;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is ready to leave: what HTTP says of it and its body.
 *
 * @param retryAfter when to send the same request again, where the answer says so
 * @param version the version that answered, where one answered for the whole body
 */
record Reply(
        Code code,
        JsonBytes body,
        @Nullable Duration retryAfter,
        @Nullable String version) {

    /** Whether it turns the request away, or what it asks for. */
    boolean isRefusal() {
        return Status.of(code) >= HttpServletResponse.SC_BAD_REQUEST;
    }

    /** Sends it whole: status, headers and body with its length. */
    void send(HttpServletResponse response) throws IOException {
        head(Status.of(code), response);
        response.setContentLength(body.length());
        body.writeTo(response.getOutputStream());
    }

    /**
     * Sends it while a part of the request's body may still be unread. Where its length is said, the container closes
     * the request with the last byte, and the rest of its body can then only be cut off; it finds out the length of
     * what is as short as this by itself.
     */
    void sendEarly(HttpServletResponse response) throws IOException {
        sendEarly(Status.of(code), response);
    }

    /** The same under a status that Tomcat has chosen. */
    void sendEarly(int status, HttpServletResponse response) throws IOException {
        head(status, response);
        body.writeTo(response.getOutputStream());
    }

    private void head(int status, HttpServletResponse response) {
        response.setStatus(status);
        response.setContentType("application/json");
        if (version != null) {
            response.setHeader("X-Model-Version", version);
        }
        if (retryAfter != null) {
            // Whole seconds are all that the header has: whoever keeps to it must not come too early.
            response.setHeader("Retry-After", Long.toString(Math.ceilDiv(retryAfter.toMillis(), 1000)));
        }
    }
}
