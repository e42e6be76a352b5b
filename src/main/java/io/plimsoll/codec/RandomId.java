package io.plimsoll.codec;

import java.nio.charset.StandardCharsets;

/** 128 bits as text that needs no escaping anywhere. */
final class RandomId {

    private static final byte[] ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".getBytes(StandardCharsets.US_ASCII);

    private RandomId() {}

    static String of(long high, long low) {
        byte[] text = new byte[22];
        for (int i = 0; i < 10; i++) {
            text[i] = ALPHABET[(int) (high >>> (58 - 6 * i)) & 63];
            text[i + 11] = ALPHABET[(int) (low >>> (58 - 6 * i)) & 63];
        }
        text[10] = ALPHABET[(int) high & 15];
        text[21] = ALPHABET[(int) low & 15];
        return new String(text, StandardCharsets.ISO_8859_1);
    }
}
