package io.plimsoll.api;

import io.plimsoll.codec.JsonPredictor;
import io.plimsoll.codec.PredictionIds;
import io.plimsoll.contract.Absence;
import io.plimsoll.contract.Binding;
import io.plimsoll.contract.CategoryType;
import io.plimsoll.contract.Contract;
import io.plimsoll.contract.DateTimeType;
import io.plimsoll.contract.DecimalType;
import io.plimsoll.contract.Epoch;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.FieldType;
import io.plimsoll.contract.Input;
import io.plimsoll.contract.IntegerType;
import io.plimsoll.contract.Limits;
import io.plimsoll.contract.ListType;
import io.plimsoll.contract.ModelVersion;
import io.plimsoll.contract.NumberType;
import io.plimsoll.contract.OnUnknown;
import io.plimsoll.contract.Request;
import io.plimsoll.contract.Results;
import io.plimsoll.contract.Scalar;
import io.plimsoll.contract.Signature;
import io.plimsoll.contract.TextType;
import io.plimsoll.contract.VectorType;
import io.plimsoll.contract.Vocabulary;
import io.plimsoll.prediction.Answer;
import io.plimsoll.prediction.Call;
import io.plimsoll.prediction.Deadline;
import io.plimsoll.prediction.Engine;
import io.plimsoll.prediction.Failure;
import io.plimsoll.prediction.Features;
import io.plimsoll.prediction.RowAnswer;
import io.plimsoll.prediction.RowSelection;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A model of baskets, with lists of records and of values, a vector, decimals, moments and numbers to choose from. */
final class Baskets {

    static final Absence.Missing GAP = new Absence.Missing(new Absence.Filler.Nan());

    private Baskets() {}

    static Contract contract() {
        return contract(
                new Request(
                        "order_id",
                        null,
                        List.of(
                                Field.of("order_id", new TextType(0, 64, null), new Absence.Optional()),
                                Field.of(
                                        "tags",
                                        values(1, 3, "tags", new TextType(0, 20, null)),
                                        new Absence.Optional()))),
                items(),
                Field.of("hour", new IntegerType(null, null, List.of(0L, 6L, 12L)), new Absence.Required()),
                Field.of("embedding", vector(3, GAP), GAP),
                Field.of("views", values(0, 4, "views", new IntegerType(0L, null, List.of())), new Absence.Empty()),
                Field.of(
                        "view_prices",
                        new ListType(
                                0,
                                4,
                                "views",
                                new ListType.Items.Values(Field.of("view_prices", new NumberType(0.0, null), GAP))),
                        new Absence.Empty()));
    }

    static Contract contract(Request request, Field... inputs) {
        return new Contract(
                new ModelVersion("baskets", "1"),
                "Score of a basket",
                null,
                Map.of(),
                "model.onnx",
                request,
                List.of(inputs).stream().map(Baskets::input).toList(),
                List.of(),
                new Results(
                        List.of(new Results.Result("score", "score", new Results.Form.Number(null), null, null)),
                        null,
                        null,
                        null,
                        null),
                Limits.DEFAULT,
                1,
                null,
                Contract.Origin.WRITTEN);
    }

    /** A field that fills a tensor of its own name, or whose items do. */
    static Input input(Field field) {
        var named = new Input.Target.Named(field.name());
        return new Input(
                field,
                field.type() instanceof ListType list
                        ? new Input.Target.Items(
                                list.items().fields().stream()
                                        .map(item -> new Input.Member(named, null))
                                        .toList(),
                                null,
                                null)
                        : named);
    }

    private static Field items() {
        Field price = new Field(
                "price",
                new DecimalType(new BigDecimal("0.01"), new BigDecimal("100"), 2),
                new Absence.Required(),
                null,
                "EUR",
                new Scalar.Text("12.50"),
                false,
                null);
        Field buyer =
                new Field("buyer", new TextType(1, 20, null), new Absence.Required(), null, null, null, true, null);
        var size = new CategoryType(Vocabulary.ofWords(List.of("S", "M", "L")), new OnUnknown.Reject(), false, null);
        var at = new DateTimeType(
                Instant.parse("2026-01-01T00:00:00Z"), null, new Epoch(Epoch.Unit.SECONDS, LocalDate.EPOCH));
        return Field.of(
                "item_list",
                new ListType(
                        1,
                        3,
                        null,
                        new ListType.Items.Records(List.of(
                                price,
                                buyer,
                                Field.of("size", size, new Absence.Default(new Scalar.Text("M"))),
                                Field.of("at", at, GAP),
                                Field.of("shape", vector(2, new Absence.Required()), GAP)))),
                new Absence.Required());
    }

    static ListType values(int min, int max, String name, FieldType type) {
        return new ListType(min, max, null, new ListType.Items.Values(Field.of(name, type, new Absence.Required())));
    }

    static VectorType vector(int length, Absence absence) {
        return new VectorType(length, Field.of("value", new NumberType(0.0, 16.0), absence));
    }

    /** What the decoder says of a row: the faults, or none if the row would have been run. */
    static String refusal(Contract contract, String row) {
        var binding = new Binding(
                contract,
                new Signature(Map.of(), Map.of(), Set.of()),
                Binding.RowMode.TOGETHER,
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                null);
        var predictor = new JsonPredictor(
                binding,
                new NoGraph(),
                (call, features, answer, nanos) -> {},
                PredictionIds.random(),
                System::nanoTime);
        byte[] body = row.getBytes(StandardCharsets.UTF_8);
        Answer answer = predictor.predict(new Call(
                body,
                body.length,
                Call.Form.SINGLE,
                RowSelection.ALL,
                Limits.DEFAULT,
                new Deadline(1_000_000_000),
                "tester",
                "4bf92f3577b34da6a3ce929d0e0e4736",
                Call.Origin.CALLER));
        return switch (answer) {
            case Answer.Failed(Failure failure) -> failure.toString();
            case Answer.Rows rows -> refusal(rows.rows().getFirst());
        };
    }

    private static String refusal(RowAnswer answer) {
        return answer instanceof RowAnswer.Refused refused && refused.failure() instanceof Failure.InvalidInput input
                ? input.toString()
                : "";
    }

    /** Runs nothing, so that only the decoder decides. */
    private static final class NoGraph implements Engine {

        @Override
        public Run run(Features features, Deadline deadline) {
            return new Run.Failed(new Failure.NotReady("no graph"));
        }

        @Override
        public void close() {}
    }
}
