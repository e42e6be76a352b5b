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

    /** Warms a version; returns the number of requests that it took. */
    static int warm(LoadedVersion version) {
        List<GoldenRow> rows = version.answeredRows();
        if (rows.isEmpty()) {
            return 0;
        }
        var check = new GoldenCheck(version.contract(), version.predictor());
        long end = System.nanoTime() + LONGEST.toNanos();
        long best = Long.MAX_VALUE;
        int requests = 0;
        int settled = 0;
        while (settled < 3 && System.nanoTime() < end) {
            long start = System.nanoTime();
            for (int i = 0; i < ROUND && System.nanoTime() < end; i++, requests++) {
                check.answer(rows.get(requests % rows.size()).inputs(), Call.Form.SINGLE, Call.Origin.WARMUP);
            }
            long took = System.nanoTime() - start;
            settled = took > best * SETTLED ? settled + 1 : 0;
            best = Math.min(best, took);
        }
        return requests;
    }
}
