"""Graphs that must serve: element types, ranks, strings, maps, batches."""

import numpy as np

from drawing import (
    BOOL, DOUBLE, FLOAT, FLOAT16, INT32, INT64, STRING,
    constant, drawing, model, node, tensor,
)


@drawing("linear.onnx")
def linear():
    """score = 0.5 + sum over i of features[i] * (i + 1) / 8."""
    return model(
        [node("Gemm", "features weights bias", "score")],
        [tensor("features", FLOAT, "N", 20)],
        [tensor("score", FLOAT, "N", 1)],
        [constant("weights", np.arange(1, 21).reshape(20, 1) / 8), constant("bias", [0.5])],
    )


@drawing("matrix_3.onnx")
def matrix_3():
    """probabilities[1] = sigmoid(features[0] + features[1] / 2 + features[2] / 4)."""
    half = np.array([[1], [0.5], [0.25]]) / 2
    return model(
        [node("MatMul", "features weights", "logits"), node("Softmax", "logits", "probabilities", axis=1)],
        [tensor("features", FLOAT, "N", 3)],
        [tensor("probabilities", FLOAT, "N", 2)],
        [constant("weights", np.hstack([-half, half]))],
    )


@drawing("scores_4.onnx")
def scores_4():
    """scores = softmax(features), and label = its argmax; four classes."""
    return model(
        [
            node("Softmax", "features", "scores", axis=1),
            node("ArgMax", "features", "label", axis=1, keepdims=0),
        ],
        [tensor("features", FLOAT, "N", 4)],
        [tensor("scores", FLOAT, "N", 4), tensor("label", INT64, "N")],
    )


@drawing("contributions.onnx")
def contributions():
    """contributions = features * [1, -2, 0.5], score = their sum."""
    return model(
        [
            node("Mul", "features weights", "contributions"),
            node("ReduceSum", "contributions axis", "score", keepdims=0),
        ],
        [tensor("features", FLOAT, "N", 3)],
        [tensor("score", FLOAT, "N"), tensor("contributions", FLOAT, "N", 3)],
        [constant("weights", [1, -2, 0.5]), constant("axis", [1], np.int64)],
    )


@drawing("all_types.onnx")
def all_types():
    """One input of each element type that is served, half of them [N, 1] and half [N], each echoed."""
    columns = {
        "float": (FLOAT, "N", 1),
        "double": (DOUBLE, "N"),
        "int64": (INT64, "N", 1),
        "int32": (INT32, "N"),
        "bool": (BOOL, "N", 1),
        "string": (STRING, "N"),
        "float16": (FLOAT16, "N", 1),
    }
    return model(
        [node("Identity", f"a_{name}", f"same_{name}") for name in columns],
        [tensor(f"a_{name}", *kind) for name, kind in columns.items()],
        [tensor(f"same_{name}", *kind) for name, kind in columns.items()],
    )


@drawing("rank1.onnx")
def rank1():
    """score = age + income / 1024, every tensor [N]."""
    return model(
        [node("Mul", "income scale", "scaled"), node("Add", "age scaled", "score")],
        [tensor("age", FLOAT, "N"), tensor("income", FLOAT, "N")],
        [tensor("score", FLOAT, "N")],
        [constant("scale", 1 / 1024)],
    )


def echo_of(element_type: int, *shape):
    return model(
        [node("Identity", "id", "same_id")],
        [tensor("id", element_type, *shape)],
        [tensor("same_id", element_type, *shape)],
    )


@drawing("echo.onnx")
def echo():
    return echo_of(FLOAT, "N", 1)


@drawing("double_echo.onnx")
def double_echo():
    return echo_of(DOUBLE, "N", 1)


@drawing("int64_echo.onnx")
def int64_echo():
    return echo_of(INT64, "N", 1)


@drawing("string_identity.onnx")
def string_identity():
    return model(
        [node("Identity", "text", "same_text")],
        [tensor("text", STRING, "N", 1)],
        [tensor("same_text", STRING, "N", 1)],
    )


@drawing("shape_by_value.onnx")
def shape_by_value():
    """y = the columns of x whose largest value is above 0: as many as there happen to be."""
    return model(
        [
            node("ReduceMax", "x", "largest", axes=[0], keepdims=0),
            node("Greater", "largest zero", "positive"),
            node("Compress", "x positive", "y", axis=1),
        ],
        [tensor("x", FLOAT, "N", 3)],
        [tensor("y", FLOAT, "N", "K")],
        [constant("zero", 0)],
    )


@drawing("string_labels.onnx")
def string_labels():
    """label = the word of a code: 0 low, 1 middle, 2 high, any other unknown; a string tensor [N]."""
    words = node(
        "LabelEncoder",
        "code",
        "label",
        domain="ai.onnx.ml",
        keys_int64s=[0, 1, 2],
        values_strings=["low", "middle", "high"],
        default_string="unknown",
    )
    return model(
        [words],
        [tensor("code", INT64, "N")],
        [tensor("label", STRING, "N")],
        domains={"ai.onnx.ml": 3},
    )


@drawing("wide_labels.onnx")
def wide_labels():
    """label = a word of a code, with characters above U+FFFF in it: 0 👍, 1 👎🏽, any other ✨ with an accent."""
    words = node(
        "LabelEncoder",
        "code",
        "label",
        domain="ai.onnx.ml",
        keys_int64s=[0, 1],
        values_strings=["👍", "👎🏽"],
        default_string="✨ e\u0301",
    )
    return model(
        [words],
        [tensor("code", INT64, "N")],
        [tensor("label", STRING, "N")],
        domains={"ai.onnx.ml": 3},
    )


def zipmap(**labels):
    """The nodes that skl2onnx writes for a logistic regression of three classes on two columns.

    The scores of the classes are softmax([x, y, 0]).
    """
    kind = "classlabels_strings" if "classlabels_strings" in labels else "classlabels_int64s"
    classify = node(
        "LinearClassifier",
        "features",
        "label raw",
        domain="ai.onnx.ml",
        coefficients=[1.0, 0.0, 0.0, 1.0, 0.0, 0.0],
        intercepts=[0.0, 0.0, 0.0],
        multi_class=1,
        post_transform="SOFTMAX",
        **{"classlabels_ints" if kind == "classlabels_int64s" else kind: labels[kind]},
    )
    to_map = node("ZipMap", "raw", "output_probability", domain="ai.onnx.ml", **labels)
    drawn = model(
        [classify, to_map],
        [tensor("features", FLOAT, "N", 2)],
        [tensor("label", STRING if kind == "classlabels_strings" else INT64, "N"), tensor("output_probability", FLOAT)],
        domains={"ai.onnx.ml": 1},
    )
    map_type = drawn.graph.output[1].type
    map_type.Clear()
    element = map_type.sequence_type.elem_type.map_type
    element.key_type = STRING if kind == "classlabels_strings" else INT64
    element.value_type.tensor_type.elem_type = FLOAT
    return drawn


@drawing("zipmap_string.onnx")
def zipmap_string():
    return zipmap(classlabels_strings=["Adelie", "Chinstrap", "Gentoo"])


@drawing("zipmap_wide.onnx")
def zipmap_wide():
    return zipmap(classlabels_strings=["😀", "straße", "\ufffd"])


@drawing("zipmap_int.onnx")
def zipmap_int():
    return zipmap(classlabels_int64s=[10, 20, 30])


@drawing("nested.onnx")
def nested():
    """total = the sum of a row's 2 x 3 values; same = the values."""
    return model(
        [node("ReduceSum", "values axes", "total", keepdims=0), node("Identity", "values", "same")],
        [tensor("values", FLOAT, "N", 2, 3)],
        [tensor("total", FLOAT, "N"), tensor("same", FLOAT, "N", 2, 3)],
        [constant("axes", [1, 2], np.int64)],
    )


@drawing("nested_strings.onnx")
def nested_strings():
    return model(
        [node("Identity", "words", "same_words")],
        [tensor("words", STRING, "N", 2)],
        [tensor("same_words", STRING, "N", 2)],
    )


@drawing("odd_names.onnx")
def odd_names():
    """An input whose own name looks like a place in another: "features" [N, 4] and "features[3]" [N, 1]."""
    return model(
        [node("ReduceSum", "features axis", "total"), node("Add", "total features[3]", "score:0")],
        [tensor("features", FLOAT, "N", 4), tensor("features[3]", FLOAT, "N", 1)],
        [tensor("score:0", FLOAT, "N", 1)],
        [constant("axis", [1], np.int64)],
    )


@drawing("optional_initializer_input.onnx")
def optional_initializer_input():
    """score = x / temperature; temperature is 2 unless somebody fills it."""
    return model(
        [node("Div", "x temperature", "score")],
        [tensor("x", FLOAT, "N", 1), tensor("temperature", FLOAT, 1)],
        [tensor("score", FLOAT, "N", 1)],
        [constant("temperature", [2])],
    )


def sum_of_3(rows):
    return model(
        [node("ReduceSum", "features axis", "score")],
        [tensor("features", FLOAT, rows, 3)],
        [tensor("score", FLOAT, rows, 1)],
        [constant("axis", [1], np.int64)],
    )


@drawing("fixed_batch_1.onnx")
def fixed_batch_1():
    return sum_of_3(1)


@drawing("fixed_batch_4.onnx")
def fixed_batch_4():
    return sum_of_3(4)


@drawing("rows_on_axis_1.onnx")
def rows_on_axis_1():
    """score[0, n] = the sum of features[:, n]."""
    return model(
        [node("ReduceSum", "features axis", "score")],
        [tensor("features", FLOAT, 3, "N")],
        [tensor("score", FLOAT, 1, "N")],
        [constant("axis", [0], np.int64)],
    )


@drawing("label_declared_1.onnx")
def label_declared_1():
    """Declares label as [1] though N come out, as LightGBM's converter does; label = x > 0."""
    classify = node(
        "LinearClassifier",
        "x",
        "label probabilities",
        domain="ai.onnx.ml",
        coefficients=[-1.0, 1.0],
        intercepts=[0.0, 0.0],
        classlabels_ints=[0, 1],
        post_transform="SOFTMAX",
    )
    return model(
        [classify],
        [tensor("x", FLOAT, "N", 1)],
        [tensor("label", INT64, 1), tensor("probabilities", FLOAT, "N", 2)],
        domains={"ai.onnx.ml": 1},
    )


@drawing("doc_string_path.onnx")
def doc_string_path():
    """An echo that carries the path and the host of the machine that trained it."""
    drawn = echo_of(FLOAT, "N", 1)
    drawn.doc_string = "exported by /home/someone/train.py"
    drawn.graph.doc_string = "C:\\Users\\someone\\models\\echo"
    drawn.graph.node[0].doc_string = "/home/someone/train.py(42): forward"
    entry = drawn.metadata_props.add()
    entry.key, entry.value = "trained_on", "gpu-07.internal.example.com"
    return drawn
