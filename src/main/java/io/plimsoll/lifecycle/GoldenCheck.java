package io.plimsoll.lifecycle;

import io.plimsoll.contract.Contract;
import io.plimsoll.lifecycle.GoldenRow.Expectation;
import io.plimsoll.prediction.Answer;
import io.plimsoll.prediction.Call;
import io.plimsoll.prediction.Deadline;
import io.plimsoll.prediction.Failure;
import io.plimsoll.prediction.Predictor;
import io.plimsoll.prediction.RowAnswer;
import io.plimsoll.prediction.RowProblem;
import io.plimsoll.prediction.RowSelection;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * Sends golden rows through the whole path, one by one, again, and in batches, and collects what is not as expected.
 */
final class GoldenCheck {

    static final String TRACE = "00000000000000000000000000000000";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MOST_PROBLEMS = 20;

    private final Contract contract;
    private final Predictor predictor;
    private final Comparison comparison;
    private final String file;
    private final List<String> problems = new ArrayList<>();

    GoldenCheck(Contract contract, Predictor predictor) {
        this.contract = contract;
        this.predictor = predictor;
        this.comparison = new Comparison(contract);
        this.file = contract.samples() == null
                ? Contract.Samples.DEFAULT.file()
                : contract.samples().file();
    }

    /** All problems, at most 20. */
    List<String> run(List<GoldenRow> rows) {
        for (GoldenRow row : rows) {
            if (problems.size() >= MOST_PROBLEMS) {
                break;
            }
            runAlone(row);
        }
        // A batch repeats what the rows do alone; where those fail it has nothing to add.
        if (problems.isEmpty() && !contract.synthesised()) {
            runTogether(rows.stream().filter(GoldenRow::answers).toList());
        }
        return List.copyOf(problems.subList(0, Math.min(problems.size(), MOST_PROBLEMS)));
    }

    private void runAlone(GoldenRow row) {
        RowAnswer first = only(answer(row.inputs(), Call.Form.SINGLE, Call.Origin.VERIFY));
        switch (row.expectation()) {
            case Expectation.Refuses refuses -> checkRefusal(row, refuses, first);
            case Expectation.Answers expected -> {
                if (checkAnswer(row, expected, first)) {
                    checkRepeatable(row, first);
                }
            }
        }
    }

    private void checkRefusal(GoldenRow row, Expectation.Refuses expected, RowAnswer answer) {
        if (answer instanceof RowAnswer.Refused(var id, Failure.InvalidInput invalid)) {
            var named = new TreeSet<String>();
            invalid.problems().stream().map(RowProblem::field).forEach(named::add);
            if (!named.equals(expected.fields())) {
                report(row, "should refuse " + new TreeSet<>(expected.fields()) + " but refuses " + named);
            }
        } else {
            report(row, "should refuse " + new TreeSet<>(expected.fields()) + " but " + told(answer));
        }
    }

    private boolean checkAnswer(GoldenRow row, Expectation.Answers expected, RowAnswer answer) {
        if (!(answer instanceof RowAnswer.Predicted predicted)) {
            report(row, "should be answered but " + told(answer));
            return false;
        }
        List<String> differences = comparison.differences(expected, parsed(predicted));
        differences.forEach(difference -> report(row, difference));
        return differences.isEmpty();
    }

    private void checkRepeatable(GoldenRow row, RowAnswer first) {
        RowAnswer second = only(answer(row.inputs(), Call.Form.SINGLE, Call.Origin.VERIFY));
        if (!(first instanceof RowAnswer.Predicted one) || !(second instanceof RowAnswer.Predicted two)) {
            report(row, "is answered once and then " + told(second));
            return;
        }
        comparison
                .disagreement(parsed(one), parsed(two))
                .forEach(difference -> report(row, "two runs of the same row do not agree: " + difference));
    }

    private void runTogether(List<GoldenRow> rows) {
        int size = Math.min(rows.size(), contract.limits().maxRows());
        for (int from = 0; size > 1 && from < rows.size(); from += size) {
            List<GoldenRow> batch = rows.subList(from, Math.min(rows.size(), from + size));
            Answer answer = answer(array(batch), Call.Form.BATCH, Call.Origin.VERIFY);
            if (!(answer instanceof Answer.Rows(var version, var answers)) || answers.size() != batch.size()) {
                problems.add(file + ": a batch of " + batch.size() + " rows was not answered row by row");
                return;
            }
            for (int i = 0; i < batch.size(); i++) {
                GoldenRow row = batch.get(i);
                if (!(row.expectation() instanceof Expectation.Answers expected)) {
                    continue;
                }
                if (answers.get(i) instanceof RowAnswer.Predicted predicted) {
                    comparison
                            .differences(expected, parsed(predicted))
                            .forEach(difference -> report(row, "in a batch: " + difference));
                } else {
                    report(row, "in a batch: should be answered but " + told(answers.get(i)));
                }
            }
        }
    }

    /** Calls the predictor with a body of golden rows. */
    Answer answer(byte[] body, Call.Form form, Call.Origin origin) {
        Deadline deadline = Deadline.after(System.nanoTime(), PATIENCE);
        return predictor.predict(
                new Call(body, body.length, form, RowSelection.ALL, deadline, "verify", TRACE, origin));
    }

    /** A JSON array of the rows' inputs. */
    static byte[] array(List<GoldenRow> rows) {
        var bytes = new ByteArrayOutputStream();
        bytes.write('[');
        for (int i = 0; i < rows.size(); i++) {
            if (i > 0) {
                bytes.write(',');
            }
            bytes.writeBytes(rows.get(i).inputs());
        }
        bytes.write(']');
        return bytes.toByteArray();
    }

    private static RowAnswer only(Answer answer) {
        return switch (answer) {
            case Answer.Rows(var version, var rows) -> rows.getFirst();
            case Answer.Failed(Failure failure) -> new RowAnswer.Refused(null, failure);
        };
    }

    private static JsonNode parsed(RowAnswer.Predicted predicted) {
        return GoldenRows.JSON.readTree("{" + new String(predicted.members(), StandardCharsets.UTF_8) + "}");
    }

    private static String told(RowAnswer answer) {
        return switch (answer) {
            case RowAnswer.Predicted ignored -> "is answered";
            case RowAnswer.Refused(var id, Failure.InvalidInput invalid) ->
                "is refused: "
                        + String.join(
                                "; ",
                                invalid.problems().stream()
                                        .map(problem -> problem.field() + " " + problem.problem())
                                        .toList());
            case RowAnswer.Refused(var id, Failure failure) -> "fails: " + failure.message();
        };
    }

    private void report(GoldenRow row, String problem) {
        problems.add(file + ":" + row.line() + ": " + problem);
    }
}
