"""Trains demand-forecast, writes model.onnx and samples.jsonl of version 1, and checks that both agree.

The expectations in samples.jsonl are scikit-learn's own predictions; ONNX Runtime is only compared with them.
"""

import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from skl2onnx import convert_sklearn
from skl2onnx.common.data_types import FloatTensorType
from sklearn.impute import SimpleImputer
from sklearn.linear_model import Ridge
from sklearn.model_selection import TimeSeriesSplit
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from rentals import DAYS, HORIZON, WIDTH, demand_ahead, load, requests, tensors, windows

VERSION = Path(__file__).resolve().parents[1] / "versions" / "1"
SEED = 20120701
HELD_OUT = "2012-07-01"  # the first day that training does not know
FOLDS = TimeSeriesSplit(4, gap=HORIZON - 1)
COVERED = [0.1, 0.9]  # four truths of five lie between low and high
OPSET = {"": 17, "ai.onnx.ml": 3}
ABSOLUTE, RELATIVE = 1e-2, 1e-5  # the tolerances of the contract
LIMIT = 5 * 1024 * 1024  # bytes
MARGIN = 0.1  # rentals: a golden row stands at least this far from another number of crews
CREWS = [(2500, "one"), (5000, "two"), (np.inf, "three")]
PLAIN_ROWS = 16
NOTABLE = {"2012-10-29": "the hurricane Sandy", "2012-11-22": "Thanksgiving"}


def ridge():
    return make_pipeline(SimpleImputer(), StandardScaler(), Ridge(alpha=30))


def spread(known, ahead):
    """How far below and above tomorrow's forecast the truth lay, on days that came after those of the fit."""
    errors = []
    for before, after in FOLDS.split(known):
        errors.append(ahead[after, 0] - ridge().fit(known[before], ahead[before]).predict(known[after])[:, 0])
    return np.quantile(np.concatenate(errors), COVERED).reshape(1, 2)


def predict(model, margins, calls):
    """What scikit-learn says: forecast [N, 7] and range [N, 2], neither below 0."""
    forecast = np.maximum(model.predict(windows(calls)), 0)
    return {"forecast": forecast, "range": np.maximum(forecast[:, :1] + margins, 0)}


def piece(text):
    """A part of the graph that is written by hand."""
    return onnx.parser.parse_model(f'<ir_version: 8, opset_import: ["" : {OPSET[""]}]> {text}')


def convert(model, margins):
    """scikit-learn's window in the middle; before it the tensors of the contract, after it no rentals below 0."""
    front = piece(f"""
        front (int64[N,1] date, float[N,5] tomorrow, float[N,{DAYS},4] history) => (float[N,{WIDTH}] window)
        <int64 thursday = {{3}}, int64 seven = {{7}}, float[2] off_on = {{0.0, 1.0}},
         int64[2] seven_wide = {{-1, 7}}, int64[2] flat = {{-1, {DAYS * 4}}}> {{
            since_monday = Add(date, thursday)
            weekday = Mod(since_monday, seven)
            marked = OneHot(weekday, seven, off_on)
            weekdays = Reshape(marked, seven_wide)
            series = Reshape(history, flat)
            window = Concat<axis = 1>(weekdays, tomorrow, series)
        }}""")
    window = [("window", FloatTensorType([None, WIDTH]))]
    fitted = convert_sklearn(model, initial_types=window, target_opset=OPSET)
    fitted.graph.output[0].name = fitted.graph.node[-1].output[0] = "fitted"
    low, high = margins[0]
    back = piece(f"""
        back (float[N,{HORIZON}] fitted) => (float[N,{HORIZON}] forecast, float[N,2] range)
        <float zero = {{0.0}}, float[1,2] margins = {{{low}, {high}}}, int64[1] first = {{0}}> {{
            forecast = Max(fitted, zero)
            next = Gather<axis = 1>(forecast, first)
            moved = Add(next, margins)
            range = Max(moved, zero)
        }}""")
    merged = onnx.compose.merge_models(front, fitted, [("window", "window")])
    return onnx.compose.merge_models(merged, back, [("fitted", "fitted")], name="demand-forecast")


def write_graph(model):
    """Doc strings and metadata go, because converters write paths and hosts into them."""
    model.doc_string = ""
    del model.metadata_props[:]
    opsets = {each.domain: each.version for each in model.opset_import}  # the converter names one domain twice
    del model.opset_import[:]
    model.opset_import.extend(onnx.helper.make_opsetid(domain, opsets[domain]) for domain in sorted(opsets))
    graph = model.graph
    graph.doc_string = ""
    for part in [*graph.node, *graph.input, *graph.output, *graph.value_info]:
        part.doc_string = ""
    onnx.checker.check_model(model, full_check=True)
    data = model.SerializeToString(deterministic=True)
    if len(data) > LIMIT:
        raise SystemExit(f"the graph has {len(data)} bytes, more than {LIMIT}")
    (VERSION / "model.onnx").write_bytes(data)


def held_out_requests(calls, ahead):
    """Plain golden rows: days that training did not know, and those that people remember."""
    notable = [place for place, call in enumerate(calls) if call["date"] in NOTABLE]
    others = np.setdiff1d(np.arange(len(calls)), notable)
    chosen = np.random.default_rng(SEED).choice(others, PLAIN_ROWS - len(notable), replace=False)
    for place in sorted([*notable, *chosen]):
        day = NOTABLE.get(calls[place]["date"])
        yield calls[place], f"{ahead[place, 0]:.0f} were rented" + (f"; {day}" if day else "")


def with_history(call, **fields):
    """The request with these fields in every record; a field that is None is left out."""
    kept = {field: value for field, value in fields.items() if value is not None}
    records = [{field: value for field, value in row.items() if field not in fields} | kept for row in call["history"]]
    return call | {"history": records}


def with_record(call, place, **fields):
    """The request with other values in one record."""
    history = list(call["history"])
    history[place] = history[place] | fields
    return call | {"history": history}


def edge_requests(call):
    """Golden rows at the edges of the contract."""
    history = call["history"]
    unknown = dict.fromkeys(["temperature", "is_holiday", "weather"])
    optional = ["forecast_id", "temperature", "wind_speed", "is_holiday"]
    spare = {field: value for field, value in call.items() if field not in optional}
    yield with_history(spare, **unknown), "all that may be left out is left out"
    yield with_record(call, 4, **unknown), "null in a record is the same as left out"
    yield call | dict.fromkeys(optional), "null is the same as left out"
    yield with_history(call, demand=0), "nothing was rented for a month"
    yield with_history(call, demand=100000), "the most of the demand"
    yield with_history(call, temperature=-60), "the least of the temperature"
    yield with_history(call, temperature=60), "the most of the temperature"
    yield with_history(call, is_holiday=True, weather="wet"), "a month of wet holidays"
    yield call | {"temperature": -60, "wind_speed": 300, "weather": "wet"}, "a storm of ice: not below 0"
    yield call | {"history": history[::-1]}, "the order of the days matters"
    yield call | {"history": [history[-1]] * DAYS}, "the same day thirty times"
    yield call | {"date": "2024-02-29"}, "a leap day"
    yield call | {"date": "2000-01-01"}, "the first day, a Saturday"
    yield call | {"date": "2099-12-31", "is_holiday": True, "weather": "clear"}, "the last day"
    yield with_record(call, 29, demand=5000.0), "5000.0 is an integer"


def refused_requests(call):
    """Requests that the contract turns away, with the fields that it names."""
    history = call["history"]
    headless = {field: value for field, value in history[7].items() if field != "demand"}
    yield call | {"history": history[1:]}, ["history"], "a day too few"
    yield call | {"history": [*history, history[-1]]}, ["history"], "a day too many"
    yield call | {"history": []}, ["history"], "no days"
    yield call | {"history": history[0]}, ["history"], "one record where a list belongs"
    yield {field: value for field, value in call.items() if field != "history"}, ["history"], "no history"
    yield call | {"history": [*history[:7], headless, *history[8:]]}, ["history[7].demand"], "a day without its demand"
    yield with_record(call, 0, demand=None), ["history[0].demand"], "null for its demand"
    yield with_record(call, 29, weather="windy"), ["history[29].weather"], "not one of the words"
    yield with_record(call, 3, demnad=812), ["history[3].demnad"], "an unknown field in a record"
    yield (
        with_record(with_record(call, 2, demand=-1), 11, temperature="9.5", is_holiday=1) | {"weather": "windy"},
        ["history[11].is_holiday", "history[11].temperature", "history[2].demand", "weather"],
        "faults in two records and outside",
    )


def crews(demand):
    return next(word for bound, word in CREWS if demand < bound)


def expectation(forecast, bounds):
    """What the contract answers, in full precision."""
    low, high = bounds.tolist()
    demand, *_ = week = forecast.tolist()
    return {"demand": demand, "low": low, "high": high, "next_week": week, "crews": crews(demand)}


def write_samples(model, margins, golden):
    """Saves the golden rows, and gives back the requests of those that have an answer."""
    calls = [call for call, _ in golden]
    answers = predict(model, margins, calls)
    bounds = np.array([bound for bound, _ in CREWS])
    for place in np.flatnonzero(np.abs(answers["forecast"][:, :1] - bounds).min(axis=1) < MARGIN):
        raise SystemExit(f"rounding could tip a golden row over: {golden[place]}")
    lines = [
        {"inputs": call, "expect": expectation(forecast, bounds), "note": note}
        for (call, note), forecast, bounds in zip(golden, answers["forecast"], answers["range"])
    ]
    lines += [{"inputs": call, "refuse": fields, "note": note} for call, fields, note in refused_requests(calls[0])]
    text = "".join(json.dumps(line, ensure_ascii=False, allow_nan=False) + "\n" for line in lines)
    (VERSION / "samples.jsonl").write_text(text, encoding="utf-8")
    return calls


def check_parity(model, margins, calls):
    """Stops when ONNX Runtime and scikit-learn differ by more than the tolerances of the contract."""
    session = onnxruntime.InferenceSession(str(VERSION / "model.onnx"), providers=["CPUExecutionProvider"])
    for name, expected in predict(model, margins, calls).items():
        got = session.run([name], tensors(calls))[0]
        difference = np.abs(got - expected)
        print(f"parity: {name}, {len(calls)} requests, max difference {difference.max():.2e} rentals")
        if not (difference <= ABSOLUTE + RELATIVE * np.abs(expected)).all():
            raise SystemExit("ONNX Runtime and scikit-learn do not agree")


def report(what, forecast, ahead):
    """A line of the README's table: tomorrow and the days of the week after it."""
    errors = np.abs(forecast - ahead)
    parts = errors[:, 0] / ahead[:, 0]
    print(
        f"{what}: mean error {errors[:, 0].mean():.0f}, median {np.median(parts):.1%},"
        f" within 10 % {np.mean(parts <= 0.1):.0%}, mean error of 7 days {errors.mean():.0f}"
    )


def main():
    days = load()
    calls, ahead = list(requests(days)), demand_ahead(days)
    dates = np.array([call["date"] for call in calls])
    held_out = dates >= HELD_OUT
    known = np.flatnonzero(~held_out)[: 1 - HORIZON]  # their weeks end before the first day held out
    print(f"fitted on {len(known)} days from {dates[known[0]]} to {dates[known[-1]]}, {held_out.sum()} held out")
    everything = windows(calls)
    margins = spread(everything[known], ahead[known])
    model = ridge().fit(everything[known], ahead[known])

    later = [call for call, late in zip(calls, held_out) if late]
    answers, truth = predict(model, margins, later), ahead[held_out]
    past = np.array([[row["demand"] for row in call["history"]] for call in later], float)
    report("ridge", answers["forecast"], truth)
    report("as today", np.repeat(past[:, -1:], HORIZON, axis=1), truth)
    report("as a week before", past[:, -HORIZON:], truth)
    inside = (answers["range"][:, 0] <= truth[:, 0]) & (truth[:, 0] <= answers["range"][:, 1])
    print(f"margins {margins.round(0).tolist()}, {inside.mean():.0%} of the truths inside")

    write_graph(convert(model, margins))
    golden = list(held_out_requests(later, truth))
    golden += edge_requests(golden[0][0])
    check_parity(model, margins, write_samples(model, margins, golden))
    check_parity(model, margins, calls)


if __name__ == "__main__":
    main()
