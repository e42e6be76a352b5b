package io.plimsoll.graph;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A tensor whose bytes lie in a file beside the graph.
 *
 * @param tensor its name; empty for the value of a node that has none
 * @param location the file, relative to the folder of the graph
 * @param offset where its bytes begin
 * @param length how many bytes it has: as declared, else as its shape and type ask for
 */
public record ExternalData(String tensor, String location, long offset, long length) {

    /** The location without the step that some converters begin it with. */
    String file() {
        return location.startsWith("./") ? location.substring(2) : location;
    }

    /**
     * What is wrong with it, held against the folder of the graph file; empty if it may be loaded.
     *
     * <p>ONNX Runtime follows a hard link out of the package, so a file that has a second name is refused too.
     */
    public Optional<String> problem(Path folder) throws IOException {
        if (offset < 0 || length < 0) {
            return refused("has a negative offset or length: " + offset + ", " + length);
        }
        Path relative;
        try {
            relative = Path.of(location);
        } catch (InvalidPathException e) {
            return refused("names a file that cannot be: " + e.getReason());
        }
        if (location.isBlank() || relative.isAbsolute() || location.startsWith("/") || location.startsWith("\\")) {
            return refused("must name a file by a path relative to the graph");
        }
        Path file = folder;
        for (Path step : relative) {
            if (step.toString().equals("..")) {
                return refused("leaves the folder of the graph");
            }
            file = file.resolve(step);
            if (Files.isSymbolicLink(file)) {
                return refused("reaches its bytes through a symbolic link");
            }
        }
        return fileProblem(file);
    }

    private Optional<String> fileProblem(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return refused("is not in the package");
        }
        if (names(file) > 1) {
            return refused("is a hard link: the file has another name elsewhere");
        }
        long size = Files.size(file);
        if (offset > size || length > size - offset) {
            return refused("is too short: it has " + size + " bytes, and " + length + " are read from byte " + offset);
        }
        return Optional.empty();
    }

    private static int names(Path file) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return 1;
        }
        return (Integer) Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS);
    }

    private Optional<String> refused(String why) {
        String whose = tensor.isEmpty() ? "a constant" : "'" + tensor + "'";
        return Optional.of("the external data of " + whose + ", '" + location + "', " + why);
    }
}
