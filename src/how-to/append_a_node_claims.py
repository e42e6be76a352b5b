"""Proves the recipes and the table of docs/how-to/append-a-node.md, with the page's own nodes.py."""

import sys

import numpy as np
from onnx import numpy_helper
from skl2onnx import to_onnx
from skl2onnx.common.data_types import FloatTensorType
from sklearn.linear_model import LinearRegression, LogisticRegression

from claims import refused, right, run

sys.path.append(".")  # where the page is walked
from nodes import append, prepend_log1p  # noqa: E402

chance = np.random.default_rng(0)
rows = chance.uniform(0, 9, (200, 3)).astype(np.float32)
shares = 1 / (1 + np.exp(3 - rows.sum(axis=1) / 4 - chance.normal(0, 0.2, 200)))
sold = chance.random(200) < shares


def export(targets, target_opset=None, learned=rows):
    model = LinearRegression().fit(learned, targets)
    return model, to_onnx(model, initial_types=[("rows", FloatTensorType([None, 3]))], target_opset=target_opset)


def answer(graph, name, feed=rows):
    return run(graph, {"rows": feed})[name]


def recipes():
    model, graph = export(np.log(shares / (1 - shares)))
    append(graph, "share", "Sigmoid", "variable")
    right("sigmoid", 1 / (1 + np.exp(-model.predict(rows))), answer(graph, "share"))

    model, graph = export(np.sqrt(rows.sum(axis=1)))
    append(graph, "squared", "Mul", "variable", "variable")
    right("square", model.predict(rows) ** 2, answer(graph, "squared"))

    model, graph = export(np.log1p(shares), learned=np.log1p(rows))
    prepend_log1p(graph, "rows")
    append(graph, "grown", "Exp", "variable")
    append(graph, "amount", "Add", "grown", -1.0)
    right("log1p and expm1", np.expm1(model.predict(np.log1p(rows))), answer(graph, "amount"))

    model, graph = export(shares)
    append(graph, "at_least", "Max", "variable", 0.2)
    append(graph, "clipped", "Min", "at_least", 0.8)
    right("clip", model.predict(rows).clip(0.2, 0.8), answer(graph, "clipped"))

    for place in ([1], 1):
        model, graph = classifier()
        append(graph, "chance", "Gather", "probabilities", place, axis=1)
        append(graph, "first", "Gather", "rows", [0], axis=1)
        append(graph, "expected", "Mul", "chance", "first")
        expected = answer(graph, "expected")
        if place == [1]:
            right("a probability times an input", model.predict_proba(rows)[:, 1] * rows[:, 0], expected)
        else:
            print(f"a column by `1` instead of `[1]` | no error; {expected.shape} answers for {len(rows)} rows")


def classifier():
    model = LogisticRegression().fit(rows, sold)
    inputs = [("rows", FloatTensorType([None, 3]))]
    return model, to_onnx(model, initial_types=inputs, options={"zipmap": False})


def mistakes():
    _, graph = export(shares)
    refused("a name that is taken", lambda: append(graph, "variable", "Exp", "variable"))
    _, graph = export(shares, target_opset={"": 9, "ai.onnx.ml": 1})
    refused("`Clip` in an old graph, such as LightGBM's", lambda: append(graph, "clipped", "Clip", "variable", 0.2, 0.8))
    _, graph = export(shares)
    graph.graph.initializer.append(numpy_helper.from_array(np.array(0.5), "half"))
    append(graph, "less", "Add", "variable", "half")
    refused("a float64 constant", lambda: answer(graph, "less"))
    _, graph = export(shares)
    append(graph, "log", "Log", "variable")
    if not np.isnan(answer(graph, "log", -rows)).any():
        raise SystemExit("no logarithm is NaN")
    print("`Log` of a negative number | no error; NaN")


recipes()
mistakes()
