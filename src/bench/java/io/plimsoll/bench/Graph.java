package io.plimsoll.bench;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An ONNX graph as the controls use it: either one matrix that takes all fields, or one input tensor a field. */
final class Graph implements AutoCloseable {

    final OrtSession session;

    /** The matrix of all fields; null if each field has its own tensor. */
    final @Nullable String matrix;

    private final Map<String, Integer> slots = new LinkedHashMap<>();
    private final Map<String, TensorInfo> inputs = new LinkedHashMap<>();

    /** Opens the graph; the order of the fields is that of the matrix's columns. */
    Graph(Path file, List<String> fields) throws OrtException {
        try (var options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            options.setCPUArenaAllocator(false);
            session = OrtEnvironment.getEnvironment().createSession(file.toString(), options);
        }
        for (Map.Entry<String, NodeInfo> input : session.getInputInfo().entrySet()) {
            inputs.put(input.getKey(), (TensorInfo) input.getValue().getInfo());
        }
        matrix = inputs.size() == 1 ? inputs.keySet().iterator().next() : null;
        for (String name : matrix == null ? inputs.keySet() : fields) {
            slots.put(name, slots.size());
        }
    }

    /** The place of a field among the fields, null if the graph does not read it. */
    @Nullable
    Integer slot(String field) {
        return slots.get(field);
    }

    Map<String, Integer> slots() {
        return slots;
    }

    boolean takesText(String input) {
        TensorInfo info = inputs.get(input);
        return info != null && info.type == OnnxJavaType.STRING;
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
