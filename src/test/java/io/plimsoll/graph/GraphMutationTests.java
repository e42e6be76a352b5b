package io.plimsoll.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphMutationTests {

    private static final int MUTANTS_OF_A_FILE = 30;

    @TempDir
    Path folder;

    @Test
    void damagedFilesAreReadableOrNotAndNeverAnException() throws IOException {
        var random = new Random(20260);
        int readable = 0;
        int unreadable = 0;
        for (Path file : Drawn.all()) {
            byte[] original = Files.readAllBytes(file);
            for (int mutant = 0; mutant < MUTANTS_OF_A_FILE && original.length > 0; mutant++) {
                Path damaged = Files.write(folder.resolve("damaged.onnx"), damage(original, random));
                switch (GraphReader.read(damaged)) {
                    case GraphReading.Readable(Graph graph) -> {
                        graph.externalDataProblems(folder);
                        readable++;
                    }
                    case GraphReading.Unreadable(String reason) -> {
                        assertThat(reason).isNotBlank();
                        unreadable++;
                    }
                }
            }
        }
        // Damage that is always noticed, or never, would mean that the loop tries nothing.
        assertThat(readable).isGreaterThan(100);
        assertThat(unreadable).isGreaterThan(100);
    }

    private static byte[] damage(byte[] original, Random random) {
        byte[] bytes = original.clone();
        int flips = 1 + random.nextInt(4);
        for (int flip = 0; flip < flips; flip++) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return random.nextInt(3) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)) : bytes;
    }
}
