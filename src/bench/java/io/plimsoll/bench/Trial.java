package io.plimsoll.bench;

import ai.onnxruntime.OrtException;
import io.plimsoll.load.Latencies;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One workload against all servers, and what came out so far. */
final class Trial implements AutoCloseable {

    final Workload workload;

    /** Microseconds of CPU of the raw call, one a round. */
    final List<Double> raw = new ArrayList<>();

    /** Figures by the server's name, one a round. */
    final Map<String, List<Figures>> figures = new LinkedHashMap<>();

    private final RawCall call;
    private final Reference reference;
    private final List<byte[]> requests;

    Trial(Workload workload, Repository repository) throws IOException, OrtException {
        this.workload = workload;
        List<byte[]> bodies = repository.bodies(workload);
        var model = new BareModel(workload, new Graph(repository.graph(workload), repository.fields(workload)));
        call = new RawCall(model, bodies);
        reference = new Reference(model, bodies);
        requests =
                bodies.stream().map(body -> Server.post(workload.path(), body)).toList();
    }

    /** Waits until a server answers, compares all its answers, and sends requests until it is warm. */
    void prepare(Server server, int warmUp) throws IOException, InterruptedException {
        awaitAnswer(server, requests);
        reference.check(server, requests);
        try (var loop = new ClosedLoop(server.address(), requests, Settings.CALLERS)) {
            loop.runRequests(warmUp);
        }
    }

    /** Waits until a server takes requests and answers the first as it should. */
    static void awaitAnswer(Server server, List<byte[]> requests) throws IOException, InterruptedException {
        long end = System.nanoTime() + 60_000_000_000L;
        while (true) {
            try (var loop = new ClosedLoop(server.address(), requests, 1)) {
                loop.runRequests(1);
                return;
            } catch (IOException | WrongAnswer notYet) {
                if (!server.isAlive() || System.nanoTime() > end) {
                    throw new IOException(server.name() + " does not answer; see " + server.log(), notYet);
                }
                Thread.sleep(50);
            }
        }
    }

    void measureRaw() throws OrtException {
        raw.add(call.nanosPerCall() / 1e3);
    }

    void measure(Server server, Settings settings) throws IOException, InterruptedException {
        Map<String, Long> cpuBefore = server.cpuOfThreads();
        long start = System.nanoTime();
        Latencies crowd;
        try (var loop = new ClosedLoop(server.address(), requests, Settings.CALLERS)) {
            crowd = loop.runFor(settings.crowdNanos());
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        double cpu = server.cpuSince(cpuBefore) / 1e3 / crowd.count();
        Latencies alone;
        try (var loop = new ClosedLoop(server.address(), requests, 1)) {
            alone = loop.runFor(settings.callerNanos());
        }
        var open = new ConstantRate(server.url(), requests, Settings.CALLERS, Settings.PACED_PER_SECOND);
        Latencies paced = open.runFor(settings.callerNanos());
        figures.computeIfAbsent(server.name(), name -> new ArrayList<>())
                .add(new Figures(
                        cpu,
                        crowd.count() / seconds,
                        Figures.Percentiles.of(crowd),
                        Figures.Percentiles.of(alone),
                        Figures.Percentiles.of(paced)));
    }

    @Override
    public void close() throws OrtException {
        call.close();
    }
}
