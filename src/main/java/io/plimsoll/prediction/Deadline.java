package io.plimsoll.prediction;

import java.time.Duration;

/** The moment by which a call must be answered, on the clock of {@link System#nanoTime}. */
public record Deadline(long nanoTime) {

    /** A deadline that lies the given time after a moment of the nano clock. */
    public static Deadline after(long startNanos, Duration timeout) {
        return new Deadline(startNanos + timeout.toNanos());
    }

    /** The later of two. */
    public Deadline orLater(Deadline other) {
        return other.remainingAt(nanoTime) > 0 ? other : this;
    }

    /** Nanoseconds left at a moment of the nano clock; zero or less once it has passed. */
    public long remainingAt(long nowNanos) {
        return nanoTime - nowNanos;
    }
}
