package io.plimsoll.bench;

import io.plimsoll.load.Latencies;
import io.plimsoll.store.FolderStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Two versions of credit-risk that replace each other while callers ask at a constant rate. */
final class SwapTrial implements AutoCloseable {

    private static final Workload WORKLOAD = Workload.CREDIT_RISK;
    private static final List<String> VERSIONS = List.of("2", "3");

    private final LifeSettings settings;
    private final Releases releases;
    private final List<byte[]> requests;
    private final Server service;
    private final StateLog states;
    private final Map<Pace, List<Round>> rounds = new EnumMap<>(Pace.class);
    private final Background writer = new Background();
    private int serving;

    /** How often versions are swapped. */
    private enum Pace {
        NEVER("steady", Long.MAX_VALUE),
        SPACED("a swap every two seconds", 2_000_000_000L),
        CONTINUOUS("one swap after the other", 0);

        private final String title;
        private final long nanos;

        Pace(String title, long nanos) {
            this.title = title;
            this.nanos = nanos;
        }
    }

    /**
     * One load in one round.
     *
     * @param cpuNanos of the service
     */
    private record Round(
            Figures.Percentiles micros, double p999, int swaps, double seconds, long answers, long cpuNanos) {}

    SwapTrial(LifeSettings settings) throws IOException {
        this.settings = settings;
        Repository packages = Repository.make(settings.folder().resolve("models"));
        Path released = Files.createDirectories(settings.folder().resolve("swapped"));
        releases = new Releases(new io.plimsoll.store.Repository(new FolderStore(released)), WORKLOAD.model);
        for (String version : VERSIONS) {
            releases.publish(version, packageOf(packages, version));
        }
        releases.promote(VERSIONS.getFirst());
        requests = packages.bodies(WORKLOAD).stream()
                .map(body -> Server.post(WORKLOAD.path(), body))
                .toList();
        service = Server.start(
                "swapping service",
                settings.folder(),
                port -> LifeBenchmark.service(
                        settings,
                        "-Xmx256m",
                        "--server.port=" + port,
                        "--plimsoll.repository=" + released,
                        "--plimsoll.limits=src/bench/limits.yaml",
                        "--plimsoll.cache.folder=" + settings.folder().resolve("swapped-cache")));
        states = new StateLog(service);
    }

    /** The sample under the name of another version. */
    private static Path packageOf(Repository packages, String version) throws IOException {
        Path folder = packages.graph(WORKLOAD)
                .resolveSibling("../" + version + "-released")
                .normalize();
        Files.createDirectories(folder);
        try (Stream<Path> files = Files.list(packages.graph(WORKLOAD).getParent())) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        Path contract = folder.resolve("model.yaml");
        Files.writeString(
                contract, Files.readString(contract).replaceFirst("version: \"2\"", "version: \"" + version + "\""));
        return folder;
    }

    /** Measures all of it; a table. */
    String run() throws IOException, InterruptedException {
        Benchmark.say("warming %s", service.name());
        Trial.awaitAnswer(service, requests);
        double capacity;
        try (var loop = new ClosedLoop(service.address(), requests, Settings.CALLERS)) {
            loop.runRequests(Settings.WARM_UP);
            long start = System.nanoTime();
            capacity = loop.runFor(settings.nanos()).count() * 1e9 / (System.nanoTime() - start);
        }
        int perSecond = (int) (capacity * LifeSettings.LOAD);
        var load = new ConstantRate(service.url(), requests, Settings.CALLERS, perSecond);
        load.runWhile(() -> {
            for (int swap = 0; swap < LifeSettings.WARM_UP_SWAPS; swap++) {
                swap();
            }
        });
        for (int round = 1; round <= settings.rounds(); round++) {
            Benchmark.say("round %d of %d", round, settings.rounds());
            for (Pace pace : Pace.values()) {
                rounds.computeIfAbsent(pace, of -> new ArrayList<>()).add(measure(load, pace));
            }
        }
        return table(capacity, perSecond);
    }

    private Round measure(ConstantRate load, Pace pace) throws IOException, InterruptedException {
        Map<String, Long> cpuBefore = service.cpuOfThreads();
        long start = System.nanoTime();
        int[] swaps = {0};
        Latencies latencies = pace == Pace.NEVER
                ? load.runFor(settings.nanos())
                : load.runWhile(() -> swaps[0] = writer.run(() -> swapUntil(start + settings.nanos(), pace.nanos)));
        return new Round(
                Figures.Percentiles.of(latencies),
                latencies.micros(0.999),
                swaps[0],
                (System.nanoTime() - start) / 1e9,
                latencies.count(),
                service.cpuSince(cpuBefore));
    }

    private int swapUntil(long end, long pace) throws IOException, InterruptedException {
        int swaps = 0;
        for (long next = System.nanoTime(); next < end; next = Math.max(next + pace, System.nanoTime())) {
            sleepUntil(next);
            swap();
            swaps++;
        }
        sleepUntil(end);
        return swaps;
    }

    private static void sleepUntil(long nanos) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(nanos - System.nanoTime());
    }

    /** The other version takes over, and the one before is closed. */
    private void swap() throws IOException, InterruptedException {
        String before = VERSIONS.get(serving);
        serving = 1 - serving;
        releases.promote(VERSIONS.get(serving));
        states.await(WORKLOAD.model + " " + before, "CLOSED");
    }

    private String table(double capacity, int perSecond) {
        List<Round> steady = rounds.getOrDefault(Pace.NEVER, List.of());
        var text = new StringBuilder("\n%s: %,.0f requests a second at most; %,d a second, %d callers\n\n"
                .formatted(WORKLOAD.model, capacity, perSecond, Settings.CALLERS));
        text.append("| | swaps a minute | p50 µs | p99 µs | p99 × steady | p99.9 µs | CPU ms a swap |\n");
        text.append("| --- | --- | --- | --- | --- | --- | --- |\n");
        rounds.forEach((pace, measured) -> text.append("| %s | %.0f | %s | %s | %.2f | %s | %s |\n"
                .formatted(
                        pace.title,
                        Report.median(measured.stream()
                                .map(round -> round.swaps() * 60 / round.seconds())
                                .toList()),
                        Report.medianAndBest(
                                "%.0f",
                                measured.stream()
                                        .map(round -> round.micros().p50())
                                        .toList(),
                                false),
                        Report.medianAndBest(
                                "%.0f",
                                measured.stream()
                                        .map(round -> round.micros().p99())
                                        .toList(),
                                false),
                        Report.ratio(
                                measured.stream()
                                        .map(round -> round.micros().p99())
                                        .toList(),
                                steady.stream()
                                        .map(round -> round.micros().p99())
                                        .toList()),
                        Report.medianAndBest(
                                "%.0f", measured.stream().map(Round::p999).toList(), false),
                        pace == Pace.NEVER ? "" : cpuOfASwap(measured, steady))));
        return text.toString();
    }

    /** What the service took beyond the CPU of as many requests in the steady load of the same round. */
    private static String cpuOfASwap(List<Round> measured, List<Round> steady) {
        List<Double> millis = new ArrayList<>();
        for (int round = 0; round < measured.size(); round++) {
            Round with = measured.get(round);
            double ofRequests =
                    (double) steady.get(round).cpuNanos() / steady.get(round).answers() * with.answers();
            millis.add((with.cpuNanos() - ofRequests) / 1e6 / with.swaps());
        }
        return "%.0f".formatted(Report.median(millis));
    }

    @Override
    public void close() {
        writer.close();
        service.close();
    }
}
