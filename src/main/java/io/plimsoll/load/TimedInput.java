package io.plimsoll.load;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** What arrives on a socket, each piece of it before the deadline of the answer that it belongs to. */
final class TimedInput {

    private static final int BUFFER = 16 << 10;

    private final Socket socket;
    private final InputStream arriving;
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int limit;
    private long deadline;
    private boolean begun;

    TimedInput(Socket socket) throws IOException {
        this.socket = socket;
        this.arriving = socket.getInputStream();
    }

    /** An answer is due before a moment of {@link System#nanoTime}. */
    void expect(long before) {
        deadline = before;
        begun = false;
    }

    /** Whether a byte of the answer has come. */
    boolean hasBegun() {
        return begun;
    }

    /** The next byte. */
    int read() throws IOException {
        if (position == limit && !fill()) {
            throw new EOFException("the service closed the connection instead of answering");
        }
        return buffer[position++];
    }

    /** So many bytes. */
    byte[] read(int count) throws IOException {
        byte[] bytes = new byte[count];
        for (int done = 0; done < count; ) {
            if (position == limit && !fill()) {
                throw new EOFException("the service closed the connection within its answer");
            }
            int piece = Math.min(count - done, limit - position);
            System.arraycopy(buffer, position, bytes, done, piece);
            position += piece;
            done += piece;
        }
        return bytes;
    }

    /** Whether more has come; false at the end. */
    private boolean fill() throws IOException {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
            throw new SocketTimeoutException("no answer in time");
        }
        socket.setSoTimeout((int) left);
        int count = arriving.read(buffer);
        position = 0;
        limit = Math.max(0, count);
        begun |= count > 0;
        return count > 0;
    }
}
