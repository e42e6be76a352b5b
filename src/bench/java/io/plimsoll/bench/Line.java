package io.plimsoll.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** One connection of a crowd, with at most one request under way; nothing here waits. */
final class Line {

    private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LAST = "connection: close".getBytes(StandardCharsets.US_ASCII);

    private final SocketChannel channel;
    private final SelectionKey key;
    private final byte[] bytes = new byte[8 << 10];
    private final ByteBuffer in = ByteBuffer.wrap(bytes);
    private ByteBuffer out = ByteBuffer.allocate(0);
    private int end;
    private boolean last;

    /** Nanosecond at which the request under way should have been sent. */
    long due;

    /** Nanosecond at which it was. */
    long sentAt;

    boolean busy;

    /** Begins to connect; {@link #ready} sends what was given to {@link #send} as soon as that is done. */
    Line(InetSocketAddress address, Selector selector) throws IOException {
        channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        // A caller that closes first would keep its port for a minute, and soon there would be none left.
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        boolean connected = channel.connect(address);
        key = channel.register(selector, connected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, this);
    }

    void send(ByteBuffer request, long dueAt) throws IOException {
        due = dueAt;
        sentAt = System.nanoTime();
        busy = true;
        in.clear();
        end = 0;
        out = request.duplicate();
        if (channel.isConnected()) {
            write();
        }
    }

    private void write() throws IOException {
        channel.write(out);
        key.interestOps(out.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    /** Goes on as far as the connection lets it; true when an answer is complete. */
    boolean ready() throws IOException {
        if (key.isConnectable()) {
            channel.finishConnect();
            sentAt = System.nanoTime();
            write();
            return false;
        }
        if (key.isWritable()) {
            write();
        }
        if (!key.isReadable()) {
            return false;
        }
        if (channel.read(in) < 0) {
            throw new IOException("the server closed the connection");
        }
        if (end == 0) {
            readHead();
        }
        return end > 0 && in.position() >= end;
    }

    private void readHead() throws IOException {
        last = false;
        int length = 0;
        int line = 0;
        for (int at = 0; at < in.position(); at++) {
            if (bytes[at] != '\n') {
                continue;
            }
            if (at - line <= 1) {
                end = at + 1 + length;
                return;
            }
            if (starts(line, LENGTH)) {
                String digits =
                        new String(bytes, line + LENGTH.length, at - line - LENGTH.length, StandardCharsets.US_ASCII);
                length = Integer.parseInt(digits.strip());
            } else if (starts(line, LAST)) {
                last = true;
            }
            line = at + 1;
        }
        if (!in.hasRemaining()) {
            throw new IOException("the answer is larger than any that is expected");
        }
    }

    /** Whether a line of the head begins so, in whatever case. */
    private boolean starts(int line, byte[] words) {
        for (int i = 0; i < words.length; i++) {
            byte c = bytes[line + i];
            if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != words[i]) {
                return false;
            }
        }
        return true;
    }

    int status() {
        return (bytes[9] - '0') * 100 + (bytes[10] - '0') * 10 + bytes[11] - '0';
    }

    /** Whether the server ends the connection with this answer. */
    boolean last() {
        return last;
    }

    void close() {
        try {
            channel.close();
        } catch (IOException gone) {
            throw new IllegalStateException("a socket cannot be closed", gone);
        }
    }
}
