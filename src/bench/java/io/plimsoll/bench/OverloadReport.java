package io.plimsoll.bench;

import io.plimsoll.bench.OverloadTrial.Limits;
import io.plimsoll.bench.OverloadTrial.Load;
import io.plimsoll.bench.Tally.Outcome;
import io.plimsoll.load.Latencies;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What came of overload: one table of all loads, and one of the goals beside what was measured. */
record OverloadReport(List<OverloadTrial> trials) {

    private static final String COLUMNS = """
            | × capacity: due | sent | goodput a second | of peak | p50 / p99 ms of 200 | 429 a second | 503 a second | 504 a second | p99 ms of 504 after the deadline | left, broken, other | not sent %% | good caller: good %% | its p50 / p99 ms | health p99 / most ms | CPUs of service / callers / all |
            | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
            """.replace("%%", "%");

    String text() {
        var text = new StringBuilder();
        for (OverloadTrial trial : trials) {
            text.append("\n%s: %,.0f answers a second at most, %.0f µs of the service's CPU each\n"
                    .formatted(trial.model.title, trial.capacity, trial.answerMicros));
            for (Limits limits : Limits.values()) {
                List<Load> loads = trial.loads.stream()
                        .filter(load -> load.limits() == limits)
                        .toList();
                if (!loads.isEmpty()) {
                    text.append("\n%s: %s; deadline %d ms\n\n"
                            .formatted(trial.model.title, limits.title, limits.deadlineMillis));
                    text.append(COLUMNS);
                    loads.forEach(load -> text.append(row(trial, load)));
                }
            }
        }
        return text.append(goals()).toString();
    }

    private static String row(OverloadTrial trial, Load load) {
        Latencies answered = load.answered();
        Latencies overdue = load.overdue();
        long sent = load.good().sent() + load.bad().sent();
        long due = load.good().due() + load.bad().due();
        return "| %.1f | %.2f | %,.0f | %.2f | %s / %s | %,.0f | %,.0f | %,.0f | %s | %,d | %.1f | %.1f | %s / %s | %.0f / %.0f%s | %.2f / %.2f / %.2f |\n"
                .formatted(
                        load.multiple(),
                        sent / load.seconds() / trial.capacity,
                        load.perSecond(Outcome.GOOD),
                        share(trial, load),
                        millis(answered, 0.5),
                        millis(answered, 0.99),
                        load.perSecond(Outcome.RATE_LIMITED),
                        load.perSecond(Outcome.OVERLOADED),
                        load.perSecond(Outcome.DEADLINE_EXCEEDED),
                        millis(overdue, 0.99),
                        load.count(Outcome.GIVEN_UP) + load.count(Outcome.BROKEN) + load.count(Outcome.OTHER),
                        100.0 * (due - sent) / due,
                        100 * load.good().share(Outcome.GOOD),
                        millis(load.good().answered, 0.5),
                        millis(load.good().answered, 0.99),
                        load.health().p99(),
                        load.health().most(),
                        load.health().failures() == 0
                                ? ""
                                : ", failed " + load.health().failures(),
                        load.cpu(),
                        load.clientCpu(),
                        load.machineCpu());
    }

    private static double share(OverloadTrial trial, Load load) {
        return load.perSecond(Outcome.GOOD) / trial.peak();
    }

    private static String millis(Latencies latencies, double share) {
        double millis = Tally.millis(latencies, share);
        return Double.isNaN(millis) ? "–" : "%.1f".formatted(millis);
    }

    private String goals() {
        var text = new StringBuilder("\n| | goal | measured | |\n| --- | --- | --- | --- |\n");
        for (OverloadTrial trial : trials) {
            goalsOf(trial, text);
        }
        double health = worst(
                trials.stream().flatMap(trial -> trial.loads.stream()).toList(),
                load -> load.health().most());
        return goal(text, "health on its port, slowest of all loads", "under 100 ms", "%.0f ms", health, health < 100)
                .toString();
    }

    private static void goalsOf(OverloadTrial trial, StringBuilder text) {
        String name = trial.model.title + ": ";
        for (Load load : trial.loads) {
            if (load.limits() == Limits.NO_RATE && load.multiple() == trial.model.goalMultiple) {
                double share = share(trial, load);
                goal(text, name + "goodput of peak", trial.model.goal, "%.2f", share, share >= trial.model.goalShare);
            }
        }
        double late = worst(trial.loads, load -> or0(load.answered(), 0.99) / load.limits().deadlineMillis);
        goal(text, name + "p99 of 200, of the deadline, worst of all loads", "at most 1", "%.2f", late, late <= 1);
        List<Load> rated = trial.loads.stream()
                .filter(load -> load.limits() == Limits.RATE && load.multiple() > 1)
                .toList();
        double lost = worst(rated, load -> 100 - 100 * load.good().share(Outcome.GOOD));
        goal(
                text,
                name + "a caller inside its rate beside one outside, not answered well",
                "0 %",
                "%.1f %%",
                lost,
                lost < 0.1);
        double overdue = worst(
                trial.loads.stream().filter(load -> load.multiple() <= 2).toList(), load -> or0(load.overdue(), 0.99));
        goal(text, name + "p99 of 504 after the deadline, up to 2×", "20 ms", "%.1f ms", overdue, overdue <= 20);
        String kind = trial.model == OverloadedModel.SMALL ? "429, connection kept" : "503, with its connection";
        goal(
                text,
                name + "CPU of a refusal (" + kind + ", %,d of them)".formatted(trial.refusals),
                "12 µs",
                "%.1f µs",
                trial.refusalMicros,
                trial.refusalMicros <= 12);
        double rho = trial.refusalMicros / trial.answerMicros;
        text.append("| %sgoodput of peak at 2× by the arithmetic, ρ = %.2f | | %.2f | |\n"
                .formatted(name, rho, rho >= 0.5 ? 0 : (1 - 2 * rho) / (1 - rho)));
    }

    private static StringBuilder goal(
            StringBuilder text, String what, String goal, String format, double measured, boolean met) {
        return text.append("| %s | %s | %s | %s |\n"
                .formatted(what, goal, format.formatted(measured), met ? "met" : "**missed**"));
    }

    private static double or0(Latencies latencies, double share) {
        return latencies.count() == 0 ? 0 : Tally.millis(latencies, share);
    }

    private static double worst(List<Load> loads, ToDoubleFunction<Load> figure) {
        return loads.stream().mapToDouble(figure).max().orElse(0);
    }
}
