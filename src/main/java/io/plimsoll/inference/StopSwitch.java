package io.plimsoll.inference;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.plimsoll.prediction.Deadline;
import io.plimsoll.prediction.Failure;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops a run that is past its deadline, between two nodes of the graph. The thread that runs and the one that watches
 * share it; the options under it are touched by the watcher only while a run is under way, and are never closed then.
 */
final class StopSwitch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(StopSwitch.class);

    private static final int CELLS_BETWEEN_LOOKS = (1 << 10) - 1;

    private final OrtSession.RunOptions options;
    private Deadline deadline = new Deadline(0);
    private boolean running;
    private boolean thrown;

    StopSwitch() throws OrtException {
        options = new OrtSession.RunOptions();
    }

    /** For the run between {@link #begin} and {@link #end}. */
    OrtSession.RunOptions options() {
        return options;
    }

    synchronized void begin(Deadline until) {
        deadline = until;
        running = true;
    }

    synchronized void end() {
        running = false;
    }

    /** The deadline of the run that is under way, or null without one. */
    synchronized @Nullable Deadline runningUntil() {
        return running ? deadline : null;
    }

    /** Whether the run was asked to stop; ONNX Runtime's error for that looks like any other. */
    synchronized boolean thrown() {
        return thrown;
    }

    /** Looks at every thousandth cell that is filled, or so, whether the run was asked to stop before it began. */
    void checkAt(int cell) throws RunFailed {
        if ((cell & CELLS_BETWEEN_LOOKS) == CELLS_BETWEEN_LOOKS && thrown()) {
            throw new RunFailed(new Failure.DeadlineExceeded());
        }
    }

    /** Asks the run to stop if it is late; whether it was asked now. */
    synchronized boolean throwIfLate(long nowNanos) {
        return running && deadline.remainingAt(nowNanos) <= 0 && throwNow();
    }

    /** Asks the run to stop, if one is under way; whether it was asked now. */
    synchronized boolean throwNow() {
        if (!running || thrown) {
            return false;
        }
        thrown = true;
        try {
            options.setTerminate(true);
        } catch (OrtException e) {
            log.error("a run cannot be asked to stop: {}", e.getCode());
        }
        return true;
    }

    @Override
    public synchronized void close() {
        if (running) {
            throw new IllegalStateException("a run is under way");
        }
        options.close();
    }
}
