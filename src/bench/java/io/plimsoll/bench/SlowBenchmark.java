package io.plimsoll.bench;

import io.plimsoll.bench.SlowTrial.Load;
import io.plimsoll.bench.SlowTrial.Pair;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Measures what good callers notice of thousands of connections that are held and ask nothing. */
final class SlowBenchmark {

    private static final String COLUMNS = """
            | 2,000 connections | in the service's hands | waiting in the kernel / not even there | opened again, told 408, a second | p50 / p99 ms without | p50 / p99 ms with | p99 × (goal: at most 1.5) | not answered in time %% | new connections: p99 ms without / with | not answered in 5 s %% | health most ms without / with | threads without / with |
            | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
            """.replace("%%", "%");

    private SlowBenchmark() {}

    /** Arguments: slow or slow-quick; the jar; a folder to work in. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var settings = SlowSettings.of(
                arguments[0],
                Path.of(arguments[1]).toAbsolutePath(),
                Path.of(arguments[2]).toAbsolutePath());
        OpenFiles.require(ProcessHandle.current().pid(), "the benchmark");
        var text = new StringBuilder(OverloadBenchmark.setting(
                settings.form(), "%d rounds of %d s".formatted(settings.rounds(), settings.seconds())));
        try (var delivered = new SlowTrial("as it is delivered, at most 512 connections", settings)) {
            delivered.run();
            text.append(table(delivered));
        }
        try (var wide = new SlowTrial(
                "`server.tomcat.max-connections=4096`", settings, "--server.tomcat.max-connections=4096")) {
            wide.run();
            text.append(table(wide));
        }
        System.out.print(text);
        System.exit(0);
    }

    private static String table(SlowTrial trial) {
        var text = new StringBuilder("\n%s; %,.0f requests a second on %d connections\n\n"
                .formatted(trial.title, trial.perSecond, SlowSettings.GOOD_CONNECTIONS));
        text.append(COLUMNS);
        for (Map.Entry<SlowKind, List<Pair>> each : trial.pairs.entrySet()) {
            text.append(row(each.getKey(), each.getValue()));
        }
        return text.toString();
    }

    private static String row(SlowKind kind, List<Pair> pairs) {
        List<Load> without = pairs.stream().map(Pair::without).toList();
        List<Load> with = pairs.stream().map(Pair::with).toList();
        double ratio = Report.ratio(
                with.stream().map(load -> p99(load.good())).toList(),
                without.stream().map(load -> p99(load.good())).toList());
        return "| %s | %.0f | %.0f / %.0f | %.0f, %.0f | %.2f / %.2f | %.2f / %.2f | %.2f%s | %.2f | %.1f / %.1f | %.0f | %.0f / %.0f | %.0f / %.0f |\n"
                .formatted(
                        kind.title,
                        median(with, Load::accepted),
                        median(with, load -> Math.max(0, load.held().connected() - load.accepted())),
                        median(with, load -> load.held().connecting()),
                        median(pairs, Pair::reopenedPerSecond),
                        median(pairs, Pair::latePerSecond),
                        median(without, load -> Tally.millis(load.good().answered, 0.5)),
                        median(without, load -> p99(load.good())),
                        median(with, load -> Tally.millis(load.good().answered, 0.5)),
                        median(with, load -> p99(load.good())),
                        ratio,
                        ratio <= SlowSettings.GOAL ? "" : " **missed**",
                        median(with, Load::lostPercent),
                        median(without, load -> p99(load.comers())),
                        median(with, load -> p99(load.comers())),
                        median(with, Load::comersLostPercent),
                        median(without, load -> load.health().most()),
                        median(with, load -> load.health().most()),
                        median(without, Load::threads),
                        median(with, Load::threads));
    }

    private static double p99(Tally tally) {
        return Tally.millis(tally.answered, 0.99);
    }

    private static <T> double median(List<T> rounds, ToDoubleFunction<T> figure) {
        List<Double> values = new ArrayList<>();
        rounds.forEach(round -> values.add(figure.applyAsDouble(round)));
        return Report.median(values);
    }
}
