"""Makes face-embedding 1: compares the embedding of a face with the ones that are enrolled. Faces are invented.

pip install onnx==1.23.2 numpy==2.4.6
python train.py
"""
import json
from pathlib import Path

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper

FOLDER = Path(__file__).resolve().parent.parent / "versions" / "1"
LENGTH = 512
PEOPLE = ["anna", "boris", "chloé", "deniz", "elif", "frank", "grace", "hugo"]
THRESHOLD = 0.4

chance = np.random.default_rng(11)
enrolled = chance.normal(0, 1, (len(PEOPLE), LENGTH))
enrolled = (enrolled / np.linalg.norm(enrolled, axis=1, keepdims=True)).astype(np.float32)


def node(operator, inputs, output, **attributes):
    return helper.make_node(operator, inputs, [output], **attributes)


# The graph: the cosine of the embedding with each enrolled one, and that of the person who is claimed.
graph = helper.make_graph(
    [
        node("ReduceL2", ["embedding", "last"], "norm", keepdims=1),
        node("Max", ["norm", "tiny"], "safe_norm"),
        node("Div", ["embedding", "safe_norm"], "direction"),
        node("Transpose", ["enrolled"], "enrolled_columns", perm=[1, 0]),
        node("MatMul", ["direction", "enrolled_columns"], "similarities"),
        node("Unsqueeze", ["claimed", "last"], "claimed_column"),
        node("GatherElements", ["similarities", "claimed_column"], "score", axis=1),
        node("GreaterOrEqual", ["score", "threshold"], "match"),
    ],
    "face-embedding",
    [
        helper.make_tensor_value_info("claimed", TensorProto.INT64, ["N"]),
        helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["N", LENGTH]),
    ],
    [
        helper.make_tensor_value_info("similarities", TensorProto.FLOAT, ["N", len(PEOPLE)]),
        helper.make_tensor_value_info("score", TensorProto.FLOAT, ["N", 1]),
        helper.make_tensor_value_info("match", TensorProto.BOOL, ["N", 1]),
    ],
    [
        numpy_helper.from_array(enrolled, "enrolled"),
        numpy_helper.from_array(np.array([1]), "last"),
        numpy_helper.from_array(np.float32(1e-6), "tiny"),
        numpy_helper.from_array(np.float32(THRESHOLD), "threshold"),
    ])
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
checker.check_model(model, full_check=True)
(FOLDER / "model.onnx").write_bytes(model.SerializeToString())


def seen(person, noise):
    """An embedding of a person, as a caller sends it: numbers of four places."""
    place = PEOPLE.index(person)
    return np.round(12 * enrolled[place].astype(np.float64) + chance.normal(0, noise, LENGTH), 4).tolist()


def answer(claimed, embedding):
    """The same in numpy, in float64."""
    values = np.array(embedding, np.float32).astype(np.float64)
    similarities = enrolled.astype(np.float64) @ (values / max(np.linalg.norm(values), 1e-6))
    score = float(similarities[PEOPLE.index(claimed)])
    nearest = similarities.argmax()
    return {
        "score": score, "match": score >= THRESHOLD,
        "nearest": PEOPLE[nearest] if similarities[nearest] >= THRESHOLD else None}


stranger = np.round(chance.normal(0, 1, LENGTH), 4).tolist()
golden = [
    ("anna", seen("anna", 0.1), "a good photo"),
    ("boris", seen("boris", 0.5), "a poor photo"),
    ("chloé", seen("chloé", 2.5), "a photo that is too poor"),
    ("deniz", seen("elif", 0.2), "somebody else who is enrolled"),
    ("frank", stranger, "nobody who is enrolled"),
    ("grace", [-value for value in seen("grace", 0.1)], "the opposite"),
    ("hugo", [0] * LENGTH, "all zeros, which have no direction"),
    ("hugo", [1000] * LENGTH, "the upper bound everywhere"),
    ("elif", [float(place == 0) for place in range(LENGTH)], "one number only")]
with open(FOLDER / "samples.jsonl", "w", encoding="utf-8") as file:
    for person, embedding, note in golden:
        line = {"inputs": {"claimed": person, "embedding": embedding}, "expect": answer(person, embedding), "note": note}
        file.write(json.dumps(line, ensure_ascii=False, allow_nan=False) + "\n")
    short = {"claimed": "hugo", "embedding": [0.5] * (LENGTH - 1)}
    file.write(json.dumps({"inputs": short, "refuse": ["embedding"], "note": "a number is missing"}) + "\n")
    high = {"claimed": "zoe", "embedding": [0.5] * (LENGTH - 1) + [1001]}
    file.write(json.dumps({"inputs": high, "refuse": ["claimed", f"embedding[{LENGTH - 1}]"], "note": "above the bound"}) + "\n")
