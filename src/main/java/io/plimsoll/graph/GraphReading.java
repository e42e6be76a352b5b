package io.plimsoll.graph;

/** What became of an attempt to read a file as an ONNX graph. */
public sealed interface GraphReading {

    /** The file is an ONNX model, whatever one may think of it. */
    record Readable(Graph graph) implements GraphReading {}

    /** The file is no ONNX model, or a broken one; the reason continues a sentence that names the file. */
    record Unreadable(String reason) implements GraphReading {}
}
