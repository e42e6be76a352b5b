package io.plimsoll.inference;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import io.plimsoll.prediction.Features;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The graph's inputs for a fixed number of rows: memory and tensors are made once and filled anew before each run. Its
 * memory is read during a run, so it must not be filled or closed before the run has returned.
 */
final class InputTensors implements AutoCloseable {

    private final int rows;
    private final List<NumberSlot> numbers = new ArrayList<>();
    private final List<TensorPlan.Texts> texts = new ArrayList<>();
    private final Map<String, OnnxTensor> tensors = new LinkedHashMap<>();

    /** Memory and tensors of numbers; text comes with {@link #fill}. The arena must outlive this. */
    InputTensors(List<TensorPlan> plans, int rows, Arena arena) throws OrtException {
        this.rows = rows;
        try {
            for (TensorPlan plan : plans) {
                switch (plan) {
                    case TensorPlan.Numbers number -> {
                        ByteBuffer buffer = memory(arena, number.bytes(rows));
                        numbers.add(new NumberSlot(number, buffer));
                        tensors.put(number.name(), tensor(buffer, number.shape(rows), number.cells()));
                    }
                    case TensorPlan.Texts text -> texts.add(text);
                }
            }
        } catch (OrtException | RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private record NumberSlot(TensorPlan.Numbers plan, ByteBuffer buffer) {}

    /** Memory that ONNX Runtime may use in place. */
    static ByteBuffer memory(Arena arena, long bytes) {
        int cacheLine = 64;
        return arena.allocate(bytes, cacheLine).asByteBuffer().order(ByteOrder.nativeOrder());
    }

    /** A tensor over that memory. */
    static OnnxTensor tensor(ByteBuffer buffer, long[] shape, CellType cells) throws OrtException {
        return OnnxTensor.createTensor(Library.ENVIRONMENT, buffer, shape, cells.onnx());
    }

    /** Fills all tensors from that row on. */
    void fill(Features features, int from) throws OrtException, RunFailed {
        for (int i = 0; i < numbers.size(); i++) {
            NumberSlot slot = numbers.get(i);
            slot.plan.fill(features, from, rows, slot.buffer);
        }
        for (int i = 0; i < texts.size(); i++) {
            TensorPlan.Texts plan = texts.get(i);
            String[] cells = plan.cells(features, from, rows);
            OnnxTensor former =
                    tensors.put(plan.name(), OnnxTensor.createTensor(Library.ENVIRONMENT, cells, plan.shape(rows)));
            if (former != null) {
                former.close();
            }
        }
    }

    /** Name → tensor, as filled last. */
    Map<String, OnnxTensor> tensors() {
        return tensors;
    }

    @Override
    public void close() {
        tensors.values().forEach(OnnxTensor::close);
        tensors.clear();
    }
}
