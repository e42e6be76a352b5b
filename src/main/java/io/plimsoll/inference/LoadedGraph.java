package io.plimsoll.inference;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.plimsoll.contract.Binding;
import io.plimsoll.contract.Binding.RowMode;
import io.plimsoll.prediction.Features;
import io.plimsoll.prediction.Outputs;
import io.plimsoll.prediction.Outputs.Tensor;
import java.util.List;
import java.util.Map;

/**
 * A session and what was compiled for it; all lanes of an engine share it.
 *
 * @param inputs how each input is filled from rows; empty where whole tensors come
 * @param text how text goes in
 * @param rowGroups which rows of a call share a run
 * @param unpinned asks for all outputs of the binding
 */
record LoadedGraph(
        OrtSession session,
        Binding binding,
        List<TensorPlan> inputs,
        TextRoute text,
        Pins unpinned,
        RowGroups rowGroups,
        OutputReader reader) {

    LoadedGraph {
        inputs = List.copyOf(inputs);
    }

    /** Whether a lane may keep the memory that one row needs. */
    boolean keeps(Features features) {
        for (int i = 0; i < inputs.size(); i++) {
            TensorPlan input = inputs.get(i);
            if (!input.steady() && input.cells(1, input.length(features, 1)) > Pins.MAX_CELLS) {
                return false;
            }
        }
        return true;
    }

    /** Runs filled inputs and copies all outputs; with pins, the inputs are those of one row. */
    Outputs run(Pins pins, Map<String, OnnxTensor> tensors, int rows, StopSwitch stop) throws OrtException, RunFailed {
        try (OrtSession.Result result = session.run(tensors, pins.unpinned(), pins.pinned(), stop.options())) {
            List<Tensor> outputs = pins.read(result, reader);
            if (binding.rows() != RowMode.WHOLE) {
                for (Tensor output : outputs) {
                    checkRows(output.shape(), rows);
                }
            }
            return new Outputs(rows, outputs);
        }
    }

    private static void checkRows(long[] shape, int rows) throws RunFailed {
        if (shape.length == 0 || shape[0] != rows) {
            throw RunFailed.invalidOutput("the graph answered another number of rows than it was asked");
        }
    }
}
