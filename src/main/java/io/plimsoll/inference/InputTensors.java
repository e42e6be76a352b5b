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
import org.jspecify.annotations.Nullable;

/**
 * The graph's inputs for a fixed number of rows: what memory and tensors can be kept is made once and filled anew
 * before each run. Its memory is read during a run, so it must not be filled or closed before the run has returned.
 */
final class InputTensors implements AutoCloseable {

    private final int rows;
    private final Arena arena;
    private final List<KeptNumbers> kept = new ArrayList<>();
    private final List<LooseNumbers> loose = new ArrayList<>();
    private final List<TensorPlan.Texts> texts = new ArrayList<>();
    private final Map<String, OnnxTensor> tensors = new LinkedHashMap<>();

    /** Memory and tensors of numbers; text and lists come with {@link #fill}. The arena must outlive this. */
    InputTensors(List<TensorPlan> plans, int rows, Arena arena) throws OrtException, RunFailed {
        this.rows = rows;
        this.arena = arena;
        try {
            for (TensorPlan plan : plans) {
                switch (plan) {
                    case TensorPlan.Numbers numbers when plan.steady() -> keep(numbers);
                    case TensorPlan.Numbers numbers -> loose.add(new LooseNumbers(numbers));
                    case TensorPlan.Texts text -> texts.add(text);
                }
            }
        } catch (OrtException | RunFailed | RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private record KeptNumbers(TensorPlan.Numbers plan, ByteBuffer buffer) {}

    /** Numbers whose shape differs from run to run, in memory that grows to the largest. */
    private static final class LooseNumbers {

        private final TensorPlan.Numbers plan;
        private ByteBuffer memory = ByteBuffer.allocate(0);
        private int length = -1;

        private LooseNumbers(TensorPlan.Numbers plan) {
            this.plan = plan;
        }
    }

    private void keep(TensorPlan.Numbers plan) throws OrtException, RunFailed {
        int length = plan.length();
        ByteBuffer buffer =
                memory(arena, (long) plan.cells(rows, length) * plan.cells().bytes());
        tensors.put(plan.name(), tensor(buffer, plan.shape(rows, length), plan.cells()));
        if (plan.constant()) {
            plan.fill().fill(NOTHING, plan.rows(rows), length, buffer);
        } else {
            kept.add(new KeptNumbers(plan, buffer));
        }
    }

    private static final Features NOTHING = new Features(0, 0);

    /** Memory that ONNX Runtime may use in place. */
    static ByteBuffer memory(Arena arena, long bytes) {
        int cacheLine = 64;
        return arena.allocate(bytes, cacheLine).asByteBuffer().order(ByteOrder.nativeOrder());
    }

    /** A tensor over that memory. */
    static OnnxTensor tensor(ByteBuffer buffer, long[] shape, CellType cells) throws OrtException {
        return OnnxTensor.createTensor(Library.ENVIRONMENT, buffer, shape, cells.onnx());
    }

    /** Fills all tensors from the first rows. */
    void fill(Features features) throws OrtException, RunFailed {
        for (int i = 0; i < kept.size(); i++) {
            KeptNumbers numbers = kept.get(i);
            numbers.plan.fill().fill(features, rows, numbers.plan.length(), numbers.buffer);
        }
        for (int i = 0; i < loose.size(); i++) {
            fill(loose.get(i), features);
        }
        for (int i = 0; i < texts.size(); i++) {
            fill(texts.get(i), features);
        }
    }

    private void fill(LooseNumbers numbers, Features features) throws OrtException, RunFailed {
        TensorPlan.Numbers plan = numbers.plan;
        int length = plan.length(features, rows);
        if (length != numbers.length) {
            // Until the new tensor stands there is none, so that a failure leaves nothing half made.
            numbers.length = -1;
            replace(plan.name(), null);
            int bytes = plan.cells(rows, length) * plan.cells().bytes();
            int room = numbers.memory.capacity();
            if (bytes > room || room == 0) {
                // What was outgrown stays until the arena ends: by doubling, that is never more than what is used.
                numbers.memory = memory(arena, Math.max(1, Math.max(bytes, 2 * room)));
            }
            ByteBuffer used = numbers.memory.slice(0, bytes).order(ByteOrder.nativeOrder());
            replace(plan.name(), tensor(used, plan.shape(rows, length), plan.cells()));
            numbers.length = length;
        }
        plan.fill().fill(features, rows, length, numbers.memory);
    }

    private void fill(TensorPlan.Texts plan, Features features) throws OrtException, RunFailed {
        int length = plan.length(features, rows);
        var cells = new String[plan.cells(rows, length)];
        plan.fill().fill(features, plan.rows(rows), length, cells);
        replace(plan.name(), OnnxTensor.createTensor(Library.ENVIRONMENT, cells, plan.shape(rows, length)));
    }

    private void replace(String name, @Nullable OnnxTensor tensor) {
        OnnxTensor former = tensor == null ? tensors.remove(name) : tensors.put(name, tensor);
        if (former != null) {
            former.close();
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
