package io.plimsoll.inference;

import ai.onnxruntime.OrtException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells in our own words why ONNX Runtime does not load a graph; its words name its sources and this machine's paths.
 */
final class LoadFailure {

    private static final Logger log = LoggerFactory.getLogger(LoadFailure.class);

    private static final String NOT_A_GRAPH = "the file is not an ONNX graph, or only a part of one";

    private static final List<Reason> REASONS = List.of(
            reason(
                    "Opset (\\d+) is under development.*domain (\\S+) is till opset (\\d+)",
                    "the graph uses opset $1 of $2; up to $3 is supported"),
            reason(
                    "Unsupported model IR version: (\\d+), max supported IR version: (\\d+)",
                    "the graph has IR version $1; up to $2 is supported"),
            reason(
                    "Fatal error: ([\\w.]+):(\\w+)\\(-?\\d+\\) is not a registered function/op",
                    "the graph uses the operator $2 of the domain $1, which is not supported"),
            reason(
                    "No Op registered for (\\w+) with domain_version of (\\d+)",
                    "the graph uses the operator $1, which opset $2 does not have"),
            reason(
                    "Could not find an implementation for (\\w+)\\((\\d+)\\)",
                    "the graph uses the operator $1 of opset $2 in a way that is not supported on a CPU"),
            reason(
                    "MLDataType for: (tensor\\(\\w+\\)) is not currently registered",
                    "the graph uses the element type $1, which is not supported"),
            reason(
                    "[Ff]ailed to construct locale with name:\\s*([\\w.@-]+)",
                    "the graph needs the locale $1, which this machine does not have"),
            reason("ModelProto does not have a graph", NOT_A_GRAPH),
            reason(
                    "External (?:data|initializer)|points outside the directory",
                    "the graph's external data is missing, is too short, or lies outside its folder"));

    private LoadFailure() {}

    /** A text of ONNX Runtime, and what is said instead; $1 is the text's first group. */
    private record Reason(Pattern text, String words) {}

    private static Reason reason(String text, String words) {
        return new Reason(Pattern.compile(text), words);
    }

    static UnusableGraphException of(OrtException e) {
        log.debug("ONNX Runtime does not load a graph: {}", e.getMessage());
        return new UnusableGraphException(words(e));
    }

    private static String words(OrtException e) {
        for (Reason reason : REASONS) {
            Matcher matcher = reason.text.matcher(e.getMessage());
            if (matcher.find()) {
                var words = new StringBuilder();
                matcher.appendReplacement(words, reason.words);
                return words.substring(matcher.start());
            }
        }
        return switch (e.getCode()) {
            case ORT_NO_SUCHFILE -> "the graph's file does not exist";
            case ORT_INVALID_PROTOBUF -> NOT_A_GRAPH;
            case ORT_INVALID_GRAPH -> "the graph contradicts itself: its nodes, types or shapes do not fit";
            default -> "ONNX Runtime cannot load the graph (" + e.getCode() + ")";
        };
    }
}
