package io.plimsoll.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.contract.Binding;
import io.plimsoll.prediction.Deadline;
import io.plimsoll.prediction.Engine.Part;
import io.plimsoll.prediction.Engine.Run;
import io.plimsoll.prediction.Failure;
import io.plimsoll.prediction.Features;
import io.plimsoll.prediction.Outputs;
import io.plimsoll.prediction.Outputs.Tensor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The graphs of the tests, and short ways to run them. */
final class Graphs {

    static final EngineSettings SETTINGS =
            new EngineSettings(2, LaneLimits.of(2, 16), false, 1 << 18, 1 << 22, Duration.ofSeconds(30), false);

    private Graphs() {}

    static Path path(String name) {
        return Path.of("src/test/resources/graphs", name + ".onnx").toAbsolutePath();
    }

    static OnnxEngine load(String name, Binding binding, EngineSettings settings) {
        return load(name, binding, Library.TEXT, settings);
    }

    static OnnxEngine load(String name, Binding binding, TextRoute text, EngineSettings settings) {
        try {
            return OnnxEngine.load(path(name), binding, text, settings);
        } catch (UnusableGraphException e) {
            throw new AssertionError(name, e);
        }
    }

    /** A deadline that no test reaches. */
    static Deadline far() {
        return Deadline.after(System.nanoTime(), Duration.ofMinutes(1));
    }

    /** Rows of numbers in all slots. */
    static Features numbers(double[]... rows) {
        var features = new Features(rows[0].length, rows.length);
        for (double[] values : rows) {
            int row = features.addRow();
            for (int i = 0; i < values.length; i++) {
                putNumber(features, row, i, values[i]);
            }
        }
        return features;
    }

    static void putNumber(Features features, int row, int slot, double value) {
        features.put(row, slot, Double.doubleToRawLongBits(value));
    }

    /** The outputs of a run that all rows share. */
    static Outputs outputs(OnnxEngine engine, Features features) {
        List<Part> parts = parts(engine, features);
        assertThat(parts).hasSize(1);
        return parts.getFirst().outputs();
    }

    static List<Part> parts(OnnxEngine engine, Features features) {
        Run run = engine.run(features, far());
        assertThat(run).isInstanceOf(Run.Done.class);
        return ((Run.Done) run).parts();
    }

    static Failure failure(OnnxEngine engine, Features features, Deadline deadline) {
        Run run = engine.run(features, deadline);
        assertThat(run).isInstanceOf(Run.Failed.class);
        return ((Run.Failed) run).failure();
    }

    /** The cells of a float or a float16 tensor. */
    static float[] floats(Outputs outputs, int output) {
        if (outputs.tensors().get(output) instanceof Tensor.Halves halves) {
            float[] widened = new float[halves.cells().length];
            for (int i = 0; i < widened.length; i++) {
                widened[i] = Float.float16ToFloat(halves.cells()[i]);
            }
            return widened;
        }
        return ((Tensor.Floats) outputs.tensors().get(output)).cells();
    }

    static long[] longs(Outputs outputs, int output) {
        return ((Tensor.Longs) outputs.tensors().get(output)).cells();
    }

    static String[] texts(Outputs outputs, int output) {
        return ((Tensor.Texts) outputs.tensors().get(output)).cells();
    }
}
