package io.plimsoll.contract;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an operator lays down for a model in place of what its contract says; null leaves the contract's word.
 *
 * @param timeout as {@link Limits#timeout}
 * @param ratePerSecond as {@link Limits#ratePerSecond}
 * @param cap requests a second of all callers together, each replica; no contract has one
 * @param maxRows as {@link Limits#maxRows}
 * @param maxBodyBytes as {@link Limits#maxBodyBytes}
 * @param lanes runs at the same time
 * @param queue runs that may wait for one of them, where runs have threads of their own
 * @param callers requests inside at the same time
 */
public record LimitsOverride(
        @Nullable Duration timeout,
        @Nullable Double ratePerSecond,
        @Nullable Double cap,
        @Nullable Integer maxRows,
        @Nullable Integer maxBodyBytes,
        @Nullable Integer lanes,
        @Nullable Integer queue,
        @Nullable Integer callers) {

    public static final int MOST_LANES = 1024;
    public static final int MOST_WAITING = 4096;

    /** Leaves everything as it is. */
    public static final LimitsOverride NONE = new LimitsOverride(null, null, null, null, null, null, null, null);

    /** This, and where it says nothing the other. */
    public LimitsOverride orElse(LimitsOverride other) {
        return new LimitsOverride(
                or(timeout, other.timeout),
                or(ratePerSecond, other.ratePerSecond),
                or(cap, other.cap),
                or(maxRows, other.maxRows),
                or(maxBodyBytes, other.maxBodyBytes),
                or(lanes, other.lanes),
                or(queue, other.queue),
                or(callers, other.callers));
    }

    private static <T> @Nullable T or(@Nullable T first, @Nullable T second) {
        return first == null ? second : first;
    }

    /** The limits in force of a model whose contract says this. */
    public Limits over(Limits contract) {
        return new Limits(
                Objects.requireNonNullElse(timeout, contract.timeout()),
                Objects.requireNonNullElse(ratePerSecond, contract.ratePerSecond()),
                Objects.requireNonNullElse(maxRows, contract.maxRows()),
                Objects.requireNonNullElse(maxBodyBytes, contract.maxBodyBytes()),
                contract.p95());
    }
}
