package io.plimsoll.inference;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.plimsoll.contract.Binding;
import io.plimsoll.prediction.Features;
import io.plimsoll.prediction.Outputs;
import java.lang.foreign.Arena;

/**
 * One row's run without its filling and reading: inputs made beforehand, outputs pinned where the service pins them.
 */
public final class PreparedRun implements AutoCloseable {

    private final OrtSession session;
    // Not freed by hand: it lives as long as the tensors over it.
    private final Arena arena = Arena.ofAuto();
    private final InputTensors inputs;
    private final Pins pins;

    /** Fills the inputs and runs once, to learn the shapes of the outputs. The session must outlive this. */
    public PreparedRun(OrtSession session, Binding binding, Features features) throws OrtException {
        this.session = session;
        var graph = new LoadedGraph(
                session,
                binding,
                TensorPlan.of(binding),
                Library.TEXT,
                Pins.none(binding.outputs()),
                RowGroups.of(binding, EngineSettings.defaults().maxRunCells()),
                new OutputReader(EngineSettings.defaults().maxOutputCells(), Library.TEXT));
        try (var stop = new StopSwitch()) {
            inputs = new InputTensors(graph.inputs(), graph.text(), 1, arena);
            inputs.fill(features, stop);
            Outputs outputs = graph.run(graph.unpinned(), inputs.tensors(), 1, stop);
            pins = Pins.learn(binding, outputs, arena);
        } catch (RunFailed e) {
            throw new IllegalStateException(e.failure().toString(), e);
        }
    }

    /** The run alone. */
    public void run() throws OrtException {
        session.run(inputs.tensors(), pins.unpinned(), pins.pinned()).close();
    }

    @Override
    public void close() {
        pins.close();
        inputs.close();
    }
}
