package io.plimsoll.codec;

import io.plimsoll.contract.Rule;
import io.plimsoll.contract.Violation;
import org.jspecify.annotations.Nullable;

/** What no text of a caller may hold, whatever its field says. */
final class TextCheck {

    private static final Violation NUL = violation("must not hold the character U+0000");
    private static final Violation SURROGATE = violation("must not hold half of a surrogate pair");
    private static final Violation SUPPLEMENTARY = violation("must not hold characters above U+FFFF");

    private TextCheck() {}

    /**
     * Holds a text against what can be passed on unchanged.
     *
     * @param forTensor whether the text goes into a string tensor: ONNX Runtime's Java binding garbles characters above
     *     U+FFFF without an error
     */
    static @Nullable Violation of(String text, boolean forTensor) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return NUL;
            }
            if (Character.isSurrogate(c)) {
                boolean pair =
                        Character.isHighSurrogate(c) && i + 1 < length && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return SURROGATE;
                }
                if (forTensor) {
                    return SUPPLEMENTARY;
                }
                i++;
            }
        }
        return null;
    }

    private static Violation violation(String problem) {
        return new Violation(Rule.TEXT, null, problem);
    }
}
