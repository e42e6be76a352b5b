package io.plimsoll.inference;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import io.plimsoll.contract.Binding.InputTensor;
import io.plimsoll.contract.ElementType;
import io.plimsoll.prediction.Block;
import io.plimsoll.prediction.Features;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The graph's inputs for one run on whole tensors, which bring their own shapes. */
final class BlockTensors implements AutoCloseable {

    private final Map<String, OnnxTensor> tensors = new LinkedHashMap<>();

    /**
     * Tensors of the blocks of one row; a block that was left out stays the graph's own. The arena must outlive this.
     */
    BlockTensors(List<InputTensor> inputs, TextRoute text, Features features, int row, Arena arena)
            throws OrtException, RunFailed {
        try {
            for (InputTensor input : inputs) {
                int field = input.moves().getFirst().leaf().slot();
                if (!features.missing(row, field)) {
                    tensors.put(input.name(), tensor(input, text, features.block(row, field), arena));
                }
            }
        } catch (OrtException | RunFailed | RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private static OnnxTensor tensor(InputTensor input, TextRoute text, Block block, Arena arena)
            throws OrtException, RunFailed {
        long[] shape = Arrays.stream(block.shape()).asLongStream().toArray();
        switch (block) {
            case Block.Texts(var axes, String[] texts) -> {
                return text.tensor(input.name(), texts, shape);
            }
            case Block.Cells(var axes, long[] slots) -> {
                ElementType element = input.element();
                CellType cells = CellType.of(element);
                ByteBuffer buffer = InputTensors.memory(arena, (long) slots.length * cells.bytes());
                for (int i = 0; i < slots.length; i++) {
                    if (element.floating()) {
                        cells.put(buffer, i, Double.longBitsToDouble(slots[i]));
                    } else {
                        cells.put(buffer, i, slots[i]);
                    }
                }
                return InputTensors.tensor(buffer, shape, cells);
            }
        }
    }

    Map<String, OnnxTensor> tensors() {
        return tensors;
    }

    @Override
    public void close() {
        tensors.values().forEach(OnnxTensor::close);
        tensors.clear();
    }
}
