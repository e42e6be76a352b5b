package io.plimsoll.codec;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * Tells whether bytes are UTF-8 to the letter: the JSON parser itself lets overlong forms and encoded surrogates
 * through.
 */
final class Utf8 {

    private static final int CHUNK = 1024;

    private Utf8() {}

    static boolean valid(byte[] bytes, int length) {
        int ascii = 0;
        while (ascii < length && bytes[ascii] >= 0) {
            ascii++;
        }
        return ascii == length || decodes(ByteBuffer.wrap(bytes, ascii, length - ascii));
    }

    /** Whether the bytes start with the mark that some editors put before UTF-8. */
    static boolean marked(byte[] bytes, int length) {
        return length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
    }

    private static boolean decodes(ByteBuffer bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer chars = CharBuffer.allocate(CHUNK);
        CoderResult result;
        do {
            chars.clear();
            result = decoder.decode(bytes, chars, true);
        } while (result.isOverflow());
        return result.isUnderflow();
    }
}
