package io.plimsoll.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * Callers that send at a constant rate whether or not the server keeps up. A latency counts from the moment at which
 * the request should have been sent, so a server that stalls pays for all who had to wait; the client's own timer,
 * which wakes some 60 µs late, is in it too.
 */
record OpenLoop(InetSocketAddress address, List<ByteBuffer> requests, int callers, int perSecond) {

    /** Sends requests for some time. */
    Latencies runFor(long nanos) throws IOException, InterruptedException {
        long start = System.nanoTime();
        List<Callable<Latencies>> tasks = new ArrayList<>();
        for (int caller = 0; caller < callers; caller++) {
            int first = caller;
            tasks.add(() -> call(first, start, start + nanos));
        }
        var all = new Latencies();
        try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
            for (Future<Latencies> task : threads.invokeAll(tasks)) {
                all.addAll(task.get());
            }
        } catch (ExecutionException failed) {
            throw new IOException(failed.getCause());
        }
        return all;
    }

    private Latencies call(int first, long start, long end) throws IOException {
        var latencies = new Latencies();
        try (var selector = Selector.open();
                var connection = new Connection(address, selector)) {
            for (long request = first; ; request += callers) {
                long due = start + request * 1_000_000_000L / perSecond;
                if (due >= end) {
                    return latencies;
                }
                for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
                    LockSupport.parkNanos(early);
                }
                connection.exchange(requests.get((int) (request % requests.size())));
                latencies.add(System.nanoTime() - due);
            }
        }
    }
}
