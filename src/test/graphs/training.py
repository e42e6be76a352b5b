"""What a training run leaves behind in a graph, and what only looks like it."""

import numpy as np
from onnx import helper

from drawing import (
    BOOL, FLOAT, INT64, OPSET, VALID,
    constant, drawing, graph, in_if, model, node, shapeless, tensor,
)

PREVIEW = "ai.onnx.preview.training"

X = tensor("x", FLOAT, "N", 2)
Y = tensor("y", FLOAT, "N", 2)
RATIO = constant("ratio", 0.5)


def training_mode(on: bool, name="training"):
    return constant(name, on, np.bool_)


DROPOUT = node("Dropout", "x ratio training", "y")


@drawing("dropout_training.onnx")
def dropout_training():
    return model([DROPOUT], [X], [Y], [RATIO, training_mode(True)])


@drawing("dropout_training_in_if.onnx")
def dropout_training_in_if():
    return in_if([DROPOUT], [X], Y, [RATIO, training_mode(True)])


@drawing("dropout_training_constant_node.onnx")
def dropout_training_constant_node():
    mode = node("Constant", "", "training", value=training_mode(True))
    return model([mode, DROPOUT], [X], [Y], [RATIO])


@drawing("dropout_training_computed.onnx")
def dropout_training_computed():
    """The mode is the answer of a node."""
    return model([node("Not", "serving", "training"), DROPOUT], [X], [Y], [RATIO, training_mode(False, "serving")])


@drawing("dropout_training_graph_input.onnx")
def dropout_training_graph_input():
    """The mode is an input that a caller fills."""
    return model([DROPOUT], [X, tensor("training", BOOL)], [Y], [RATIO])


@drawing("dropout_training_overridable.onnx")
def dropout_training_overridable():
    """The mode is an initializer that is false, and also a graph input, so that it can be overridden."""
    return model([DROPOUT], [X, tensor("training", BOOL)], [Y], [RATIO, training_mode(False)])


@drawing("dropout_training_in_loop.onnx")
def dropout_training_in_loop():
    body = graph(
        [node("Identity", "again", "still"), node("Dropout", "state ratio training", "next")],
        [tensor("turn", INT64), tensor("again", BOOL), shapeless("state", FLOAT)],
        [tensor("still", BOOL), shapeless("next", FLOAT)],
        name="body",
    )
    turns = constant("turns", 3, np.int64)
    return model([node("Loop", "turns - x", "y", body=body)], [X], [Y], [RATIO, training_mode(True), turns])


@drawing("dropout_training_in_scan.onnx")
def dropout_training_in_scan():
    body = graph(
        [node("Dropout", "row ratio training", "dropped")],
        [tensor("row", FLOAT, 2)],
        [tensor("dropped", FLOAT, 2)],
        name="body",
    )
    scan = node("Scan", "x", "y", body=body, num_scan_inputs=1)
    return model([scan], [X], [Y], [RATIO, training_mode(True)])


def function(name, nodes, attributes=()):
    imports = [helper.make_opsetid("", OPSET)]
    return helper.make_function("local", name, ["x"], ["y"], list(nodes), imports, attributes=list(attributes))


@drawing("dropout_training_in_function.onnx")
def dropout_training_in_function():
    nodes = [
        node("Constant", "", "ratio", value=RATIO),
        node("Constant", "", "training", value=training_mode(True)),
        DROPOUT,
    ]
    call = node("Regularise", "x", "y", domain="local")
    return model([call], [X], [Y], domains={"local": 1}, functions=[function("Regularise", nodes)])


def norm(name="x", output="y", **attributes):
    return node("BatchNormalization", f"{name} scale bias mean variance", output, **attributes)


STATISTICS = [
    constant("scale", [1, 1]),
    constant("bias", [0, 0]),
    constant("mean", [0.5, 0.5]),
    constant("variance", [1, 4]),
]

TRAINED_NORM = norm(output="y new_mean new_variance", training_mode=1)


@drawing("batchnorm_training.onnx")
def batchnorm_training():
    return model([TRAINED_NORM], [X], [Y], STATISTICS)


@drawing("batchnorm_training_in_if.onnx")
def batchnorm_training_in_if():
    return in_if([TRAINED_NORM], [X], Y, STATISTICS)


@drawing("batchnorm_training_opset_9.onnx", VALID)
def batchnorm_training_opset_9():
    """Before opset 14 there is no attribute: five outputs are the training mode."""
    return model([norm(output="y m v saved_m saved_v")], [X], [Y], STATISTICS, opset=9)


@drawing("batchnorm_training_in_function.onnx")
def batchnorm_training_in_function():
    """The mode is an attribute of the function, set where it is called."""
    nodes = [node("Constant", "", each.name, value=each) for each in STATISTICS]
    inner = norm(output="y new_mean new_variance")
    mode = inner.attribute.add()
    mode.name, mode.ref_attr_name, mode.type = "training_mode", "mode", 2
    call = node("Normalise", "x", "y", domain="local", mode=1)
    return model([call], [X], [Y], domains={"local": 1}, functions=[function("Normalise", [*nodes, inner], ["mode"])])


@drawing("gradient.onnx", VALID)
def gradient():
    """slope = the gradient of the sum of x * x."""
    nodes = [
        node("Mul", "x x", "square"),
        node("ReduceSum", "square", "total"),
        node("Gradient", "x", "slope", domain=PREVIEW, xs=["x"], y="total"),
    ]
    return model(nodes, [X], [tensor("slope", FLOAT, "N", 2)], domains={PREVIEW: 1})


ADAM = node("Adam", "rate step x slope first second", "y new_first new_second", domain=PREVIEW)
ADAM_STATE = [
    constant("rate", 0.1),
    constant("step", 1, np.int64),
    constant("slope", [[1, 1]]),
    constant("first", [[0, 0]]),
    constant("second", [[0, 0]]),
]


@drawing("optimizer.onnx", VALID)
def optimizer():
    return model([ADAM], [tensor("x", FLOAT, 1, 2)], [tensor("y", FLOAT, 1, 2)], ADAM_STATE, {PREVIEW: 1})


@drawing("optimizer_in_if.onnx", VALID)
def optimizer_in_if():
    return in_if([ADAM], [tensor("x", FLOAT, 1, 2)], tensor("y", FLOAT, 1, 2), ADAM_STATE, {PREVIEW: 1})


TARGET = tensor("target", INT64, "N")
LOSS = tensor("loss", FLOAT, "N")
CROSS_ENTROPY = node("SoftmaxCrossEntropyLoss", "x target", "loss", reduction="none")


@drawing("loss.onnx")
def loss():
    return model([CROSS_ENTROPY], [X, TARGET], [LOSS])


@drawing("loss_in_if.onnx")
def loss_in_if():
    return in_if([CROSS_ENTROPY], [TARGET, X], LOSS)


@drawing("loss_log_likelihood.onnx")
def loss_log_likelihood():
    return model([node("NegativeLogLikelihoodLoss", "x target", "loss", reduction="none")], [X, TARGET], [LOSS])


@drawing("dropout_inference.onnx")
def dropout_inference():
    return model([node("Dropout", "x ratio", "y")], [X], [Y], [RATIO])


@drawing("dropout_constant_false.onnx")
def dropout_constant_false():
    return model([DROPOUT], [X], [Y], [RATIO, training_mode(False)])


@drawing("dropout_constant_false_in_if.onnx")
def dropout_constant_false_in_if():
    return in_if([DROPOUT], [X], Y, [RATIO, training_mode(False)])


@drawing("batchnorm_inference.onnx")
def batchnorm_inference():
    return model([norm()], [X], [Y], STATISTICS)


@drawing("batchnorm_inference_opset_9.onnx")
def batchnorm_inference_opset_9():
    return model([norm()], [X], [Y], STATISTICS, opset=9)
