package io.plimsoll.api;

import io.plimsoll.prediction.Deadline;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.LongSupplier;

/** The body of a request, read under a limit of bytes and a deadline. */
sealed interface Body {

    /** All of it; only the first {@code length} bytes count, and nobody else has the array. */
    record Whole(byte[] bytes, int length) implements Body {}

    /** Not all of it. */
    record Unread(Refusal refusal) implements Body {}

    /** What is made ready before the first byte is there: a claimed length costs nothing until its bytes arrive. */
    int FIRST = 16 * 1024;

    /**
     * Reads the body to its end, or says why not; a length over the limit is refused unread.
     *
     * @throws IOException if the caller stops, is silent for too long or sends broken chunks; Tomcat has then marked
     *     the response with what to say
     */
    static Body read(HttpServletRequest request, int limit, Deadline deadline, LongSupplier nanoClock)
            throws IOException {
        long announced = request.getContentLengthLong();
        if (announced > limit) {
            return new Unread(Refusal.tooLarge(limit));
        }
        byte[] bytes = new byte[announced < 0 ? FIRST : (int) Math.min(announced, FIRST)];
        int length = 0;
        InputStream in = request.getInputStream();
        while (length != announced) {
            // Only while more is due: a body that is there is not late, whatever comes of the rest.
            if (length > 0 && deadline.remainingAt(nanoClock.getAsLong()) <= 0) {
                return new Unread(Refusal.LATE);
            }
            if (length == bytes.length) {
                // One byte over the limit is enough to know that it is over.
                bytes = Arrays.copyOf(bytes, (int) Math.min(Math.max(length, 1) * 2L, limit + 1L));
            }
            int read = in.read(bytes, length, bytes.length - length);
            if (read < 0) {
                break;
            }
            length += read;
            if (length > limit) {
                return new Unread(Refusal.tooLarge(limit));
            }
        }
        return new Whole(bytes, length);
    }
}
