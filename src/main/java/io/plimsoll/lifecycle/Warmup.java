package io.plimsoll.lifecycle;

import io.plimsoll.prediction.Call;
import java.time.Duration;
import java.util.List;

/** Sends golden rows through a version's own path until its latency settles. */
final class Warmup {

    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final int ROUND = 200;
    /** A round that is no more than this much faster than the best before has nothing left to gain. */
    private static final double SETTLED = 0.95;

    private Warmup() {}

    /** Warms a version with single rows; returns the number of requests that it took. */
    static int warm(LoadedVersion version) {
        List<byte[]> bodies =
                version.answeredRows().stream().map(GoldenRow::inputs).toList();
        return bodies.isEmpty() ? 0 : settle(GoldenCalls.of(version), bodies, Call.Form.SINGLE, ROUND);
    }

    /** Sends bodies in turn, round after round, until three rounds in a row were no faster, for 5 s at most. */
    static int settle(GoldenCalls calls, List<byte[]> bodies, Call.Form form, int round) {
        long end = System.nanoTime() + LONGEST.toNanos();
        long best = Long.MAX_VALUE;
        int requests = 0;
        int settled = 0;
        while (settled < 3 && System.nanoTime() < end) {
            long start = System.nanoTime();
            for (int i = 0; i < round && System.nanoTime() < end; i++, requests++) {
                calls.send(bodies.get(requests % bodies.size()), form, Call.Origin.WARMUP);
            }
            long took = System.nanoTime() - start;
            settled = took > best * SETTLED ? settled + 1 : 0;
            best = Math.min(best, took);
        }
        return requests;
    }
}
