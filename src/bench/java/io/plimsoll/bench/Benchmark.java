package io.plimsoll.bench;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Measures the raw call, a bare servlet, the service and, where Python is present, a peer; in turn, and prints one
 * table.
 */
final class Benchmark {

    static final String BARE = "bare servlet";
    static final String OURS = "Plimsoll";
    static final String PYTHON = "FastAPI";

    /** The same for the service and its control. */
    static final List<String> JVM_FLAGS = List.of(
            "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-Xmx256m", "--enable-native-access=ALL-UNNAMED");

    private final Settings settings;

    private Benchmark(Settings settings) {
        this.settings = settings;
    }

    /**
     * Arguments: full, quick or gate; the jar; a folder to work in; an interpreter with the peer's packages, or
     * nothing.
     */
    public static void main(String[] arguments) throws Exception {
        var settings = Settings.of(
                arguments[0],
                Path.of(arguments[1]).toAbsolutePath(),
                Path.of(arguments[2]).toAbsolutePath(),
                arguments.length > 3 ? arguments[3] : null);
        System.exit(new Benchmark(settings).run() ? 0 : 1);
    }

    private boolean run() throws IOException, OrtException, InterruptedException {
        var repository = Repository.make(settings.folder().resolve("models"));
        List<Server> servers = new ArrayList<>();
        List<Trial> trials = new ArrayList<>();
        try {
            for (Workload workload : settings.workloads()) {
                trials.add(new Trial(workload, repository));
            }
            startServers(repository, servers);
            for (Server server : servers) {
                for (Trial trial : trials) {
                    say("warming %s, %s", server.name(), trial.workload.model);
                    trial.prepare(server, server.name().equals(PYTHON) ? Settings.WARM_UP_PYTHON : Settings.WARM_UP);
                }
            }
            for (int round = 1; round <= settings.rounds(); round++) {
                say("round %d of %d", round, settings.rounds());
                for (Trial trial : trials) {
                    trial.measureRaw();
                    for (Server server : servers) {
                        trial.measure(server, settings);
                    }
                }
            }
            return report(new Report(settings, trials), servers);
        } finally {
            for (Server server : servers) {
                server.close();
            }
            for (Trial trial : trials) {
                trial.close();
            }
        }
    }

    private void startServers(Repository repository, List<Server> servers) throws IOException {
        Path folder = settings.folder();
        servers.add(Server.start(
                BARE,
                folder,
                port -> java(
                        "-cp",
                        System.getProperty("java.class.path"),
                        BareServer.class.getName(),
                        Integer.toString(port),
                        repository.folder().toString())));
        servers.add(Server.start(
                OURS,
                folder,
                port -> java(
                        "-jar",
                        settings.jar().toString(),
                        "--server.port=" + port,
                        "--plimsoll.limits=src/bench/limits.yaml",
                        "--plimsoll.repository=" + repository.folder())));
        String python = settings.python();
        if (python != null) {
            servers.add(Server.start(
                    PYTHON,
                    folder,
                    port -> List.of(
                            python,
                            "-B",
                            "src/bench/python/peer.py",
                            Integer.toString(port),
                            repository.folder().toString())));
        }
    }

    private static List<String> java(String... arguments) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return Stream.of(Stream.of(java), JVM_FLAGS.stream(), Stream.of(arguments))
                .flatMap(part -> part)
                .toList();
    }

    private boolean report(Report report, List<Server> servers) throws IOException {
        System.out.print(report.text());
        for (Server server : servers) {
            System.out.printf("%s holds %d MiB of memory at the end%n", server.name(), server.residentMebibytes());
        }
        if (settings.gate() && report.cpuRatio() > Settings.GATE) {
            System.out.printf(
                    "%nGate: a request costs %.2f times the CPU of the bare servlet; at most %.1f is allowed%n",
                    report.cpuRatio(), Settings.GATE);
            return false;
        }
        return true;
    }

    static void say(String format, Object... arguments) {
        System.err.printf(format + "%n", arguments);
    }
}
