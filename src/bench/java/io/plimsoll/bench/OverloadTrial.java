package io.plimsoll.bench;

import io.plimsoll.bench.Tally.Outcome;
import io.plimsoll.load.Latencies;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** One model that is asked more than it can answer, under one set of limits after the other. */
final class OverloadTrial {

    private static final int CALLERS = 16;

    final OverloadedModel model;
    private final OverloadSettings settings;
    private final GuardedService service;
    private final List<byte[]> good;
    private final List<byte[]> bad;
    final List<Load> loads = new ArrayList<>();

    /** Answers a second, asked in a closed loop. */
    double capacity;

    /** Microseconds of CPU of one answer in that loop, and of one refusal with all that it brings about. */
    double answerMicros;

    double refusalMicros;
    long refusals;

    /** What callers may. */
    enum Limits {
        NO_RATE("no rates", OverloadSettings.DEADLINE_MILLIS),
        RATE("each caller has a rate", OverloadSettings.DEADLINE_MILLIS),
        LONG_QUEUE("no rates, a queue that is longer than the deadline", OverloadSettings.SHORT_DEADLINE_MILLIS);

        final String title;
        final int deadlineMillis;

        Limits(String title, int deadlineMillis) {
            this.title = title;
            this.deadlineMillis = deadlineMillis;
        }

        private String text(double capacity) {
            String timeout = "timeout: " + deadlineMillis + "ms";
            return switch (this) {
                case NO_RATE -> timeout + ", rate: 1000000/s";
                case RATE -> timeout + ", rate: %d/s".formatted(Math.round(capacity * OverloadSettings.RATE));
                case LONG_QUEUE -> timeout + ", rate: 1000000/s, queue: 64";
            };
        }
    }

    /**
     * One load.
     *
     * @param multiple of the capacity that was due
     * @param cpu processors that the service used
     * @param clientCpu processors that the callers used
     * @param machineCpu processors that were busy, whoever used them
     */
    record Load(
            Limits limits,
            double multiple,
            double seconds,
            Tally good,
            Tally bad,
            HealthWatch.Seen health,
            double cpu,
            double clientCpu,
            double machineCpu) {

        long count(Outcome outcome) {
            return good.count(outcome) + bad.count(outcome);
        }

        double perSecond(Outcome outcome) {
            return count(outcome) / seconds;
        }

        Latencies answered() {
            return both(good.answered, bad.answered);
        }

        Latencies overdue() {
            return both(good.overdue, bad.overdue);
        }

        private static Latencies both(Latencies one, Latencies other) {
            var all = new Latencies();
            all.addAll(one);
            all.addAll(other);
            return all;
        }
    }

    OverloadTrial(OverloadedModel model, OverloadSettings settings, GuardedService service) throws IOException {
        this.model = model;
        this.settings = settings;
        this.service = service;
        this.good = model.requests(service.goodKey);
        this.bad = model.requests(service.badKey);
    }

    /** Waits until the model answers. */
    void await() throws IOException, InterruptedException {
        Trial.awaitAnswer(service.server, good);
    }

    void run() throws IOException, InterruptedException {
        Benchmark.say("warming %s", model.title);
        measureCapacity();
        for (Limits limits : Limits.values()) {
            if (limits != Limits.LONG_QUEUE || model == OverloadedModel.SLOW) {
                service.limit(model, limits.text(capacity));
                warm(limits);
                measure(limits);
            }
        }
        measureRefusals();
    }

    /** The most goodput of all: more connections than those of the closed loop may bring more. */
    double peak() {
        return loads.stream()
                .filter(load -> load.limits() == Limits.NO_RATE)
                .mapToDouble(load -> load.perSecond(Outcome.GOOD))
                .reduce(capacity, Math::max);
    }

    private void measureCapacity() throws IOException {
        try (var loop = new ClosedLoop(service.server.address(), good, CALLERS)) {
            loop.runRequests(model.warmUp);
            Map<String, Long> cpu = service.server.cpuOfThreads();
            long start = System.nanoTime();
            int answers = loop.runFor(settings.nanos()).count();
            capacity = answers * 1e9 / (System.nanoTime() - start);
            answerMicros = service.server.cpuSince(cpu) / 1e3 / answers;
        }
    }

    /** The compilers have to learn what it is to refuse. */
    private void warm(Limits limits) throws IOException {
        try (var crowd = new Crowd(service.server.address(), bad, OverloadSettings.BAD_CONNECTIONS, true)) {
            crowd.run(
                    10 * capacity,
                    TimeUnit.SECONDS.toNanos(settings.warmUpSeconds()),
                    TimeUnit.MILLISECONDS.toNanos(limits.deadlineMillis));
        }
    }

    private void measure(Limits limits) throws IOException, InterruptedException {
        if (limits == Limits.RATE) {
            loads.add(load(limits, OverloadSettings.GOOD_LOAD));
        }
        for (double multiple : settings.multiples()) {
            if (limits != Limits.LONG_QUEUE || multiple <= 2) {
                loads.add(load(limits, multiple));
            }
        }
    }

    private Load load(Limits limits, double multiple) throws IOException, InterruptedException {
        Benchmark.say("%s, %s: %.1f times what it can answer", model.title, limits.title, multiple);
        long deadline = TimeUnit.MILLISECONDS.toNanos(limits.deadlineMillis);
        double goodRate = capacity * OverloadSettings.GOOD_LOAD;
        double badRate = capacity * multiple - goodRate;
        // Rates and the mean of a run forget what was before.
        TimeUnit.MILLISECONDS.sleep(1_100);
        try (var goodCrowd = new Crowd(service.server.address(), good, OverloadSettings.GOOD_CONNECTIONS, true);
                var badCrowd = new Crowd(service.server.address(), bad, OverloadSettings.BAD_CONNECTIONS, true);
                var health = new HealthWatch(service.management);
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Map<String, Long> cpu = service.server.cpuOfThreads();
            long busy = Machine.busyNanos();
            long start = System.nanoTime();
            Future<Tally> ofGood = threads.submit(() -> goodCrowd.run(goodRate, settings.nanos(), deadline));
            Future<Tally> ofBad = threads.submit(() -> badCrowd.run(badRate, settings.nanos(), deadline));
            Tally goodTally = result(ofGood);
            Tally badTally = result(ofBad);
            double nanos = System.nanoTime() - start;
            return new Load(
                    limits,
                    multiple,
                    nanos / 1e9,
                    goodTally,
                    badTally,
                    health.seen(),
                    service.server.cpuSince(cpu) / nanos,
                    (goodTally.clientNanos + badTally.clientNanos) / nanos,
                    (Machine.busyNanos() - busy) / nanos);
        }
    }

    static Tally result(Future<Tally> load) throws IOException, InterruptedException {
        try {
            return load.get();
        } catch (ExecutionException failed) {
            throw new IOException(failed.getCause());
        }
    }

    /**
     * A flood of which next to nothing is answered. The small model's callers are over their rate and keep their
     * connections; the slow one's meet a full queue, and each refusal ends its connection. What runs take is left out.
     */
    private void measureRefusals() throws IOException, InterruptedException {
        boolean rated = model == OverloadedModel.SMALL;
        service.limit(model, "timeout: 250ms, " + (rated ? "rate: 1/s" : "rate: 1000000/s, lanes: 1, queue: 1"));
        Benchmark.say("%s: refusals", model.title);
        try (var crowd = new Crowd(service.server.address(), bad, OverloadSettings.BAD_CONNECTIONS, true)) {
            crowd.run(10 * capacity, TimeUnit.SECONDS.toNanos(settings.warmUpSeconds()), 250_000_000);
            Map<String, Long> cpu = service.server.cpuOfThreads();
            Tally tally = crowd.run(10 * capacity, settings.nanos(), 250_000_000);
            refusals = tally.count(rated ? Outcome.RATE_LIMITED : Outcome.OVERLOADED);
            refusalMicros = service.cpuWithoutRuns(cpu) / 1e3 / refusals;
        }
    }
}
