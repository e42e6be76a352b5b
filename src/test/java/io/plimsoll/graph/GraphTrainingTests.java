package io.plimsoll.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.graph.Leftover.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GraphTrainingTests {

    private static final int CONSTANT_TENSOR = 5;
    private static final int BOOL = 9;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dropout_training | DROPOUT | Dropout 'y' in the graph: its training_mode is true",
                "dropout_training_constant_node | DROPOUT | Dropout 'y' in the graph: its training_mode is true",
                "dropout_training_computed | DROPOUT | Dropout 'y' in the graph: its training_mode 'training' is computed; it must be a constant false",
                "dropout_training_graph_input | DROPOUT | Dropout 'y' in the graph: its training_mode is the input 'training', which may be set; it must be a constant false",
                "dropout_training_overridable | DROPOUT | Dropout 'y' in the graph: its training_mode is the input 'training', which may be set; it must be a constant false",
                "dropout_training_in_if | DROPOUT | Dropout 'y' in then_branch of If 'answer' in the graph: its training_mode is true",
                "dropout_training_in_loop | DROPOUT | Dropout 'next' in body of Loop 'y' in the graph: its training_mode is true",
                "dropout_training_in_scan | DROPOUT | Dropout 'dropped' in body of Scan 'y' in the graph: its training_mode is true",
                "dropout_training_in_function | DROPOUT | Dropout 'y' in the function local.Regularise: its training_mode is true",
                "batchnorm_training | BATCH_NORMALIZATION | BatchNormalization 'y' in the graph: its training_mode is on",
                "batchnorm_training_in_if | BATCH_NORMALIZATION | BatchNormalization 'y' in then_branch of If 'answer' in the graph: its training_mode is on",
                "batchnorm_training_opset_9 | BATCH_NORMALIZATION | BatchNormalization 'y' in the graph: it gives the statistics of the batch, as in training",
                "batchnorm_training_in_function | BATCH_NORMALIZATION | BatchNormalization 'y' in the function local.Normalise: its training_mode is decided by whoever calls the function; it must be 0",
                "gradient | GRADIENT | ai.onnx.preview.training.Gradient 'slope' in the graph: gradients are computed in training only",
                "optimizer | OPTIMIZER | ai.onnx.preview.training.Adam 'y' in the graph: an optimizer changes the weights",
                "optimizer_in_if | OPTIMIZER | ai.onnx.preview.training.Adam 'y' in then_branch of If 'answer' in the graph: an optimizer changes the weights",
                "loss | LOSS | SoftmaxCrossEntropyLoss 'loss' in the graph: a loss compares with a target that no caller knows",
                "loss_in_if | LOSS | SoftmaxCrossEntropyLoss 'loss' in then_branch of If 'answer' in the graph: a loss compares with a target that no caller knows",
                "loss_log_likelihood | LOSS | NegativeLogLikelihoodLoss 'loss' in the graph: a loss compares with a target that no caller knows",
            })
    void aLeftoverIsNamedWithItsPlaceAndReason(String name, Kind kind, String sentence) throws IOException {
        List<Leftover> leftovers = Drawn.graph(name).leftovers();

        assertThat(leftovers).singleElement().satisfies(leftover -> {
            assertThat(leftover.kind()).isEqualTo(kind);
            assertThat(leftover).hasToString(sentence);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dropout_inference",
                "dropout_constant_false",
                "dropout_constant_false_in_if",
                "batchnorm_inference",
                "batchnorm_inference_opset_9"
            })
    void whatOnlyLooksLikeTrainingIsLetThrough(String name) throws IOException {
        assertThat(Drawn.graph(name).leftovers()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "SoftmaxGrad_13, GRADIENT",
        "BiasGeluGrad_dX, GRADIENT",
        "AdamWOptimizer, OPTIMIZER",
        "SGDOptimizerV2, OPTIMIZER",
        "InPlaceAccumulatorV2, OPTIMIZER",
        "SoftmaxCrossEntropyLossInternal, LOSS",
        "BatchNormInternal, BATCH_NORMALIZATION"
    })
    void onnxRuntimesOwnTrainingOperatorsAreKnown(String operator, Kind kind) throws IOException {
        var node = Message.node(operator, "x", "y").text(7, "com.microsoft");

        assertThat(leftovers(new Message().message(1, node)))
                .singleElement()
                .extracting(Leftover::kind)
                .isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FusedMatMul", "Gelu", "SkipLayerNormalization"})
    void onnxRuntimesOtherOperatorsAreLetThrough(String operator) throws IOException {
        var node = Message.node(operator, "x", "y").text(7, "com.microsoft");

        assertThat(leftovers(new Message().message(1, node))).isEmpty();
    }

    @Test
    void aTrainingProcedureBesideTheGraphIsALeftover() throws IOException {
        var model = Message.model(new Message()).message(20, new Message().text(9, "anything"));

        assertThat(read(model).leftovers())
                .singleElement()
                .extracting(Leftover::kind)
                .isEqualTo(Kind.TRAINING_INFO);
    }

    @Test
    void aConstantIsFollowedThroughIdentityNodes() throws IOException {
        var graph = new Message()
                .message(1, dropout("second"))
                .message(1, Message.node("Identity", "first", "second"))
                .message(1, Message.node("Identity", "constant", "first"));

        assertThat(leftovers(graph.message(5, bool("constant", false)))).isEmpty();
    }

    @Test
    void identityNodesInACircleCountAsComputed() throws IOException {
        var graph = new Message()
                .message(1, dropout("second"))
                .message(1, Message.node("Identity", "first", "second"))
                .message(1, Message.node("Identity", "second", "first"));

        assertThat(leftovers(graph)).singleElement().extracting(Leftover::kind).isEqualTo(Kind.DROPOUT);
    }

    @Test
    void aNameThatABodyComputesHidesTheConstantOutside() throws IOException {
        var body = new Message().message(1, Message.node("Not", "flag", "mode")).message(1, dropout("mode"));
        var choice = Message.node("If", "flag", "y").message(5, Message.body("then_branch", body));
        var graph = new Message().message(1, choice).message(5, bool("mode", false));

        assertThat(leftovers(graph))
                .singleElement()
                .extracting(Leftover::why)
                .isEqualTo("its training_mode 'mode' is computed; it must be a constant false");
    }

    @Test
    void aNameDefinedTwiceIsNotBelieved() throws IOException {
        var graph = new Message().message(1, dropout("mode")).message(5, bool("mode", false));

        assertThat(leftovers(graph.message(5, bool("mode", false)))).hasSize(1);
    }

    @Test
    void aModeWhoseBytesLieElsewhereCountsAsComputed() throws IOException {
        var mode = bool("mode", false).number(14, 1);
        var graph = new Message().message(1, dropout("mode")).message(5, mode);

        assertThat(leftovers(graph)).hasSize(1);
    }

    @Test
    void aConstantNodeMayHoldTheModeAsANumber() throws IOException {
        var value = new Message().number(2, BOOL).number(CONSTANT_TENSOR, 0);
        var constant = new Message()
                .text(2, "mode")
                .text(4, "Constant")
                .message(5, new Message().text(1, "value").message(5, value));

        assertThat(leftovers(new Message().message(1, dropout("mode")).message(1, constant)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"Dropout, 0, 1", "Dropout, 1, 0", "BatchNormalization, 0, 1", "BatchNormalization, 1, 0"})
    void beforeOpset7TrainingIsWhatIsTestDoesNotDeny(String operator, int isTest, int leftovers) throws IOException {
        var node = Message.node(operator, "x", "y")
                .message(5, new Message().text(1, "is_test").number(3, isTest));
        var model = new Message()
                .number(1, 3)
                .message(7, new Message().message(1, node))
                .message(8, new Message().text(1, "ai.onnx").number(2, 6));

        assertThat(read(model).leftovers()).hasSize(leftovers);
    }

    private static Message dropout(String mode) throws IOException {
        return new Message().text(1, "x").text(1, "").text(1, mode).text(2, "y").text(4, "Dropout");
    }

    private static Message bool(String name, boolean value) throws IOException {
        return new Message().number(2, BOOL).text(8, name).raw(9, new byte[] {(byte) (value ? 1 : 0)});
    }

    private List<Leftover> leftovers(Message graph) throws IOException {
        return read(Message.model(graph)).leftovers();
    }

    private Graph read(Message model) throws IOException {
        return Drawn.readable(GraphReader.read(Files.write(folder.resolve("model.onnx"), model.bytes())));
    }
}
