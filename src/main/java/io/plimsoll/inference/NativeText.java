package io.plimsoll.inference;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxMap;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import io.plimsoll.prediction.Features;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Text as UTF-8 through ONNX Runtime's C API: every character arrives, and a tensor can be filled again. */
record NativeText(CApi api) implements TextRoute {

    /** Bytes of all texts of one output. */
    private static final int MOST_BYTES = 1 << 26;

    /** A tensor that held more is not filled again: each of its cells keeps the memory of its longest text. */
    private static final int MOST_KEPT_BYTES = 1 << 16;

    /** Whether text of many kinds comes back as it went in. */
    boolean proven() throws OrtException, RunFailed {
        String[] texts = {"", "plain", "e\u0301 \u05E9\u05DC\u05D5\u05DD \uD83D\uDC69\u200D\uD83D\uDE80 \uFFFD", "é"};
        try (OnnxTensor tensor = tensor("proof", texts, new long[] {texts.length})) {
            return Arrays.equals(read(tensor, texts.length), texts);
        }
    }

    @Override
    public boolean carriesEveryCharacter() {
        return true;
    }

    @Override
    public OnnxTensor tensor(String field, String[] texts, long[] shape) throws OrtException, RunFailed {
        OnnxTensor tensor = blank(shape, texts.length);
        try {
            long address = api.address(tensor);
            for (int cell = 0; cell < texts.length; cell++) {
                put(address, cell, texts[cell]);
            }
            return tensor;
        } catch (RunFailed | RuntimeException | Error e) {
            tensor.close();
            throw e;
        }
    }

    private static OnnxTensor blank(long[] shape, int cells) throws OrtException {
        var texts = new String[cells];
        Arrays.fill(texts, "");
        return OnnxTensor.createTensor(Library.ENVIRONMENT, texts, shape);
    }

    /** Writes one cell, and says how many bytes. */
    private int put(long tensor, int cell, String text) throws RunFailed {
        byte[] terminated = (TextRoute.sound(text) + '\0').getBytes(StandardCharsets.UTF_8);
        api.fill(tensor, cell, terminated);
        return terminated.length;
    }

    @Override
    public Filling filling(TensorPlan.Texts plan, int rows) {
        return new Kept(plan, rows);
    }

    /** Keeps its tensor for the next run of the same shape. */
    private final class Kept implements Filling {

        private final TensorPlan.Texts plan;
        private final int rows;
        private @Nullable OnnxTensor tensor;
        private long address;
        private int length;
        private long bytes;

        private Kept(TensorPlan.Texts plan, int rows) {
            this.plan = plan;
            this.rows = rows;
        }

        @Override
        public OnnxTensor fill(Features features, StopSwitch stop) throws OrtException, RunFailed {
            int wanted = plan.length(features, rows);
            OnnxTensor current = tensor;
            if (current == null || wanted != length || bytes > MOST_KEPT_BYTES) {
                close();
                current = blank(plan.shape(rows, wanted), plan.cells(rows, wanted));
                tensor = current;
                address = api.address(current);
                length = wanted;
            }
            bytes = 0;
            plan.fill().fill(features, rows, wanted, (cell, text) -> {
                stop.checkAt(cell);
                bytes += put(address, cell, text);
            });
            return current;
        }

        @Override
        public void close() {
            if (tensor != null) {
                tensor.close();
                tensor = null;
            }
        }
    }

    @Override
    public String[] read(OnnxTensor tensor, int cells) throws RunFailed {
        return read(api.address(tensor), cells);
    }

    private String[] read(long tensor, int cells) throws RunFailed {
        var texts = new String[cells];
        if (cells == 0) {
            return texts;
        }
        long length = api.textLength(tensor);
        if (length > MOST_BYTES) {
            throw RunFailed.invalidOutput(
                    "the graph answered more than " + MOST_BYTES + " bytes of text in one output");
        }
        var bytes = new byte[(int) length];
        var starts = new long[cells];
        api.texts(tensor, bytes, starts);
        for (int cell = 0; cell < cells; cell++) {
            int start = (int) starts[cell];
            int end = cell + 1 < cells ? (int) starts[cell + 1] : bytes.length;
            texts[cell] = new String(bytes, start, end - start, StandardCharsets.UTF_8);
        }
        return texts;
    }

    @Override
    public Map<String, Float> scores(OnnxMap map) throws RunFailed {
        String[] labels = labels(map);
        float[] values = values(map);
        var scores = LinkedHashMap.<String, Float>newLinkedHashMap(labels.length);
        for (int i = 0; i < labels.length; i++) {
            scores.put(labels[i], values[i]);
        }
        return Collections.unmodifiableMap(scores);
    }

    private String[] labels(OnnxMap map) throws RunFailed {
        long keys = api.keys(map);
        try {
            return read(keys, map.size());
        } finally {
            api.release(keys);
        }
    }

    private float[] values(OnnxMap map) throws RunFailed {
        if (map.getInfo().valueType != OnnxJavaType.FLOAT) {
            throw RunFailed.invalidOutput("the graph answered a map without scores");
        }
        long values = api.values(map);
        try {
            return api.numbers(values, (long) map.size() * Float.BYTES).toArray(ValueLayout.JAVA_FLOAT);
        } finally {
            api.release(values);
        }
    }
}
