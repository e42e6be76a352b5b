package io.plimsoll.bench;

import io.plimsoll.load.Connection;
import io.plimsoll.load.Latencies;
import io.plimsoll.load.OpenLoop;
import io.plimsoll.load.Reply;
import io.plimsoll.load.ServiceUrl;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** The load of the command {@code load}, with requests of the benchmark's own; any answer but 200 ends the run. */
record ConstantRate(ServiceUrl server, List<byte[]> requests, int callers, int perSecond) {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** What goes on beside the load. */
    interface Task {
        void run() throws IOException, InterruptedException;
    }

    /** Sends requests for some time. */
    Latencies runFor(long nanos) throws IOException, InterruptedException {
        List<Caller> all = connected();
        new OpenLoop(all, perSecond).runFor(Duration.ofNanos(nanos));
        return ended(all);
    }

    /** Sends requests for as long as a task takes. */
    Latencies runWhile(Task task) throws IOException, InterruptedException {
        List<Caller> all = connected();
        var loop = new OpenLoop(all, perSecond);
        try (ExecutorService beside = Executors.newSingleThreadExecutor()) {
            Future<?> load = beside.submit(() -> loop.runFor(LONGEST));
            try {
                task.run();
            } finally {
                loop.stop();
            }
            load.get();
        } catch (ExecutionException failed) {
            throw new IOException(failed.getCause());
        }
        return ended(all);
    }

    private List<Caller> connected() {
        return Stream.generate(() -> new Caller(new Connection(server, PATIENCE), requests, new Latencies()))
                .limit(callers)
                .toList();
    }

    private static Latencies ended(List<Caller> callers) {
        var all = new Latencies();
        for (Caller caller : callers) {
            all.addAll(caller.latencies());
            caller.connection().close();
        }
        return all;
    }

    /** One connection with the latencies that it saw. */
    private record Caller(Connection connection, List<byte[]> requests, Latencies latencies)
            implements OpenLoop.Caller {

        @Override
        public void call(long number, long due) throws IOException {
            Reply reply = connection.exchange(requests.get((int) (number % requests.size())));
            latencies.add(System.nanoTime() - due);
            if (reply.status() != 200) {
                throw new WrongAnswer(new String(reply.body(), StandardCharsets.UTF_8));
            }
        }
    }
}
