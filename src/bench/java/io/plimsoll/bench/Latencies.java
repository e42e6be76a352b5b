package io.plimsoll.bench;

import java.util.Arrays;

/** Durations in nanoseconds, all of them kept. */
final class Latencies {

    private long[] nanos = new long[1 << 16];
    private int count;

    void add(long duration) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = duration;
    }

    void addAll(Latencies others) {
        for (int i = 0; i < others.count; i++) {
            add(others.nanos[i]);
        }
    }

    int count() {
        return count;
    }

    /** Microseconds within which the given share of the requests was answered. */
    double micros(double share) {
        if (count == 0) {
            throw new IllegalStateException("nothing was answered");
        }
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return sorted[(int) Math.min(count - 1, Math.floor(share * count))] / 1e3;
    }
}
