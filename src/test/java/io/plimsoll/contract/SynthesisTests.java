package io.plimsoll.contract;

import static io.plimsoll.contract.ElementType.FLOAT;
import static io.plimsoll.contract.ElementType.INT64;
import static io.plimsoll.contract.ElementType.STRING;
import static io.plimsoll.contract.Signatures.N;
import static io.plimsoll.contract.Signatures.tensor;
import static io.plimsoll.contract.Signatures.unranked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.plimsoll.contract.Binder.Bound;
import io.plimsoll.contract.Binding.InputTensor;
import io.plimsoll.contract.Binding.Move;
import io.plimsoll.contract.Binding.RowMode;
import io.plimsoll.contract.Signature.Value;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of a graph that comes without one. */
class SynthesisTests {

    private static final ModelVersion ID = new ModelVersion("found", "1");

    @Test
    void eachInputIsAFieldUnderTheGraphsOwnNameAndEachOutputAResult() {
        Signature signature = new Signatures()
                .input("input:0", tensor(FLOAT, N, 4))
                .input("steps", tensor(INT64))
                .output("dense/BiasAdd:0", tensor(FLOAT, N, 2))
                .signature();

        Binding binding = ((Bound.Fits) Synthesis.of(ID, "model.onnx", signature)).binding();

        Contract contract = binding.contract();
        assertThat(contract.synthesised()).isTrue();
        assertThat(contract.inputs())
                .extracting(
                        input -> input.field().name(), input -> input.field().type(), Input::target)
                .containsExactly(
                        tuple(
                                "input:0",
                                new TensorType(FLOAT, List.of(Dimension.OPEN, new Dimension(4))),
                                new Input.Target.Named("input:0")),
                        tuple("steps", new TensorType(INT64, List.of()), new Input.Target.Named("steps")));
        assertThat(contract.inputFields()).allMatch(Field::required);
        assertThat(contract.results().list())
                .containsExactly(new Results.Result(
                        "dense/BiasAdd:0", "dense/BiasAdd:0", new Results.Form.Nested(), null, null));
    }

    @Test
    void aRequestIsOneRunThatFillsEachTensorWhole() {
        Signature signature = new Signatures()
                .input("a", tensor(FLOAT, 3, N))
                .input("b", tensor(STRING, N))
                .input("scale", tensor(FLOAT, 1))
                .output("score", unranked(FLOAT))
                .signature("scale");

        Binding binding = ((Bound.Fits) Synthesis.of(ID, "model.onnx", signature)).binding();

        assertThat(binding.rows()).isEqualTo(RowMode.WHOLE);
        assertThat(binding.outputs()).containsExactly("score");
        assertThat(binding.inputs())
                .containsExactly(
                        new InputTensor(
                                "a",
                                FLOAT,
                                null,
                                List.of(),
                                1,
                                new Binding.Fill.Columns(List.of(
                                        new Move(binding.contract().leaves().get(0), 0, 1)))),
                        new InputTensor(
                                "b",
                                STRING,
                                null,
                                List.of(),
                                1,
                                new Binding.Fill.Columns(List.of(
                                        new Move(binding.contract().leaves().get(1), 0, 1)))));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 600_000, Long.MAX_VALUE})
    void aTensorThatNoRequestCanFillIsRefused(long axis) {
        Signature signature = new Signatures()
                .input("pixels", tensor(FLOAT, N, axis, axis))
                .output("score", tensor(FLOAT, N, 1))
                .signature();

        Bound bound = Synthesis.of(ID, "model.onnx", signature);

        assertThat(((Bound.Misfits) bound).problems())
                .singleElement()
                .asString()
                .startsWith("the graph's input pixels is float[N, ")
                .contains("of which no request can hold all values");
    }

    @Test
    void whatIsNoTensorIsRefusedByName() {
        Signature signature = new Signatures()
                .input("image", new Value.Other("uint8 tensor"))
                .input("rows", unranked(FLOAT))
                .output("scores", new Value.Maps(STRING, FLOAT))
                .signature();

        Bound bound = Synthesis.of(ID, "model.onnx", signature);

        assertThat(((Bound.Misfits) bound).problems())
                .extracting(Problem::text)
                .containsExactly(
                        "the graph's input image is uint8 tensor, which only a written contract can serve, if at all",
                        "the graph's input rows is float[…], a tensor without a declared shape, which only a written"
                                + " contract can serve, if at all",
                        "the graph's output scores is sequence of maps from string to float, which only a written"
                                + " contract can serve, if at all");
    }

    @Test
    void aGraphWithoutAnOutputHasNothingToAnswer() {
        Signature signature = new Signatures().input("a", tensor(FLOAT, N)).signature();

        assertThat(Synthesis.of(ID, "model.onnx", signature))
                .isInstanceOfSatisfying(
                        Bound.Misfits.class,
                        misfits -> assertThat(misfits.problems())
                                .singleElement()
                                .asString()
                                .contains("no output"));
    }

    @Test
    void anInputWhoseNameWouldBeGarbledIsRefused() {
        Signature signature = new Signatures()
                .input("a\uD83D\uDE00", tensor(FLOAT, N))
                .output("y", tensor(FLOAT, N))
                .signature();

        assertThat(Synthesis.of(ID, "model.onnx", signature)).isInstanceOf(Bound.Misfits.class);
    }
}
