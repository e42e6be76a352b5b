package io.plimsoll.draft;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Tells texts that no package may hold, because they cannot be written or because no request may hold them either. */
final class Illegible {

    private Illegible() {}

    /** What is wrong with the text, or null. */
    static @Nullable String in(String text) {
        if (text.indexOf('\0') >= 0) {
            return "the character U+0000, which no text may hold";
        }
        return StandardCharsets.UTF_8.newEncoder().canEncode(text)
                ? null
                : "half of a surrogate pair, which is no text";
    }
}
