package io.plimsoll.inference;

import ai.onnxruntime.OnnxMap;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtUtil;
import io.plimsoll.contract.Binding.Move;
import io.plimsoll.contract.Rule;
import io.plimsoll.contract.TensorText;
import io.plimsoll.prediction.Failure;
import io.plimsoll.prediction.Features;
import io.plimsoll.prediction.RowProblem;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Text through ONNX Runtime's Java binding, where its C API cannot be called: characters above U+FFFF would arrive
 * garbled, so a row that has one is refused.
 */
record BindingText() implements TextRoute {

    private static final String REFUSAL = "must not hold characters above U+FFFF, such as emoji";

    @Override
    public boolean carriesEveryCharacter() {
        return false;
    }

    @Override
    public OnnxTensor tensor(String field, String[] texts, long[] shape) throws OrtException, RunFailed {
        for (String text : texts) {
            crossing(text, field);
        }
        return OnnxTensor.createTensor(Library.ENVIRONMENT, texts, shape);
    }

    private static String crossing(@Nullable String text, String field) throws RunFailed {
        String sound = TextRoute.sound(text);
        if (!TensorText.crossesBinding(sound)) {
            throw new RunFailed(new Failure.InvalidInput(List.of(new RowProblem(field, Rule.TEXT, null, REFUSAL))));
        }
        return sound;
    }

    @Override
    public Filling filling(TensorPlan.Texts plan, int rows) {
        return new Renewed(plan, rows);
    }

    /** Makes a tensor for each run. */
    private static final class Renewed implements Filling {

        private final TensorPlan.Texts plan;
        private final int rows;
        private @Nullable OnnxTensor tensor;

        private Renewed(TensorPlan.Texts plan, int rows) {
            this.plan = plan;
            this.rows = rows;
        }

        @Override
        public OnnxTensor fill(Features features, StopSwitch stop) throws OrtException, RunFailed {
            close();
            int length = plan.length(features, rows);
            var texts = new String[plan.cells(rows, length)];
            plan.fill().fill(features, rows, length, (cell, text) -> {
                stop.checkAt(cell);
                texts[cell] = crossing(text, field(cell));
            });
            OnnxTensor made = OnnxTensor.createTensor(Library.ENVIRONMENT, texts, plan.shape(rows, length));
            tensor = made;
            return made;
        }

        /** The path of the field that fills a cell. */
        private String field(int cell) {
            int column = cell % plan.input().width();
            return plan.input().moves().stream()
                    .filter(move -> move.column() <= column && column < move.column() + move.width())
                    .map(Move::leaf)
                    .findFirst()
                    .orElseThrow()
                    .path();
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
    public String[] read(OnnxTensor tensor, int cells) throws OrtException {
        if (cells == 0) {
            return new String[0];
        }
        // A single value is no array.
        return tensor.getValue() instanceof String text
                ? new String[] {text}
                : OrtUtil.flattenString(tensor.getValue());
    }

    @Override
    public Map<String, Float> scores(OnnxMap map) throws OrtException, RunFailed {
        return OutputReader.scores(map.getValue());
    }
}
