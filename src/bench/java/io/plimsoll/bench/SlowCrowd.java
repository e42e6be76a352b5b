package io.plimsoll.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Holds many connections open on one thread, each as slowly as can be; one that the service ends is opened again. */
final class SlowCrowd implements AutoCloseable {

    private static final int TICKS_A_SECOND = 100;
    private static final String LATE = "HTTP/1.1 408 ";

    private final InetSocketAddress address;
    private final SlowKind kind;
    private final String path;
    private final String key;
    private final @Nullable Slow[] held;
    private final Selector selector = Selector.open();
    private final ByteBuffer in = ByteBuffer.allocate(4 << 10);
    private final Thread thread;
    private volatile boolean ending;
    private volatile Held state = new Held(0, 0, 0, 0, 0);
    private long opened;
    private long late;
    private long failed;

    /**
     * What it holds.
     *
     * @param connected as the kernel says, which takes connections before the service does
     * @param connecting neither taken nor refused yet
     * @param opened so far
     * @param late how many were told 408 so far
     * @param failed how many could not be opened so far
     */
    record Held(int connected, int connecting, long opened, long late, long failed) {}

    /** One of them. */
    private record Slow(int number, SocketChannel channel) {}

    /** Begins to open connections. */
    SlowCrowd(InetSocketAddress address, SlowKind kind, int count, String path, String key) throws IOException {
        this.address = address;
        this.kind = kind;
        this.path = path;
        this.key = key;
        this.held = new Slow[count];
        this.thread = Thread.ofPlatform().daemon().name("slow-callers").start(this::hold);
    }

    Held held() {
        return state;
    }

    private void hold() {
        try (selector) {
            for (int tick = 0; !ending; tick++) {
                selector.select(this::proceed, TimeUnit.SECONDS.toMillis(1) / TICKS_A_SECOND);
                int connected = 0;
                int connecting = 0;
                for (int number = 0; number < held.length; number++) {
                    Slow slow = held[number];
                    if (slow == null) {
                        open(number);
                    } else if (slow.channel().isConnected()) {
                        connected++;
                        if (number % TICKS_A_SECOND == tick % TICKS_A_SECOND) {
                            sendByte(slow);
                        }
                    } else {
                        connecting++;
                    }
                }
                state = new Held(connected, connecting, opened, late, failed);
            }
            for (Slow slow : held) {
                if (slow != null) {
                    slow.channel().close();
                }
            }
        } catch (IOException broken) {
            throw new IllegalStateException("slow callers cannot go on", broken);
        }
    }

    private void open(int number) throws IOException {
        var channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        var slow = new Slow(number, channel);
        held[number] = slow;
        try {
            boolean connected = channel.connect(address);
            channel.register(selector, connected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, slow);
            if (connected) {
                begin(slow);
            }
        } catch (IOException refused) {
            failed++;
            end(slow);
        }
    }

    private void begin(Slow slow) throws IOException {
        opened++;
        String text = kind.of(slow.number()).beginning(path, key);
        slow.channel().write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private void sendByte(Slow slow) {
        if (kind.of(slow.number()) == SlowKind.SILENT) {
            return;
        }
        try {
            slow.channel().write(ByteBuffer.wrap(new byte[] {' '}));
        } catch (IOException over) {
            end(slow);
        }
    }

    private void proceed(SelectionKey ready) {
        Slow slow = (Slow) ready.attachment();
        try {
            if (ready.isConnectable()) {
                slow.channel().finishConnect();
                ready.interestOps(SelectionKey.OP_READ);
                begin(slow);
                return;
            }
        } catch (IOException refused) {
            failed++;
            end(slow);
            return;
        }
        try {
            in.clear();
            if (slow.channel().read(in) < 0) {
                end(slow);
            } else if (new String(in.array(), 0, LATE.length(), StandardCharsets.US_ASCII).equals(LATE)) {
                late++;
            }
        } catch (IOException over) {
            end(slow);
        }
    }

    /** Makes room for another in its place. */
    private void end(Slow slow) {
        try {
            slow.channel().close();
        } catch (IOException gone) {
            throw new IllegalStateException("a socket cannot be closed", gone);
        }
        held[slow.number()] = null;
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
