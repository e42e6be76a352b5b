package io.plimsoll.inference;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.plimsoll.contract.Binding;
import io.plimsoll.contract.Dimension;
import io.plimsoll.contract.ElementType;
import io.plimsoll.contract.Signature;
import io.plimsoll.prediction.Outputs;
import io.plimsoll.prediction.Outputs.Tensor;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The outputs of one row that ONNX Runtime writes into memory that is there already: making output tensors costs more
 * than running a small graph. A pinned output has the shape that an earlier run gave it; a run that wants another
 * fails.
 */
final class Pins implements AutoCloseable {

    /** Larger tensors would cost each lane more memory than keeping them saves time. */
    static final int MAX_CELLS = 1 << 16;

    private final List<String> names;
    private final @Nullable Pin[] pins;
    private final Map<String, OnnxTensor> pinned = new LinkedHashMap<>();
    private final Set<String> unpinned;

    private Pins(List<String> names) {
        this.names = names;
        this.pins = new Pin[names.size()];
        this.unpinned = new LinkedHashSet<>(names);
    }

    /** The place of one output in memory. */
    private record Pin(CellType cells, long[] shape, int count, ByteBuffer buffer) {

        Tensor read() {
            return cells.read(buffer, shape.clone(), count);
        }
    }

    /** Nothing is pinned. */
    static Pins none(List<String> names) {
        return new Pins(names);
    }

    /** Pins what can be, in the shapes that a run of one row gave. The arena must outlive the pins. */
    static Pins learn(Binding binding, Outputs outputs, Arena arena) throws OrtException {
        List<String> names = binding.outputs();
        boolean lists = binding.inputs().stream().anyMatch(input -> input.items() != null);
        var pins = new Pins(names);
        try {
            for (int i = 0; i < names.size(); i++) {
                Signature.Value declared = binding.signature().outputs().get(names.get(i));
                long[] shape = outputs.tensors().get(i).shape();
                if (declared instanceof Signature.Value.Tensor tensor && pinnable(tensor, shape, lists)) {
                    pins.add(i, CellType.of(tensor.element()), shape, arena);
                }
            }
            return pins;
        } catch (OrtException | RuntimeException | Error e) {
            pins.close();
            throw e;
        }
    }

    // A first axis that is declared as a number refuses pinned outputs where another number comes out.
    // Where lists come in, an axis that is declared open may be that of the items, and so of any length.
    private static boolean pinnable(Signature.Value.Tensor declared, long[] shape, boolean lists) {
        long cells = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        return declared.element() != ElementType.STRING
                && declared.ranked()
                && shape.length > 0
                && declared.shape().size() == shape.length
                && declared.shape().getFirst().open()
                && !(lists && declared.shape().stream().skip(1).anyMatch(Dimension::open))
                && cells > 0
                && cells <= MAX_CELLS;
    }

    private void add(int output, CellType cells, long[] shape, Arena arena) throws OrtException {
        int count = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        ByteBuffer buffer = InputTensors.memory(arena, (long) count * cells.bytes());
        pinned.put(names.get(output), InputTensors.tensor(buffer, shape, cells));
        unpinned.remove(names.get(output));
        pins[output] = new Pin(cells, shape, count, buffer);
    }

    boolean any() {
        return !pinned.isEmpty();
    }

    /** Name → tensor of the outputs that are pinned. */
    Map<String, OnnxTensor> pinned() {
        return pinned;
    }

    /** The names of the outputs that are not. */
    Set<String> unpinned() {
        return unpinned;
    }

    /** Copies all outputs of a run, in the binding's order. */
    List<Tensor> read(OrtSession.Result result, OutputReader reader) throws OrtException, RunFailed {
        var tensors = new Tensor[pins.length];
        for (int i = 0; i < pins.length; i++) {
            Pin pin = pins[i];
            if (pin != null) {
                tensors[i] = pin.read();
            } else {
                OnnxValue value = result.get(names.get(i)).orElseThrow();
                tensors[i] = reader.read(value);
            }
        }
        return List.of(tensors);
    }

    @Override
    public void close() {
        pinned.values().forEach(OnnxTensor::close);
        pinned.clear();
    }
}
