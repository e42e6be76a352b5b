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

    /** The text, if it left the graph as it was. */
    static String arrived(String text) throws RunFailed {
        for (int i = 0; i + 3 < text.length(); i++) {
            if (lead(text.charAt(i))
                    && continuation(text.charAt(i + 1))
                    && continuation(text.charAt(i + 2))
                    && continuation(text.charAt(i + 3))) {
                throw RunFailed.invalidOutput("the graph answered text beyond the Basic Multilingual Plane");
            }
        }
        return text;
    }

    // The four bytes of such a character arrive as four characters.
    private static boolean lead(char c) {
        return c >= 0xF0 && c <= 0xF4;
    }

    private static boolean continuation(char c) {
        return c >= 0x80 && c <= 0xBF;
    }
}
