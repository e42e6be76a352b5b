package io.plimsoll.cli;

import io.plimsoll.load.Drive.Outcome;
import io.plimsoll.load.Drive.Pace;
import io.plimsoll.load.OpenLoop.Sent;
import io.plimsoll.load.ServiceUrl;
import io.plimsoll.load.Tally;
import org.jspecify.annotations.Nullable;

/**
 * What a load did, and what it is held against.
 *
 * @param rows golden rows that were sent in turn
 * @param baseline of the version, or null without one
 */
record LoadReport(
        ServiceUrl service,
        RunningModel.Serving model,
        Pace pace,
        int rows,
        Outcome outcome,
        @Nullable Baseline baseline) {

    Sent sent() {
        return outcome.sent();
    }

    Tally tally() {
        return outcome.tally();
    }

    /** Whether every request that was due was sent, and answered rightly. */
    boolean passed() {
        return sent().due() > 0 && sent().missed() == 0 && tally().isClean();
    }

    /** Whether it ended before its time. */
    boolean stopped() {
        return sent().time().compareTo(pace.time()) < 0;
    }

    /** So many requests in a second. */
    double perSecond(long requests) {
        return requests / Math.max(1e-9, sent().time().toNanos() / 1e9);
    }

    /** Milliseconds within which the given share of the right answers came; there must be some. */
    double millis(double share) {
        return tally().latencies().micros(share) / 1e3;
    }
}
