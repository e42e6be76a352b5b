package io.plimsoll.codec;

import io.plimsoll.contract.Rule;
import io.plimsoll.contract.TensorText;
import io.plimsoll.contract.Violation;
import org.jspecify.annotations.Nullable;

/** What no text of a caller may hold, whatever its field says. */
final class TextCheck {

    private static final Violation NUL = violation("must not hold the character U+0000");
    private static final Violation SURROGATE = violation("must not hold half of a surrogate pair");

    private TextCheck() {}

    static @Nullable Violation of(String text) {
        if (TensorText.crosses(text)) {
            return null;
        }
        return text.indexOf(0) >= 0 ? NUL : SURROGATE;
    }

    private static Violation violation(String problem) {
        return new Violation(Rule.TEXT, null, problem);
    }
}
