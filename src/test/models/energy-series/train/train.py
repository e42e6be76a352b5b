"""Makes energy-series 1: the next day's use of energy, from the last 30 days. Buildings are invented.

pip install onnx==1.23.2 numpy==2.4.6
python train.py
"""
import json
from pathlib import Path

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper

FOLDER = Path(__file__).resolve().parent.parent / "versions" / "1"
DAYS = 30

chance = np.random.default_rng(5)


def building(days):
    """Days of a building: kWh, temperature, hours of sun, whether people work."""
    base, heat, work = chance.uniform(50, 400), chance.uniform(2, 15), chance.uniform(0, 200)
    start = chance.integers(0, 365)
    season = np.cos(2 * np.pi * (start + np.arange(days)) / 365)
    temperature = np.round(10 - 11 * season + chance.normal(0, 3, days), 1)
    sun = np.round(np.clip(6 - 5 * season + chance.normal(0, 2, days), 0, 16), 1)
    works = ((start + np.arange(days)) % 7 < 5).astype(float)
    energy = base + heat * np.clip(17 - temperature, 0, None) + work * works - 2 * sun
    energy = np.round(np.clip(energy * chance.lognormal(0, 0.04, days), 0, None), 2)
    return np.column_stack([energy, temperature, sun, works])


def seen(series):
    """A temperature that was not measured counts as 10 degrees."""
    series = series.astype(np.float32).astype(np.float64)
    series[..., 1] = np.where(np.isnan(series[..., 1]), 10, series[..., 1])
    return series


# Training: least squares with a small penalty, on the 120 cells of a series.
series = np.array([building(DAYS + 1) for _ in range(1500)])
cells = seen(series[:, :DAYS]).reshape(len(series), -1)
cells = np.column_stack([cells, np.ones(len(cells))])
weights = np.linalg.solve(cells.T @ cells + 100 * np.eye(cells.shape[1]), cells.T @ series[:, DAYS, 0])
weights = weights.astype(np.float32)


def node(operator, inputs, output, **attributes):
    return helper.make_node(operator, inputs, [output], **attributes)


graph = helper.make_graph(
    [
        node("IsNaN", ["series"], "unknown"),
        node("Where", ["unknown", "ten", "series"], "known"),
        node("Reshape", ["known", "shape"], "cells"),
        node("MatMul", ["cells", "weights"], "weighted"),
        node("Add", ["weighted", "offset"], "unbounded"),
        node("Max", ["unbounded", "zero"], "next_day"),
    ],
    "energy-series",
    [helper.make_tensor_value_info("series", TensorProto.FLOAT, ["N", DAYS, 4])],
    [helper.make_tensor_value_info("next_day", TensorProto.FLOAT, ["N", 1])],
    [
        numpy_helper.from_array(np.float32(10), "ten"), numpy_helper.from_array(np.float32(0), "zero"),
        numpy_helper.from_array(np.array([-1, DAYS * 4]), "shape"),
        numpy_helper.from_array(weights[:-1, None], "weights"), numpy_helper.from_array(weights[-1:], "offset"),
    ])
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
checker.check_model(model, full_check=True)
(FOLDER / "model.onnx").write_bytes(model.SerializeToString())


def records(days):
    """A series as callers send it; a temperature that was not measured is left out."""
    return [
        {"energy": energy, **({} if np.isnan(temperature) else {"temperature": temperature}), "sun": sun,
         "working_day": bool(works)}
        for energy, temperature, sun, works in days.tolist()]


def answer(days):
    cells = seen(days).reshape(-1)
    return max(0.0, float(cells @ weights[:-1].astype(np.float64) + weights[-1]))


golden = [(building(DAYS), "") for _ in range(6)]
gaps = golden[0][0].copy()
gaps[[0, 7, 29], 1] = np.nan
empty = np.tile([0, np.nan, 0, 0], (DAYS, 1))
golden += [
    (gaps, "three temperatures were not measured, the last among them"),
    (empty, "nothing used, nothing measured"),
    (np.tile([0, 60, 24, 0], (DAYS, 1)), "no use, hot and sunny"),
    (np.tile([100000, -60, 0, 1], (DAYS, 1)), "the bounds of a large and cold building")]
with open(FOLDER / "samples.jsonl", "w", encoding="utf-8") as file:
    for days, note in golden:
        line = {"inputs": {"last_days": records(days)}, "expect": {"next_day": answer(days)}}
        file.write(json.dumps({**line, **({"note": note} if note else {})}, allow_nan=False) + "\n")
    days = records(golden[0][0])
    for wrong, refuse, note in [
            (days[1:], ["last_days"], "29 days"),
            (days + days[:1], ["last_days"], "31 days"),
            ([*days[:3], {**days[3], "energy": -1}, *days[4:]], ["last_days[3].energy"], "a day below zero")]:
        file.write(json.dumps({"inputs": {"last_days": wrong}, "refuse": refuse, "note": note}) + "\n")
