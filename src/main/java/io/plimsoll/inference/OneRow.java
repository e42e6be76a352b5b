package io.plimsoll.inference;

import ai.onnxruntime.OrtException;
import io.plimsoll.prediction.Features;
import io.plimsoll.prediction.Outputs;
import java.lang.foreign.Arena;

/**
 * What a lane keeps for runs of one row: inputs that are filled anew, and outputs that are pinned after the first run.
 */
final class OneRow implements AutoCloseable {

    private final LoadedGraph graph;
    // Not freed by hand: it lives as long as the tensors over it.
    private final Arena arena = Arena.ofAuto();
    private final InputTensors inputs;
    private Pins pins;
    private boolean learnt;

    OneRow(LoadedGraph graph) throws OrtException {
        this.graph = graph;
        this.inputs = new InputTensors(graph.inputs(), 1, arena);
        this.pins = graph.unpinned();
    }

    Outputs run(Features features, int row, StopSwitch stop) throws OrtException, RunFailed {
        inputs.fill(features, row);
        if (pins.any()) {
            return pinned(stop);
        }
        Outputs outputs = graph.run(graph.unpinned(), inputs.tensors(), 1, stop);
        if (!learnt) {
            learnt = true;
            pins = Pins.learn(graph.binding(), outputs, arena);
        }
        return outputs;
    }

    private Outputs pinned(StopSwitch stop) throws OrtException, RunFailed {
        try {
            return graph.run(pins, inputs.tensors(), 1, stop);
        } catch (OrtException e) {
            if (stop.thrown()) {
                throw e;
            }
        }
        // Either the row is at fault, and fails again, or the shape of an output depends on the row: never pin that.
        Outputs outputs = graph.run(graph.unpinned(), inputs.tensors(), 1, stop);
        pins.close();
        pins = graph.unpinned();
        return outputs;
    }

    @Override
    public void close() {
        pins.close();
        inputs.close();
    }
}
