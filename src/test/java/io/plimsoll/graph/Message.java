package io.plimsoll.graph;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Writes a protobuf message by hand, for files that no converter would write. */
final class Message {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CodedOutputStream out = CodedOutputStream.newInstance(bytes);

    Message number(int field, long value) throws IOException {
        out.writeInt64(field, value);
        return this;
    }

    Message text(int field, String value) throws IOException {
        out.writeString(field, value);
        return this;
    }

    Message raw(int field, byte[] value) throws IOException {
        out.writeByteArray(field, value);
        return this;
    }

    Message message(int field, Message value) throws IOException {
        return raw(field, value.bytes());
    }

    /** Only the head of a field of bytes: what follows is up to the caller. */
    Message head(int field, int length) throws IOException {
        out.writeTag(field, 2);
        out.writeUInt32NoTag(length);
        return this;
    }

    byte[] bytes() throws IOException {
        out.flush();
        return bytes.toByteArray();
    }

    /** A model around a graph: IR version 8, opset 17. */
    static Message model(Message graph) throws IOException {
        return new Message()
                .number(1, 8)
                .message(7, graph)
                .message(8, new Message().text(1, "").number(2, 17));
    }

    /** A node; the first letter of a name tells nothing. */
    static Message node(String operator, String input, String output) throws IOException {
        return new Message().text(1, input).text(2, output).text(4, operator);
    }

    /** An attribute that holds a graph. */
    static Message body(String name, Message graph) throws IOException {
        return new Message().text(1, name).message(6, graph);
    }
}
