"""Makes the package: a logistic regression whose graph answers what each field added to the log-odds."""
import json
from datetime import date
from pathlib import Path

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper
from sklearn.linear_model import LogisticRegression

FOLDER = Path(__file__).parent.parent / "versions/1"
PURPOSES = ["car", "home", "debts"]
EPOCH = date(1970, 1, 1)
chance = np.random.default_rng(13)


def applicant():
    """An application, as a caller sends it; what is not known is left out."""
    income = round(float(chance.lognormal(7.9, 0.45)), 2)
    call = {
        "income": f"{income:.2f}",
        "instalment": f"{income * chance.uniform(0.02, 0.5):.2f}",
        "arrears": int(chance.poisson(0.6)),
        "months_employed": int(chance.integers(0, 240)),
        "age": int(chance.integers(18, 80)),
        "purpose": str(chance.choice(PURPOSES)),
        "owns_home": bool(chance.random() < 0.4),
        "customer_since": date.fromordinal(int(chance.integers(735000, 739600))).isoformat(),
        "days_late": chance.geometric(0.08, chance.poisson(1)).tolist(),
    }
    if chance.random() < 0.1:
        del call["months_employed"]
    return call


def columns(call):
    """A row of the training frame: in thousands and years, and what stands for a value that is not known."""
    months = call.get("months_employed")
    return np.array([
        np.log(float(call["income"])), float(call["instalment"]) / float(call["income"]), call["arrears"],
        np.log1p(60 if months is None else months), call["age"] / 10,
        *[call["purpose"] == purpose for purpose in PURPOSES], call["owns_home"],
        (date.fromisoformat(call["customer_since"]) - EPOCH).days / 3652.5,
        np.log1p(np.array(call.get("days_late", []), float)).sum()])


calls = [applicant() for _ in range(1500)]
frame = np.stack([columns(call) for call in calls])
truth = frame @ [-0.9, 5, 1.1, -0.3, -0.05, 0, -0.4, 0.5, -0.6, -0.3, 0.35]
defaults = chance.random(len(calls)) < 1 / (1 + np.exp(1.6 + truth.mean() - truth))
model = LogisticRegression(C=2, max_iter=20000).fit(frame, defaults)
print("accuracy", model.score(frame, defaults))

# What a field adds is counted from the mean of training, so that all of them and the bias make the log-odds.
FIELDS = {"income": [0], "instalment": [1], "arrears": [2], "months_employed": [3], "age": [4], "purpose": [5, 6, 7],
          "owns_home": [8], "customer_since": [9], "days_late": [10]}
weights, means = model.coef_[0], frame.mean(axis=0)
bias = float(model.intercept_[0] + weights @ means)


def constant(name, value):
    return numpy_helper.from_array(np.asarray(value), name)


node = helper.make_node
belongs = np.zeros((frame.shape[1], len(FIELDS)))  # which field a column of the frame belongs to
for place, owned in enumerate(FIELDS.values()):
    belongs[owned, place] = 1
initializers = [
    constant("weights", weights), constant("means", means), constant("belongs", belongs), constant("bias", [bias]),
    constant("ten", np.float64(10)), constant("ten_years", 3652.5), constant("one", 1.0), constant("sixty", 60.0),
    constant("axis_1", np.array([1])), constant("hundred", 100.0),
]
nodes = [
    node("Cast", ["income"], ["income_units"], to=TensorProto.DOUBLE),
    node("Cast", ["instalment"], ["instalment_units"], to=TensorProto.DOUBLE),
    node("Div", ["income_units", "hundred"], ["income_euro"]),
    node("Log", ["income_euro"], ["log_income"]),
    node("Div", ["instalment_units", "income_units"], ["burden"]),
    node("IsNaN", ["months_employed"], ["months_unknown"]),
    node("Where", ["months_unknown", "sixty", "months_employed"], ["months"]),
    node("Add", ["months", "one"], ["months_and_one"]),
    node("Log", ["months_and_one"], ["log_months"]),
    node("Div", ["age", "ten"], ["decades"]),
    node("Cast", ["owns_home"], ["owner"], to=TensorProto.DOUBLE),
    node("Cast", ["customer_since"], ["since_days"], to=TensorProto.DOUBLE),
    node("Div", ["since_days", "ten_years"], ["since"]),
    node("Add", ["days_late", "one"], ["late_and_one"]),
    node("Log", ["late_and_one"], ["log_late"]),
    node("ReduceSum", ["log_late", "axis_1"], ["late"], keepdims=1),
    node("Concat", ["log_income", "burden", "arrears", "log_months", "decades", "purpose", "owner", "since", "late"],
         ["row"], axis=1),
    node("Sub", ["row", "means"], ["centred"]),
    node("Mul", ["centred", "weights"], ["added"]),
    node("MatMul", ["added", "belongs"], ["contributions"]),
    node("ReduceSum", ["contributions", "axis_1"], ["sum"], keepdims=1),
    node("Add", ["sum", "bias"], ["log_odds"]),
    node("Sigmoid", ["log_odds"], ["default_probability"]),
]
value = helper.make_tensor_value_info
graph = helper.make_graph(
    nodes, "lending_reasons",
    [value("income", TensorProto.INT64, ["N", 1]), value("instalment", TensorProto.INT64, ["N", 1]),
     value("arrears", TensorProto.DOUBLE, ["N", 1]), value("months_employed", TensorProto.DOUBLE, ["N", 1]),
     value("age", TensorProto.DOUBLE, ["N", 1]), value("purpose", TensorProto.DOUBLE, ["N", 3]),
     value("owns_home", TensorProto.BOOL, ["N", 1]), value("customer_since", TensorProto.INT32, ["N", 1]),
     value("days_late", TensorProto.DOUBLE, ["N", "L"])],
    [value("default_probability", TensorProto.DOUBLE, ["N", 1]),
     value("contributions", TensorProto.DOUBLE, ["N", len(FIELDS)])],
    initializers)
onnx_model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=10)
checker.check_model(onnx_model, full_check=True)
(FOLDER / "model.onnx").write_bytes(onnx_model.SerializeToString())

# Golden rows: what scikit-learn answers, and what its coefficients say of each field.
REASONS = {  # of the contract; age and the day since when somebody is a customer are never told as reasons
    "income": ("L01", "The income is low for a loan"), "instalment": ("L02", "The instalment is high for the income"),
    "arrears": ("L03", "Payments are in arrears"), "months_employed": ("L04", "The employment is short or not known"),
    "purpose": ("L05", "The purpose of the loan is a higher risk"), "owns_home": ("L06", "There is no home as a security"),
    "days_late": ("L07", "Earlier loans were paid back late")}


def row(call, note=None, request_id=None):
    cells = columns(call)
    score = float(model.predict_proba(cells[None])[0, 1])
    added = (cells - means) * weights
    contributions = {field: float(added[owned].sum()) for field, owned in FIELDS.items()}
    named = sorted((field for field in REASONS if contributions[field] > 0), key=lambda field: -contributions[field])[:4]
    reasons = [{"field": field, "code": REASONS[field][0], "text": REASONS[field][1]} for field in named]
    inputs = ({"loan_id": request_id} if request_id else {}) | call
    golden = {"inputs": inputs,
              "expect": {"default_probability": score,
                         "decision": "grant" if score < 0.2 else "look closer" if score < 0.45 else "refuse"},
              "confidence": max(score, 1 - score), "explanation": {"contributions": contributions, "reasons": reasons}}
    return golden | ({"note": note} if note else {})


good = {"income": "9000.00", "instalment": "100.00", "arrears": 0, "months_employed": 400, "age": 50, "purpose": "home",
        "owns_home": True, "customer_since": "1999-12-31", "days_late": []}
bad = {"income": "0.01", "instalment": "10.00", "arrears": 99, "months_employed": 0, "age": 18, "purpose": "debts",
       "owns_home": False, "customer_since": "2049-12-31", "days_late": [3650] * 24}
golden = [row(call) for call in calls[:12]]
golden += [
    row(good, "nothing speaks against it: no reasons"),
    row(bad, "at all bounds"),
    row({key: value for key, value in calls[0].items() if key not in ("months_employed", "days_late")}, "what may be left out"),
    row({**calls[1], "months_employed": None}, "null is left out", "L-2026-1"),
    {"inputs": {**bad, "income": "0.00", "age": 17, "customer_since": "2026-02-29"}, "refuse": ["income", "age", "customer_since"]},
    {"inputs": {**good, "days_late": [3, 0, 3651, None]}, "refuse": ["days_late[1]", "days_late[2]", "days_late[3]"]},
    {"inputs": {**good, "purpose": "yacht", "owns_home": "yes", "arrears": 1.5}, "refuse": ["purpose", "owns_home", "arrears"]},
]
with open(FOLDER / "samples.jsonl", "w", encoding="utf-8") as file:
    for each in golden:
        file.write(json.dumps(each, ensure_ascii=False, allow_nan=False) + "\n")
