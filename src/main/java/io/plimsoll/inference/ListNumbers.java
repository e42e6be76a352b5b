package io.plimsoll.inference;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import io.plimsoll.prediction.Features;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Numbers whose shape differs from run to run with the lengths of lists, in memory that grows to the largest. */
final class ListNumbers implements Filling {

    private final TensorPlan.Numbers plan;
    private final int rows;
    private final Arena arena;
    private ByteBuffer memory = ByteBuffer.allocate(0);
    private @Nullable OnnxTensor tensor;
    private int length;

    ListNumbers(TensorPlan.Numbers plan, int rows, Arena arena) {
        this.plan = plan;
        this.rows = rows;
        this.arena = arena;
    }

    @Override
    public OnnxTensor fill(Features features, StopSwitch stop) throws OrtException, RunFailed {
        int wanted = plan.length(features, rows);
        OnnxTensor current = tensor;
        if (current == null || wanted != length) {
            close();
            current = make(wanted);
            tensor = current;
            length = wanted;
        }
        plan.fill().fill(features, rows, wanted, memory);
        return current;
    }

    private OnnxTensor make(int wanted) throws OrtException {
        int bytes = plan.cells(rows, wanted) * plan.cells().bytes();
        int room = memory.capacity();
        if (bytes > room || room == 0) {
            // What was outgrown stays until the arena ends: by doubling, that is never more than what is used.
            memory = InputTensors.memory(arena, Math.max(1, Math.max(bytes, 2 * room)));
        }
        ByteBuffer used = memory.slice(0, bytes).order(ByteOrder.nativeOrder());
        return InputTensors.tensor(used, plan.shape(rows, wanted), plan.cells());
    }

    @Override
    public void close() {
        if (tensor != null) {
            tensor.close();
            tensor = null;
        }
    }
}
