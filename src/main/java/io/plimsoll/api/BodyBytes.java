package io.plimsoll.api;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The bytes of one body as they come, under a limit; used by one thread at a time. */
final class BodyBytes {

    /** What is made ready before the first byte is there: a claimed length costs nothing until its bytes arrive. */
    private static final int FIRST = 16 * 1024;

    private final long announced;
    private final int limit;
    private byte[] bytes;
    private int length;

    /**
     * No byte has come.
     *
     * @param announced the body's length, or less than 0 where it ends with its last chunk
     */
    BodyBytes(long announced, int limit) {
        this.announced = announced;
        this.limit = limit;
        this.bytes = new byte[announced < 0 ? FIRST : (int) Math.min(announced, FIRST)];
    }

    /** Takes in what the stream has, once; does nothing at its end. */
    void read(InputStream in) throws IOException {
        if (length == bytes.length) {
            // One byte over the limit is enough to know that it is over.
            bytes = Arrays.copyOf(bytes, (int) Math.min(Math.max(length, 1) * 2L, limit + 1L));
        }
        int read = in.read(bytes, length, bytes.length - length);
        length += Math.max(0, read);
    }

    /** Whether the length was announced and is there. */
    boolean complete() {
        return length == announced;
    }

    /** Whether more came, or was announced, than may. */
    boolean tooLarge() {
        return length > limit || announced > limit;
    }

    /** Only the first {@link #length} count. */
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }
}
