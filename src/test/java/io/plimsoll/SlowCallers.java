package io.plimsoll;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Many connections on one thread: of each three, one sends a body a byte a second, one a head, one nothing at all. One
 * that the service ends is opened again.
 */
final class SlowCallers implements AutoCloseable {

    private static final List<String> BEGINNINGS = List.of(
            "POST /v1/predict/fast HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 600\r\n\r\n{",
            "POST /v1/predict/fast HTTP/1.1\r\nHost: localhost\r\nX-Slow: ",
            "");
    private static final int TICKS_A_SECOND = 50;

    private final InetSocketAddress address;
    private final SocketChannel[] channels;
    private final Selector selector;
    private final ByteBuffer in = ByteBuffer.allocate(4 << 10);
    private final AtomicLong begun = new AtomicLong();
    private final AtomicLong cut = new AtomicLong();
    private final Thread thread;
    private volatile boolean ending;

    /** Begins to open them. */
    SlowCallers(int port, int count) throws IOException {
        address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        channels = new SocketChannel[count];
        selector = Selector.open();
        thread = Thread.ofPlatform().daemon().name("slow-callers").start(this::hold);
    }

    /** How many connections have come about so far. */
    long begun() {
        return begun.get();
    }

    /** How many the service has ended so far. */
    long cut() {
        return cut.get();
    }

    private void hold() {
        try (selector) {
            for (int tick = 0; !ending; tick++) {
                selector.select(this::proceed, 1_000 / TICKS_A_SECOND);
                for (int number = 0; number < channels.length; number++) {
                    SocketChannel channel = channels[number];
                    if (channel == null) {
                        open(number);
                    } else if (channel.isConnected() && number % TICKS_A_SECOND == tick % TICKS_A_SECOND) {
                        send(number, BEGINNINGS.get(number % 3).isEmpty() ? "" : " ");
                    }
                }
            }
            for (int number = 0; number < channels.length; number++) {
                end(number);
            }
        } catch (IOException broken) {
            throw new IllegalStateException("slow callers cannot go on", broken);
        }
    }

    private void open(int number) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channels[number] = channel;
        channel.configureBlocking(false);
        // Whoever closes first would keep its port for a minute.
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        channel.register(selector, SelectionKey.OP_CONNECT, number);
        if (channel.connect(address)) {
            begin(number);
        }
    }

    private void begin(int number) {
        begun.incrementAndGet();
        channels[number].keyFor(selector).interestOps(SelectionKey.OP_READ);
        send(number, BEGINNINGS.get(number % 3));
    }

    private void send(int number, String text) {
        try {
            channels[number].write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException over) {
            cutOff(number);
        }
    }

    private void proceed(SelectionKey key) {
        int number = (int) key.attachment();
        try {
            if (key.isConnectable()) {
                channels[number].finishConnect();
                begin(number);
            } else if (channels[number].read(in.clear()) < 0) {
                cutOff(number);
            }
        } catch (IOException over) {
            cutOff(number);
        }
    }

    private void cutOff(int number) {
        cut.incrementAndGet();
        end(number);
    }

    private void end(int number) {
        try {
            if (channels[number] != null) {
                channels[number].close();
            }
        } catch (IOException gone) {
            throw new IllegalStateException("a socket cannot be closed", gone);
        }
        channels[number] = null;
    }

    /** Closes all of them. */
    @Override
    public void close() {
        ending = true;
        try {
            thread.join();
        } catch (InterruptedException leaving) {
            Thread.currentThread().interrupt();
        }
    }
}
