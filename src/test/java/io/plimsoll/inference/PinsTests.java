package io.plimsoll.inference;

import static io.plimsoll.inference.Bindings.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import io.plimsoll.contract.Binding;
import io.plimsoll.contract.Dimension;
import io.plimsoll.contract.ElementType;
import io.plimsoll.contract.Signature;
import io.plimsoll.prediction.Outputs;
import io.plimsoll.prediction.Outputs.Tensor;
import java.lang.foreign.Arena;
import java.util.List;
import org.junit.jupiter.api.Test;

class PinsTests {

    @Test
    void onlyDenseOutputsOfOpenRowsArePinned() throws Exception {
        var shape = new long[] {1, 2};
        var fixed = new Signature.Value.Tensor(ElementType.FLOAT, List.of(new Dimension(1), new Dimension(2)), true);
        var unranked = new Signature.Value.Tensor(ElementType.FLOAT, List.of(), false);
        Binding binding = new Bindings()
                .output("open", ElementType.FLOAT, 2)
                .output("text", ElementType.STRING, 2)
                .output("fixed", fixed)
                .output("unranked", unranked)
                .output("maps", new Signature.Value.Maps(ElementType.STRING, ElementType.FLOAT))
                .bind();
        var floats = new Tensor.Floats(shape, new float[2]);
        var outputs = new Outputs(
                1,
                List.of(
                        floats,
                        new Tensor.Texts(shape, new String[] {"", ""}),
                        floats,
                        floats,
                        new Tensor.Maps(List.of())));

        try (var pins = Pins.learn(binding, outputs, Arena.ofAuto())) {
            assertThat(pins.pinned()).containsOnlyKeys("open");
            assertThat(pins.unpinned()).containsExactly("text", "fixed", "unranked", "maps");
        }
    }

    @Test
    void aPinnedOutputThatComesInAnotherShapeFailsTheRunAndIsNeverCut() throws Exception {
        Binding binding = new Bindings()
                .matrix("features", ElementType.FLOAT, Bindings.numbers(3))
                .output("probabilities", ElementType.FLOAT, 2)
                .bind();
        for (int columns : new int[] {1, 3}) {
            var shape = new long[] {1, columns};
            var wrong = new Outputs(1, List.of(new Tensor.Floats(shape, new float[columns])));
            try (var session = Library.ENVIRONMENT.createSession(
                            Graphs.path("matrix_3").toString());
                    var stop = new StopSwitch();
                    var inputs = new InputTensors(TensorPlan.of(binding), Library.TEXT, 1, Arena.ofAuto());
                    var pins = Pins.learn(binding, wrong, Arena.ofAuto())) {
                var graph = new LoadedGraph(
                        session,
                        binding,
                        List.of(),
                        Library.TEXT,
                        Pins.none(binding.outputs()),
                        RowGroups.of(binding, Graphs.SETTINGS.maxRunCells()),
                        new OutputReader(100, Library.TEXT));
                inputs.fill(Graphs.numbers(new double[] {1, 2, 3}), stop);

                assertThatThrownBy(() -> graph.run(pins, inputs.tensors(), 1, stop))
                        .isInstanceOf(OrtException.class);
            }
        }
    }

    @Test
    void anOutputWhoseShapeDependsOnTheRowIsAnsweredWhateverItIs() {
        var binding = new Bindings()
                .matrix("x", ElementType.FLOAT, number("a"), number("b"), number("c"))
                .output(
                        "y",
                        new Signature.Value.Tensor(ElementType.FLOAT, List.of(Dimension.OPEN, Dimension.OPEN), true));
        try (var engine = Graphs.load("shape_by_value", binding)) {
            for (int repeat = 0; repeat < 3; repeat++) {
                assertThat(positives(engine, 1, -2, 3)).containsExactly(1, 3);
                assertThat(positives(engine, -1, 2, -3)).containsExactly(2);
                assertThat(positives(engine, -1, -2, -3)).isEmpty();
                assertThat(positives(engine, 4, 5, 6)).containsExactly(4, 5, 6);
            }
        }
    }

    private static float[] positives(OnnxEngine engine, double... row) {
        return Graphs.floats(Graphs.outputs(engine, Graphs.numbers(row)), 0);
    }
}
