package io.plimsoll.prediction;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Runs a graph: features in, outputs out; safe for use by many threads. */
public interface Engine extends AutoCloseable {

    /** Runs all rows, or says why not; a failure of one row is a failure of the run. */
    Run run(Features features, Deadline deadline);

    /**
     * Begins a run on a thread of the engine, for a caller that may leave before it is back. Cancelling it asks the run
     * to stop; its features are read until then, so nobody may change them.
     */
    default Future<Run> begin(Features features, Deadline deadline) {
        return CompletableFuture.completedFuture(run(features, deadline));
    }

    /** Whether runs take so long that callers should {@link #begin} them, and not sit in {@link #run} themselves. */
    default boolean handsOver() {
        return false;
    }

    /** From now on it {@link #handsOver}. */
    default void handOver() {}

    /** Frees the graph once no run is left inside; runs that come later fail. */
    @Override
    void close();

    /** Whether {@link #close} gave up on a run that did not come back, so that the graph stays in memory for good. */
    default boolean leaked() {
        return false;
    }

    /**
     * The latest deadline of the runs inside, where they leave room for no other; null while another could begin. A run
     * that was asked to stop is inside until native code has returned.
     */
    default @Nullable Deadline heldUntil() {
        return null;
    }

    /** What came of a run. */
    sealed interface Run {

        /** The outputs; each row of the features is in exactly one part. */
        record Done(List<Part> parts) implements Run {

            public Done {
                parts = List.copyOf(parts);
            }
        }

        /** No outputs. */
        record Failed(Failure failure) implements Run {}
    }

    /**
     * Rows that the graph was given together: those of a call, or some of them where all could not share its tensors.
     *
     * @param rows for each row of the outputs, the row of the features that it answers
     */
    record Part(Outputs outputs, int[] rows) {}
}
