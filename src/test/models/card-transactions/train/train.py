"""Makes the package: a logistic regression on what a masked pooling makes of a list of transactions."""
import json
from pathlib import Path

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper
from sklearn.linear_model import LogisticRegression

FOLDER = Path(__file__).parent.parent / "versions/1"
CATEGORIES = ["grocery", "fuel", "travel", "electronics", "gambling", "cash"]
COLUMNS = 1 + len(CATEGORIES) + 1 + 1  # amount, a column a category, foreign, days_ago
LONGEST = 50
chance = np.random.default_rng(11)


def customer(length, fraud):
    """The transactions of one customer, as a caller sends them; the last ones are odd where there was fraud."""
    rows = []
    for place in range(length):
        odd = fraud and place >= length - 4
        amount = chance.lognormal(6.0 if odd else 3.4, 0.8 if odd else 0.9)
        rows.append({
            "amount": f"{min(amount, 50000):.2f}",
            "category": str(chance.choice(CATEGORIES, p=[.05, .05, .2, .3, .2, .2] if odd else [.5, .2, .1, .1, .02, .08])),
            "foreign": bool(chance.random() < (0.6 if odd else 0.08)),
            "days_ago": int((length - 1 - place) * 2 + chance.integers(0, 2)) if not odd else int(length - 1 - place) // 2,
        })
    return rows


def matrix(rows):
    """The columns of the graph, float32."""
    cells = np.zeros((len(rows), COLUMNS), np.float32)
    for place, row in enumerate(rows):
        cells[place, 0] = np.float32(float(row["amount"]))
        cells[place, 1 + CATEGORIES.index(row["category"])] = 1
        cells[place, -2] = row["foreign"]
        cells[place, -1] = row["days_ago"]
    return cells


def pooled(rows):
    """Mean, largest and most recent of the transformed columns, and the number of transactions."""
    cells = matrix(rows)
    cells = np.concatenate([np.log1p(cells[:, :1]), cells[:, 1:-1], np.exp(-cells[:, -1:] / np.float32(7))], axis=1)
    weight = cells[:, -1:]
    return np.concatenate([cells.mean(axis=0), cells.max(axis=0), (cells * weight).sum(axis=0),
                           [np.log1p(np.float32(len(rows)))]]).astype(np.float32)


cases = [(customer(int(chance.integers(1, LONGEST + 1)), fraud), fraud) for fraud in chance.random(900) < 0.3]
features, wanted = np.stack([pooled(rows) for rows, _ in cases]), np.array([fraud for _, fraud in cases], int)
model = LogisticRegression(C=0.3, max_iter=2000).fit(features, wanted)
print("accuracy", model.score(features, wanted))


# The graph: the same, for all rows and up to the longest list at once; what stands behind a list is left out by the mask.
def constant(name, value):
    return numpy_helper.from_array(value, name)


node = helper.make_node
nodes = [
    node("Split", ["transactions", "parts"], ["amount", "middle", "days_ago"], axis=2),
    node("Add", ["amount", "one"], ["amount_plus_one"]),
    node("Log", ["amount_plus_one"], ["log_amount"]),
    node("Div", ["days_ago", "minus_week"], ["minus_weeks"]),
    node("Exp", ["minus_weeks"], ["recent"]),
    node("Concat", ["log_amount", "middle", "recent"], ["cells"], axis=2),
    node("Unsqueeze", ["transaction_mask", "axis_2"], ["mask"]),
    node("Where", ["mask", "cells", "zero"], ["kept"]),
    node("Where", ["mask", "cells", "lowest"], ["kept_or_lowest"]),
    node("ReduceSum", ["kept", "axis_1"], ["sums"], keepdims=0),
    node("Unsqueeze", ["transaction_count", "axis_1"], ["count"]),
    node("Div", ["sums", "count"], ["means"]),
    node("ReduceMax", ["kept_or_lowest", "axis_1"], ["largest"], keepdims=0),
    node("Mul", ["kept", "recent"], ["weighted"]),
    node("ReduceSum", ["weighted", "axis_1"], ["recent_sums"], keepdims=0),
    node("Add", ["count", "one"], ["count_plus_one"]),
    node("Log", ["count_plus_one"], ["log_count"]),
    node("Concat", ["means", "largest", "recent_sums", "log_count"], ["features"], axis=1),
    node("MatMul", ["features", "weights"], ["weighed"]),
    node("Add", ["weighed", "bias"], ["log_odds"]),
    node("Sigmoid", ["log_odds"], ["fraud_probability"]),
]
graph = helper.make_graph(
    nodes, "card_transactions",
    [helper.make_tensor_value_info("transactions", TensorProto.FLOAT, ["N", "L", COLUMNS]),
     helper.make_tensor_value_info("transaction_mask", TensorProto.BOOL, ["N", "L"]),
     helper.make_tensor_value_info("transaction_count", TensorProto.FLOAT, ["N"])],
    [helper.make_tensor_value_info("fraud_probability", TensorProto.FLOAT, ["N", 1])],
    [constant("parts", np.array([1, COLUMNS - 2, 1])), constant("one", np.float32(1)), constant("zero", np.float32(0)),
     constant("minus_week", np.float32(-7)), constant("lowest", np.float32(-1e9)),
     constant("axis_1", np.array([1])), constant("axis_2", np.array([2])),
     constant("weights", model.coef_.T.astype(np.float32)), constant("bias", model.intercept_.astype(np.float32))])
onnx_model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=10)
checker.check_model(onnx_model, full_check=True)
(FOLDER / "model.onnx").write_bytes(onnx_model.SerializeToString())


# Golden rows: what scikit-learn answers, at the edges too.
def decision(score):
    return "allow" if score < 0.2 else "ask the customer" if score < 0.7 else "block"


def row(transactions, note=None, request_id=None):
    score = float(model.predict_proba(pooled(transactions)[None])[0, 1])
    inputs = {"transactions": transactions} | ({"card_id": request_id} if request_id else {})
    golden = {"inputs": inputs, "expect": {"fraud_probability": score, "decision": decision(score)},
              "confidence": max(score, 1 - score)}
    return golden | ({"note": note} if note else {})


def one(amount, category="grocery", foreign=False, days_ago=0):
    return {"amount": amount, "category": category, "foreign": foreign, "days_ago": days_ago}


def unsure(note):
    """A row that lies between the two bounds, found among many."""
    candidates = (row(customer(6, chance.random() < 0.5), note) for _ in range(5000))
    return next(each for each in candidates if 0.3 < each["expect"]["fraud_probability"] < 0.6)


golden = [row(customer(length, fraud)) for length, fraud in [(2, False), (3, True), (7, False), (7, True), (20, True), (33, False)]]
golden += [
    row([one("0.00")], "one transaction of nothing, today"),
    row([one("0.01", "cash", True, 3650)], "the smallest amount, the longest ago"),
    row([one("50000.00", "gambling", True)], "the largest amount"),
    row([one("12.5", "fuel", False, 3), one("7", "fuel", True, 3)], "fewer places than two"),
    row(customer(LONGEST, True), "as many as there may be", "C-1"),
    unsure("neither one nor the other"),
    {"inputs": {"transactions": []}, "refuse": ["transactions"], "note": "none"},
    {"inputs": {"transactions": [one("1.00")] * (LONGEST + 1)}, "refuse": ["transactions"], "note": "one too many"},
    {"inputs": {"transactions": [one("1.00"), one(12.5, "toys", 1, -1), one("1.005")]},
     "refuse": ["transactions[1].amount", "transactions[1].category", "transactions[1].foreign",
                "transactions[1].days_ago", "transactions[2].amount"], "note": "every field of the second, and three places"},
]
with open(FOLDER / "samples.jsonl", "w", encoding="utf-8") as file:
    for each in golden:
        file.write(json.dumps(each, ensure_ascii=False, allow_nan=False) + "\n")
