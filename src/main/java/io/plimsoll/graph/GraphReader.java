package io.plimsoll.graph;

import com.google.protobuf.InvalidProtocolBufferException;
import io.plimsoll.graph.GraphReading.Readable;
import io.plimsoll.graph.GraphReading.Unreadable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads an ONNX file as a stream, so that its weights never enter the heap. */
public final class GraphReader {

    private GraphReader() {}

    /**
     * Reads the file; bytes that are no model are an answer, not an exception.
     *
     * @throws IOException only if the file cannot be opened or read
     */
    public static GraphReading read(Path file) throws IOException {
        long size = Files.size(file);
        if (size == 0) {
            return new Unreadable("is empty");
        }
        if (size >= Integer.MAX_VALUE) {
            return new Unreadable("has 2 GiB or more, which no ONNX file can; its weights belong into external data");
        }
        try (InputStream bytes = Files.newInputStream(file)) {
            return new Readable(ModelReader.read(Wire.over(bytes, (int) size)));
        } catch (MalformedGraphException e) {
            return unreadable(file, e.reason());
        } catch (InvalidProtocolBufferException e) {
            return unreadable(file, "is not an ONNX model, or a damaged one");
        }
    }

    /** What the file is instead says more than the byte at which the reading failed. */
    private static Unreadable unreadable(Path file, String reason) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            return new Unreadable(Impostor.of(bytes.readNBytes(Impostor.HEAD))
                    .map(impostor -> "is " + impostor + ", not an ONNX model")
                    .orElse(reason));
        }
    }
}
