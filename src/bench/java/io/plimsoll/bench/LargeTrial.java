package io.plimsoll.bench;

import io.plimsoll.bench.StateLog.Change;
import io.plimsoll.load.Latencies;
import io.plimsoll.store.Download;
import io.plimsoll.store.Manifest.Entry;
import io.plimsoll.store.PlainCopy;
import io.plimsoll.store.Repository;
import io.plimsoll.store.S3Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A version of 300 MB that comes out of a bucket while a small one serves, into a service with a small heap. */
final class LargeTrial implements AutoCloseable {

    private static final String BUCKET = "models";
    private static final String SMALL = "1";
    private static final String LARGE = "2";
    private static final String KEY_OF_GRAPH = LargeModel.NAME + "/versions/" + LARGE + "/model.onnx";

    private final LifeSettings settings;
    private final Server bucketServer;
    private final S3Settings s3;
    private final Repository repository;
    private final PlainCopy plain;
    private final Releases releases;
    private final Map<Way, List<Double>> megabytesASecond = new EnumMap<>(Way.class);

    /** How an object comes into a file. */
    private enum Way {
        COPY("plain copy"),
        FORCED_COPY("plain copy, forced to the disk"),
        DOWNLOAD("the service's download, hashed and forced to the disk");

        private final String title;

        Way(String title) {
            this.title = title;
        }
    }

    LargeTrial(LifeSettings settings, Path program) throws IOException {
        this.settings = settings;
        Path objects = Files.createDirectories(settings.folder().resolve("objects"));
        bucketServer = Server.start(
                "bucket server",
                settings.folder(),
                port -> List.of(program.toString(), "--port", "127.0.0.1:" + port, "posix", objects.toString()));
        URI endpoint = URI.create("http://127.0.0.1:" + bucketServer.address().getPort());
        S3Settings usual = S3Settings.AMAZON;
        s3 = new S3Settings(endpoint, null, true, usual.checksums(), usual.call(), usual.attempt(), usual.transfer());
        repository = Repository.at("s3://" + BUCKET, s3);
        releases = new Releases(repository, LargeModel.NAME);
        plain = new PlainCopy(BUCKET, s3);
    }

    /** Measures all of it; tables and lines. */
    String run() throws IOException, InterruptedException {
        publish();
        return fetches() + "\n" + life();
    }

    private void publish() throws IOException {
        Benchmark.say("publishing a version of 300 MB");
        plain.createBucket();
        for (LargeModel model : List.of(
                new LargeModel(SMALL, LifeSettings.SMALL_ROWS), new LargeModel(LARGE, LifeSettings.LARGE_ROWS))) {
            Path folder = settings.folder().resolve("large").resolve(model.version());
            model.write(folder);
            releases.publish(model.version(), folder);
        }
        releases.promote(SMALL);
    }

    private String fetches() throws IOException {
        Path graph = settings.folder().resolve("large").resolve(LARGE).resolve("model.onnx");
        Entry promised = Entry.of(graph);
        for (int round = 0; round <= settings.copies(); round++) {
            Benchmark.say("copy %d of %d", round, settings.copies());
            for (Way way : Way.values()) {
                double speed = fetch(way, promised);
                // The first of each way is warm-up.
                if (round > 0) {
                    megabytesASecond
                            .computeIfAbsent(way, of -> new ArrayList<>())
                            .add(speed);
                }
            }
        }
        var text = new StringBuilder("\n| %,d bytes out of a bucket | MB/s | × plain copy |\n| --- | --- | --- |\n"
                .formatted(promised.size()));
        List<Double> copies = megabytesASecond.getOrDefault(Way.COPY, List.of());
        megabytesASecond.forEach((way, speeds) -> text.append("| %s | %s | %.2f |\n"
                .formatted(way.title, Report.medianAndBest("%.0f", speeds, true), Report.ratio(speeds, copies))));
        return text.toString();
    }

    private double fetch(Way way, Entry promised) throws IOException {
        Path target = settings.folder().resolve("fetched");
        long start = System.nanoTime();
        switch (way) {
            case COPY -> plain.fetch(KEY_OF_GRAPH, target, false);
            case FORCED_COPY -> plain.fetch(KEY_OF_GRAPH, target, true);
            case DOWNLOAD -> Download.from(repository.store()).fetch(KEY_OF_GRAPH, promised, target);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        if (Files.size(target) != promised.size()) {
            throw new IOException(target + " is not whole");
        }
        Files.delete(target);
        return promised.size() / 1e6 / seconds;
    }

    /** The small version serves, the large one comes and takes over. */
    private String life() throws IOException, InterruptedException {
        List<byte[]> requests = LargeModel.bodies().stream()
                .map(body -> Server.post("/v1/predict/" + LargeModel.NAME, body))
                .toList();
        try (var service = Server.start(
                "service over a bucket",
                settings.folder(),
                port -> LifeBenchmark.service(
                        settings,
                        "-Xmx128m",
                        "--server.port=" + port,
                        "--plimsoll.repository=s3://" + BUCKET,
                        "--plimsoll.limits=src/bench/limits.yaml",
                        "--plimsoll.s3.endpoint=" + s3.endpoint(),
                        "--plimsoll.s3.path-style=true",
                        "--plimsoll.release.poll=500ms",
                        "--plimsoll.cache.folder=" + settings.folder().resolve("large-cache")))) {
            Benchmark.say("warming %s", service.name());
            Trial.awaitAnswer(service, requests);
            try (var loop = new ClosedLoop(service.address(), requests, Settings.CALLERS)) {
                loop.runRequests(Settings.WARM_UP);
            }
            try (var memory = new MemoryWatch(service)) {
                return life(
                        service,
                        new ConstantRate(service.url(), requests, Settings.CALLERS, Settings.PACED_PER_SECOND),
                        memory);
            }
        }
    }

    private String life(Server service, ConstantRate load, MemoryWatch memory)
            throws IOException, InterruptedException {
        var states = new StateLog(service);
        Memory before = Memory.of(service, memory);
        Latencies steady = load.runFor(settings.nanos());
        Benchmark.say("releasing the large version");
        List<Change> changes = new ArrayList<>();
        memory.forget();
        Latencies during = load.runWhile(() -> {
            releases.promote(LARGE);
            changes.addAll(states.await(LargeModel.NAME + " " + LARGE, "SERVING"));
        });
        long peakHeap = memory.peakHeap();
        long peakResident = memory.peakResident();
        Latencies afterwards = load.runFor(settings.nanos());
        Memory after = Memory.of(service, memory);
        return table("small version, before", steady)
                + row("small version, while the large one comes", during)
                + row("large version, afterwards", afterwards)
                + "\n| MiB | before | at most | afterwards |\n| --- | --- | --- | --- |\n"
                + "| heap: live, at most with garbage (bound: 128), live | %d | %d | %d |\n"
                        .formatted(before.liveHeap(), peakHeap, after.liveHeap())
                + "| resident | %d | %d | %d |\n\n".formatted(before.resident(), peakResident, after.resident())
                + steps(changes)
                + "\n";
    }

    /** Mebibytes. */
    private record Memory(long liveHeap, long resident) {

        static Memory of(Server service, MemoryWatch watch) throws IOException, InterruptedException {
            return new Memory(watch.liveHeap(), service.residentMebibytes());
        }
    }

    private static String table(String name, Latencies latencies) {
        return "| %,d requests a second | answers | p50 µs | p99 µs | most µs |\n| --- | --- | --- | --- | --- |\n"
                        .formatted(Settings.PACED_PER_SECOND)
                + row(name, latencies);
    }

    private static String row(String name, Latencies latencies) {
        return "| %s | %,d | %.0f | %.0f | %.0f |\n"
                .formatted(name, latencies.count(), latencies.micros(0.5), latencies.micros(0.99), latencies.micros(1));
    }

    /** How long the version was in each state, by the service's log. */
    private static String steps(List<Change> all) {
        List<Change> changes = all.stream()
                .filter(change -> change.version().equals(LargeModel.NAME + " " + LARGE))
                .toList();
        List<String> steps = new ArrayList<>();
        for (int step = 1; step < changes.size(); step++) {
            Change from = changes.get(step - 1);
            steps.add("%s %.2f s"
                    .formatted(
                            from.state(), seconds(from.at(), changes.get(step).at())));
        }
        return String.join(", ", steps);
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1e3;
    }

    @Override
    public void close() throws IOException {
        plain.close();
        repository.close();
        bucketServer.close();
    }
}
