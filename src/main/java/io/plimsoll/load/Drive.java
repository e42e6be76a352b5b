package io.plimsoll.load;

import io.plimsoll.load.Judge.Verdict;
import io.plimsoll.load.OpenLoop.Sent;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests in turn at a constant rate over a bounded number of connections: for a while to warm the service,
 * which counts for nothing, and then for as long as is wanted. Used once.
 */
public final class Drive implements AutoCloseable {

    /** Nobody took the connection. */
    public static final String NO_CONNECTION = "no connection";

    /** The connection stayed, and nothing came in time. */
    public static final String NO_ANSWER = "no answer";

    /** The connection ended before the answer was whole. */
    public static final String BROKEN_OFF = "broken off";

    private final List<byte[]> requests;
    private final Judge judge;
    private final Pace pace;
    private final List<Driver> drivers;
    private @Nullable OpenLoop loop;
    private boolean stopped;

    /**
     * A drive that has not begun.
     *
     * @param patience for one answer
     */
    public Drive(ServiceUrl service, List<byte[]> requests, Judge judge, Pace pace, Duration patience) {
        if (requests.isEmpty()) {
            throw new IllegalArgumentException("nothing to send");
        }
        this.requests = List.copyOf(requests);
        this.judge = judge;
        this.pace = pace;
        this.drivers = Stream.generate(() -> new Driver(new Connection(service, patience)))
                .limit(pace.connections())
                .toList();
    }

    /**
     * How fast and for how long.
     *
     * @param connections at most, and so many requests under way
     */
    public record Pace(int perSecond, int connections, Duration warmUp, Duration time) {}

    /** What was sent after the warm-up, and what became of it. */
    public record Outcome(Sent sent, Tally tally) {}

    /** Does all of it. */
    public Outcome run() throws InterruptedException {
        run(pace.warmUp());
        drivers.forEach(Driver::forget);
        Sent sent = run(pace.time());
        var tally = new Tally();
        drivers.forEach(driver -> tally.addAll(driver.tally));
        return new Outcome(sent, tally);
    }

    private Sent run(Duration time) throws InterruptedException {
        var sending = new OpenLoop(drivers, pace.perSecond());
        synchronized (this) {
            loop = sending;
            if (stopped) {
                sending.stop();
            }
        }
        try {
            return sending.runFor(time);
        } catch (IOException e) {
            throw new IllegalStateException("a driver counts its failures", e);
        }
    }

    /** Ends it soon, with what was seen so far; answers that are on their way are waited for. */
    public synchronized void stop() {
        stopped = true;
        if (loop != null) {
            loop.stop();
        }
    }

    /** Ends the connections, and with them what is under way. */
    @Override
    public void close() {
        drivers.forEach(driver -> driver.connection.close());
    }

    /** One connection with its own count. */
    private final class Driver implements OpenLoop.Caller {

        private final Connection connection;
        private Tally tally = new Tally();

        Driver(Connection connection) {
            this.connection = connection;
        }

        /** Begins to count anew. */
        void forget() {
            tally = new Tally();
        }

        @Override
        public void call(long number, long due) {
            int request = (int) (number % requests.size());
            try {
                Reply reply = connection.exchange(requests.get(request));
                long nanos = System.nanoTime() - due;
                tally.add(judge.judge(request, reply), nanos);
            } catch (ConnectException e) {
                tally.add(new Verdict(NO_CONNECTION, false, String.valueOf(e.getMessage())), 0);
            } catch (SocketTimeoutException e) {
                tally.add(new Verdict(NO_ANSWER, false, "nothing came in time"), 0);
            } catch (IOException e) {
                tally.add(new Verdict(BROKEN_OFF, false, String.valueOf(e.getMessage())), 0);
            }
        }
    }
}
