package io.plimsoll.lifecycle;

import io.plimsoll.contract.Limits;
import io.plimsoll.prediction.Answer;
import io.plimsoll.prediction.Call;
import io.plimsoll.prediction.Deadline;
import io.plimsoll.prediction.Failure;
import io.plimsoll.prediction.Predictor;
import io.plimsoll.prediction.RowAnswer;
import io.plimsoll.prediction.RowSelection;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends golden rows to a predictor the way a caller would.
 *
 * @param limits of the contract, which is what is proved
 * @param patience how long one call may take; a graph that does not end is given up then
 */
record GoldenCalls(Predictor predictor, Limits limits, Duration patience) {

    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String TRACE = "00000000000000000000000000000000";

    static GoldenCalls of(LoadedVersion version) {
        return new GoldenCalls(version.predictor(), version.contract().limits(), PATIENCE);
    }

    Answer send(byte[] body, Call.Form form, Call.Origin origin) {
        Deadline deadline = Deadline.after(System.nanoTime(), patience);
        return predictor.predict(
                new Call(body, body.length, form, RowSelection.ALL, limits, deadline, "verify", TRACE, origin));
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

    /** Why an answer is not a prediction for each of so many rows; null if it is. */
    static @Nullable String fault(Answer answer, int rows) {
        return switch (answer) {
            case Answer.Failed(Failure failure) -> "it fails: " + failure.message();
            case Answer.Rows(var _, var answers)
            when answers.size() != rows -> "it holds " + Checks.counted(answers.size(), "answer");
            case Answer.Rows(var _, var answers) ->
                answers.stream()
                        .filter(RowAnswer.Refused.class::isInstance)
                        .map(row -> "a row " + told(row))
                        .findFirst()
                        .orElse(null);
        };
    }

    /** What became of a row, to be read after the row's name. */
    static String told(RowAnswer answer) {
        return switch (answer) {
            case RowAnswer.Predicted _ -> "is answered";
            case RowAnswer.Refused(var _, Failure.InvalidInput invalid) ->
                "is refused: "
                        + String.join(
                                "; ",
                                invalid.problems().stream()
                                        .map(problem -> problem.field() + " " + problem.problem())
                                        .toList());
            case RowAnswer.Refused(var _, Failure failure) -> "fails: " + failure.message();
        };
    }
}
