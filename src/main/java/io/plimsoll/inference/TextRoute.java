package io.plimsoll.inference;

import ai.onnxruntime.OnnxMap;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import io.plimsoll.contract.TensorText;
import io.plimsoll.prediction.Failure;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The way of text into string tensors and out of what a graph answers; safe for use by many threads. */
sealed interface TextRoute permits NativeText, BindingText {

    /** Whether characters above U+FFFF arrive as they are. */
    boolean carriesEveryCharacter();

    /**
     * A tensor of texts.
     *
     * @param field what a caller knows them by
     */
    OnnxTensor tensor(String field, String[] texts, long[] shape) throws OrtException, RunFailed;

    /** Fills an input again and again. */
    Filling filling(TensorPlan.Texts plan, int rows);

    /** Copies the texts of a tensor that has so many cells. */
    String[] read(OnnxTensor tensor, int cells) throws OrtException, RunFailed;

    /** Copies a map from text to score, in the graph's own order. */
    Map<String, Float> scores(OnnxMap map) throws OrtException, RunFailed;

    /** The text, if there is one and a tensor can hold it; a null would end the process. */
    static String sound(@Nullable String text) throws RunFailed {
        if (text == null) {
            throw new RunFailed(new Failure.Internal("a row reached the graph without a text"));
        }
        if (!TensorText.crosses(text)) {
            throw new RunFailed(new Failure.Internal("a text holds a character that cannot reach the graph"));
        }
        return text;
    }
}
