package io.plimsoll.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Utf8() {}

    static boolean valid(byte[] bytes, int length) {
        int ascii = asciiPrefix(bytes, length);
        return ascii == length || decodes(ByteBuffer.wrap(bytes, ascii, length - ascii));
    }

    /** Looks at eight bytes at a time: byte by byte it would be a sixth of decoding. */
    private static int asciiPrefix(byte[] bytes, int length) {
        int at = 0;
        while (at <= length - Long.BYTES && ((long) EIGHT.get(bytes, at) & HIGH_BITS) == 0) {
            at += Long.BYTES;
        }
        while (at < length && bytes[at] >= 0) {
            at++;
        }
        return at;
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
