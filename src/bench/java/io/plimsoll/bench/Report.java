package io.plimsoll.bench;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.jar.JarFile;
import org.apache.catalina.util.ServerInfo;
import tools.jackson.core.json.PackageVersion;

/** The one table of a run, in Markdown: of each figure the median over the rounds, and the best round in brackets. */
record Report(Settings settings, List<Trial> trials) {

    private static final String COLUMNS = """
            | %s | CPU µs a request | × bare | requests/s | × bare | p50 / p99 µs, %d callers | p50 / p99 µs, 1 caller | p50 / p99 µs, %,d a second |
            | --- | --- | --- | --- | --- | --- | --- | --- |
            """;

    String text() throws IOException {
        var text = new StringBuilder(setting()).append("\n\n");
        for (Trial trial : trials) {
            text.append(COLUMNS.formatted(trial.workload.title, Settings.CALLERS, Settings.PACED_PER_SECOND));
            text.append("| raw call | %s | %.2f | | | | | |\n"
                    .formatted(
                            medianAndBest("%.1f", trial.raw, false),
                            ratio(trial.raw, column(bare(trial), Figures::cpu))));
            for (String server : trial.figures.keySet()) {
                text.append(row(trial, server));
            }
            text.append("\n%s over the raw call: %.1f µs of CPU\n\n"
                    .formatted(
                            Benchmark.OURS,
                            median(column(rounds(trial, Benchmark.OURS), Figures::cpu)) - median(trial.raw)));
        }
        return text.toString();
    }

    /** CPU of the service over CPU of the bare servlet, on the first workload. */
    double cpuRatio() {
        Trial trial = trials.getFirst();
        return ratio(column(rounds(trial, Benchmark.OURS), Figures::cpu), column(bare(trial), Figures::cpu));
    }

    private static List<Figures> rounds(Trial trial, String server) {
        return trial.figures.getOrDefault(server, List.of());
    }

    private static List<Figures> bare(Trial trial) {
        return rounds(trial, Benchmark.BARE);
    }

    private static String row(Trial trial, String server) {
        List<Figures> rounds = rounds(trial, server);
        List<Double> cpu = column(rounds, Figures::cpu);
        List<Double> perSecond = column(rounds, Figures::perSecond);
        return "| %s | %s | %.2f | %s | %.2f | %s | %s | %s |\n"
                .formatted(
                        server,
                        medianAndBest("%.1f", cpu, false),
                        ratio(cpu, column(bare(trial), Figures::cpu)),
                        medianAndBest("%,.0f", perSecond, true),
                        ratio(perSecond, column(bare(trial), Figures::perSecond)),
                        percentiles(rounds, Figures::crowd),
                        percentiles(rounds, Figures::alone),
                        percentiles(rounds, Figures::paced));
    }

    private static String percentiles(List<Figures> rounds, Function<Figures, Figures.Percentiles> load) {
        return medianAndBest("%.0f", column(rounds, round -> load.apply(round).p50()), false)
                + " / "
                + medianAndBest(
                        "%.0f", column(rounds, round -> load.apply(round).p99()), false);
    }

    private static List<Double> column(List<Figures> rounds, ToDoubleFunction<Figures> figure) {
        return rounds.stream().mapToDouble(figure).boxed().toList();
    }

    static String medianAndBest(String format, List<Double> values, boolean highest) {
        double best =
                values.stream().reduce(highest ? Double::max : Double::min).orElseThrow();
        return (format + " (" + format + ")").formatted(median(values), best);
    }

    /** The median over the rounds of what one is to the other: both met the same noise. */
    static double ratio(List<Double> ones, List<Double> others) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < ones.size(); round++) {
            ratios.add(ones.get(round) / others.get(round));
        }
        return median(ratios);
    }

    static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        sorted.sort(null);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private String setting() throws IOException {
        try (var jar = new JarFile(settings.jar().toFile())) {
            return String.join(
                    "\n",
                    "%s; %d × %s; Linux %s; %d rounds"
                            .formatted(
                                    LocalDate.now(ZoneOffset.UTC),
                                    Runtime.getRuntime().availableProcessors(),
                                    processor(),
                                    System.getProperty("os.version"),
                                    settings.rounds()),
                    "Java %s; Spring Boot %s; %s; Jackson %s; ONNX Runtime %s"
                            .formatted(
                                    Runtime.version(),
                                    jar.getManifest().getMainAttributes().getValue("Spring-Boot-Version"),
                                    ServerInfo.getServerInfo(),
                                    PackageVersion.VERSION,
                                    OrtEnvironment.getEnvironment().getVersion()),
                    "JVM flags of both: " + String.join(" ", Benchmark.JVM_FLAGS));
        }
    }

    static String processor() throws IOException {
        return Files.readString(Path.of("/proc/cpuinfo"))
                .lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(System.getProperty("os.arch"));
    }
}
