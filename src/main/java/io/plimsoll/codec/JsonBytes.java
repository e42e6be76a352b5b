package io.plimsoll.codec;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** JSON under construction, as UTF-8 bytes that grow; numbers in their shortest form or rounded half to even. */
public final class JsonBytes {

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final long[] POWERS = {
        1L, 10L, 100L, 1_000L, 10_000L, 100_000L, 1_000_000L, 10_000_000L, 100_000_000L, 1_000_000_000L
    };

    /** Below this, a product with a power of ten is off by less than {@link #TIE_DOUBT}. */
    private static final double LARGEST_QUICK = 0x1p40;

    private static final double TIE_DOUBT = 0x1p-12;

    /** From here on a double has no places after the point. */
    private static final double ALWAYS_WHOLE = 0x1p53;

    private byte[] bytes;
    private int length;

    public JsonBytes(int capacity) {
        bytes = new byte[Math.max(16, capacity)];
    }

    /** A JSON string, ready to be copied. */
    static byte[] quoted(String text) {
        return new JsonBytes(text.length() + 16).text(text).toBytes();
    }

    void clear() {
        length = 0;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    /** How many bytes there are. */
    public int length() {
        return length;
    }

    public void writeTo(OutputStream out) throws IOException {
        out.write(bytes, 0, length);
    }

    /** Bytes as they are. */
    public JsonBytes raw(byte[] json) {
        reserve(json.length);
        System.arraycopy(json, 0, bytes, length, json.length);
        length += json.length;
        return this;
    }

    /** ASCII text as it is. */
    public JsonBytes raw(String json) {
        int count = json.length();
        reserve(count);
        for (int i = 0; i < count; i++) {
            bytes[length + i] = (byte) json.charAt(i);
        }
        length += count;
        return this;
    }

    JsonBytes raw(char ascii) {
        reserve(1);
        bytes[length++] = (byte) ascii;
        return this;
    }

    JsonBytes flag(boolean value) {
        return raw(value ? "true" : "false");
    }

    JsonBytes whole(long value) {
        if (value == Long.MIN_VALUE) {
            return raw(Long.toString(value));
        }
        if (value < 0) {
            raw('-');
        }
        digits(Math.abs(value), 1);
        return this;
    }

    /** The shortest decimal that reads back as the same float. */
    JsonBytes shortest(float value) {
        return raw(Float.toString(value));
    }

    /** The shortest decimal that reads back as the same double. */
    JsonBytes shortest(double value) {
        return raw(Double.toString(value));
    }

    JsonBytes rounded(float value, int decimals) {
        return Math.abs(value) >= ALWAYS_WHOLE ? shortest(value) : places(value, decimals);
    }

    JsonBytes rounded(double value, int decimals) {
        return Math.abs(value) >= ALWAYS_WHOLE ? shortest(value) : places(value, decimals);
    }

    private JsonBytes places(double value, int decimals) {
        if (decimals >= POWERS.length) {
            return placesExactly(value, decimals);
        }
        double scaled = value * POWERS[decimals];
        double nearest = Math.rint(scaled);
        // The product itself was rounded, so what looks like a tie may be none, and the other way round.
        boolean doubtful = Math.abs(Math.abs(scaled - nearest) - 0.5) < TIE_DOUBT;
        if (doubtful || Math.abs(scaled) >= LARGEST_QUICK) {
            return placesExactly(value, decimals);
        }
        return fixed((long) nearest, decimals);
    }

    private JsonBytes placesExactly(double value, int decimals) {
        BigDecimal rounded = new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN);
        BigDecimal shortest = rounded.stripTrailingZeros();
        return raw(shortest.setScale(Math.max(shortest.scale(), Math.min(1, decimals)))
                .toPlainString());
    }

    /** A number given in units of its last place, without zeros at the end beyond the first place. */
    private JsonBytes fixed(long units, int decimals) {
        if (units < 0) {
            raw('-');
        }
        long magnitude = Math.abs(units);
        digits(magnitude / POWERS[decimals], 1);
        if (decimals == 0) {
            return this;
        }
        long fraction = magnitude % POWERS[decimals];
        int places = decimals;
        while (places > 1 && fraction % 10 == 0) {
            fraction /= 10;
            places--;
        }
        raw('.');
        digits(fraction, places);
        return this;
    }

    /** The digits of a number that is not negative, with zeros before it up to the given count. */
    private void digits(long value, int atLeast) {
        int count = 1;
        for (long rest = value / 10; rest > 0; rest /= 10) {
            count++;
        }
        count = Math.max(count, atLeast);
        reserve(count);
        long rest = value;
        for (int at = length + count - 1; at >= length; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += count;
    }

    /** A JSON string: quotes around it, escapes where JSON wants them; a lone surrogate becomes U+FFFD. */
    public JsonBytes text(String value) {
        // A character takes at most six bytes, as an escape.
        reserve(value.length() * 6 + 2);
        bytes[length++] = '"';
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c >= ' ' && c < 0x7F && c != '"' && c != '\\') {
                bytes[length++] = (byte) c;
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1))) {
                supplementary(Character.toCodePoint(c, value.charAt(++i)));
            } else {
                special(Character.isSurrogate(c) ? '\uFFFD' : c);
            }
        }
        bytes[length++] = '"';
        return this;
    }

    private void special(char c) {
        if (c == '"' || c == '\\') {
            bytes[length++] = '\\';
            bytes[length++] = (byte) c;
        } else if (c < ' ' || c == 0x7F) {
            raw("\\u00");
            bytes[length++] = HEX[c >> 4];
            bytes[length++] = HEX[c & 0xF];
        } else if (c < 0x800) {
            bytes[length++] = (byte) (0xC0 | (c >> 6));
            bytes[length++] = (byte) (0x80 | (c & 0x3F));
        } else {
            bytes[length++] = (byte) (0xE0 | (c >> 12));
            bytes[length++] = (byte) (0x80 | ((c >> 6) & 0x3F));
            bytes[length++] = (byte) (0x80 | (c & 0x3F));
        }
    }

    private void supplementary(int codePoint) {
        bytes[length++] = (byte) (0xF0 | (codePoint >> 18));
        bytes[length++] = (byte) (0x80 | ((codePoint >> 12) & 0x3F));
        bytes[length++] = (byte) (0x80 | ((codePoint >> 6) & 0x3F));
        bytes[length++] = (byte) (0x80 | (codePoint & 0x3F));
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(length, more)));
        }
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
