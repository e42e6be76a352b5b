package io.plimsoll.lifecycle;

import io.plimsoll.lifecycle.Measurement.Latency;
import io.plimsoll.prediction.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Measures what a loaded version costs: latency of one row and of the largest batch, memory, file sizes. */
final class Meter {

    private static final int MOST_REQUESTS = 2_000;
    private static final Duration LONGEST = Duration.ofSeconds(3);

    private Meter() {}

    /**
     * Measures a version that has golden rows.
     *
     * @param before {@link NativeMemory#allocatedBytes} before the version was loaded
     */
    static Measurement measure(LoadedVersion version, Path folder, OptionalLong before) throws IOException {
        Warmup.warm(version);
        List<GoldenRow> rows = version.answeredRows();
        List<byte[]> single = rows.stream().map(GoldenRow::inputs).toList();
        int batchRows = version.contract().synthesised()
                ? 1
                : version.contract().limits().maxRows();
        byte[] batch = fullBatch(rows, batchRows, version.contract().limits().maxBodyBytes());
        Latency oneRow = latency(version, single, Call.Form.SINGLE);
        Latency fullBatch = latency(version, List.of(batch), Call.Form.BATCH);
        return new Measurement(oneRow, fullBatch, batchRows, grown(before), sizes(folder));
    }

    private static OptionalLong grown(OptionalLong before) {
        OptionalLong now = NativeMemory.allocatedBytes();
        return before.isPresent() && now.isPresent()
                ? OptionalLong.of(Math.max(0, now.getAsLong() - before.getAsLong()))
                : OptionalLong.empty();
    }

    /** The golden rows over and over, as many as the limits on rows and bytes allow. */
    private static byte[] fullBatch(List<GoldenRow> rows, int batchRows, int maxBytes) {
        var repeated = new ArrayList<GoldenRow>(batchRows);
        long bytes = 2;
        for (int i = 0; i < batchRows; i++) {
            GoldenRow row = rows.get(i % rows.size());
            bytes += row.inputs().length + 1L;
            if (bytes > maxBytes) {
                break;
            }
            repeated.add(row);
        }
        return GoldenCheck.array(repeated);
    }

    private static Latency latency(LoadedVersion version, List<byte[]> bodies, Call.Form form) {
        var check = new GoldenCheck(version.contract(), version.predictor());
        long end = System.nanoTime() + LONGEST.toNanos();
        var nanos = new long[MOST_REQUESTS];
        int requests = 0;
        while (requests < MOST_REQUESTS && (requests == 0 || System.nanoTime() < end)) {
            long start = System.nanoTime();
            check.answer(bodies.get(requests % bodies.size()), form, Call.Origin.VERIFY);
            nanos[requests++] = System.nanoTime() - start;
        }
        Arrays.sort(nanos, 0, requests);
        return new Latency(
                Duration.ofNanos(nanos[requests / 2]),
                Duration.ofNanos(nanos[Math.min(requests - 1, requests * 99 / 100)]),
                requests);
    }

    private static Map<String, Long> sizes(Path folder) throws IOException {
        var sizes = new TreeMap<String, Long>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                sizes.put(file.getFileName().toString(), Files.size(file));
            }
        }
        return sizes;
    }
}
