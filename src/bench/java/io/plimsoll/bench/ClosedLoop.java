package io.plimsoll.bench;

import io.plimsoll.load.Latencies;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;

/**
 * Callers that send their next request when the last is answered: some connections, one thread, so that the client
 * takes little of the machine that it shares with the server.
 */
final class ClosedLoop implements AutoCloseable {

    private final List<ByteBuffer> requests;
    private final Selector selector = Selector.open();
    private final List<PolledConnection> connections = new ArrayList<>();
    private int next;

    ClosedLoop(InetSocketAddress address, List<byte[]> requests, int callers) throws IOException {
        this.requests = requests.stream().map(ClosedLoop::direct).toList();
        for (int caller = 0; caller < callers; caller++) {
            connections.add(new PolledConnection(address, selector));
        }
    }

    static ByteBuffer direct(byte[] request) {
        return ByteBuffer.allocateDirect(request.length).put(request).flip();
    }

    /** Sends requests for some time, and waits until the last is answered. */
    Latencies runFor(long nanos) throws IOException {
        return run(Long.MAX_VALUE, System.nanoTime() + nanos);
    }

    /** Sends a number of requests, and waits until the last is answered. */
    Latencies runRequests(long count) throws IOException {
        return run(count, Long.MAX_VALUE);
    }

    private Latencies run(long count, long end) throws IOException {
        var latencies = new Latencies();
        long unsent = count;
        int waiting = 0;
        for (PolledConnection connection : connections) {
            connection.send(nextRequest());
            unsent--;
            waiting++;
        }
        while (waiting > 0) {
            PolledConnection.await(selector);
            for (SelectionKey key : selector.selectedKeys()) {
                PolledConnection connection = (PolledConnection) key.attachment();
                if (connection.receive()) {
                    long now = System.nanoTime();
                    latencies.add(now - connection.sentAt);
                    if (unsent > 0 && now < end) {
                        connection.send(nextRequest());
                        unsent--;
                    } else {
                        waiting--;
                    }
                }
            }
            selector.selectedKeys().clear();
        }
        return latencies;
    }

    private ByteBuffer nextRequest() {
        next = (next + 1) % requests.size();
        return requests.get(next);
    }

    @Override
    public void close() throws IOException {
        for (PolledConnection connection : connections) {
            connection.close();
        }
        selector.close();
    }
}
