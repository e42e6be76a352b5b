package io.plimsoll.lifecycle;

import io.plimsoll.contract.Contract;
import io.plimsoll.lifecycle.GoldenRow.Expectation;
import io.plimsoll.prediction.Answer;
import io.plimsoll.prediction.Call;
import io.plimsoll.prediction.Failure;
import io.plimsoll.prediction.RowAnswer;
import io.plimsoll.prediction.RowProblem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * Sends golden rows through the whole path, one by one, again, and in batches, and collects what is not as expected.
 */
final class GoldenCheck {

    private static final int MOST_PROBLEMS = 20;

    private final Contract contract;
    private final GoldenCalls calls;
    private final Comparison comparison;
    private final String file;
    private final List<String> problems = new ArrayList<>();
    private boolean late;

    GoldenCheck(Contract contract, Halves halves, GoldenCalls calls) {
        this.contract = contract;
        this.calls = calls;
        this.comparison = new Comparison(contract, halves);
        this.file = contract.samplesOrDefault().file();
    }

    /**
     * What a check found.
     *
     * @param problems at most 20
     * @param done what was tried, in one line
     */
    record Findings(List<String> problems, String done) {

        Findings {
            problems = List.copyOf(problems);
        }
    }

    Findings run(List<GoldenRow> rows) {
        for (GoldenRow row : rows) {
            if (problems.size() >= MOST_PROBLEMS || late) {
                break;
            }
            runAlone(row);
        }
        List<GoldenRow> answered = rows.stream().filter(GoldenRow::answers).toList();
        int batch = contract.synthesised()
                ? 1
                : Math.min(answered.size(), contract.limits().maxRows());
        // A batch repeats what the rows do alone; where those fail it has nothing to add.
        if (problems.isEmpty() && batch > 1) {
            runTogether(answered, batch);
        }
        if (late) {
            problems.add(file + ": no more rows were sent after one that took longer than "
                    + calls.patience().toSeconds() + " s");
        }
        String again = batch > 1 ? ", again and in batches" : answered.isEmpty() ? "" : " and again";
        return new Findings(
                problems.subList(0, Math.min(problems.size(), MOST_PROBLEMS)),
                Checks.counted(rows.size(), "row") + " as expected, alone" + again);
    }

    private void runAlone(GoldenRow row) {
        RowAnswer first = alone(row);
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
        if (answer instanceof RowAnswer.Refused(var _, Failure.InvalidInput invalid)) {
            var named = new TreeSet<String>();
            invalid.problems().stream().map(RowProblem::field).forEach(named::add);
            if (!named.equals(expected.fields())) {
                report(row, "should refuse " + new TreeSet<>(expected.fields()) + " but refuses " + named);
            }
        } else {
            report(row, "should refuse " + new TreeSet<>(expected.fields()) + " but " + GoldenCalls.told(answer));
        }
    }

    private boolean checkAnswer(GoldenRow row, Expectation.Answers expected, RowAnswer answer) {
        if (!(answer instanceof RowAnswer.Predicted predicted)) {
            report(row, "should be answered but " + GoldenCalls.told(answer));
            return false;
        }
        List<String> differences = comparison.differences(expected, parsed(predicted));
        differences.forEach(difference -> report(row, difference));
        return differences.isEmpty();
    }

    private void checkRepeatable(GoldenRow row, RowAnswer first) {
        RowAnswer second = alone(row);
        if (!(first instanceof RowAnswer.Predicted one) || !(second instanceof RowAnswer.Predicted two)) {
            report(row, "is answered once and then " + GoldenCalls.told(second));
            return;
        }
        comparison
                .disagreement(parsed(one), parsed(two))
                .forEach(difference -> report(row, "two runs of the same row do not agree: " + difference));
    }

    private void runTogether(List<GoldenRow> rows, int size) {
        // The first batch that goes wrong says enough: each may cost the whole patience.
        for (int from = 0; problems.isEmpty() && from < rows.size(); from += size) {
            List<GoldenRow> batch = rows.subList(from, Math.min(rows.size(), from + size));
            Answer answer = calls.send(GoldenCalls.array(batch), Call.Form.BATCH, Call.Origin.VERIFY);
            if (answer instanceof Answer.Rows(var _, var answers) && answers.size() == batch.size()) {
                for (int i = 0; i < batch.size(); i++) {
                    checkInBatch(batch.get(i), answers.get(i));
                }
            } else {
                problems.add(file + ": a batch of " + batch.size() + " rows was not answered row by row: "
                        + GoldenCalls.fault(answer, batch.size()));
            }
        }
    }

    private void checkInBatch(GoldenRow row, RowAnswer answer) {
        if (!(row.expectation() instanceof Expectation.Answers expected)) {
            return;
        }
        if (answer instanceof RowAnswer.Predicted predicted) {
            comparison
                    .differences(expected, parsed(predicted))
                    .forEach(difference -> report(row, "in a batch: " + difference));
        } else {
            report(row, "in a batch: should be answered but " + GoldenCalls.told(answer));
        }
    }

    private RowAnswer alone(GoldenRow row) {
        RowAnswer answer = switch (calls.send(row.inputs(), Call.Form.SINGLE, Call.Origin.VERIFY)) {
            case Answer.Rows(var _, var rows) -> rows.getFirst();
            case Answer.Failed(Failure failure) -> new RowAnswer.Refused(null, failure);
        };
        late |= answer instanceof RowAnswer.Refused(var _, Failure.DeadlineExceeded _);
        return answer;
    }

    private static JsonNode parsed(RowAnswer.Predicted predicted) {
        return GoldenRows.JSON.readTree("{" + new String(predicted.members(), StandardCharsets.UTF_8) + "}");
    }

    private void report(GoldenRow row, String problem) {
        problems.add(file + ":" + row.line() + ": " + problem);
    }
}
