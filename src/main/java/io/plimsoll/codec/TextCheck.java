package io.plimsoll.codec;

import io.plimsoll.contract.Rule;
import io.plimsoll.contract.TensorText;
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
     * @param forTensor whether the text goes into a string tensor
     */
    static @Nullable Violation of(String text, boolean forTensor) {
        if (TensorText.crosses(text)) {
            return null;
        }
        if (text.indexOf(0) >= 0) {
            return NUL;
        }
        // A pair is one code point; what is left as a surrogate has lost its other half.
        if (text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            return SURROGATE;
        }
        return forTensor ? SUPPLEMENTARY : null;
    }

    private static Violation violation(String problem) {
        return new Violation(Rule.TEXT, null, problem);
    }
}
