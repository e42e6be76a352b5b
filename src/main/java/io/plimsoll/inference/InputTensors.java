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
 * The graph's inputs for a fixed number of rows: what memory and tensors can be kept is made once and filled anew
 * before each run. Its memory is read during a run, so it must not be filled or closed before the run has returned.
 */
final class InputTensors implements AutoCloseable {

    private static final Features NOTHING = new Features(0, 0);

    private final TextRoute text;
    private final int rows;
    private final Arena arena;
    private final List<KeptNumbers> kept = new ArrayList<>();
    private final List<OnnxTensor> keptTensors = new ArrayList<>();
    private final List<Changing> changing = new ArrayList<>();
    private final Map<String, OnnxTensor> tensors = new LinkedHashMap<>();

    /** Memory and tensors, to be filled by {@link #fill}. The arena must outlive this. */
    InputTensors(List<TensorPlan> plans, TextRoute text, int rows, Arena arena) throws OrtException, RunFailed {
        this.text = text;
        this.rows = rows;
        this.arena = arena;
        try {
            for (TensorPlan plan : plans) {
                switch (plan) {
                    case TensorPlan.Numbers numbers when plan.steady() -> keep(numbers);
                    case TensorPlan.Numbers numbers ->
                        changing.add(new Changing(plan.name(), new ListNumbers(numbers, rows, arena)));
                    case TensorPlan.Texts texts when plan.constant() -> keep(texts);
                    case TensorPlan.Texts texts -> changing.add(new Changing(plan.name(), text.filling(texts, rows)));
                }
            }
        } catch (OrtException | RunFailed | RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** Numbers that are written into the memory of the tensor that is there. */
    private record KeptNumbers(TensorPlan.Numbers plan, ByteBuffer buffer) {}

    /** An input whose tensor may be another in each run. */
    private record Changing(String name, Filling filling) {}

    private void keep(TensorPlan.Numbers plan) throws OrtException, RunFailed {
        int length = plan.length();
        ByteBuffer buffer =
                memory(arena, (long) plan.cells(rows, length) * plan.cells().bytes());
        keep(plan, tensor(buffer, plan.shape(rows, length), plan.cells()));
        if (plan.constant()) {
            plan.fill().fill(NOTHING, plan.rows(rows), length, buffer);
        } else {
            kept.add(new KeptNumbers(plan, buffer));
        }
    }

    private void keep(TensorPlan.Texts plan) throws OrtException, RunFailed {
        int length = plan.length();
        var texts = new String[plan.cells(rows, length)];
        plan.fill().fill(NOTHING, plan.rows(rows), length, (cell, word) -> texts[cell] = word);
        keep(plan, text.tensor(plan.name(), texts, plan.shape(rows, length)));
    }

    private void keep(TensorPlan plan, OnnxTensor tensor) {
        keptTensors.add(tensor);
        tensors.put(plan.name(), tensor);
    }

    /** Memory that ONNX Runtime may use in place. */
    static ByteBuffer memory(Arena arena, long bytes) {
        int cacheLine = 64;
        return arena.allocate(bytes, cacheLine).asByteBuffer().order(ByteOrder.nativeOrder());
    }

    /** A tensor over that memory. */
    static OnnxTensor tensor(ByteBuffer buffer, long[] shape, CellType cells) throws OrtException {
        return OnnxTensor.createTensor(Library.ENVIRONMENT, buffer, shape, cells.onnx());
    }

    /** Fills all tensors from the first rows; ends early if the run is asked to stop. */
    void fill(Features features, StopSwitch stop) throws OrtException, RunFailed {
        for (int i = 0; i < kept.size(); i++) {
            KeptNumbers numbers = kept.get(i);
            numbers.plan.fill().fill(features, rows, numbers.plan.length(), numbers.buffer);
        }
        for (int i = 0; i < changing.size(); i++) {
            Changing input = changing.get(i);
            tensors.put(input.name, input.filling.fill(features, stop));
        }
    }

    /** Name → tensor, as filled last. */
    Map<String, OnnxTensor> tensors() {
        return tensors;
    }

    @Override
    public void close() {
        tensors.clear();
        keptTensors.forEach(OnnxTensor::close);
        changing.forEach(input -> input.filling.close());
    }
}
