package io.plimsoll.inference;

import ai.onnxruntime.OrtException;
import io.plimsoll.prediction.Features;
import io.plimsoll.prediction.Outputs;
import java.lang.foreign.Arena;
import org.jspecify.annotations.Nullable;

/**
 * What a lane keeps for runs of one row: inputs that are filled anew, and outputs that are pinned after the first run.
 */
final class OneRow implements AutoCloseable {

    private final LoadedGraph graph;
    // Not freed by hand: it lives as long as the tensors over it.
    private final Arena arena = Arena.ofAuto();
    private final InputTensors inputs;
    /** Null until they are learnt, and again where pinning did not do. */
    private @Nullable Pins pins;

    private boolean learnt;

    OneRow(LoadedGraph graph) throws OrtException, RunFailed {
        this.graph = graph;
        this.inputs = new InputTensors(graph.inputs(), graph.text(), 1, arena);
    }

    Outputs run(Features features, StopSwitch stop) throws OrtException, RunFailed {
        inputs.fill(features, stop);
        Pins current = pins;
        if (current != null && current.any()) {
            return pinned(current, stop);
        }
        Outputs outputs = graph.run(graph.unpinned(), inputs.tensors(), 1, stop);
        if (!learnt) {
            learnt = true;
            pins = Pins.learn(graph.binding(), outputs, arena);
        }
        return outputs;
    }

    private Outputs pinned(Pins current, StopSwitch stop) throws OrtException, RunFailed {
        try {
            return graph.run(current, inputs.tensors(), 1, stop);
        } catch (OrtException e) {
            if (stop.thrown()) {
                throw e;
            }
        }
        // Either the row is at fault, and fails again, or the shape of an output depends on the row: never pin that.
        Outputs outputs = graph.run(graph.unpinned(), inputs.tensors(), 1, stop);
        current.close();
        pins = null;
        return outputs;
    }

    @Override
    public void close() {
        // The graph's own, which pin nothing, belong to all lanes and stay.
        if (pins != null) {
            pins.close();
        }
        inputs.close();
    }
}
