package io.plimsoll.api;

import java.nio.charset.StandardCharsets;
import org.apache.coyote.Request;
import org.apache.tomcat.util.buf.ByteChunk;

/** Whether all who pass a request on agree about where its body ends; if not, a second request can hide in it. */
final class Framing {

    private static final byte[] CONTENT_LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);

    private Framing() {}

    /** Whether a request has chunks and a length, or chunks in a version of HTTP that has none. */
    static boolean ambiguous(Request request) {
        return request.getMimeHeaders().getValue("transfer-encoding") != null
                && (!request.protocol().equals("HTTP/1.1") || lengthWasSent(request));
    }

    /**
     * Whether the head holds a Content-Length. Tomcat drops that header, without a word, from a request with chunks;
     * but the bytes of the head still stand in its input buffer, after the request's path, up to the first empty line.
     */
    private static boolean lengthWasSent(Request request) {
        ByteChunk path = request.requestURI().getByteChunk();
        byte[] head = path.getBytes();
        int line = nextLine(head, path.getEnd());
        while (!empty(head, line)) {
            if (startsWith(head, line, CONTENT_LENGTH)) {
                return true;
            }
            line = nextLine(head, line);
        }
        return false;
    }

    private static int nextLine(byte[] head, int from) {
        int at = from;
        while (at < head.length && head[at] != '\n') {
            at++;
        }
        return at + 1;
    }

    private static boolean empty(byte[] head, int line) {
        return line >= head.length || head[line] == '\n' || head[line] == '\r';
    }

    private static boolean startsWith(byte[] head, int line, byte[] name) {
        if (head.length - line < name.length) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            byte c = head[line + i];
            if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != name[i]) {
                return false;
            }
        }
        return true;
    }
}
