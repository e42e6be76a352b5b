package io.plimsoll.lifecycle;

import io.plimsoll.prediction.Call;
import java.time.Duration;
import java.util.List;

/** Sends golden rows through a version's own path until its latency settles. */
final class Warmup {

    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final int ROUND = 200;

    /** Where others answer the code has been compiled, and only the graph is new. */
    private static final int ROUND_BESIDE = 50;

    private Warmup() {}

    /** Beside versions that answer, this many times as long as it works. */
    private static final int REST = 3;

    /**
     * Warms a version with single rows; returns the number of requests that it took.
     *
     * @param beside whether others answer meanwhile, who need the processors more
     */
    static int warm(LoadedVersion version, boolean beside) {
        List<byte[]> bodies =
                version.answeredRows().stream().map(GoldenRow::inputs).toList();
        if (bodies.isEmpty()) {
            return 0;
        }
        GoldenCalls calls = GoldenCalls.of(version);
        return beside
                ? settle(calls, bodies, Call.Form.SINGLE, ROUND_BESIDE, REST)
                : settle(calls, bodies, Call.Form.SINGLE, ROUND, 0);
    }

    /** Sends bodies in turn until their latency settles, for 5 s at most. */
    static int settle(GoldenCalls calls, List<byte[]> bodies, Call.Form form, int round) {
        return settle(calls, bodies, form, round, 0);
    }

    private static int settle(GoldenCalls calls, List<byte[]> bodies, Call.Form form, int round, int rest) {
        return Settling.settle(
                LONGEST, round, rest, i -> calls.send(bodies.get(i % bodies.size()), form, Call.Origin.WARMUP));
    }
}
