package io.plimsoll.bench;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.plimsoll.inference.UnusableGraphException;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Measures in one process what each step of a prediction costs, for lists and texts, and prints one table. */
final class StepBenchmark {

    private static final int ROUNDS = 5;
    /** Calls of every step, for every kind of request; until then the just-in-time compilers still work. */
    private static final int WARM_UP = 20_000;

    private static final int CALLS_A_ROUND = 1_200;

    private StepBenchmark() {}

    public static void main(String[] arguments) throws IOException, OrtException, UnusableGraphException {
        List<StepTrial> trials = new ArrayList<>();
        try {
            for (StepCase request : StepCase.all()) {
                trials.add(new StepTrial(request));
            }
            for (StepTrial trial : trials) {
                System.err.println("warming " + trial.request.title());
                trial.warmUp(WARM_UP);
            }
            for (int round = 1; round <= ROUNDS; round++) {
                System.err.printf("round %d of %d%n", round, ROUNDS);
                for (StepTrial trial : trials) {
                    trial.measure(CALLS_A_ROUND);
                }
            }
            System.out.print(table(trials));
        } finally {
            for (StepTrial trial : trials) {
                trial.close();
            }
        }
    }

    private static String table(List<StepTrial> trials) throws IOException {
        var text = new StringBuilder(
                "`src/bench/run --steps`, %s; %d × %s; Linux %s; %d rounds. Java %s; ONNX Runtime %s.\n\n"
                        .formatted(
                                LocalDate.now(ZoneOffset.UTC),
                                Runtime.getRuntime().availableProcessors(),
                                Report.processor(),
                                System.getProperty("os.version"),
                                ROUNDS,
                                Runtime.version(),
                                OrtEnvironment.getEnvironment().getVersion()));
        text.append("| CPU µs a prediction | bytes of a body |");
        for (Step step : Step.values()) {
            text.append(' ').append(step.title).append(" |");
        }
        text.append("\n| --- | --- |").repeat(" --- |", Step.values().length).append('\n');
        for (StepTrial trial : trials) {
            text.append("| %s | %,.0f |".formatted(trial.request.title(), trial.request.meanBytes()));
            trial.micros.forEach((step, rounds) -> text.append(' ')
                    .append(Report.medianAndBest("%.1f", rounds, false))
                    .append(" |"));
            text.append('\n');
        }
        return text.toString();
    }
}
