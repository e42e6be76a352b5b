"""Graphs that must be refused, cut off or answered with an error: bad outputs, bad files, bad manners."""

import numpy as np
from onnx import TensorProto, helper

from drawing import (
    BOOL, FLOAT, INT64, INVALID, LOADS, UNCHECKED, VALID,
    constant, drawing, graph, in_if, model, node, shapeless, tensor,
)

X = tensor("x", FLOAT, "N", 1)
Y = tensor("y", FLOAT, "N", 1)


@drawing("nan_output.onnx")
def nan_output():
    """y = the square root of x: NaN below 0."""
    return model([node("Sqrt", "x", "y")], [X], [Y])


@drawing("inf_output.onnx")
def inf_output():
    """y = 1 / x: infinite at 0."""
    return model([node("Reciprocal", "x", "y")], [X], [Y])


@drawing("random_output.onnx")
def random_output():
    """y = x plus noise: no two runs agree."""
    return model([node("RandomNormalLike", "x", "noise"), node("Add", "x noise", "y")], [X], [Y])


@drawing("sequence_output.onnx")
def sequence_output():
    """y = a sequence of tensors; total = a plain tensor beside it."""
    sequence = helper.make_tensor_sequence_value_info("y", FLOAT, None)
    nodes = [node("SequenceConstruct", "x x", "y"), node("Add", "x x", "total")]
    return model(nodes, [X], [sequence, tensor("total", FLOAT, "N", 1)])


@drawing("bfloat16_input.onnx", LOADS)
def bfloat16_input():
    return model([node("Cast", "x", "y", to=FLOAT)], [tensor("x", TensorProto.BFLOAT16, "N", 1)], [Y])


@drawing("uint8_input.onnx")
def uint8_input():
    return model([node("Cast", "x", "y", to=FLOAT)], [tensor("x", TensorProto.UINT8, "N", 1)], [Y])


@drawing("complex_input.onnx", UNCHECKED)
def complex_input():
    kind = (TensorProto.COMPLEX64, "N", 1)
    return model([node("Identity", "x", "y")], [tensor("x", *kind)], [tensor("y", *kind)])


@drawing("zero_input.onnx")
def zero_input():
    """No input at all: y is always 1."""
    return model([node("Identity", "one", "y")], [], [tensor("y", FLOAT, 1)], [constant("one", [1])])


@drawing("unknown_domain.onnx", INVALID, "com.example.text")
def unknown_domain():
    tokenize = node("Tokenize", "x", "y", domain="com.example.text")
    return model([tokenize], [X], [Y], domains={"com.example.text": 1})


@drawing("unknown_operator.onnx", INVALID, "Frobnicate")
def unknown_operator():
    return model([node("Frobnicate", "x", "y")], [X], [Y])


@drawing("future_opset.onnx", INVALID, "Opset 99")
def future_opset():
    return model([node("Identity", "x", "y")], [X], [Y], opset=99)


@drawing("future_ir_version.onnx", INVALID, "ir_version 99")
def future_ir_version():
    drawn = model([node("Identity", "x", "y")], [X], [Y])
    drawn.ir_version = 99
    return drawn


def loop(turns: str, condition: str, body_nodes, state: str):
    """A Loop of one state; its body computes `next` from `state`, and `still` from `again`."""
    body = graph(
        body_nodes,
        [tensor("turn", INT64), tensor("again", BOOL), shapeless("state", FLOAT)],
        [tensor("still", BOOL), shapeless("next", FLOAT)],
        name="body",
    )
    return node("Loop", f"{turns} {condition} {state}", "last", body=body)


@drawing("endless_loop.onnx", LOADS)
def endless_loop():
    """Never ends while the largest x is above 0; otherwise y = x at once."""
    again = node("Identity", "again", "still")
    turn = node("Add", "state tiny", "next")
    nodes = [
        node("ReduceMax", "x", "largest", keepdims=0),
        node("Greater", "largest zero", "positive"),
        loop("-", "positive", [again, turn], "x"),
        node("Identity", "last", "y"),
    ]
    return model(nodes, [X], [Y], [constant("zero", 0), constant("tiny", 1e-6)])


def square(side: int):
    """The matrix `ones / side`, made in the graph to keep the file small, and the nodes that make `start` equal to it.

    `start` depends on x, so that nothing after it is computed at load. The side is a power of
    two: the matrix times itself is itself, exactly.
    """
    fill = helper.make_tensor("fill", FLOAT, [1], [1 / side])
    nodes = [
        node("ConstantOfShape", "extent", "matrix", value=fill),
        node("ReduceMax", "x", "largest", keepdims=0),
        node("Mul", "largest zero", "nothing"),
        node("Add", "matrix nothing", "start"),
    ]
    return nodes, [constant("extent", [side, side], np.int64), constant("zero", 0)]


# y = x, whatever the number of rows: what was computed on the way is taken away again.
FOLLOW = [
    node("Sub", "last matrix", "difference"),
    node("ReduceSum", "difference", "rest", keepdims=0),
    node("Add", "x rest", "y"),
]


@drawing("slow.onnx")
def slow():
    """About 50 ms a run, in many small nodes: it can be stopped between them. y = x."""
    nodes, constants = square(256)
    body = [node("Identity", "again", "still"), node("MatMul", "state matrix", "next")]
    turns = constant("turns", 160, np.int64)
    return model([*nodes, loop("turns", "-", body, "start"), *FOLLOW], [X], [Y], [*constants, turns])


@drawing("huge_kernel.onnx", LOADS)
def huge_kernel():
    """Some seconds in one MatMul, which does not stop when it is asked to; y = x."""
    nodes, constants = square(4096)
    return model([*nodes, node("MatMul", "start matrix", "last"), *FOLLOW], [X], [Y], constants)


@drawing("heavy_fold.onnx", LOADS)
def heavy_fold():
    """Products that do not depend on the input, so that creating a session computes them: some seconds. y = x."""
    nodes, constants = square(2048)
    products = [node("MatMul", f"power{n} matrix", f"power{n + 1}") for n in range(20)]
    products[0].input[0] = "matrix"
    products[-1].output[0] = "last"
    return model([*nodes, *products, *FOLLOW], [X], [Y], constants)


LEAST = np.iinfo(np.int64).min


@drawing("crash_at_load.onnx", VALID)
def crash_at_load():
    """The least integer divided by -1, which a session computes while it is made: the CPU ends the process (SIGFPE)."""
    nodes = [
        node("Div", "least minus", "quotient"),
        node("Cast", "quotient", "added", to=FLOAT),
        node("Add", "x added", "y"),
    ]
    return model(nodes, [X], [Y], [constant("least", [LEAST], np.int64), constant("minus", [-1], np.int64)])


@drawing("crash_at_run.onnx", LOADS)
def crash_at_run():
    """The same with a divisor that depends on x: -1 while the largest x is above 0 (SIGFPE), else y = x + 1."""
    nodes = [
        node("ReduceMax", "x", "largest", keepdims=0),
        node("Greater", "largest zero", "positive"),
        node("Where", "positive minus least", "divisor"),
        node("Div", "least divisor", "quotient"),
        node("Cast", "quotient", "added", to=FLOAT),
        node("Add", "x added", "y"),
    ]
    constants = [constant("least", [LEAST], np.int64), constant("minus", [-1], np.int64), constant("zero", 0)]
    return model(nodes, [X], [Y], constants)


@drawing("abort_at_load.onnx", VALID)
def abort_at_load():
    """A GRU over no items, which a session computes while it is made: ONNX Runtime aborts (SIGABRT)."""
    nodes = [
        node("GRU", "items weights recurrent", "- last", hidden_size=1),
        node("ReduceSum", "last", "added", keepdims=0),
        node("Add", "x added", "y"),
    ]
    constants = [
        constant("items", np.zeros((0, 1, 1))),
        constant("weights", np.ones((1, 3, 1))),
        constant("recurrent", np.ones((1, 3, 1))),
    ]
    return model(nodes, [X], [Y], constants)


@drawing("endless_fold.onnx", VALID)
def endless_fold():
    """Products that do not depend on the input, hundreds of them: creating the session takes minutes. y = x."""
    nodes, constants = square(2048)
    products = [node("MatMul", f"power{n} matrix", f"power{n + 1}") for n in range(400)]
    products[0].input[0] = "matrix"
    products[-1].output[0] = "last"
    return model([*nodes, *products, *FOLLOW], [X], [Y], constants)


@drawing("huge_fold.onnx", VALID)
def huge_fold():
    """256 tensors of 256 MiB that do not depend on the input, so that a session computes and keeps them. y = x + a constant."""
    nodes = [node("ReduceMax", "x", "largest", keepdims=0)]
    for n in range(256):
        nodes += [
            node("Expand", f"zero{n} extent", f"wide{n}"),
            node("Add", f"wide{n} largest", f"shifted{n}"),
            node("ReduceMax", f"shifted{n}", f"most{n}", keepdims=0),
        ]
    nodes += [
        node("Sum", " ".join(f"most{n}" for n in range(256)), "sum"),
        node("Div", "sum tensors", "same"),
        node("Sub", "same largest", "nothing"),
        node("Add", "x nothing", "y"),
    ]
    constants = [constant(f"zero{n}", [[n / 1024]]) for n in range(256)]
    return model(nodes, [X], [Y], [*constants, constant("extent", [1 << 13, 1 << 13], np.int64), constant("tensors", 256)])


HUGE = constant("extent", [1 << 20, 1 << 14], np.int64)  # cells: 64 GiB of floats


@drawing("huge_run.onnx", LOADS)
def huge_run():
    """64 GiB in every run. y = x + the largest x."""
    nodes = [
        node("ReduceMax", "x", "largest", keepdims=0),
        node("Expand", "largest extent", "wide"),
        node("ReduceMax", "wide", "added", keepdims=0),
        node("Add", "x added", "y"),
    ]
    return model(nodes, [X], [Y], [HUGE])


@drawing("growing_run.onnx", LOADS)
def growing_run():
    """Doubles what it holds in every turn of a loop that never ends while the largest x is above 0; otherwise y = x."""
    again = node("Identity", "again", "still")
    turn = node("Concat", "state state", "next", axis=0)
    nodes = [
        node("ReduceMax", "x", "largest", keepdims=0),
        node("Greater", "largest zero", "positive"),
        loop("-", "positive", [again, turn], "x"),
        node("ReduceMax", "last", "added", keepdims=0),
        node("Sub", "added largest", "nothing"),
        node("Add", "x nothing", "y"),
    ]
    return model(nodes, [X], [Y], [constant("zero", 0)])


WEIGHTS = np.array([2.0, 3.0], np.float32).tobytes()


def external(location: str, offset: int = 0) -> TensorProto:
    """The initializer `weights` [2], whose bytes lie in another file."""
    weights = TensorProto(name="weights", data_type=FLOAT, dims=[2], data_location=TensorProto.EXTERNAL)
    for key, value in (("location", location), ("offset", offset), ("length", len(WEIGHTS))):
        weights.external_data.add(key=key, value=str(value))
    return weights


PAIR = tensor("x", FLOAT, "N", 2)
PRODUCT = tensor("y", FLOAT, "N", 2)


def external_model(location: str, offset: int = 0):
    """y = x * weights, which are [2, 3]."""
    return model([node("Mul", "x weights", "y")], [PAIR], [PRODUCT], [external(location, offset)])


@drawing("external_ok/model.onnx")
def external_ok():
    return external_model("weights.bin")


@drawing("external_short/model.onnx", INVALID, "file_length: 5")
def external_short():
    return external_model("weights.bin")


@drawing("external_negative_offset/model.onnx", INVALID, "offset: -4")
def external_negative_offset():
    return external_model("weights.bin", -4)


@drawing("external_missing.onnx", INVALID, "nowhere.bin")
def external_missing():
    return external_model("nowhere.bin")


@drawing("external_dotdot.onnx", INVALID, "outside the directory")
def external_dotdot():
    return external_model("../weights.bin")


@drawing("external_absolute.onnx", INVALID, "relative path")
def external_absolute():
    return external_model("/etc/hostname")


@drawing("external_dotdot_in_if.onnx", INVALID, "outside the directory")
def external_dotdot_in_if():
    """The tensor stands in the branch of an If, as the value of a Constant node."""
    weights = node("Constant", "", "weights", value=external("../weights.bin"))
    return in_if([weights, node("Mul", "x weights", "y")], [PAIR], PRODUCT)
