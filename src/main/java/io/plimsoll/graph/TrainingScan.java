package io.plimsoll.graph;

import io.plimsoll.graph.Leftover.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds what training left in a graph: collects the nodes in question while reading, judges them when all is read.
 *
 * <p>It must wait, since a file gives the nodes before the constants they use and before the operator set they obey.
 */
final class TrainingScan {

    private static final Set<String> TRAINING_DOMAINS = Set.of("ai.onnx.preview.training", "ai.onnx.training");
    private static final Set<String> OPTIMIZERS = Set.of("Adam", "Adagrad", "Momentum");
    private static final Set<String> LOSSES = Set.of("SoftmaxCrossEntropyLoss", "NegativeLogLikelihoodLoss");

    /** The place of the input that decides the mode. */
    private static final Map<String, Integer> DROPOUTS = Map.of(
            "Dropout", 2,
            "com.microsoft.BitmaskDropout", 2,
            "com.microsoft.BiasDropout", 4,
            "com.microsoft.BitmaskBiasDropout", 4);

    /** From here on training_mode decides; before, it was the number of outputs. */
    private static final long OPSET_OF_TRAINING_MODE = 14;

    /** Before this one, is_test decided, and training was the default. */
    private static final long OPSET_WITHOUT_IS_TEST = 7;

    private final List<Node> suspects = new ArrayList<>();
    private boolean trainingInfo;

    /** Takes a node that was read completely; answers whether it keeps it. */
    boolean examine(Node node) {
        return kind(node) != null && suspects.add(node);
    }

    /** The file has a training procedure beside the graph. */
    void trainingInfo() {
        trainingInfo = true;
    }

    /** All leftovers, in the order of the file. */
    List<Leftover> leftovers() {
        var leftovers = new ArrayList<Leftover>();
        for (Node node : suspects) {
            Kind kind = kind(node);
            String why = kind == null ? null : why(kind, node);
            if (kind != null && why != null) {
                leftovers.add(new Leftover(kind, node.qualifiedOperator(), node.label(), node.scope.place(), why));
            }
        }
        if (trainingInfo) {
            leftovers.add(new Leftover(
                    Kind.TRAINING_INFO, "training_info", "", "the model", "a training procedure beside the graph"));
        }
        return leftovers;
    }

    /** What the node may be a leftover of, or null. */
    private static @Nullable Kind kind(Node node) {
        String operator = node.operator;
        if (DROPOUTS.containsKey(node.qualifiedOperator())) {
            return Kind.DROPOUT;
        }
        if (TRAINING_DOMAINS.contains(node.domain)) {
            return OPTIMIZERS.contains(operator) ? Kind.OPTIMIZER : Kind.GRADIENT;
        }
        if (node.domain.equals("com.microsoft")) {
            return microsoft(operator);
        }
        if (!node.standard()) {
            return null;
        }
        if (LOSSES.contains(operator)) {
            return Kind.LOSS;
        }
        return operator.equals("BatchNormalization") ? Kind.BATCH_NORMALIZATION : null;
    }

    /** ONNX Runtime's own training operators; there are over a hundred, named alike. */
    private static @Nullable Kind microsoft(String operator) {
        if (operator.contains("Grad")) {
            return Kind.GRADIENT;
        }
        if (operator.contains("Optimizer") || operator.startsWith("InPlaceAccumulator")) {
            return Kind.OPTIMIZER;
        }
        if (operator.contains("CrossEntropy") || operator.contains("LogLikelihoodLoss")) {
            return Kind.LOSS;
        }
        return operator.equals("BatchNormInternal") ? Kind.BATCH_NORMALIZATION : null;
    }

    /** Why the node is a leftover, or null if it only looks like one. */
    private static @Nullable String why(Kind kind, Node node) {
        return switch (kind) {
            case DROPOUT -> dropout(node);
            case BATCH_NORMALIZATION -> batchNormalization(node);
            case OPTIMIZER -> "an optimizer changes the weights";
            case GRADIENT -> "gradients are computed in training only";
            case LOSS -> "a loss compares with a target that no caller knows";
            case TRAINING_INFO -> "a training procedure";
        };
    }

    private static @Nullable String dropout(Node node) {
        if (node.standard() && node.scope.opset() < OPSET_WITHOUT_IS_TEST) {
            return isTest(node);
        }
        int place = DROPOUTS.getOrDefault(node.qualifiedOperator(), 0);
        if (!node.hasInput(place)) {
            return null;
        }
        String mode = node.inputs.get(place);
        return switch (node.scope.truth(mode)) {
            case FALSE -> null;
            case TRUE -> "its training_mode is true";
            case OPEN -> "its training_mode is the input '" + mode + "', which may be set; it must be a constant false";
            case COMPUTED -> "its training_mode '" + mode + "' is computed; it must be a constant false";
        };
    }

    private static @Nullable String batchNormalization(Node node) {
        if (!node.standard()) {
            return "it is the form for training";
        }
        if (node.borrowed.contains("training_mode")) {
            return "its training_mode is decided by whoever calls the function; it must be 0";
        }
        if (node.numbers.getOrDefault("training_mode", 0L) != 0) {
            return "its training_mode is on";
        }
        if (node.scope.opset() < OPSET_OF_TRAINING_MODE && node.usedOutputs() > 1) {
            return "it gives the statistics of the batch, as in training";
        }
        return node.scope.opset() < OPSET_WITHOUT_IS_TEST ? isTest(node) : null;
    }

    private static @Nullable String isTest(Node node) {
        boolean test = !node.borrowed.contains("is_test") && node.numbers.getOrDefault("is_test", 0L) != 0;
        return test ? null : "its is_test is not set";
    }
}
