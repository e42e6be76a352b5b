package io.plimsoll.graph;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The fields of a protobuf file, one after the other, with bounds on depth and on what may be kept in memory. */
final class Wire {

    /** Protobuf's own bound, so that nothing deeper loads in ONNX Runtime either. */
    private static final int DEEPEST = 100;

    private static final int LONGEST_NAME = 64 << 10;
    private static final int LONGEST_EXCERPT = 64 << 10;

    /** What names and shapes may take of the heap; real graphs of gigabytes take a tenth of it. */
    private static final long MOST_MEMORY = 128L << 20;

    /** About what the JVM needs for a string or an entry of a list beside its characters. */
    private static final int OVERHEAD = 48;

    private final CodedInputStream in;
    private int tag;
    private int depth;
    private long spent;
    private boolean supplementary;

    private Wire(CodedInputStream in) {
        this.in = in;
    }

    /** Takes one field of a message: reads it with one of the methods below, exactly once. */
    @FunctionalInterface
    interface Fields {

        void take(int number) throws IOException;
    }

    /** A wire over all bytes of a stream; nothing may reach beyond its size. */
    static Wire over(InputStream bytes, int size) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(bytes, 1 << 16);
        in.pushLimit(size);
        return new Wire(in);
    }

    /** Hands out every field up to the end of the message that the wire is in. */
    void fields(Fields fields) throws IOException {
        while ((tag = in.readTag()) != 0) {
            fields.take(WireFormat.getTagFieldNumber(tag));
        }
        int left = in.getBytesUntilLimit();
        if (left > 0) {
            throw new MalformedGraphException("ends too early: " + left + " bytes are missing");
        }
    }

    /** The field is a message: hands out its fields. */
    void message(Fields fields) throws IOException {
        int length = length();
        if (++depth > DEEPEST) {
            throw new MalformedGraphException("is nested deeper than " + DEEPEST + " messages");
        }
        int outer = in.pushLimit(length);
        fields(fields);
        in.popLimit(outer);
        depth--;
    }

    /** The field is a name: all of it. */
    String name() throws IOException {
        int length = length();
        if (length > LONGEST_NAME) {
            throw new MalformedGraphException("has a name of " + length + " bytes; " + LONGEST_NAME + " are the most");
        }
        charge(length);
        return text(length);
    }

    /** The field is a description: as much of it as is worth a look. */
    String excerpt() throws IOException {
        int length = length();
        int read = Math.min(length, LONGEST_EXCERPT);
        String excerpt = text(read);
        in.skipRawBytes(length - read);
        return excerpt;
    }

    /**
     * The field is text that the graph works with: it stays in the file, but for what {@link #supplementary} says of
     * it.
     */
    void words() throws IOException {
        int following = 0;
        boolean four = false;
        for (int left = length(); left > 0; left--) {
            int value = in.readRawByte() & 0xFF;
            if (four && (value & 0xC0) == 0x80) {
                following++;
                supplementary |= following == 3;
            } else {
                four = value >= 0xF0 && value <= 0xF4;
                following = 0;
            }
        }
    }

    /** Whether some text held a character above U+FFFF, four bytes in UTF-8. */
    boolean supplementary() {
        return supplementary;
    }

    /** The field is a number. */
    long number() throws IOException {
        expect(WireFormat.WIRETYPE_VARINT);
        return in.readRawVarint64();
    }

    /** The field is one number of a list, or the packed list. */
    void numbers(Numbers numbers) throws IOException {
        if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_VARINT) {
            numbers.take(in.readRawVarint64());
            return;
        }
        int outer = in.pushLimit(length());
        while (!in.isAtEnd()) {
            numbers.take(in.readRawVarint64());
        }
        in.popLimit(outer);
    }

    /** Takes one number of a list. */
    @FunctionalInterface
    interface Numbers {

        void take(long number);
    }

    /** The field is raw bytes: how many, and the first of them, or 0; the rest stays in the file. */
    Raw raw() throws IOException {
        int length = length();
        byte first = length == 0 ? 0 : in.readRawByte();
        in.skipRawBytes(Math.max(0, length - 1));
        return new Raw(length, first);
    }

    /** What is kept of raw bytes. */
    record Raw(int length, byte first) {}

    /** The field means nothing here. */
    void skip() throws IOException {
        switch (WireFormat.getTagWireType(tag)) {
            case WireFormat.WIRETYPE_VARINT -> in.readRawVarint64();
            case WireFormat.WIRETYPE_FIXED64 -> in.skipRawBytes(8);
            case WireFormat.WIRETYPE_FIXED32 -> in.skipRawBytes(4);
            case WireFormat.WIRETYPE_LENGTH_DELIMITED -> in.skipRawBytes(length());
            default -> throw new MalformedGraphException("is not an ONNX model: it has a field of an unknown kind");
        }
    }

    /** Counts something that is kept, beside names, which count themselves. */
    void charge(long bytes) throws MalformedGraphException {
        spent += bytes + OVERHEAD;
        if (spent > MOST_MEMORY) {
            throw new MalformedGraphException(
                    "has more names and shapes than " + (MOST_MEMORY >> 20) + " MiB can hold");
        }
    }

    private String text(int length) throws IOException {
        return new String(in.readRawBytes(length), StandardCharsets.UTF_8);
    }

    private int length() throws IOException {
        expect(WireFormat.WIRETYPE_LENGTH_DELIMITED);
        int length = in.readRawVarint32();
        int left = in.getBytesUntilLimit();
        if (length < 0 || length > left) {
            throw new MalformedGraphException("ends too early: a part of " + Integer.toUnsignedString(length)
                    + " bytes begins where " + left + " are left");
        }
        return length;
    }

    private void expect(int wireType) throws MalformedGraphException {
        if (WireFormat.getTagWireType(tag) != wireType) {
            throw new MalformedGraphException("is not an ONNX model: field " + WireFormat.getTagFieldNumber(tag)
                    + " of a message is of another kind");
        }
    }
}
