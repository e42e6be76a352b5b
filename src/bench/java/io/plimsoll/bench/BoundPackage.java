package io.plimsoll.bench;

import io.plimsoll.contract.Binder;
import io.plimsoll.contract.Binding;
import io.plimsoll.graph.GraphReader;
import io.plimsoll.graph.GraphReading;
import io.plimsoll.yaml.ContractReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A package's contract held against its graph, as the service does it, without the proof of its golden rows. */
record BoundPackage(Path graph, Binding binding) {

    /** Lists may have 200 items, whatever the contract says: a limit that the graphs do not have. */
    static BoundPackage of(Path folder) throws IOException {
        String contract =
                Files.readString(folder.resolve("model.yaml")).replaceAll("max_items: \\d+", "max_items: 200");
        Path graph = folder.resolve("model.onnx");
        if (ContractReader.read(
                                "model.yaml",
                                contract.getBytes(StandardCharsets.UTF_8),
                                (name, most) -> bytes(folder.resolve(name)))
                        instanceof ContractReader.Reading.Accepted accepted
                && GraphReader.read(graph) instanceof GraphReading.Readable(var read)
                && Binder.bind(accepted.contract(), read.signature(), accepted.sources())
                        instanceof Binder.Bound.Fits fits) {
            return new BoundPackage(graph, fits.binding());
        }
        throw new IllegalStateException(folder + " is no package that can be served");
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
