package io.plimsoll.inference;

import ai.onnxruntime.OrtException;
import io.plimsoll.contract.Binding.RowMode;
import io.plimsoll.prediction.Deadline;
import io.plimsoll.prediction.Engine.Part;
import io.plimsoll.prediction.Failure;
import io.plimsoll.prediction.Features;
import io.plimsoll.prediction.Outputs;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
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

    /** Runs all rows, in as few runs as their lists and the graph allow. */
    List<Part> run(Features features, Deadline deadline) throws RunFailed {
        boolean sound = false;
        StopSwitch current = null;
        try {
            current = stopSwitch();
            List<Part> parts = run(features, deadline, current);
            sound = !current.thrown();
            return parts;
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

    private List<Part> run(Features features, Deadline deadline, StopSwitch current) throws OrtException, RunFailed {
        current.begin(deadline);
        try {
            List<int[]> runs = graph.rowGroups().of(features);
            if (runs.size() == 1) {
                return List.of(new Part(run(features, current), runs.getFirst()));
            }
            var parts = new ArrayList<Part>(runs.size());
            for (int[] rows : runs) {
                if (deadline.remainingAt(System.nanoTime()) <= 0) {
                    throw new RunFailed(new Failure.DeadlineExceeded());
                }
                parts.add(new Part(run(features.select(rows), current), rows));
            }
            return parts;
        } finally {
            current.end();
        }
    }

    private Outputs run(Features features, StopSwitch current) throws OrtException, RunFailed {
        if (graph.binding().rows() == RowMode.WHOLE) {
            return whole(features, current);
        }
        return features.rows() == 1 && graph.keeps(features) ? one(features, current) : many(features, current);
    }

    private Outputs one(Features features, StopSwitch current) throws OrtException, RunFailed {
        OneRow kept = oneRow;
        if (kept == null) {
            kept = new OneRow(graph);
            oneRow = kept;
        }
        return kept.run(features, current);
    }

    // Tensors and memory for many rows or a long list last one run: they differ in size, and memory would stay at the
    // largest.
    private Outputs many(Features features, StopSwitch current) throws OrtException, RunFailed {
        try (Arena arena = Arena.ofConfined();
                var inputs = new InputTensors(graph.inputs(), graph.text(), features.rows(), arena)) {
            inputs.fill(features, current);
            return graph.run(graph.unpinned(), inputs.tensors(), features.rows(), current);
        }
    }

    private Outputs whole(Features features, StopSwitch current) throws OrtException, RunFailed {
        try (Arena arena = Arena.ofConfined();
                var inputs = new BlockTensors(graph.binding().inputs(), graph.text(), features, 0, arena)) {
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

    /**
     * Asks the run of this lane to stop if it is past its deadline, and says whether it did; called by the watchdog.
     */
    boolean stopIfLate(long nowNanos) {
        StopSwitch current = stop;
        return current != null && current.throwIfLate(nowNanos);
    }

    /** Asks the run of this lane to stop, whatever its deadline. */
    void stop() {
        StopSwitch current = stop;
        if (current != null) {
            current.throwNow();
        }
    }

    /** The deadline of the run in this lane, or null without one. */
    @Nullable
    Deadline runningUntil() {
        StopSwitch current = stop;
        return current == null ? null : current.runningUntil();
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
