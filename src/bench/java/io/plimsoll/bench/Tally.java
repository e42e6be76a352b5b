package io.plimsoll.bench;

import io.plimsoll.load.Latencies;
import java.util.EnumMap;
import java.util.Map;

/** What became of the requests of one load. */
final class Tally {

    private final Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);

    /** Of every answer with status 200, from the moment at which its request should have been sent. */
    final Latencies answered = new Latencies();

    /** How much later than its deadline each 504 came; of those that came sooner, nothing. */
    final Latencies overdue = new Latencies();

    /** CPU that the client itself took. */
    long clientNanos;

    /** What can become of a request. */
    enum Outcome {
        /** 200 within the deadline: goodput. */
        GOOD,
        /** 200, but after the deadline. */
        TOO_LATE,
        RATE_LIMITED,
        OVERLOADED,
        DEADLINE_EXCEEDED,
        /** Any other answer. */
        OTHER,
        /** The connection was refused or ended instead of an answer. */
        BROKEN,
        /** The caller had left before anything came. */
        GIVEN_UP,
        /** No connection was free, or the client itself was late. */
        NOT_SENT;

        /** Of an answer other than 200. */
        static Outcome of(int status) {
            return switch (status) {
                case 429 -> RATE_LIMITED;
                case 503 -> OVERLOADED;
                case 504 -> DEADLINE_EXCEEDED;
                default -> OTHER;
            };
        }
    }

    void add(Outcome outcome) {
        counts.merge(outcome, 1L, Long::sum);
    }

    long count(Outcome outcome) {
        return counts.getOrDefault(outcome, 0L);
    }

    /** All that were due. */
    long due() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** All that left the client. */
    long sent() {
        return due() - count(Outcome.NOT_SENT);
    }

    /** What share of all that were due has this outcome. */
    double share(Outcome outcome) {
        return due() == 0 ? 0 : (double) count(outcome) / due();
    }

    /** Milliseconds, or NaN where there is nothing. */
    static double millis(Latencies latencies, double share) {
        return latencies.count() == 0 ? Double.NaN : latencies.micros(share) / 1e3;
    }
}
