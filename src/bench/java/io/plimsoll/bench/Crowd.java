package io.plimsoll.bench;

import io.plimsoll.bench.Tally.Outcome;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Many callers on one thread that send at a constant rate whether or not they are answered, and leave when nothing came
 * in time. A latency counts from the moment at which the request should have been sent; the client's own clock, which
 * ticks ten thousand times a second, is in it.
 */
final class Crowd implements AutoCloseable {

    private static final long TICK = 100_000;

    /** So many requests leave before answers are looked at again. */
    private static final int BURST = 64;

    /** A request that the client itself holds up for longer is not sent at all. */
    private static final long LATEST = TimeUnit.MILLISECONDS.toNanos(10);

    /** How long beyond the deadline a caller stays. */
    private static final long MARGIN = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long LOOK_FOR_LATE = TimeUnit.MILLISECONDS.toNanos(5);

    private final InetSocketAddress address;
    private final List<ByteBuffer> requests;
    private final int connections;
    private final boolean kept;
    private final Selector selector = Selector.open();
    private final List<Line> lines = new ArrayList<>();
    private final ArrayDeque<Line> free = new ArrayDeque<>();
    private Tally tally = new Tally();
    private long deadline;
    private int busy;
    private int next;

    /**
     * A crowd without a connection.
     *
     * @param connections at most, at the same time
     * @param kept whether a connection serves for further requests
     */
    Crowd(InetSocketAddress address, List<byte[]> requests, int connections, boolean kept) throws IOException {
        this.address = address;
        this.requests = requests.stream().map(ClosedLoop::direct).toList();
        this.connections = connections;
        this.kept = kept;
    }

    /**
     * Sends for some time, and waits until the last is answered or given up; connections stay for the next time.
     *
     * @param deadlineNanos within which an answer is of use
     */
    Tally run(double perSecond, long nanos, long deadlineNanos) throws IOException {
        tally = new Tally();
        deadline = deadlineNanos;
        var threads = ManagementFactory.getThreadMXBean();
        long cpu = threads.getCurrentThreadCpuTime();
        long start = System.nanoTime();
        long count = Math.round(perSecond * nanos / 1e9);
        long looked = start;
        for (long request = 0; request < count || busy > 0; ) {
            long now = System.nanoTime();
            int sent = 0;
            for (long due = due(start, request, perSecond);
                    request < count && due <= now && sent < BURST;
                    due = due(start, ++request, perSecond)) {
                sent += send(due, now) ? 1 : 0;
            }
            if (now - looked > LOOK_FOR_LATE) {
                looked = now;
                leaveLate(now);
            }
            if (selector.selectNow(this::proceed) == 0 && sent < BURST) {
                LockSupport.parkNanos(TICK);
            }
        }
        tally.clientNanos = threads.getCurrentThreadCpuTime() - cpu;
        return tally;
    }

    /** Opens all connections at once, for callers that have been here for long. */
    Crowd connected() throws IOException {
        while (lines.size() < connections) {
            var line = new Line(address, selector);
            lines.add(line);
            free.addLast(line);
        }
        return this;
    }

    private static long due(long start, long request, double perSecond) {
        return start + (long) (request * 1e9 / perSecond);
    }

    private boolean send(long due, long now) {
        if (now - due > LATEST || (free.isEmpty() && lines.size() >= connections)) {
            tally.add(Outcome.NOT_SENT);
            return false;
        }
        Line line = free.pollLast();
        try {
            if (line == null) {
                line = new Line(address, selector);
                lines.add(line);
            }
            busy++;
            next = (next + 1) % requests.size();
            line.send(requests.get(next), due);
        } catch (IOException broken) {
            end(line, Outcome.BROKEN);
        }
        return true;
    }

    private void proceed(SelectionKey key) {
        Line line = (Line) key.attachment();
        try {
            if (!line.ready()) {
                return;
            }
        } catch (IOException broken) {
            end(line, Outcome.BROKEN);
            return;
        }
        count(line, System.nanoTime());
        busy--;
        line.busy = false;
        if (line.last() || !kept) {
            close(line);
        } else {
            free.addLast(line);
        }
    }

    private void count(Line line, long now) {
        long latency = now - line.due;
        if (line.status() == 200) {
            tally.add(latency <= deadline ? Outcome.GOOD : Outcome.TOO_LATE);
            tally.answered.add(latency);
            return;
        }
        Outcome outcome = Outcome.of(line.status());
        tally.add(outcome);
        if (outcome == Outcome.DEADLINE_EXCEEDED) {
            tally.overdue.add(Math.max(0, now - line.sentAt - deadline));
        }
    }

    private void leaveLate(long now) {
        for (Line line : List.copyOf(lines)) {
            if (line.busy && now - line.due > deadline + MARGIN) {
                end(line, Outcome.GIVEN_UP);
            }
        }
    }

    /** A connection that is of no use any more, with a request under way or without. */
    private void end(@Nullable Line line, Outcome outcome) {
        if (line == null) {
            // Not even a socket was to be had.
            tally.add(outcome);
            return;
        }
        if (line.busy) {
            busy--;
            tally.add(outcome);
        }
        close(line);
    }

    private void close(Line line) {
        line.busy = false;
        line.close();
        lines.remove(line);
        free.remove(line);
    }

    @Override
    public void close() throws IOException {
        List.copyOf(lines).forEach(this::close);
        selector.close();
    }
}
