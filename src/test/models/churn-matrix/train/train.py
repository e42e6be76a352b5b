"""Makes churn-matrix 1: a logistic model on one matrix of 60 columns. Customers are invented.

pip install scikit-learn==1.9.1 skl2onnx==1.20.0 onnx==1.23.2 numpy==2.4.6
python train.py
"""
import json
from pathlib import Path

import numpy as np
from skl2onnx import to_onnx
from skl2onnx.common.data_types import FloatTensorType
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

FOLDER = Path(__file__).resolve().parent.parent / "versions" / "1"

# Upper ends of what a customer may have; the columns of the matrix are in this order.
NUMBERS = {
    "tenure_months": 240, "monthly_fee": 30, "balance": 20000, "income": 6000, "calls_last_month": 9,
    "calls_last_quarter": 20, "complaints": 4, "logins_7d": 20, "logins_30d": 70, "transfers_30d": 30,
    "card_payments_30d": 60, "cash_withdrawals_30d": 8, "days_since_last_login": 90, "products": 6}
WHOLE = set(NUMBERS) - {"monthly_fee", "balance", "income"}
BOOLEANS = [
    "mobile_app", "credit_card", "savings_account", "mortgage", "consumer_loan", "paperless", "joint_account",
    "foreign_transfers", "salary_account", "newsletter", "two_factor", "recent_move"]
# Columns of one-hot groups; those with a further word have a customer's group whose columns are all 0.
REGIONS = [
    "Baden-Württemberg", "Bayern", "Berlin", "Brandenburg", "Bremen", "Hamburg", "Hessen", "Mecklenburg-Vorpommern",
    "Niedersachsen", "Nordrhein-Westfalen", "Rheinland-Pfalz", "Saarland", "Sachsen", "Sachsen-Anhalt",
    "Schleswig-Holstein", "Thüringen"]
GROUPS = {
    "region": (REGIONS, []),
    "plan": (["plus", "premium", "business"], ["basic"]),
    "channel": (["branch", "web", "phone", "partner", "mobile"], []),
    "occupation": (["employee", "civil servant", "self-employed", "student", "retired", "unemployed"], ["other"]),
    "age_band": (["18-29", "30-44", "45-64", "65+"], [])}
WIDTH = len(NUMBERS) + len(BOOLEANS) + sum(len(words) for words, _ in GROUPS.values())
assert WIDTH == 60

chance = np.random.default_rng(7)


def customer():
    """What a caller sends; a number that is not known is left out."""
    row = {}
    for name, top in NUMBERS.items():
        value = chance.uniform(0, top)
        if chance.random() >= 0.08:
            row[name] = int(value) if name in WHOLE else round(value, 2)
    row.update({name: bool(chance.random() < 0.4) for name in BOOLEANS})
    row.update({name: str(chance.choice(words + others)) for name, (words, others) in GROUPS.items()})
    return row


def columns(row):
    """The row of the matrix, as training sees it."""
    cells = [row.get(name, np.nan) for name in NUMBERS]
    cells += [np.nan if name == "recent_move" and name not in row else float(row.get(name, False)) for name in BOOLEANS]
    for name, (words, _) in GROUPS.items():
        cells += [float(row.get(name) == word) for word in words]
    return cells


def matrix(rows):
    return np.array([columns(row) for row in rows], np.float32)


rows = [customer() for _ in range(1500)]
odds = np.array([
    0.25 * row.get("complaints", 2) - 0.008 * row.get("tenure_months", 120) + 0.02 * row.get("days_since_last_login", 45)
    - 1.0 * row["salary_account"] - 0.7 * (row["plan"] == "premium") + 0.8 * (row["age_band"] == "18-29") - 0.6
    for row in rows])
leaves = (chance.random(len(rows)) < 1 / (1 + np.exp(-odds))).astype(int)
model = make_pipeline(SimpleImputer(strategy="median"), StandardScaler(), LogisticRegression()).fit(matrix(rows), leaves)

graph = to_onnx(model, initial_types=[("features", FloatTensorType([None, WIDTH]))], options={"zipmap": False})
(FOLDER / "model.onnx").write_bytes(graph.SerializeToString())

# Golden rows: new customers, and the edges.
golden = [(customer(), "") for _ in range(8)]
whole = {**golden[0][0], **{name: top for name, top in NUMBERS.items()}}
needed = {name: whole[name] for name in ("mobile_app", "salary_account", "channel", "age_band", "region", "plan")}
golden += [
    (whole, "every number at the upper end of training"),
    ({**whole, **dict.fromkeys(NUMBERS, 0)}, "every number 0"),
    (needed, "all that may be left out is left out"),
    ({**whole, "plan": "basic", "occupation": "other"}, "the words whose columns are all 0"),
    ({**whole, "tenure_months": 1, "salary_account": False, "plan": "basic", "age_band": "18-29"}, "as near to leaving as can be"),
    ({**whole, "region": "Österreich"}, "an unknown region has no column"),
    ({**whole, **dict.fromkeys(["recent_move", "income"])}, "null counts as left out")]
with open(FOLDER / "samples.jsonl", "w", encoding="utf-8") as file:
    for row, note in golden:
        known = {name: value for name, value in row.items() if value is not None}
        stays, goes = model.predict_proba(matrix([known]))[0].tolist()
        advice = "wait" if goes < 0.3 else "write" if goes < 0.6 else "call"
        expect = {"churn_probability": goes, "outcome": "leaves" if goes > stays else "stays", "advice": advice}
        line = {"inputs": row, "expect": expect, "confidence": max(stays, goes)}
        file.write(json.dumps({**line, **({"note": note} if note else {})}, ensure_ascii=False, allow_nan=False) + "\n")
    wrong = {**whole, "complaints": -1, "mobile_app": 1, "plan": "gold", "age_band": None}
    refuse = ["complaints", "mobile_app", "plan", "age_band"]
    file.write(json.dumps({"inputs": wrong, "refuse": refuse}, ensure_ascii=False) + "\n")
