package io.plimsoll.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The graphs under {@code src/test/resources/graphs}, by their names. */
final class Drawn {

    private Drawn() {}

    static Path file(String name) {
        return folder().resolve(name);
    }

    /** The graph of a drawing that must be readable. */
    static Graph graph(String name) throws IOException {
        return readable(GraphReader.read(file(name + ".onnx")));
    }

    static Graph readable(GraphReading reading) {
        assertThat(reading).isInstanceOf(GraphReading.Readable.class);
        return ((GraphReading.Readable) reading).graph();
    }

    static String reason(GraphReading reading) {
        assertThat(reading).isInstanceOf(GraphReading.Unreadable.class);
        return ((GraphReading.Unreadable) reading).reason();
    }

    /** Every ONNX file, the unreadable ones included, in a stable order. */
    static List<Path> all() throws IOException {
        try (Stream<Path> files = Files.walk(folder())) {
            return files.filter(file -> file.toString().endsWith(".onnx"))
                    .sorted()
                    .toList();
        }
    }

    private static Path folder() {
        try {
            return Path.of(Drawn.class.getResource("/graphs").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
