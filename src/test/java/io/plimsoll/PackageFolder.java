package io.plimsoll;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Puts packages together for tests, from the graphs under {@code src/test/resources/graphs} and texts. */
final class PackageFolder {

    private static final Path GRAPHS = Path.of("src/test/resources/graphs");

    private final Path folder;

    private PackageFolder(Path folder) {
        this.folder = folder;
    }

    /** The folder of a version in a repository. */
    static PackageFolder of(Path repository, String model, String version) throws IOException {
        return new PackageFolder(Files.createDirectories(
                repository.resolve(model).resolve("versions").resolve(version)));
    }

    PackageFolder graph(String name) throws IOException {
        Files.copy(GRAPHS.resolve(name + ".onnx"), folder.resolve("model.onnx"));
        return this;
    }

    PackageFolder contract(String text) throws IOException {
        Files.writeString(folder.resolve("model.yaml"), text);
        return this;
    }

    PackageFolder samples(String... lines) throws IOException {
        Files.writeString(folder.resolve("samples.jsonl"), String.join("\n", lines));
        return this;
    }

    Path path() {
        return folder;
    }
}
