package io.plimsoll.codec;

import static io.plimsoll.codec.Decoding.numberAt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.contract.Absence;
import io.plimsoll.contract.Binding;
import io.plimsoll.contract.Dimension;
import io.plimsoll.contract.ElementType;
import io.plimsoll.contract.ModelVersion;
import io.plimsoll.contract.NumberType;
import io.plimsoll.contract.Results.Form;
import io.plimsoll.contract.Rule;
import io.plimsoll.contract.TensorType;
import io.plimsoll.contract.TextType;
import io.plimsoll.prediction.Answer;
import io.plimsoll.prediction.Call;
import io.plimsoll.prediction.Code;
import io.plimsoll.prediction.Engine;
import io.plimsoll.prediction.Failure;
import io.plimsoll.prediction.Features;
import io.plimsoll.prediction.Observer;
import io.plimsoll.prediction.Outputs;
import io.plimsoll.prediction.Outputs.Tensor;
import io.plimsoll.prediction.RowAnswer;
import io.plimsoll.prediction.RowProblem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

class JsonPredictorTests {

    private static final Binding BINDING = new Bindings()
            .input("x", new NumberType(null, 1000.0), ElementType.DOUBLE)
            .context(Bindings.field("id", new TextType(0, 64, null), new Absence.Optional()))
            .id("id")
            .result("y", new Form.Number(null))
            .build();

    private final List<String> observed = new ArrayList<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final AtomicLong clock = new AtomicLong(100);

    private JsonPredictor predictor(Engine engine) {
        return predictor(BINDING, engine);
    }

    private JsonPredictor predictor(Binding binding, Engine engine) {
        Observer observer = (call, features, answer, nanos) ->
                observed.add(features.rows() + " rows, " + answer.getClass().getSimpleName() + ", " + nanos + " ns");
        return new JsonPredictor(
                binding, engine, observer, () -> "id" + ids.incrementAndGet(), () -> clock.getAndAdd(7));
    }

    private static List<RowAnswer> rows(Answer answer) {
        assertThat(answer).isInstanceOf(Answer.Rows.class);
        assertThat(((Answer.Rows) answer).version()).isEqualTo(new ModelVersion("test-model", "1"));
        return ((Answer.Rows) answer).rows();
    }

    private static String said(RowAnswer answer) {
        return switch (answer) {
            case RowAnswer.Predicted predicted ->
                new String(predicted.members(), StandardCharsets.UTF_8) + " " + predicted.predictionId();
            case RowAnswer.Refused refused -> refused.failure().code().toString();
        };
    }

    @Test
    void aRowIsDecodedRunEncodedAndObserved() {
        var engine = FakeEngine.echo();

        List<RowAnswer> rows = rows(predictor(engine).predict(Calls.single("{\"x\":2.5,\"id\":\"A\"}")));

        assertThat(rows).singleElement().satisfies(row -> {
            assertThat(said(row)).isEqualTo("\"result\":{\"y\":2.5} id1");
            assertThat(row.requestId()).isEqualTo("\"A\"");
        });
        assertThat(engine.deadlines).containsExactly(Calls.DEADLINE);
        assertThat(observed).containsExactly("1 rows, Rows, 7 ns");
    }

    @Test
    void theRowsOfABatchShareARunAndKeepTheirOrder() {
        var engine = FakeEngine.echo();

        List<RowAnswer> rows = rows(predictor(engine)
                .predict(Calls.batch("[{\"x\":1,\"id\":\"A\"},{\"x\":1001,\"id\":\"B\"},{\"x\":3,\"id\":\"C\"}]")));

        assertThat(rows).extracting(RowAnswer::requestId).containsExactly("\"A\"", "\"B\"", "\"C\"");
        assertThat(rows)
                .extracting(JsonPredictorTests::said)
                .containsExactly("\"result\":{\"y\":1.0} id1", "INVALID_INPUT", "\"result\":{\"y\":3.0} id2");
        assertThat(engine.runSizes()).containsExactly(2);
        assertThat(observed).containsExactly("2 rows, Rows, 7 ns");
    }

    @Test
    void aBodyThatCannotBeReadFailsWithoutARunAndIsObserved() {
        var engine = FakeEngine.echo();
        Answer answer = predictor(engine).predict(Calls.batch("[{\"x\":1},"));
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.Failed.class,
                        failed -> assertThat(failed.failure().code()).isEqualTo(Code.MALFORMED_JSON));
        assertThat(engine.runs).isEmpty();
        assertThat(observed).containsExactly("0 rows, Failed, 7 ns");
    }

    @Test
    void rowsThatAreAllRefusedAreNoRun() {
        var engine = FakeEngine.echo();
        assertThat(rows(predictor(engine).predict(Calls.batch("[{},{\"x\":\"1\"}]"))))
                .extracting(JsonPredictorTests::said)
                .containsExactly("INVALID_INPUT", "INVALID_INPUT");
        assertThat(engine.runs).isEmpty();
    }

    @Test
    void case24NullInAListOfStringsNeverReachesTheGraph() {
        Binding binding = new Bindings()
                .rows(Binding.RowMode.WHOLE)
                .input("x", new TensorType(ElementType.STRING, List.of(Dimension.OPEN)), ElementType.STRING)
                .result("y", new Form.Nested())
                .build();
        var engine = FakeEngine.echo();
        assertThat(rows(predictor(binding, engine).predict(Calls.single("{\"x\":[\"a\",null]}"))))
                .extracting(JsonPredictorTests::said)
                .containsExactly("INVALID_INPUT");
        assertThat(engine.runs).isEmpty();
    }

    @Test
    void case34NanFailsItsOwnRowAlone() {
        var engine = FakeEngine.answering(features -> FakeEngine.together(new Outputs(
                3, List.of(new Tensor.Floats(new long[] {3}, new float[] {1, Float.NaN, Float.POSITIVE_INFINITY})))));
        assertThat(rows(predictor(engine).predict(Calls.batch("[{\"x\":1},{\"x\":2},{\"x\":3}]"))))
                .extracting(JsonPredictorTests::said)
                .containsExactly("\"result\":{\"y\":1.0} id1", "INVALID_OUTPUT", "INVALID_OUTPUT");
    }

    @Test
    void aRowThatNoPartAnswersFails() {
        var engine = FakeEngine.answering(features ->
                FakeEngine.together(new Outputs(1, List.of(new Tensor.Floats(new long[] {1}, new float[] {1})))));
        assertThat(rows(predictor(engine).predict(Calls.batch("[{\"x\":1},{\"x\":2}]"))))
                .extracting(JsonPredictorTests::said)
                .containsExactly("\"result\":{\"y\":1.0} id1", "INVALID_OUTPUT");
    }

    @Test
    void aBadRowAmongManyFailsAlone() {
        var engine = FakeEngine.answering(features -> {
            for (int row = 0; row < features.rows(); row++) {
                if (numberAt(features, row, 0) == 13) {
                    return new Engine.Run.Failed(new Failure.Internal("the graph refused the row"));
                }
            }
            return FakeEngine.echo(features);
        });

        assertThat(rows(predictor(engine).predict(Calls.batch("[{\"x\":1},{\"x\":13},{\"x\":3}]"))))
                .extracting(JsonPredictorTests::said)
                .containsExactly("\"result\":{\"y\":1.0} id1", "INTERNAL", "\"result\":{\"y\":3.0} id2");
        assertThat(engine.runSizes()).containsExactly(3, 1, 1, 1);
    }

    @Test
    void aRowThatTheEngineCannotTakeIsInvalidAndFailsAlone() {
        var refusal = new Failure.InvalidInput(List.of(new RowProblem("x", Rule.TEXT, null, "must not be 13")));
        var engine = FakeEngine.answering(features -> numberAt(features, features.rows() - 1, 0) == 13
                ? new Engine.Run.Failed(refusal)
                : FakeEngine.echo(features));

        assertThat(rows(predictor(engine).predict(Calls.batch("[{\"x\":1},{\"x\":13,\"id\":\"A\"}]"))))
                .element(1)
                .isEqualTo(new RowAnswer.Refused("\"A\"", refusal));
        assertThat(engine.runSizes()).containsExactly(2, 1, 1);
    }

    @Test
    void aFailureThatIsNoRowsFaultIsNotTriedAgain() {
        List<Failure> failures = List.of(
                new Failure.DeadlineExceeded(),
                new Failure.Overloaded("all lanes are taken"),
                new Failure.Draining(),
                new Failure.NotReady("no version serves"));
        for (Failure failure : failures) {
            var engine = FakeEngine.answering(features -> new Engine.Run.Failed(failure));
            List<RowAnswer> rows = rows(predictor(engine).predict(Calls.batch("[{\"x\":1,\"id\":\"A\"},{\"x\":2}]")));
            assertThat(rows)
                    .containsExactly(new RowAnswer.Refused("\"A\"", failure), new RowAnswer.Refused(null, failure));
            assertThat(engine.runs).hasSize(1);
        }
    }

    @Test
    void aSingleRowThatFailsIsNotTriedAgain() {
        var engine = FakeEngine.answering(
                features -> new Engine.Run.Failed(new Failure.Internal("the graph refused the row")));
        predictor(engine).predict(Calls.single("{\"x\":1}"));
        assertThat(engine.runs).hasSize(1);
    }

    @Test
    void partsAreAnsweredInTheOrderOfTheRows() {
        var engine = FakeEngine.answering(features -> new Engine.Run.Done(List.of(
                new Engine.Part(
                        new Outputs(2, List.of(new Tensor.Floats(new long[] {2}, new float[] {30, 10}))), new int[] {
                            2, 0
                        }),
                new Engine.Part(
                        new Outputs(1, List.of(new Tensor.Floats(new long[] {1}, new float[] {20}))), new int[] {1}))));

        assertThat(rows(predictor(engine).predict(Calls.batch("[{\"x\":1},{\"x\":2},{\"x\":3}]"))))
                .extracting(JsonPredictorTests::said)
                .containsExactly(
                        "\"result\":{\"y\":10.0} id1", "\"result\":{\"y\":20.0} id2", "\"result\":{\"y\":30.0} id3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"x\":1}", "{\"x\":1,\"id\":\"A\"}"})
    @ExtendWith(OutputCaptureExtension.class)
    void aDefectIsAnInternalFailureWhoseMessageStaysInside(String body, CapturedOutput output) {
        var engine = FakeEngine.answering(features -> {
            throw new IllegalStateException("s3cr3t");
        });

        assertThat(rows(predictor(engine).predict(Calls.single(body))))
                .singleElement()
                .satisfies(row -> {
                    assertThat(said(row)).isEqualTo("INTERNAL");
                    assertThat(((RowAnswer.Refused) row).failure().message()).doesNotContain("s3cr3t");
                });
        assertThat(output.getAll())
                .contains("4bf92f3577b34da6a3ce929d0e0e4736", "IllegalStateException", "JsonPredictorTests")
                .doesNotContain("s3cr3t");
        assertThat(observed).hasSize(1);
    }

    static List<Error> bearableErrors() {
        return List.of(new OutOfMemoryError("s3cr3t"), new NoClassDefFoundError("s3cr3t"));
    }

    @ParameterizedTest
    @MethodSource("bearableErrors")
    @ExtendWith(OutputCaptureExtension.class)
    void aLackOfMemoryOrOfAClassIsAnInternalFailure(Error error, CapturedOutput output) {
        var engine = FakeEngine.answering(features -> {
            throw error;
        });

        assertThat(rows(predictor(engine).predict(Calls.single("{\"x\":1}"))))
                .extracting(JsonPredictorTests::said)
                .containsExactly("INTERNAL");
        assertThat(output.getAll()).contains(error.getClass().getName()).doesNotContain("s3cr3t");
    }

    @Test
    void anotherErrorPasses() {
        var engine = FakeEngine.answering(features -> {
            throw new AssertionError("not to be borne");
        });

        assertThatThrownBy(() -> predictor(engine).predict(Calls.single("{\"x\":1}")))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void aDefectInOutputsIsAnInternalFailure() {
        var engine = FakeEngine.answering(features -> FakeEngine.together(new Outputs(1, List.of())));
        assertThat(predictor(engine).predict(Calls.single("{\"x\":1}")))
                .isInstanceOfSatisfying(
                        Answer.Failed.class,
                        failed -> assertThat(failed.failure().code()).isEqualTo(Code.INTERNAL));
    }

    @Test
    void anObserverThatThrowsDoesNotCostTheAnswer() {
        var predictor = new JsonPredictor(
                BINDING,
                FakeEngine.echo(),
                (call, features, answer, nanos) -> {
                    throw new IllegalStateException("nobody counts");
                },
                PredictionIds.random(),
                clock::get);
        assertThat(rows(predictor.predict(Calls.single("{\"x\":1}")))).hasSize(1);
    }

    @Test
    void theObserverSeesTheValidRowsInSlots() {
        var seen = new ArrayList<Double>();
        Observer observer = (Call call, Features features, Answer answer, long nanos) -> {
            for (int row = 0; row < features.rows(); row++) {
                seen.add(numberAt(features, row, 0));
            }
        };
        var predictor = new JsonPredictor(BINDING, FakeEngine.echo(), observer, PredictionIds.random(), clock::get);
        predictor.predict(Calls.batch("[{\"x\":1},{},{\"x\":3}]"));
        assertThat(seen).containsExactly(1.0, 3.0);
    }

    @Test
    void randomIdsAre22CharactersOfBase64urlAndDiffer() {
        PredictionIds random = PredictionIds.random();
        var seen = new HashSet<String>();
        for (int i = 0; i < 1_000; i++) {
            String id = random.next();
            assertThat(id).matches("[A-Za-z0-9_-]{22}");
            assertThat(seen.add(id)).isTrue();
        }
        assertThat(RandomId.of(-1L, 0L)).isEqualTo("__________PAAAAAAAAAAA");
    }
}
