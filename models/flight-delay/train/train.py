"""Trains flight-delay, writes model.onnx and samples.jsonl of version 1, and checks that both agree.

The expectations in samples.jsonl are Keras's own predictions; ONNX Runtime is only compared with them.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import keras
import numpy as np
import onnx
import onnxruntime
import pandas as pd
import tensorflow as tf

import network
from flights import CLASSES, CONDITIONS, VERSION, load, shares_of, tensors

SEED = 20130701
OPSET = 17
TRAINING_MONTHS = 6
TOLERANCE = 1e-5
LIMIT = 5 * 1024 * 1024  # bytes
MARGIN = 1e-4  # a golden row stands at least this far from another answer

REQUEST = ["flight_id", "carrier", "destination", "departure_date", "origin", "scheduled_hour", "scheduled_minute", "distance"]
DEFAULTS = {"scheduled_minute": 0, "precipitation": 0}
ADVICE = [(0.1, "keep"), (0.25, "watch"), (1.1, "rebook")]
PLAIN_ROWS = 18


def convert(model):
    """Keras to SavedModel to ONNX."""
    with tempfile.TemporaryDirectory() as folder:
        saved, converted = Path(folder, "saved"), Path(folder, "model.onnx")
        model.export(saved, format="tf_saved_model", verbose=False)
        command = [sys.executable, "-m", "tf2onnx.convert", "--opset", str(OPSET), "--output", converted]
        command += ["--saved-model", saved, "--signature_def", "serving_default", "--tag", "serve"]
        subprocess.run(command, check=True)
        return onnx.load(converted)


def write_graph(model):
    """Doc strings and metadata go, because the converter writes the training machine's paths into them."""
    model.doc_string = ""
    del model.metadata_props[:]
    graph = model.graph
    graph.name = "flight-delay"
    graph.doc_string = ""
    for part in [*graph.node, *graph.input, *graph.output, *graph.value_info, *graph.initializer]:
        part.doc_string = ""
    for part in [*graph.input, *graph.output]:
        part.type.tensor_type.shape.dim[0].dim_param = "N"
    onnx.checker.check_model(model)
    data = model.SerializeToString(deterministic=True)
    if len(data) > LIMIT:
        raise SystemExit(f"the graph has {len(data)} bytes, more than {LIMIT}")
    (VERSION / "model.onnx").write_bytes(data)


def predict(model, rows):
    answers = model.predict(tensors(rows), batch_size=4096, verbose=0)
    return {name: np.asarray(answer) for name, answer in answers.items()}


def clearance(probabilities, offsets):
    """How far each row stands from another class, another order of the classes and another advice."""
    scores = np.sort(np.log(probabilities) + offsets, axis=1)
    ordered = np.sort(probabilities, axis=1)
    bounds = np.array([[bound for bound, _ in ADVICE]])
    distances = [scores[:, -1:] - scores[:, -2:-1], np.diff(ordered, axis=1), np.abs(probabilities[:, 2:] - bounds)]
    return np.hstack(distances).min(axis=1)


def held_out_requests(flights, answers, offsets):
    """Plain golden rows: of each class that was forecast, flights of the months that training did not see."""
    random = np.random.default_rng(SEED)
    clear = clearance(answers["probabilities"], offsets) > MARGIN
    complete = flights[CONDITIONS].notna().all(axis=1)
    for label in range(len(CLASSES)):
        candidates = flights.index[clear & complete & (answers["delay_class"] == label)]
        for place in sorted(random.choice(candidates, PLAIN_ROWS // len(CLASSES), replace=False)):
            flight = flights.loc[place]
            request = {field: flight[field] for field in [*REQUEST, *CONDITIONS]}
            plain = {field: value.item() if isinstance(value, np.generic) else value for field, value in request.items()}
            yield plain, f"arrived {CLASSES[flight['delay']]}"


def edge_requests(plain):
    """Golden rows at the edges of the contract."""

    def without(*fields):
        return {field: value for field, value in plain.items() if field not in fields}

    yield plain | {"carrier": "ZZ"}, "an airline that training never saw"
    yield plain | {"destination": "ANC"}, "an airport that training hardly saw"
    yield plain | {"carrier": "zz", "destination": ""}, "unknown twice"
    yield without("recent_delay"), "the first flights of the day: nothing left in the last hour"
    yield without(*CONDITIONS), "no weather at all"
    yield plain | dict.fromkeys(CONDITIONS), "null is the same as absent"
    yield without("scheduled_minute", "distance", "flight_id"), "a default, a missing number and no id"
    yield plain | {"departure_date": "2024-02-29"}, "a leap day"
    yield plain | {"departure_date": "2000-01-01", "scheduled_hour": 0, "scheduled_minute": 0}, "the least of the schedule"
    yield plain | {"departure_date": "2099-12-31", "scheduled_hour": 23, "scheduled_minute": 59}, "the most of the schedule"
    yield plain | {"temperature": -80, "wind_speed": 0, "pressure": 850, "visibility": 0, "recent_delay": -60}, "the least of the weather"
    yield plain | {"temperature": 140, "humidity": 100, "precipitation": 10, "recent_delay": 1440}, "the most of the weather"


def refused_requests(plain):
    """Requests that the contract turns away, with the fields that it names."""
    yield {field: value for field, value in plain.items() if field != "carrier"}, ["carrier"], "a required field left out"
    yield plain | {"origin": "PHL"}, ["origin"], "an airport that the model does not serve"
    yield plain | {"departure_date": "2013-02-30"}, ["departure_date"], "no such day"
    yield plain | {"scheduled_hour": 24, "humidity": 101}, ["humidity", "scheduled_hour"], "too large"
    yield plain | {"scheduled_hour": "17"}, ["scheduled_hour"], "text where a number belongs"


def as_rows(requests):
    """Requests as rows with every field: defaults filled in, NaN where a number is missing."""
    rows = pd.DataFrame([DEFAULTS | {field: value for field, value in each.items() if value is not None} for each in requests])
    return rows.reindex(columns=[*REQUEST, *CONDITIONS])


def expectation(probabilities, label):
    """What the contract answers, in full precision."""
    order = np.argsort(-probabilities)
    return {
        "delay": CLASSES[label],
        "chances": [{"label": CLASSES[place], "score": float(probabilities[place])} for place in order],
        "very_late_probability": float(probabilities[2]),
        "advice": next(word for bound, word in ADVICE if probabilities[2] < bound),
    }


def write_samples(model, plain, offsets):
    """Saves the golden rows, and gives back those that have an answer."""
    golden = [*plain, *edge_requests(plain[0][0])]
    rows = as_rows([request for request, _ in golden])
    answers = predict(model, rows)
    for place in np.flatnonzero(clearance(answers["probabilities"], offsets) < MARGIN):
        raise SystemExit(f"rounding could tip a golden row over: {golden[place]} {answers['probabilities'][place]}")
    lines = []
    for place, (request, note) in enumerate(golden):
        expect = expectation(answers["probabilities"][place], answers["delay_class"][place])
        confidence = float(answers["delay_probability"][place, 0])
        lines.append({"inputs": request, "expect": expect, "confidence": confidence, "note": note})
    for request, fields, note in refused_requests(plain[0][0]):
        lines.append({"inputs": request, "refuse": fields, "note": note})
    text = "".join(json.dumps(line, ensure_ascii=False, allow_nan=False) + "\n" for line in lines)
    (VERSION / "samples.jsonl").write_text(text, encoding="utf-8")
    return rows


def check_parity(model, rows, offsets):
    """Stops when ONNX Runtime and Keras differ by more than the tolerance; near a bound the class may be either."""
    expected = predict(model, rows)
    session = onnxruntime.InferenceSession(str(VERSION / "model.onnx"), providers=["CPUExecutionProvider"])
    got = dict(zip(expected, session.run(list(expected), tensors(rows))))
    difference = np.abs(got["probabilities"] - expected["probabilities"])
    clear = clearance(expected["probabilities"], offsets) > MARGIN
    print(f"parity: {len(rows)} rows, max difference {difference.max():.2e}, {(~clear).sum()} near a bound")
    same = (got["delay_class"] == expected["delay_class"])[clear].all()
    own = np.abs(got["delay_probability"] - expected["delay_probability"])[clear].max()
    if not same or own > TOLERANCE or difference.max() > TOLERANCE:
        raise SystemExit("ONNX Runtime and Keras do not agree")


def report(flights, answers):
    """A table for the README: what happened and what was forecast, month by month, and for the two halves of the year.

    `base` is the log loss of somebody who always says the shares of the training months.
    """
    seen = flights["month"] <= TRAINING_MONTHS
    base = shares_of(flights["delay"][seen])
    spans = {str(month): flights["month"] == month for month in range(1, 13)} | {"seen": seen, "held out": ~seen}
    print("span | happened on_time late very_late | forecast on_time late very_late | hit rate | log loss | base")
    for span, rows in spans.items():
        true, forecast = flights["delay"][rows].to_numpy(), answers["delay_class"][rows]
        chosen = answers["probabilities"][rows][np.arange(len(true)), true]
        shares = [" ".join(f"{share:.3f}" for share in shares_of(each)) for each in (true, forecast)]
        losses = [-np.log(each).mean() for each in (chosen, base[true])]
        print(f"{span} | {shares[0]} | {shares[1]} | {np.mean(forecast == true):.3f} | {losses[0]:.3f} | {losses[1]:.3f}")


def main():
    keras.utils.set_random_seed(SEED)
    tf.config.experimental.enable_op_determinism()
    flights = load()
    seen = flights["month"] <= TRAINING_MONTHS
    training, classes = tensors(flights[seen]), flights["delay"][seen].to_numpy()
    trained = network.fit(training, classes, SEED)
    offsets = network.fair_offsets(trained.predict(training, batch_size=4096, verbose=0), classes)
    model = network.serving(trained, offsets)
    answers = predict(model, flights)
    report(flights, answers)
    write_graph(convert(model))
    held_out = flights[~seen]
    plain = list(held_out_requests(held_out, {name: answer[~seen] for name, answer in answers.items()}, offsets))
    golden = write_samples(model, plain, offsets)
    check_parity(model, golden, offsets)
    check_parity(model, held_out, offsets)


if __name__ == "__main__":
    main()
