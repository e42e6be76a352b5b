package io.plimsoll.inference;

import ai.onnxruntime.OrtException;
import io.plimsoll.prediction.Deadline;
import io.plimsoll.prediction.Failure;
import io.plimsoll.prediction.Features;
import io.plimsoll.prediction.Outputs;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A place where one run at a time happens, with the tensors that it reuses. After a run that was stopped or that ONNX
 * Runtime refused, the tensors are thrown away and made anew for the next.
 */
final class Lane implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Lane.class);

    private final LoadedGraph graph;
    private volatile @Nullable StopSwitch stop;
    private @Nullable OneRow oneRow;

    Lane(LoadedGraph graph) {
        this.graph = graph;
    }

    /** Runs all rows. */
    Outputs run(Features features, Deadline deadline) throws RunFailed {
        boolean sound = false;
        StopSwitch current = null;
        try {
            current = stopSwitch();
            Outputs outputs = run(features, deadline, current);
            sound = !current.thrown();
            return outputs;
        } catch (RunFailed e) {
            sound = current != null && !current.thrown();
            throw e;
        } catch (OrtException e) {
            if (current != null && current.thrown()) {
                throw new RunFailed(new Failure.DeadlineExceeded());
            }
            // Only the code: the text may hold values of the request.
            log.debug("ONNX Runtime refused a run: {}", e.getCode());
            throw new RunFailed(new Failure.Internal("the graph cannot be run on this input"));
        } finally {
            if (!sound) {
                close();
            }
        }
    }

    private Outputs run(Features features, Deadline deadline, StopSwitch current) throws OrtException, RunFailed {
        current.begin(deadline);
        try {
            return switch (graph.binding().rows()) {
                case TOGETHER -> features.rows() == 1 ? one(features, 0, current) : many(features, current);
                case ONE_BY_ONE -> oneByOne(features, deadline, current);
                case WHOLE -> whole(features, current);
            };
        } finally {
            current.end();
        }
    }

    private Outputs oneByOne(Features features, Deadline deadline, StopSwitch current) throws OrtException, RunFailed {
        var rows = new ArrayList<Outputs>(features.rows());
        for (int row = 0; row < features.rows(); row++) {
            if (deadline.remainingAt(System.nanoTime()) <= 0) {
                throw new RunFailed(new Failure.DeadlineExceeded());
            }
            rows.add(one(features, row, current));
        }
        return RowJoin.join(rows);
    }

    private Outputs one(Features features, int row, StopSwitch current) throws OrtException, RunFailed {
        OneRow kept = oneRow;
        if (kept == null) {
            kept = new OneRow(graph);
            oneRow = kept;
        }
        return kept.run(features, row, current);
    }

    // Tensors and memory for many rows last one run: batches differ in size, and memory would stay at the largest.
    private Outputs many(Features features, StopSwitch current) throws OrtException, RunFailed {
        try (Arena arena = Arena.ofConfined();
                var inputs = new InputTensors(graph.inputs(), features.rows(), arena)) {
            inputs.fill(features, 0);
            return graph.run(graph.unpinned(), inputs.tensors(), features.rows(), current);
        }
    }

    private Outputs whole(Features features, StopSwitch current) throws OrtException, RunFailed {
        try (Arena arena = Arena.ofConfined();
                var inputs = new BlockTensors(graph.binding().inputs(), features, 0, arena)) {
            return graph.run(graph.unpinned(), inputs.tensors(), 1, current);
        }
    }

    private StopSwitch stopSwitch() throws OrtException {
        StopSwitch current = stop;
        if (current == null) {
            current = new StopSwitch();
            stop = current;
        }
        return current;
    }

    /** Asks the run of this lane to stop if it is past its deadline; called by the watchdog. */
    void stopIfLate(long nowNanos) {
        StopSwitch current = stop;
        if (current != null) {
            current.throwIfLate(nowNanos);
        }
    }

    /** Frees the tensors; a run makes them anew. Not while a run is under way. */
    @Override
    public void close() {
        if (oneRow != null) {
            oneRow.close();
            oneRow = null;
        }
        StopSwitch last = stop;
        if (last != null) {
            stop = null;
            last.close();
        }
    }
}
