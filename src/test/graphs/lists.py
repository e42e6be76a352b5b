"""Graphs that take lists: an axis of items after that of the rows, masks, lengths, fixed series, constants."""

import numpy as np
from onnx import helper

from drawing import (
    BOOL, DOUBLE, FLOAT, FLOAT16, INT32, INT64, STRING,
    constant, drawing, model, node, tensor,
)


def echo(**kinds):
    """Answers each input under the name same_…"""
    return model(
        [node("Identity", name, f"same_{name}") for name in kinds],
        [tensor(name, *kind) for name, kind in kinds.items()],
        [tensor(f"same_{name}", *kind) for name, kind in kinds.items()],
    )


@drawing("list_types.onnx")
def list_types():
    """A list of each element type, each of a length of its own."""
    return echo(
        a_float=(FLOAT, "N", "L"),
        a_double=(DOUBLE, "N", "L"),
        a_int64=(INT64, "N", "L"),
        a_int32=(INT32, "N", "L"),
        a_bool=(BOOL, "N", "L"),
        a_string=(STRING, "N", "L"),
        a_float16=(FLOAT16, "N", "L", 1),
    )


@drawing("list_records.onnx")
def list_records():
    """What a list of records fills: a matrix an item, a mask as flags and as numbers, and the lengths."""
    return echo(
        numbers=(FLOAT, "N", "L", 6),
        words=(STRING, "N", "L"),
        flags=(BOOL, "N", "L"),
        weights=(FLOAT, "N", "L", 1),
        lengths=(INT64, "N"),
    )


@drawing("list_scores.onnx")
def list_scores():
    """share of an item = its price among the prices of its row that the mask leaves; total = their sum."""
    return model(
        [
            node("Mul", "prices weights", "counted"),
            node("ReduceSum", "counted axis", "sums"),
            node("Div", "counted sums", "share"),
            node("Squeeze", "sums axis", "total"),
        ],
        [tensor("prices", FLOAT, "N", "L"), tensor("weights", FLOAT, "N", "L")],
        [tensor("share", FLOAT, "N", "L"), tensor("total", FLOAT, "N")],
        [constant("axis", [1], np.int64)],
    )


@drawing("series.onnx")
def series():
    """total = the sum of each of 4 variables over 30 days."""
    return model(
        [node("ReduceSum", "days axis", "total", keepdims=0), node("Identity", "days", "same_days")],
        [tensor("days", FLOAT, "N", 30, 4)],
        [tensor("total", FLOAT, "N", 4), tensor("same_days", FLOAT, "N", 30, 4)],
        [constant("axis", [1], np.int64)],
    )


@drawing("constants.onnx")
def constants():
    """score = x / temperature + the sum of the flags that are true; the constants of a row come back."""
    return model(
        [
            node("Cast", "flags", "ones", to=FLOAT),
            node("ReduceSum", "ones", "bonus", keepdims=0),
            node("Div", "x temperature", "scaled"),
            node("Add", "scaled bonus", "score"),
            node("Identity", "row", "same_row"),
            node("Identity", "word", "same_word"),
        ],
        [
            tensor("x", FLOAT, "N", 1),
            tensor("temperature", FLOAT),
            tensor("flags", BOOL, 2),
            tensor("row", INT64, "N", 2, 2),
            tensor("word", STRING, "N", 1),
        ],
        [
            tensor("score", FLOAT, "N", 1),
            tensor("same_row", INT64, "N", 2, 2),
            tensor("same_word", STRING, "N", 1),
        ],
    )


@drawing("gru.onnx")
def gru():
    """A recurrent network over the items: it ends the process where there are none."""
    weights = np.linspace(-1, 1, 18)
    return model(
        [
            node("Transpose", "visits", "in_time", perm=[1, 0, 2]),
            helper.make_node("GRU", ["in_time", "w", "r"], ["", "last"], hidden_size=2),
            node("Squeeze", "last first_axis", "score"),
        ],
        [tensor("visits", FLOAT, "N", "L", 1)],
        [tensor("score", FLOAT, "N", 2)],
        [
            constant("w", weights[:6].reshape(1, 6, 1)),
            constant("r", weights[6:].reshape(1, 6, 2)),
            constant("first_axis", [0], np.int64),
        ],
    )
