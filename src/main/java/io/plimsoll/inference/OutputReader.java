package io.plimsoll.inference;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxMap;
import ai.onnxruntime.OnnxSequence;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import io.plimsoll.prediction.Outputs.Tensor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Copies what a graph answered out of ONNX Runtime's memory. */
final class OutputReader {

    private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

    private final int maxCells;
    private final TextRoute text;

    /** A reader that refuses outputs of more cells. */
    OutputReader(int maxCells, TextRoute text) {
        this.maxCells = maxCells;
        this.text = text;
    }

    Tensor read(OnnxValue value) throws OrtException, RunFailed {
        return switch (value) {
            case OnnxTensor tensor -> tensor(tensor);
            case OnnxSequence sequence -> maps(sequence);
            default -> throw RunFailed.invalidOutput("the graph answered neither a tensor nor maps");
        };
    }

    private Tensor tensor(OnnxTensor tensor) throws OrtException, RunFailed {
        long[] shape = tensor.getInfo().getShape();
        int cells = cells(shape);
        return switch (tensor.getInfo().type) {
            case FLOAT -> numbers(CellType.FLOAT, tensor, shape, cells);
            case DOUBLE -> numbers(CellType.DOUBLE, tensor, shape, cells);
            case FLOAT16 -> numbers(CellType.FLOAT16, tensor, shape, cells);
            case INT64 -> numbers(CellType.INT64, tensor, shape, cells);
            case INT32 -> numbers(CellType.INT32, tensor, shape, cells);
            case BOOL -> numbers(CellType.BOOL, tensor, shape, cells);
            case STRING -> new Tensor.Texts(shape, text.read(tensor, cells));
            default -> throw RunFailed.invalidOutput("the graph answered a tensor of a type that is not served");
        };
    }

    private static Tensor numbers(CellType type, OnnxTensor tensor, long[] shape, int cells) {
        // An empty tensor has no memory to look at.
        return type.read(cells == 0 ? EMPTY : tensor.getByteBuffer(), shape, cells);
    }

    private int cells(long[] shape) throws RunFailed {
        long cells = 1;
        for (long axis : shape) {
            cells *= axis;
            if (cells > maxCells) {
                throw RunFailed.invalidOutput("the graph answered more than " + maxCells + " numbers in one output");
            }
        }
        return (int) cells;
    }

    private Tensor maps(OnnxSequence sequence) throws OrtException, RunFailed {
        List<? extends OnnxValue> values = sequence.getValue();
        try {
            var rowMaps = new ArrayList<Map<String, Float>>(values.size());
            long cells = 0;
            for (OnnxValue value : values) {
                if (!(value instanceof OnnxMap map)) {
                    throw RunFailed.invalidOutput("the graph answered a sequence of other things than maps");
                }
                cells += map.size();
                if (cells > maxCells) {
                    throw RunFailed.invalidOutput("the graph answered more than " + maxCells + " scores in one output");
                }
                rowMaps.add(map.getInfo().keyType == OnnxJavaType.STRING ? text.scores(map) : scores(map.getValue()));
            }
            return new Tensor.Maps(rowMaps);
        } finally {
            for (OnnxValue value : values) {
                value.close();
            }
        }
    }

    /** Label → score; in the order of the labels, which is the graph's own. */
    static Map<String, Float> scores(Map<?, ?> map) throws RunFailed {
        var scores = LinkedHashMap.<String, Float>newLinkedHashMap(map.size());
        for (Map.Entry<?, ?> entry : new TreeMap<Object, Object>(map).entrySet()) {
            if (!(entry.getValue() instanceof Number score)) {
                throw RunFailed.invalidOutput("the graph answered a map without scores");
            }
            scores.put(entry.getKey().toString(), score.floatValue());
        }
        return Collections.unmodifiableMap(scores);
    }
}
