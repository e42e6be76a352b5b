package io.plimsoll.graph;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Tells by its first bytes what a file is that was taken for an ONNX model. */
final class Impostor {

    /** How many first bytes are enough. */
    static final int HEAD = 64;

    /** As lower-case Latin-1, so that bytes compare as text. */
    private static final Map<String, String> BEGINNINGS = Map.of(
            "<!doctype html", "an HTML page",
            "<html", "an HTML page",
            "<?xml", "an XML document",
            "{", "a JSON document",
            "version https://git-lfs", "a Git LFS pointer whose file was not fetched",
            "pk\u0003\u0004", "a zip archive, such as PyTorch and Keras save",
            "\u001f\u008b", "a gzip archive",
            "\u0089hdf", "an HDF5 file, such as Keras saves",
            "\u0080", "a Python pickle");

    private static final String ORT_MARK = "ortm";

    private Impostor() {}

    /** What a file with these first bytes is, with its article. */
    static Optional<String> of(byte[] head) {
        String text = new String(head, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        if (text.startsWith(ORT_MARK, 4)) {
            return Optional.of("a model in ONNX Runtime's own format");
        }
        return BEGINNINGS.entrySet().stream()
                .filter(entry ->
                        text.startsWith(entry.getKey()) || text.stripLeading().startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
