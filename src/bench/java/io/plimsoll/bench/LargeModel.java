package io.plimsoll.bench;

import com.google.protobuf.CodedOutputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** A package whose graph looks a number up in a table, as large as is wished; row i holds i modulo 1,000. */
record LargeModel(String version, int rows) {

    static final String NAME = "large";

    private static final int PERIOD = 1_000;
    private static final int FLOAT = 1;
    private static final int INT64 = 7;
    private static final int BLOCK = 1 << 16;
    private static final String CONTRACT = """
            contract: 1
            model: large
            version: "%s"
            inputs:
              - {name: row, type: integer, tensor: row, min: 0, max: %d, example: 7}
            outputs:
              result:
                - {name: number, from: number, type: number}
            limits: {rate: 1000000/s}
            """;

    long bytes() {
        return (long) rows * Float.BYTES;
    }

    /** Writes the package into a folder, the table block by block. */
    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("model.yaml"), CONTRACT.formatted(version, rows - 1));
        Files.write(folder.resolve("samples.jsonl"), List.of(sample(0), sample(7), sample(rows - 1)));
        try (var file = new BufferedOutputStream(Files.newOutputStream(folder.resolve("model.onnx")))) {
            write(file);
        }
    }

    private static String sample(int row) {
        return "{\"inputs\": {\"row\": %d}, \"expect\": {\"number\": %d}}".formatted(row, row % PERIOD);
    }

    /** Different bodies that a table of any size answers. */
    static List<byte[]> bodies() {
        return IntStream.range(0, PERIOD)
                .mapToObj(row -> "{\"row\": %d}".formatted(row).getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private void write(OutputStream file) throws IOException {
        byte[] gather = message(node -> {
            node.writeString(1, "table");
            node.writeString(1, "row");
            node.writeString(2, "number");
            node.writeString(4, "Gather");
        });
        byte[] table = message(tensor -> {
            tensor.writeInt64(1, rows);
            tensor.writeInt32(2, FLOAT);
            tensor.writeString(8, "table");
            head(tensor, 9, bytes());
        });
        long tableBytes = table.length + bytes();
        byte[] before = message(graph -> {
            graph.writeByteArray(1, gather);
            graph.writeString(2, "lookup");
            graph.writeByteArray(11, column("row", INT64));
            graph.writeByteArray(12, column("number", FLOAT));
            head(graph, 5, tableBytes);
        });
        file.write(message(model -> {
            model.writeInt64(1, 8);
            model.writeByteArray(8, message(opset -> opset.writeInt64(2, 17)));
            head(model, 7, before.length + tableBytes);
        }));
        file.write(before);
        file.write(table);
        writeTable(file);
    }

    private void writeTable(OutputStream file) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(BLOCK).order(ByteOrder.LITTLE_ENDIAN);
        for (int row = 0; row < rows; row++) {
            block.putFloat(row % PERIOD);
            if (!block.hasRemaining()) {
                file.write(block.array());
                block.clear();
            }
        }
        file.write(block.array(), 0, block.position());
    }

    /** Writes the fields of a message of ONNX by their numbers. */
    private interface Fields {
        void write(CodedOutputStream message) throws IOException;
    }

    private static byte[] message(Fields fields) throws IOException {
        var bytes = new ByteArrayOutputStream();
        CodedOutputStream message = CodedOutputStream.newInstance(bytes);
        fields.write(message);
        message.flush();
        return bytes.toByteArray();
    }

    /** What stands before a message or bytes that are written apart. */
    private static void head(CodedOutputStream message, int field, long length) throws IOException {
        message.writeTag(field, 2);
        message.writeUInt64NoTag(length);
    }

    /** A tensor of one column. */
    private static byte[] column(String name, int type) throws IOException {
        byte[] rows = message(dimension -> dimension.writeString(2, "batch"));
        byte[] one = message(dimension -> dimension.writeInt64(1, 1));
        byte[] shape = message(dimensions -> {
            dimensions.writeByteArray(1, rows);
            dimensions.writeByteArray(1, one);
        });
        byte[] tensor = message(of -> {
            of.writeInt32(1, type);
            of.writeByteArray(2, shape);
        });
        return message(value -> {
            value.writeString(1, name);
            value.writeByteArray(2, message(holder -> holder.writeByteArray(1, tensor)));
        });
    }
}
