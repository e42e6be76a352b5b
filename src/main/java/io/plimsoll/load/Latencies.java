package io.plimsoll.load;

import java.util.Arrays;

/** Durations in nanoseconds, all of them kept. */
public final class Latencies {

    private long[] nanos = new long[1 << 10];
    private int count;

    public void add(long duration) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = duration;
    }

    public void addAll(Latencies others) {
        if (count + others.count > nanos.length) {
            nanos = Arrays.copyOf(nanos, count + others.count);
        }
        System.arraycopy(others.nanos, 0, nanos, count, others.count);
        count += others.count;
    }

    public int count() {
        return count;
    }

    /** Microseconds within which the given share of the requests was answered. */
    public double micros(double share) {
        if (count == 0) {
            throw new IllegalStateException("nothing was answered");
        }
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return sorted[(int) Math.min(count - 1, Math.floor(share * count))] / 1e3;
    }
}
