package io.plimsoll.inference;

import io.plimsoll.prediction.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Text on its way through ONNX Runtime's Java binding, which takes UTF-8 for Java's modified form of it: a NUL or a
 * character beyond the Basic Multilingual Plane is garbled there without an error, so neither may pass unnoticed.
 */
final class BindingText {

    private BindingText() {}

    /** The text, if it arrives in the graph as it is; a null would end the process. */
    static String crossing(@Nullable String text) throws RunFailed {
        if (text == null) {
            throw new RunFailed(new Failure.Internal("a row reached the graph without a text"));
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) {
                throw new RunFailed(new Failure.Internal("a text holds a character that cannot reach the graph"));
            }
        }
        return text;
    }
}
