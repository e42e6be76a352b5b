"""Makes two-heads 1: the kind of an insurance claim and its amount from one small network. Claims are invented.

pip install onnx==1.23.2 numpy==2.4.6
python train.py
"""
import json
from datetime import date
from pathlib import Path

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper

FOLDER = Path(__file__).resolve().parent.parent / "versions" / "1"
KINDS = ["glass", "collision", "theft", "storm"]
VEHICLES = {"car": 0, "van": 1, "motorcycle": 2}
OTHER_VEHICLE = 3
EPOCH = date(1970, 1, 1)

chance = np.random.default_rng(3)


def features(age, value, vehicle, parked, day):
    """What the body of the network sees: ten columns, all of a similar size."""
    season = 2 * np.pi * (day % 365.25) / 365.25
    kinds = np.eye(4)[vehicle]
    return np.column_stack([age / 10, value / 20000, parked, np.sin(season), np.cos(season), np.ones_like(age), kinds])


# Data, and a network of one hidden layer of random weights: only its two heads are fitted.
size = 1200
age, value = chance.uniform(0, 25, size), chance.uniform(500, 90000, size)
vehicle, parked = chance.integers(0, 4, size), chance.integers(0, 2, size).astype(float)
day = chance.integers(18000, 20500, size).astype(float)
winter = np.cos(2 * np.pi * (day % 365.25) / 365.25)
scores = np.column_stack([
    0.5 + 0.6 * (vehicle == 0) + 0 * age, 1.6 - 1.8 * parked, 1.2 * parked + value / 60000 + (vehicle == 2) - 0.5,
    0.8 * winter + 0.5 * parked]) + chance.gumbel(0, 1, (size, 4))
kind = scores.argmax(axis=1)
amount = np.array([400, 3500, 1500, 1200])[kind] + np.array([0.005, 0.05, 0.3, 0.03])[kind] * value
amount *= chance.lognormal(0, 0.1, size)

body = chance.normal(0, 0.5, (10, 12))
hidden = np.tanh(features(age, value, vehicle, parked, day) @ body)
hidden = np.column_stack([hidden, np.ones(size)])
heads = np.zeros((13, 4))
for _ in range(300):  # softmax regression
    chances = np.exp(hidden @ heads)
    chances /= chances.sum(axis=1, keepdims=True)
    heads -= 0.5 * hidden.T @ (chances - np.eye(4)[kind]) / size
money = np.linalg.lstsq(hidden, np.log(amount), rcond=None)[0]
body, heads, money = body.astype(np.float32), heads.astype(np.float32), money.astype(np.float32)


def answer(row):
    """Both heads in numpy, in float64."""
    code = np.array([VEHICLES.get(row["vehicle"], OTHER_VEHICLE)])
    days = np.array([float((date.fromisoformat(row["damaged_on"]) - EPOCH).days)])
    cells = [np.array([float(each)]) for each in (row["vehicle_age"], row["vehicle_value"], row.get("parked", False))]
    inner = np.tanh(features(cells[0], cells[1], code, cells[2], days) @ body.astype(np.float64))
    inner = np.column_stack([inner, [1.0]])
    chances = np.exp(inner @ heads)[0]
    return (chances / chances.sum()).tolist(), float(np.exp(inner @ money)[0])


# The graph: an input a field, [N], of the type that fits; one body, two heads.
def constant(name, array):
    return numpy_helper.from_array(np.asarray(array), name)


node = helper.make_node
graph = helper.make_graph(
    [
        node("Cast", ["vehicle_age"], ["age"], to=TensorProto.FLOAT),
        node("Div", ["age", "ten"], ["age_scaled"]),
        node("Div", ["vehicle_value", "twenty_thousand"], ["value_scaled"]),
        node("Cast", ["parked"], ["parked_number"], to=TensorProto.FLOAT),
        node("Cast", ["damaged_on"], ["day"], to=TensorProto.DOUBLE),
        node("Mod", ["day", "year"], ["day_of_year"], fmod=1),
        node("Mul", ["day_of_year", "turn"], ["season_double"]),
        node("Cast", ["season_double"], ["season"], to=TensorProto.FLOAT),
        node("Sin", ["season"], ["sine"]),
        node("Cos", ["season"], ["cosine"]),
        node("Mul", ["age", "zero"], ["nothing"]),
        node("Add", ["nothing", "one"], ["ones"]),
        *[node("Unsqueeze", [name, "last"], [f"{name}_column"])
          for name in ("age_scaled", "value_scaled", "parked_number", "sine", "cosine", "ones")],
        node("Gather", ["vehicles", "vehicle"], ["vehicle_columns"]),
        node("Concat", ["age_scaled_column", "value_scaled_column", "parked_number_column", "sine_column",
                        "cosine_column", "ones_column", "vehicle_columns"], ["features"], axis=1),
        node("MatMul", ["features", "body"], ["weighted"]),
        node("Tanh", ["weighted"], ["bent"]),
        node("Concat", ["bent", "ones_column"], ["hidden"], axis=1),
        node("MatMul", ["hidden", "heads"], ["logits"]),
        node("Softmax", ["logits"], ["kind_chances"], axis=1),
        node("ArgMax", ["kind_chances"], ["kind"], axis=1, keepdims=0),
        node("MatMul", ["hidden", "money"], ["log_amount"]),
        node("Exp", ["log_amount"], ["amount"]),
    ],
    "two-heads",
    [
        helper.make_tensor_value_info("vehicle_age", TensorProto.INT64, ["N"]),
        helper.make_tensor_value_info("vehicle_value", TensorProto.FLOAT, ["N"]),
        helper.make_tensor_value_info("vehicle", TensorProto.INT64, ["N"]),
        helper.make_tensor_value_info("parked", TensorProto.BOOL, ["N"]),
        helper.make_tensor_value_info("damaged_on", TensorProto.INT32, ["N"]),
    ],
    [
        helper.make_tensor_value_info("kind", TensorProto.INT64, ["N"]),
        helper.make_tensor_value_info("kind_chances", TensorProto.FLOAT, ["N", 4]),
        helper.make_tensor_value_info("amount", TensorProto.FLOAT, ["N", 1]),
    ],
    [
        constant("ten", np.float32(10)), constant("twenty_thousand", np.float32(20000)), constant("year", 365.25),
        constant("turn", 2 * np.pi / 365.25), constant("zero", np.float32(0)), constant("one", np.float32(1)),
        constant("last", np.array([1])), constant("vehicles", np.eye(4, dtype=np.float32)),
        constant("body", body), constant("heads", heads), constant("money", money[:, None]),
    ])
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
checker.check_model(model, full_check=True)
(FOLDER / "model.onnx").write_bytes(model.SerializeToString())

# Golden rows: each kind, and the edges.
usual = {"claim_id": "C-1", "vehicle_age": 4, "vehicle_value": 18500, "vehicle": "car", "parked": True,
         "damaged_on": "2026-03-14"}
golden = [
    (usual, ""),
    ({**usual, "claim_id": "C-2", "parked": False, "vehicle": "van"}, ""),
    ({**usual, "vehicle_value": 90000, "vehicle": "motorcycle"}, ""),
    ({**usual, "vehicle_age": 20, "vehicle_value": 900.5, "damaged_on": "2025-01-20"}, ""),
    ({**usual, "parked": False, "vehicle_age": 1, "damaged_on": "2024-07-01"}, ""),
    ({**usual, "vehicle_age": 0, "vehicle_value": 1}, "the lower bounds"),
    ({**usual, "vehicle_age": 60, "vehicle_value": 200000}, "the upper bounds"),
    ({**usual, "damaged_on": "1970-01-01"}, "the day from which days are counted"),
    ({**usual, "damaged_on": "2024-02-29"}, "a leap day"),
    ({**usual, "vehicle": "tractor"}, "a vehicle that training did not know"),
    ({key: each for key, each in usual.items() if key not in ("parked", "claim_id")}, "what may be left out")]
with open(FOLDER / "samples.jsonl", "w", encoding="utf-8") as file:
    for row, note in golden:
        chances, amount = answer(row)
        ranked = sorted(zip(KINDS, chances), key=lambda pair: -pair[1])
        expect = {
            "kind": ranked[0][0], "likely_kinds": [{"label": label, "score": score} for label, score in ranked[:2]],
            "amount": amount}
        line = {"inputs": row, "expect": expect, "confidence": ranked[0][1]}
        file.write(json.dumps({**line, **({"note": note} if note else {})}, allow_nan=False) + "\n")
    wrong = {**usual, "vehicle_age": 4.5, "vehicle_value": None, "damaged_on": "2025-02-29", "colour": "red"}
    refuse = ["vehicle_age", "vehicle_value", "damaged_on", "colour"]
    file.write(json.dumps({"inputs": wrong, "refuse": refuse}) + "\n")
