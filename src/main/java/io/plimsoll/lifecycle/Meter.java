package io.plimsoll.lifecycle;

import io.plimsoll.contract.Contract;
import io.plimsoll.lifecycle.Measurement.Batch;
import io.plimsoll.lifecycle.Measurement.Latency;
import io.plimsoll.prediction.Answer;
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
import org.jspecify.annotations.Nullable;

/** Measures what a version costs: latency of one row and of the largest batch, memory, file sizes. */
final class Meter {

    private static final int MOST_REQUESTS = 2_000;
    private static final Duration LONGEST = Duration.ofSeconds(3);
    private static final int ROUND = 1_000;
    /** Rounds are compared by their time, so a round of batches need not have as many requests as one of rows. */
    private static final int BATCH_ROUND = 50;

    private final Contract contract;
    private final GoldenCalls calls;
    private final List<GoldenRow> rows;
    private @Nullable String fault;

    /**
     * A meter that has not run.
     *
     * @param rows golden rows that are answered, at least one
     */
    Meter(Contract contract, GoldenCalls calls, List<GoldenRow> rows) {
        this.contract = contract;
        this.calls = calls;
        this.rows = List.copyOf(rows);
    }

    /** What came of measuring. */
    sealed interface Reading {

        /** Figures of requests that were all answered. */
        record Taken(Measurement measurement) implements Reading {}

        /** A request had no prediction, so its time says nothing. */
        record Spoilt(String reason) implements Reading {}
    }

    /**
     * Measures the version.
     *
     * @param before {@link NativeMemory#allocatedBytes} before the version was loaded
     */
    Reading measure(Path folder, OptionalLong before) throws IOException {
        List<byte[]> single = rows.stream().map(GoldenRow::inputs).toList();
        List<GoldenRow> repeated = fullBatch();
        List<byte[]> batch = List.of(GoldenCalls.array(repeated));
        Warmup.settle(calls, single, Call.Form.SINGLE, ROUND);
        Latency oneRow = latency(single, Call.Form.SINGLE, 1);
        Batch fullBatch = null;
        if (!repeated.isEmpty() && fault == null) {
            Warmup.settle(calls, batch, Call.Form.BATCH, BATCH_ROUND);
            fullBatch = new Batch(repeated.size(), latency(batch, Call.Form.BATCH, repeated.size()));
        }
        return fault == null
                ? new Reading.Taken(new Measurement(oneRow, fullBatch, grown(before), sizes(folder)))
                : new Reading.Spoilt(fault);
    }

    private static OptionalLong grown(OptionalLong before) {
        OptionalLong now = NativeMemory.allocatedBytes();
        return before.isPresent() && now.isPresent()
                ? OptionalLong.of(Math.max(0, now.getAsLong() - before.getAsLong()))
                : OptionalLong.empty();
    }

    /** The golden rows over and over, as many as the limits on rows and bytes allow. */
    private List<GoldenRow> fullBatch() {
        int most = contract.synthesised() ? 1 : contract.limits().maxRows();
        var repeated = new ArrayList<GoldenRow>(most);
        // The brackets, and for each row a comma or the one that the first does without.
        long bytes = 1;
        for (int i = 0; i < most; i++) {
            GoldenRow row = rows.get(i % rows.size());
            bytes += row.inputs().length + 1L;
            if (bytes > contract.limits().maxBodyBytes()) {
                break;
            }
            repeated.add(row);
        }
        return repeated;
    }

    /** Times requests until there are enough, time is up, or one has no prediction for each of its rows. */
    private Latency latency(List<byte[]> bodies, Call.Form form, int rowsEach) {
        long end = System.nanoTime() + LONGEST.toNanos();
        var nanos = new long[MOST_REQUESTS];
        int requests = 0;
        while (fault == null && requests < MOST_REQUESTS && (requests == 0 || System.nanoTime() < end)) {
            long start = System.nanoTime();
            Answer answer = calls.send(bodies.get(requests % bodies.size()), form, Call.Origin.VERIFY);
            nanos[requests++] = System.nanoTime() - start;
            String wrong = GoldenCalls.fault(answer, rowsEach);
            fault = wrong == null
                    ? null
                    : "request " + requests + " with " + Checks.counted(rowsEach, "row") + " is not answered: " + wrong;
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
