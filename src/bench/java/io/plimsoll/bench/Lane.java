package io.plimsoll.bench;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The tensors of one thread for one row: numbers and outputs are made once and used again, text is made for each row.
 */
final class Lane implements AutoCloseable {

    private static final OrtEnvironment ORT = OrtEnvironment.getEnvironment();
    private static final long[] ONE_CELL = {1, 1};

    private final Graph graph;
    private final String[] names;
    private final FloatBuffer numbers;
    private final Map<String, OnnxTensor> inputs = new HashMap<>();
    private final Map<String, OnnxTensor> outputs = new HashMap<>();
    private final Map<String, FloatBuffer> floats = new HashMap<>();
    private final Map<String, LongBuffer> longs = new HashMap<>();

    Lane(Graph graph) throws OrtException {
        this.graph = graph;
        names = graph.slots().keySet().toArray(String[]::new);
        numbers = memory(names.length * Float.BYTES).asFloatBuffer();
        if (graph.matrix != null) {
            inputs.put(graph.matrix, OnnxTensor.createTensor(ORT, numbers, new long[] {1, names.length}));
        } else {
            for (int slot = 0; slot < names.length; slot++) {
                if (!graph.takesText(names[slot])) {
                    inputs.put(names[slot], OnnxTensor.createTensor(ORT, numbers.slice(slot, 1), ONE_CELL));
                }
            }
        }
        for (Map.Entry<String, NodeInfo> output : graph.session.getOutputInfo().entrySet()) {
            pin(output.getKey(), (TensorInfo) output.getValue().getInfo());
        }
    }

    private void pin(String name, TensorInfo info) throws OrtException {
        long[] shape =
                Arrays.stream(info.getShape()).map(size -> Math.max(size, 1)).toArray();
        int cells = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        switch (info.type) {
            case FLOAT -> {
                FloatBuffer buffer = memory(cells * Float.BYTES).asFloatBuffer();
                floats.put(name, buffer);
                outputs.put(name, OnnxTensor.createTensor(ORT, buffer, shape));
            }
            case INT64 -> {
                LongBuffer buffer = memory(cells * Long.BYTES).asLongBuffer();
                longs.put(name, buffer);
                outputs.put(name, OnnxTensor.createTensor(ORT, buffer, shape));
            }
            default -> throw new IllegalArgumentException("output " + name + " is " + info.type);
        }
    }

    private static ByteBuffer memory(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    /** Makes every number missing; text stays until it is replaced. */
    void clear() {
        for (int slot = 0; slot < names.length; slot++) {
            numbers.put(slot, Float.NaN);
        }
    }

    void number(int slot, float value) {
        numbers.put(slot, value);
    }

    void text(int slot, String value) throws OrtException {
        OnnxTensor before = inputs.put(names[slot], OnnxTensor.createTensor(ORT, new String[] {value}, ONE_CELL));
        if (before != null) {
            before.close();
        }
    }

    /** The raw call: reads the inputs where they stand, writes the outputs where they stand. */
    void run() throws OrtException {
        graph.session.run(inputs, outputs).close();
    }

    /** One cell of an output of floats. */
    float number(String output, int cell) {
        return floats.get(output).get(cell);
    }

    /** One cell of an output of integers. */
    long integer(String output, int cell) {
        return longs.get(output).get(cell);
    }

    @Override
    public void close() {
        inputs.values().forEach(OnnxTensor::close);
        outputs.values().forEach(OnnxTensor::close);
    }
}
