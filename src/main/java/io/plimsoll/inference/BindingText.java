package io.plimsoll.inference;

import io.plimsoll.contract.TensorText;
import io.plimsoll.prediction.Failure;
import org.jspecify.annotations.Nullable;

/** Text on its way through ONNX Runtime's Java binding; none that would be garbled there may pass unnoticed. */
final class BindingText {

    private BindingText() {}

    /** The text, if it arrives in the graph as it is; a null would end the process. */
    static String crossing(@Nullable String text) throws RunFailed {
        if (text == null) {
            throw new RunFailed(new Failure.Internal("a row reached the graph without a text"));
        }
        if (!TensorText.crosses(text)) {
            throw new RunFailed(new Failure.Internal("a text holds a character that cannot reach the graph"));
        }
        return text;
    }
}
