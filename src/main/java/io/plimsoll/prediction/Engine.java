package io.plimsoll.prediction;

/** Runs a graph: features in, outputs out; safe for use by many threads. */
public interface Engine extends AutoCloseable {

    /** Runs all rows, or says why not; a failure of one row is a failure of the run. */
    Run run(Features features, Deadline deadline);

    /** Frees the graph once no run is left inside; runs that come later fail. */
    @Override
    void close();

    /** Whether {@link #close} gave up on a run that did not come back, so that the graph stays in memory for good. */
    default boolean leaked() {
        return false;
    }

    /** What came of a run. */
    sealed interface Run {

        /** The outputs, a row of them for each row of the features. */
        record Done(Outputs outputs) implements Run {}

        /** No outputs. */
        record Failed(Failure failure) implements Run {}
    }
}
