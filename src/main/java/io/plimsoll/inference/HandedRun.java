package io.plimsoll.inference;

import io.plimsoll.prediction.Deadline;
import io.plimsoll.prediction.Engine.Run;
import io.plimsoll.prediction.Features;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A run that was handed to a runner. Whoever waits for it may give it up at any time: one that has not begun never
 * will, and one that is under way is asked to stop. Its features are read until the runner is back, so they belong to
 * nobody else.
 */
final class HandedRun extends CompletableFuture<Run> {

    private final Features features;
    private final Deadline deadline;
    private final Consumer<HandedRun> abandoned;
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.QUEUED);
    private @Nullable Lane lane;
    private boolean stopped;

    private enum Stage {
        QUEUED,
        TAKEN,
        ABANDONED
    }

    /**
     * A run that waits.
     *
     * @param abandoned told when it is given up before it began
     */
    HandedRun(Features features, Deadline deadline, Consumer<HandedRun> abandoned) {
        this.features = features;
        this.deadline = deadline;
        this.abandoned = abandoned;
    }

    Features features() {
        return features;
    }

    Deadline deadline() {
        return deadline;
    }

    /** Whether a runner may begin it; only one is told so. */
    boolean take() {
        return stage.compareAndSet(Stage.QUEUED, Stage.TAKEN);
    }

    /** It is about to run there; false if it was given up meanwhile. */
    synchronized boolean entered(Lane where) {
        lane = where;
        return !stopped;
    }

    /** It is not in its lane any more: after this no {@link #cancel} stops what runs there. */
    synchronized void left() {
        lane = null;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        if (stage.compareAndSet(Stage.QUEUED, Stage.ABANDONED)) {
            abandoned.accept(this);
        } else {
            stop();
        }
        return super.cancel(mayInterruptIfRunning);
    }

    private synchronized void stop() {
        stopped = true;
        if (lane != null) {
            lane.stop();
        }
    }
}
