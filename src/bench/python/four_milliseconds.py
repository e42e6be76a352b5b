"""Draws the package of a model that takes about 4 ms of one processor a run; needs the packages of src/test/graphs.

    python -B src/bench/python/four_milliseconds.py
"""

import json
import pathlib
import time

import numpy as np
import onnxruntime
from onnx import TensorProto, checker, helper, numpy_helper, save

SIDE = 128
TURNS = 90
FOLDER = pathlib.Path(__file__).parent.parent / "models/four-milliseconds/versions/1"


def tensor(name, kind=TensorProto.FLOAT, shape=None):
    return helper.make_tensor_value_info(name, kind, shape)


def node(kind, inputs, outputs, **attributes):
    return helper.make_node(kind, inputs.split(), outputs.split(), **attributes)


def draw():
    """y = x by way of a chain of products: the matrix, whose every number is 1 / side, times itself is itself."""
    fill = helper.make_tensor("fill", TensorProto.FLOAT, [1], [1 / SIDE])
    body = helper.make_graph(
        [node("Identity", "again", "still"), node("MatMul", "state matrix", "next")],
        "body",
        [tensor("turn", TensorProto.INT64, []), tensor("again", TensorProto.BOOL, []), tensor("state")],
        [tensor("still", TensorProto.BOOL, []), tensor("next")],
    )
    nodes = [
        node("ConstantOfShape", "extent", "matrix", value=fill),
        # From x, so that nothing after it can be computed when the graph is loaded.
        node("ReduceMax", "x", "largest", keepdims=0),
        node("Mul", "largest zero", "nothing"),
        node("Add", "matrix nothing", "start"),
        helper.make_node("Loop", ["turns", "", "start"], ["last"], body=body),
        node("Sub", "last matrix", "difference"),
        node("ReduceSum", "difference", "rest", keepdims=0),
        node("Add", "x rest", "y"),
    ]
    constants = {"extent": np.array([SIDE, SIDE], np.int64), "zero": np.float32(0), "turns": np.int64(TURNS)}
    graph = helper.make_graph(
        nodes,
        "four_milliseconds",
        [tensor("x", shape=["N", 1])],
        [tensor("y", shape=["N", 1])],
        [numpy_helper.from_array(np.asarray(value), name) for name, value in constants.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    checker.check_model(model, full_check=True)
    return model


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    save(draw(), FOLDER / "model.onnx")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(FOLDER / "model.onnx", options)
    rows = [round(0.25 * number, 2) for number in range(-8, 12)]
    before = time.process_time()
    answers = [float(session.run(["y"], {"x": np.array([[x]], np.float32)})[0][0, 0]) for x in rows]
    print(f"{(time.process_time() - before) / len(rows) * 1e3:.1f} ms of CPU a run")
    with open(FOLDER / "samples.jsonl", "w", encoding="utf-8") as samples:
        for x, y in zip(rows, answers):
            samples.write(json.dumps({"inputs": {"x": x}, "expect": {"same": y}}) + "\n")


main()
