package io.plimsoll.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongPredicate;

/**
 * Callers that send at a constant rate whether or not the server keeps up. A latency counts from the moment at which
 * the request should have been sent, so a server that stalls pays for all who had to wait; the client's own timer,
 * which wakes some 60 µs late, is in it too.
 */
record OpenLoop(InetSocketAddress address, List<ByteBuffer> requests, int callers, int perSecond) {

    /** What goes on beside the load. */
    interface Task {
        void run() throws IOException, InterruptedException;
    }

    /** Sends requests for some time. */
    Latencies runFor(long nanos) throws IOException, InterruptedException {
        long end = System.nanoTime() + nanos;
        return run(due -> due >= end, () -> {});
    }

    /** Sends requests for as long as a task takes. */
    Latencies runWhile(Task task) throws IOException, InterruptedException {
        var done = new AtomicBoolean();
        return run(due -> done.get(), () -> {
            try {
                task.run();
            } finally {
                done.set(true);
            }
        });
    }

    private Latencies run(LongPredicate over, Task task) throws IOException, InterruptedException {
        long start = System.nanoTime();
        List<Future<Latencies>> calls = new ArrayList<>();
        var all = new Latencies();
        try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
            for (int caller = 0; caller < callers; caller++) {
                int first = caller;
                calls.add(threads.submit(() -> call(first, start, over)));
            }
            task.run();
            for (Future<Latencies> call : calls) {
                all.addAll(call.get());
            }
        } catch (ExecutionException failed) {
            throw new IOException(failed.getCause());
        }
        return all;
    }

    private Latencies call(int first, long start, LongPredicate over) throws IOException {
        var latencies = new Latencies();
        try (var selector = Selector.open();
                var connection = new Connection(address, selector)) {
            for (long request = first; ; request += callers) {
                long due = start + request * 1_000_000_000L / perSecond;
                if (over.test(due)) {
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
