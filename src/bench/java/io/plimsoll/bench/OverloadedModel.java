package io.plimsoll.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** A model that is asked more than it can answer. */
enum OverloadedModel {
    SMALL("twenty-numbers", Settings.WARM_UP, "60 % at 2×", 2, 0.6) {
        @Override
        List<byte[]> bodies() throws IOException {
            return new Repository(REPOSITORY.toAbsolutePath()).bodies(Workload.TWENTY_NUMBERS);
        }
    },

    SLOW("four-milliseconds", 2_000, "90 % at 10×", 10, 0.9) {
        @Override
        List<byte[]> bodies() {
            return IntStream.range(0, 100)
                    .mapToObj(i -> "{\"x\": %.2f}".formatted(i / 8.0).getBytes(StandardCharsets.UTF_8))
                    .toList();
        }
    };

    static final Path REPOSITORY = Path.of("src/bench/models");

    final String title;
    final int warmUp;
    final String goal;
    final double goalMultiple;
    final double goalShare;

    OverloadedModel(String title, int warmUp, String goal, double goalMultiple, double goalShare) {
        this.title = title;
        this.warmUp = warmUp;
        this.goal = goal;
        this.goalMultiple = goalMultiple;
        this.goalShare = goalShare;
    }

    abstract List<byte[]> bodies() throws IOException;

    /** The requests of a caller that has a key. */
    List<byte[]> requests(String key) throws IOException {
        String path = "/v1/predict/" + title;
        return bodies().stream().map(body -> request(path, key, body)).toList();
    }

    private static byte[] request(String path, String key, byte[] body) {
        byte[] head = """
                POST %s HTTP/1.1\r
                Host: 127.0.0.1\r
                Authorization: Bearer %s\r
                Content-Type: application/json\r
                Content-Length: %d\r
                \r
                """.formatted(path, key, body.length).getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(head.length + body.length)
                .put(head)
                .put(body)
                .array();
    }
}
