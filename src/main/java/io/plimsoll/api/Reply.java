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
 * @param version the version that answered, where one answered for the whole body
 */
record Reply(Code code, JsonBytes body, @Nullable String version) {

    /** Sends it whole: status, headers and body with its length. */
    void send(HttpServletResponse response) throws IOException {
        send(Status.of(code), response);
    }

    /** Sends it whole under a status that Tomcat has chosen. */
    void send(int status, HttpServletResponse response) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        response.setContentLength(body.length());
        if (version != null) {
            response.setHeader("X-Model-Version", version);
        }
        Duration retryAfter = Status.retryAfter(code);
        if (retryAfter != null) {
            response.setHeader("Retry-After", Long.toString(retryAfter.toSeconds()));
        }
        body.writeTo(response.getOutputStream());
    }
}
