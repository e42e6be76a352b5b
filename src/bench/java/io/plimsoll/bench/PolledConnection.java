package io.plimsoll.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One keep-alive connection of many that one thread serves, with at most one request under way; any answer but 200 is
 * an error.
 */
final class PolledConnection implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 5_000;
    private static final String LENGTH = "content-length:";

    private final InetSocketAddress address;
    private final Selector selector;
    private final byte[] bytes = new byte[64 << 10];
    private final ByteBuffer in = ByteBuffer.wrap(bytes);
    private @Nullable SocketChannel channel;

    /** Nanosecond at which the request under way was sent. */
    long sentAt;

    private int bodyStart;
    private int bodyLength;
    private boolean lastAnswer;

    /** Connects with the first request; the selector then hands out this connection as its key's attachment. */
    PolledConnection(InetSocketAddress address, Selector selector) {
        this.address = address;
        this.selector = selector;
    }

    /** Sends a request; what came before must have been answered. */
    void send(ByteBuffer request) throws IOException {
        SocketChannel connected = channel;
        if (connected == null) {
            connected = SocketChannel.open(address);
            connected.setOption(StandardSocketOptions.TCP_NODELAY, true);
            connected.configureBlocking(false);
            connected.register(selector, SelectionKey.OP_READ, this);
            channel = connected;
        }
        in.clear();
        bodyStart = 0;
        sentAt = System.nanoTime();
        ByteBuffer out = request.duplicate();
        while (out.hasRemaining()) {
            connected.write(out);
        }
    }

    /** Takes what has arrived; true when the answer is complete. */
    boolean receive() throws IOException {
        SocketChannel connected = channel;
        if (connected == null || connected.read(in) < 0) {
            throw new IOException("the server closed the connection instead of answering");
        }
        if (bodyStart == 0) {
            readHead();
        }
        if (bodyStart == 0 || in.position() < bodyStart + bodyLength) {
            return false;
        }
        if (bytes[9] != '2' || bytes[10] != '0' || bytes[11] != '0') {
            throw new WrongAnswer(text(0, in.position()));
        }
        if (lastAnswer) {
            connected.close();
            channel = null;
        }
        return true;
    }

    private void readHead() throws IOException {
        for (int end = 3; end < in.position(); end++) {
            if (bytes[end] == '\n' && bytes[end - 2] == '\n') {
                String head = text(0, end).toLowerCase(Locale.ROOT);
                int length = head.indexOf(LENGTH);
                if (length < 0) {
                    throw new WrongAnswer("no Content-Length in " + head);
                }
                int digits = length + LENGTH.length();
                bodyLength = Integer.parseInt(
                        head.substring(digits, head.indexOf('\r', digits)).strip());
                bodyStart = end + 1;
                lastAnswer = head.contains("connection: close");
                return;
            }
        }
    }

    private String text(int from, int length) {
        return new String(bytes, from, length, StandardCharsets.UTF_8);
    }

    /** Waits until some connection of the selector has something to receive. */
    static void await(Selector selector) throws IOException {
        if (selector.select(PATIENCE_MILLIS) == 0) {
            throw new IOException("no answer within " + PATIENCE_MILLIS + " ms");
        }
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}
