package io.plimsoll.load;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Reads one answer of HTTP/1.1 that says how long it is, or comes in chunks. */
final class ReplyReader {

    private static final int MOST_LINE = 16 << 10;
    private static final int MOST_LINES = 200;
    private static final int MOST_BODY = 64 << 20;

    private final TimedInput in;
    private boolean last;
    private boolean chunked;
    private int length;

    ReplyReader(TimedInput in) {
        this.in = in;
    }

    /** The answer; interim ones, which some proxies send, are passed over. */
    Reply read() throws IOException {
        int status = head();
        while (status < 200) {
            status = head();
        }
        if (chunked) {
            return new Reply(status, chunks());
        }
        if (length < 0 && status != 204 && status != 304) {
            throw new IOException("the answer does not say how long it is");
        }
        return new Reply(status, in.read(Math.max(0, length)));
    }

    /** Whether the connection takes no further request. */
    boolean isLast() {
        return last;
    }

    private int head() throws IOException {
        chunked = false;
        length = -1;
        int status = status(line());
        int lines = 0;
        for (String line = line(); !line.isEmpty(); line = line()) {
            if (++lines > MOST_LINES) {
                throw new IOException("the head of the answer is too long");
            }
            header(line.toLowerCase(Locale.ROOT));
        }
        return status;
    }

    private static int status(String line) throws IOException {
        if (!line.matches("HTTP/1\\.[01] [1-5][0-9][0-9]( .*)?")) {
            throw new IOException("what answers there does not speak HTTP/1.1");
        }
        return Integer.parseInt(line, 9, 12, 10);
    }

    private void header(String line) throws IOException {
        int colon = line.indexOf(':');
        String name = colon < 0 ? line : line.substring(0, colon);
        String value = line.substring(colon + 1).strip();
        switch (name) {
            case "content-length" -> length = number(value, 10);
            case "transfer-encoding" -> chunked = value.endsWith("chunked");
            case "connection" -> last = value.contains("close");
            default -> {}
        }
    }

    private byte[] chunks() throws IOException {
        var body = new ByteArrayOutputStream();
        for (int size = chunk(); size > 0; size = chunk()) {
            if (body.size() + size > MOST_BODY) {
                throw new IOException("the answer is larger than 64 MiB");
            }
            body.writeBytes(in.read(size));
            line();
        }
        for (int lines = 0; !line().isEmpty(); lines++) {
            if (lines > MOST_LINES) {
                throw new IOException("the end of the answer is too long");
            }
        }
        return body.toByteArray();
    }

    private int chunk() throws IOException {
        String line = line();
        int end = line.indexOf(';');
        return number((end < 0 ? line : line.substring(0, end)).strip(), 16);
    }

    private static int number(String text, int radix) throws IOException {
        try {
            int number = Integer.parseInt(text, radix);
            if (number >= 0 && number <= MOST_BODY) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IOException("the answer says no length: " + text, e);
        }
        throw new IOException("the answer is larger than 64 MiB");
    }

    /** A line without its end. */
    private String line() throws IOException {
        var line = new ByteArrayOutputStream(64);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (line.size() == MOST_LINE) {
                throw new IOException("the head of the answer is too long");
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }
}
