package io.plimsoll.contract;

/** What text reaches a graph as it is. */
public final class TensorText {

    private TensorText() {}

    /**
     * Whether a string tensor can hold the text: any but U+0000, which ends a text in C, and halves of surrogate pairs,
     * which are no characters.
     */
    public static boolean crosses(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return false;
            }
            if (Character.isSurrogate(c)) {
                if (i + 1 == text.length() || !Character.isSurrogatePair(c, text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /**
     * Whether ONNX Runtime's Java binding passes the text on, which takes UTF-8 for Java's modified form of it and so
     * garbles every character above U+FFFF as well, without an error.
     */
    public static boolean crossesBinding(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }
}
