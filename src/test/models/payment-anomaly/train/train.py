"""Makes payment-anomaly 1: how unusual a payment is, as a distance from the usual ones. Payments are invented.

pip install onnx==1.23.2 numpy==2.4.6
python train.py
"""
import json
from datetime import datetime, timezone
from decimal import Decimal
from pathlib import Path

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper

FOLDER = Path(__file__).resolve().parent.parent / "versions" / "1"
CHANNELS = {"card": 10, "transfer": 20, "direct debit": 30}
OTHER_CHANNEL = 99
HOUR = 2 * np.pi / 86400

chance = np.random.default_rng(9)


def features(cents, seconds, instalments, channel, abroad):
    """Five numbers of a payment: size, time of day (two), share of an instalment, how far from home."""
    turn = (seconds % 86400) * HOUR
    return np.column_stack([
        np.log1p(cents), np.sin(turn), np.cos(turn), np.log1p(cents / instalments), abroad + 0.5 * (channel == OTHER_CHANNEL)])


# Usual payments, and the ellipsoid that they fill.
size = 3000
seconds = 86400 * chance.integers(19000, 20500, size) + np.clip(chance.normal(14, 4, size), 0, 23.9) * 3600
channel = chance.choice([*CHANNELS.values(), OTHER_CHANNEL], size, p=[0.5, 0.3, 0.18, 0.02])
usual = features(
    chance.lognormal(8.5, 1.2, size).astype(np.int64), seconds, chance.choice([1, 3, 6, 12], size, p=[0.7, 0.15, 0.1, 0.05]),
    channel, (chance.random(size) < 0.1).astype(float))
centre = usual.mean(axis=0)
stretch = np.linalg.cholesky(np.linalg.inv(np.cov(usual.T)))


def score(row):
    """The distance from the centre, in numpy."""
    cents = np.array([float(Decimal(row["amount"]) * 100)])
    when = datetime.fromisoformat(row["paid_at"])
    at = np.array([float((when - datetime(1970, 1, 1, tzinfo=timezone.utc)).total_seconds())])
    code = np.array([CHANNELS.get(row.get("channel"), OTHER_CHANNEL)])
    cells = features(cents, at, np.array([float(row["instalments"])]), code, np.array([float(row["abroad"])]))
    return float(np.linalg.norm((cells - centre) @ stretch))


def node(operator, inputs, output, **attributes):
    return helper.make_node(operator, inputs, [output], **attributes)


# The graph: whole numbers in (cents, seconds, instalments, codes), doubles inside.
graph = helper.make_graph(
    [
        node("Cast", ["amount_cents"], "cents", to=TensorProto.DOUBLE),
        node("Add", ["cents", "one"], "cents_and_one"),
        node("Log", ["cents_and_one"], "size"),
        node("Mod", ["paid_at", "day"], "second_of_day"),
        node("Cast", ["second_of_day"], "second", to=TensorProto.DOUBLE),
        node("Mul", ["second", "hour"], "turn_double"),
        node("Cast", ["turn_double"], "turn", to=TensorProto.FLOAT),
        node("Sin", ["turn"], "sine_float"),
        node("Cos", ["turn"], "cosine_float"),
        node("Cast", ["sine_float"], "sine", to=TensorProto.DOUBLE),
        node("Cast", ["cosine_float"], "cosine", to=TensorProto.DOUBLE),
        node("Cast", ["instalments"], "parts", to=TensorProto.DOUBLE),
        node("Div", ["cents", "parts"], "part"),
        node("Add", ["part", "one"], "part_and_one"),
        node("Log", ["part_and_one"], "part_size"),
        node("Equal", ["channel", "other"], "other_channel"),
        node("Where", ["other_channel", "half", "zero"], "unfamiliar"),
        node("Cast", ["abroad"], "abroad_number", to=TensorProto.DOUBLE),
        node("Add", ["abroad_number", "unfamiliar"], "far"),
        *[node("Unsqueeze", [name, "last"], f"{name}_column") for name in ("size", "sine", "cosine", "part_size", "far")],
        node("Concat", [f"{name}_column" for name in ("size", "sine", "cosine", "part_size", "far")], "cells", axis=1),
        node("Sub", ["cells", "centre"], "offset"),
        node("MatMul", ["offset", "stretch"], "stretched"),
        node("ReduceL2", ["stretched", "last"], "score", keepdims=1),
    ],
    "payment-anomaly",
    [
        helper.make_tensor_value_info("amount_cents", TensorProto.INT64, ["N"]),
        helper.make_tensor_value_info("paid_at", TensorProto.INT64, ["N"]),
        helper.make_tensor_value_info("instalments", TensorProto.INT64, ["N"]),
        helper.make_tensor_value_info("channel", TensorProto.INT64, ["N"]),
        helper.make_tensor_value_info("abroad", TensorProto.BOOL, ["N"]),
    ],
    [helper.make_tensor_value_info("score", TensorProto.DOUBLE, ["N", 1])],
    [
        numpy_helper.from_array(np.array(1.0), "one"), numpy_helper.from_array(np.array(0.5), "half"),
        numpy_helper.from_array(np.array(0.0), "zero"), numpy_helper.from_array(np.array(HOUR), "hour"),
        numpy_helper.from_array(np.array(86400), "day"), numpy_helper.from_array(np.array(OTHER_CHANNEL), "other"),
        numpy_helper.from_array(np.array([1]), "last"), numpy_helper.from_array(centre, "centre"),
        numpy_helper.from_array(stretch, "stretch"),
    ])
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
checker.check_model(model, full_check=True)
(FOLDER / "model.onnx").write_bytes(model.SerializeToString())

plain = {"payment_id": "P-1", "amount": "49.90", "paid_at": "2026-03-14T12:30:00+01:00", "instalments": 1, "channel": "card",
         "abroad": False}
golden = [
    (plain, ""),
    ({**plain, "amount": "1250.00", "instalments": 12}, ""),
    ({**plain, "amount": "7600.05", "abroad": True, "paid_at": "2026-03-14T03:12:45Z"}, ""),
    ({**plain, "amount": "0.01", "paid_at": "2026-01-01T00:00:00Z"}, "the smallest amount, at midnight"),
    ({**plain, "amount": "9999999.99", "instalments": 1}, "the largest amount"),
    ({**plain, "paid_at": "2026-03-14T11:30:00Z"}, "the same moment as in the first row"),
    ({**plain, "paid_at": "2026-03-14T23:59:59-11:00"}, "the next day in UTC"),
    ({**plain, "amount": "20"}, "fewer places than the scale"),
    ({**plain, "channel": "cheque"}, "an unknown channel"),
    ({**plain, "paid_at": "2000-01-01T00:00:00Z"}, "the earliest time"),
    ({**plain, "channel": None, "instalments": 6}, "no channel")]
with open(FOLDER / "samples.jsonl", "w", encoding="utf-8") as file:
    for row, note in golden:
        distance = score(row)
        expect = {"score": distance, "advice": "ok" if distance < 3 else "review" if distance < 5 else "block"}
        line = {"inputs": row, "expect": expect}
        file.write(json.dumps({**line, **({"note": note} if note else {})}, allow_nan=False) + "\n")
    for wrong, refuse, note in [
            ({"amount": "49.901", "instalments": 2}, ["amount", "instalments"], "a third place; two instalments"),
            ({"amount": 49.9, "paid_at": "2026-03-14T12:30:00"}, ["amount", "paid_at"], "a number; no offset"),
            ({"amount": "0.00", "paid_at": "2026-03-14T12:30:00.500Z"}, ["amount", "paid_at"], "nothing; half a second")]:
        file.write(json.dumps({"inputs": {**plain, **wrong}, "refuse": refuse, "note": note}) + "\n")
