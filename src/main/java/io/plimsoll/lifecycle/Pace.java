package io.plimsoll.lifecycle;

import io.plimsoll.prediction.Call;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * How long a version takes for a golden row, by the time of the processor and not of the clock: a version that is
 * loaded beside others that answer must not look slow because they do.
 */
final class Pace {

    /** From here on, handing a run over costs little beside the run itself. */
    private static final Duration SLOW = Duration.ofMillis(1);

    private static final int MOST_REQUESTS = 100;
    private static final Duration LONGEST = Duration.ofMillis(500);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private Pace() {}

    /** Whether one request in a hundred, or more, takes a millisecond; false where there is no row to ask. */
    static boolean isSlow(LoadedVersion version) {
        List<GoldenRow> rows = version.answeredRows();
        if (rows.isEmpty()) {
            return false;
        }
        // The time of this thread is not that of a run which has others.
        boolean alone = version.contract().threads() == 1 && THREADS.isCurrentThreadCpuTimeSupported();
        GoldenCalls calls = GoldenCalls.of(version);
        var nanos = new long[MOST_REQUESTS];
        int requests = 0;
        long end = System.nanoTime() + LONGEST.toNanos();
        while (requests < MOST_REQUESTS && (requests == 0 || System.nanoTime() < end)) {
            long start = now(alone);
            calls.send(rows.get(requests % rows.size()).inputs(), Call.Form.SINGLE, Call.Origin.WARMUP);
            nanos[requests++] = now(alone) - start;
        }
        Arrays.sort(nanos, 0, requests);
        return nanos[(requests - 1) * 99 / 100] >= SLOW.toNanos();
    }

    private static long now(boolean alone) {
        return alone ? THREADS.getCurrentThreadCpuTime() : System.nanoTime();
    }
}
