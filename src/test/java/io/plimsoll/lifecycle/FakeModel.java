package io.plimsoll.lifecycle;

import io.plimsoll.contract.ModelVersion;
import io.plimsoll.contract.Rule;
import io.plimsoll.prediction.Answer;
import io.plimsoll.prediction.Call;
import io.plimsoll.prediction.Failure;
import io.plimsoll.prediction.Predictor;
import io.plimsoll.prediction.RowAnswer;
import io.plimsoll.prediction.RowProblem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A predictor whose answers a test decides row by row, and that remembers how many calls of each form it had. */
final class FakeModel implements Predictor {

    private final RowModel model;
    final List<Call> calls = new ArrayList<>();

    FakeModel(RowModel model) {
        this.model = model;
    }

    /** Answers one row. */
    @FunctionalInterface
    interface RowModel {

        RowAnswer answer(JsonNode inputs, Call call);
    }

    @Override
    public Answer predict(Call call) {
        calls.add(call);
        JsonNode body = GoldenRows.JSON.readTree(Arrays.copyOf(call.body(), call.length()));
        Stream<JsonNode> rows = call.form() == Call.Form.SINGLE ? Stream.of(body) : body.valueStream();
        return new Answer.Rows(
                new ModelVersion("m", "1"),
                rows.map(row -> model.answer(row, call)).toList());
    }

    long count(Call.Form form) {
        return calls.stream().filter(call -> call.form() == form).count();
    }

    /** An answer whose only result is {@code y}. */
    static RowAnswer y(Object value) {
        return new RowAnswer.Predicted(
                null, ("\"result\":{\"y\":" + value + "}").getBytes(StandardCharsets.UTF_8), "id");
    }

    static RowAnswer refused(String... fields) {
        return failed(new Failure.InvalidInput(Arrays.stream(fields)
                .map(field -> new RowProblem(field, Rule.REQUIRED, null, "is missing"))
                .toList()));
    }

    static RowAnswer failed(Failure failure) {
        return new RowAnswer.Refused(null, failure);
    }
}
