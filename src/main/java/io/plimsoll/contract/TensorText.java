package io.plimsoll.contract;

/**
 * What text a string tensor can hold. ONNX Runtime's Java binding takes UTF-8 for Java's modified form of it, and so
 * garbles U+0000 and every character above U+FFFF without an error.
 */
public final class TensorText {

    private TensorText() {}

    /** Whether the text arrives in the graph as it is. */
    public static boolean crosses(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }
}
