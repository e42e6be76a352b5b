package io.plimsoll.inference;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PinsTests {

    @Test
    void onlyDenseOutputsOfOpenRowsArePinned() throws Exception {
        var shape = new long[] {1, 2};
        Map<String, Signature.Value> declared = new LinkedHashMap<>();
        declared.put("open", tensor(ElementType.FLOAT, Dimension.OPEN, new Dimension(2)));
        declared.put("text", tensor(ElementType.STRING, Dimension.OPEN, new Dimension(2)));
        declared.put("fixed", tensor(ElementType.FLOAT, new Dimension(1), new Dimension(2)));
        declared.put("unranked", new Signature.Value.Tensor(ElementType.FLOAT, List.of(), false));
        declared.put("maps", new Signature.Value.Maps(ElementType.STRING, ElementType.FLOAT));
        Binding binding = Bound.to("echo")
                .declaring(new Signature(Map.of(), declared, Set.of()))
                .answers(declared.keySet().toArray(String[]::new))
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
        Binding binding = Bound.to("matrix_3")
                .matrix("features", Fields.numbers(3))
                .answers("probabilities")
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
        try (var engine = Bound.to("shape_by_value")
                .matrix("x", Fields.numbers(3))
                .answers("y")
                .load()) {
            for (int repeat = 0; repeat < 3; repeat++) {
                assertThat(positives(engine, 1, -2, 3)).containsExactly(1, 3);
                assertThat(positives(engine, -1, 2, -3)).containsExactly(2);
                assertThat(positives(engine, -1, -2, -3)).isEmpty();
                assertThat(positives(engine, 4, 5, 6)).containsExactly(4, 5, 6);
            }
        }
    }

    private static Signature.Value tensor(ElementType element, Dimension... shape) {
        return new Signature.Value.Tensor(element, List.of(shape), true);
    }

    private static float[] positives(OnnxEngine engine, double... row) {
        return Graphs.floats(Graphs.outputs(engine, Graphs.numbers(row)), 0);
    }
}
