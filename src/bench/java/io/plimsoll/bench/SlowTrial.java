package io.plimsoll.bench;

import io.plimsoll.bench.Tally.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Good callers of one service, with slow connections beside them and without. */
final class SlowTrial implements AutoCloseable {

    private static final OverloadedModel MODEL = OverloadedModel.SMALL;
    private static final int CALLERS = 16;
    private static final long DEADLINE = TimeUnit.SECONDS.toNanos(1);

    private final SlowSettings settings;
    private final GuardedService service;
    private final List<byte[]> requests;
    private final Crowd good;
    private long ownFiles;
    final String title;
    final Map<SlowKind, List<Pair>> pairs = new EnumMap<>(SlowKind.class);
    double perSecond;

    /**
     * One load; what is held is that of its end.
     *
     * @param good who have been here for long
     * @param comers each with a connection of its own
     * @param accepted connections in the hands of the service, beyond those at its start
     */
    record Load(Tally good, Tally comers, HealthWatch.Seen health, long threads, long accepted, SlowCrowd.Held held) {

        double lostPercent() {
            return 100 - 100 * good.share(Outcome.GOOD);
        }

        double comersLostPercent() {
            return 100 - 100 * comers.share(Outcome.GOOD);
        }
    }

    /** The same load without slow connections and, right after that, with them. */
    record Pair(Load without, Load with, double reopenedPerSecond, double latePerSecond) {}

    /**
     * A service that has been started.
     *
     * @param title of its settings
     */
    SlowTrial(String title, SlowSettings settings, String... arguments) throws IOException {
        this.title = title;
        this.settings = settings;
        service = new GuardedService(settings.jar(), settings.folder(), arguments);
        requests = MODEL.requests(service.goodKey);
        good = new Crowd(service.server.address(), requests, SlowSettings.GOOD_CONNECTIONS, true);
    }

    void run() throws IOException, InterruptedException {
        Benchmark.say("warming, %s", title);
        Trial.awaitAnswer(service.server, requests);
        OpenFiles.require(service.server.pid(), "the service");
        try (var loop = new ClosedLoop(service.server.address(), requests, CALLERS)) {
            loop.runRequests(MODEL.warmUp);
            long start = System.nanoTime();
            int answers = loop.runFor(settings.nanos()).count();
            perSecond = SlowSettings.LOAD * answers * 1e9 / (System.nanoTime() - start);
        }
        good.connected().run(perSecond, settings.nanos(), DEADLINE);
        ownFiles = files();
        for (int round = 1; round <= settings.rounds(); round++) {
            for (SlowKind kind : SlowKind.values()) {
                Benchmark.say("%s, round %d of %d: %s", title, round, settings.rounds(), kind.title);
                pairs.computeIfAbsent(kind, of -> new ArrayList<>()).add(pair(kind));
            }
        }
    }

    private Pair pair(SlowKind kind) throws IOException, InterruptedException {
        Load without = load(null);
        Pair pair;
        try (var slow = new SlowCrowd(
                service.server.address(),
                kind,
                SlowSettings.SLOW_CONNECTIONS,
                "/v1/predict/" + MODEL.title,
                service.badKey)) {
            // Beyond the first storm of connections.
            TimeUnit.SECONDS.sleep(3);
            SlowCrowd.Held before = slow.held();
            long start = System.nanoTime();
            Load with = load(slow);
            double seconds = (System.nanoTime() - start) / 1e9;
            pair = new Pair(
                    without,
                    with,
                    (with.held().opened() - before.opened()) / seconds,
                    (with.held().late() - before.late()) / seconds);
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (files() > ownFiles + SlowSettings.GOOD_CONNECTIONS && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return pair;
    }

    private Load load(@Nullable SlowCrowd slow) throws IOException, InterruptedException {
        try (var fresh = new Crowd(service.server.address(), requests, 100, false);
                var health = new HealthWatch(service.management);
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<Tally> ofGood = threads.submit(() -> good.run(perSecond, settings.nanos(), DEADLINE));
            Future<Tally> ofComers = threads.submit(
                    () -> fresh.run(SlowSettings.NEW_PER_SECOND, settings.nanos(), SlowSettings.NEW_PATIENCE));
            Tally tally = OverloadTrial.result(ofGood);
            long accepted = files() - ownFiles;
            long running = service.server.cpuOfThreads().size();
            var held = slow == null ? new SlowCrowd.Held(0, 0, 0, 0, 0) : slow.held();
            return new Load(tally, OverloadTrial.result(ofComers), health.seen(), running, accepted, held);
        }
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(service.server.pid()), "fd"))) {
            return files.count();
        }
    }

    @Override
    public void close() throws IOException {
        good.close();
        service.close();
    }
}
