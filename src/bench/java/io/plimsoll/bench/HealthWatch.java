package io.plimsoll.bench;

import io.plimsoll.load.Latencies;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Asks a service every 50 ms whether it is alive, and whether it is ready, each time on a connection of its own. */
final class HealthWatch implements AutoCloseable {

    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int PATIENCE_MILLIS = 5_000;

    private final InetSocketAddress address;
    private final Latencies latencies = new Latencies();
    private final Thread thread;
    private volatile boolean ending;
    private int failures;

    /** What was seen; milliseconds. */
    record Seen(double p99, double most, int failures) {}

    /** Begins to ask. */
    HealthWatch(InetSocketAddress address) {
        this.address = address;
        this.thread = Thread.ofPlatform().daemon().name("health").start(this::watch);
    }

    private void watch() {
        long due = System.nanoTime();
        for (int look = 0; !ending; look++) {
            long start = System.nanoTime();
            if (!ask(look % 2 == 0 ? "liveness" : "readiness")) {
                failures++;
            }
            latencies.add(System.nanoTime() - start);
            due = Math.max(due + PAUSE, System.nanoTime());
            try {
                TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            } catch (InterruptedException leaving) {
                return;
            }
        }
    }

    private boolean ask(String what) {
        String request = "GET /actuator/health/" + what + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
        try (var socket = new Socket()) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(address, PATIENCE_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                    .startsWith("HTTP/1.1 200 ");
        } catch (IOException failed) {
            return false;
        }
    }

    /** Ends, and tells what was seen. */
    Seen seen() {
        close();
        return new Seen(Tally.millis(latencies, 0.99), Tally.millis(latencies, 1), failures);
    }

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
