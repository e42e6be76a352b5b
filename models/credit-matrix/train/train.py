"""Fits credit-matrix 1, XGBoost on one matrix of 20 numbers, and writes its model.onnx and samples.jsonl."""

import sys
from pathlib import Path

import numpy as np
import onnxruntime
from onnxmltools import convert_xgboost
from onnxmltools.convert.common.data_types import FloatTensorType
from sklearn.metrics import brier_score_loss, roc_auc_score
from sklearn.model_selection import RepeatedStratifiedKFold, cross_validate, train_test_split
from xgboost import XGBClassifier

MODELS = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(MODELS / "credit-risk" / "train"))

from german_credit import CATEGORIES, FIELDS, OUTCOMES, SEED, as_called, load  # noqa: E402
from package import check_parity, graph_bytes, write_version  # noqa: E402

VERSION = MODELS / "credit-matrix" / "versions" / "1"

# Absent fields that reach the matrix as NaN; the data has no gaps, so training makes some.
NAN = ["employed_since", "installment_rate", "residence_since", "existing_credits", "telephone"]

# Absent fields that stand for a value, as the contract's defaults say.
DEFAULTS = {"savings": "unknown", "other_debtors": "none", "other_installments": "none", "dependents": 1}

# The code of each word: its place, but for the categories whose order or zero means something.
CODES = {name: {word: code for code, word in enumerate(FIELDS[name][1].values())} for name in CATEGORIES}
CODES["checking_account"] = {"none": 0, "overdrawn": 1, "under 200 DM": 2, "200 DM or more": 3}
CODES["savings"] = {"unknown": 0, "under 100 DM": 1, "100 to 499 DM": 2, "500 to 999 DM": 3, "1000 DM or more": 4}
CODES["purpose"] = {
    "other": 0, "new car": 1, "used car": 2, "furniture": 3, "radio or television": 4, "appliances": 5, "repairs": 6,
    "education": 7, "retraining": 8, "business": 9}

RISK_CLASSES = [(0.1, "A"), (0.2, "B"), (0.35, "C"), (0.5, "D"), (1.1, "E")]


def matrix(calls):
    """Callers' objects as the rows that XGBoost was fitted on, [N, 20] float32."""
    rows = np.empty((len(calls), len(FIELDS)), dtype=np.float32)
    for place, call in enumerate(calls):
        for column, name in enumerate(FIELDS):
            value = call.get(name)
            if value is None:
                value = DEFAULTS.get(name, np.nan)
            if name in CATEGORIES and isinstance(value, str):
                unknown = 0 if name == "purpose" else None
                value = CODES[name].get(value, unknown)
            rows[place, column] = value
    return rows


def classifier():
    return XGBClassifier(
        n_estimators=100, max_depth=3, learning_rate=0.08, tree_method="hist", n_jobs=1, random_state=SEED)


def cases(held_out, outcomes):
    """Callers' objects with a note: loans that training did not see, and the edges of the contract."""
    loans = [
        (call, f"held-out loan, {OUTCOMES[outcome]}")
        for wanted in (0, 1)
        for call, outcome in [pair for pair in zip(held_out, outcomes) if pair[1] == wanted][:12]]
    plain = loans[-1][0]
    edges = [
        ({name: value for name, value in plain.items() if name not in NAN}, "NaN in the matrix wherever it may stand"),
        ({name: value for name, value in plain.items() if name not in DEFAULTS}, "every default"),
        ({**plain, **dict.fromkeys([*NAN, *DEFAULTS])}, "null is the same as left out"),
        ({**plain, "purpose": "sailing boat"}, "an unknown purpose has the code of other"),
        ({**plain, "purpose": "other"}, "other itself"),
        ({**plain, "duration_months": 1, "amount": 1, "age": 18, "existing_credits": 0, "dependents": 0}, "smallest"),
        ({**plain, "duration_months": 120, "amount": 1000000, "age": 120, "existing_credits": 50, "dependents": 20},
         "largest"),
        ({**plain, "age": 33.0, "telephone": False, "foreign_worker": False}, "33.0 is an integer"),
    ]
    for place, (inputs, note) in enumerate(loans + edges, start=1):
        yield {"application_id": f"M-{place}", **inputs}, note


def refusals(inputs):
    """Rows that the contract must refuse, with the fields that are to blame."""
    without_age = {name: value for name, value in inputs.items() if name != "age"}
    return [
        {"inputs": without_age, "refuse": ["age"], "note": "a required field left out"},
        {"inputs": {**inputs, "job": "astronaut", "amount": 0}, "refuse": ["job", "amount"], "note": "two faults, one row"},
        {"inputs": {**inputs, "purpose": 4}, "refuse": ["purpose"], "note": "a code is not a caller's word"},
        {"inputs": {**inputs, "residence_since": 5}, "refuse": ["residence_since"], "note": "over its band"},
    ]


def risk_class(probability):
    return next(label for bound, label in RISK_CLASSES if probability < bound)


def expectation(repaid, defaulted):
    """The answer in the contract's results, from XGBoost's two probabilities."""
    ranked = sorted(zip(OUTCOMES, (repaid, defaulted)), key=lambda pair: -pair[1])
    return {
        "expect": {
            "default_probability": defaulted,
            "risk_class": risk_class(defaulted),
            "outcomes": [{"label": label, "score": score} for label, score in ranked],
            "likeliest": ranked[0][0]},
        "confidence": ranked[0][1]}


def convert(model):
    return convert_xgboost(
        model, name="credit-matrix", initial_types=[("features", FloatTensorType([None, len(FIELDS)]))], target_opset=15)


def run(graph, rows):
    session = onnxruntime.InferenceSession(graph, providers=["CPUExecutionProvider"])
    return session.run(["label", "probabilities"], {"features": rows})


def main():
    frame, outcomes = load()
    calls = [as_called(row) for _, row in frame.iterrows()]
    chance = np.random.default_rng(SEED + 1)
    for call in calls:
        for name in ["employed_since", "installment_rate", "telephone"]:
            if chance.random() < 0.05:
                call[name] = None
    rows = matrix(calls)
    known, held_out = train_test_split(np.arange(len(rows)), test_size=300, stratify=outcomes, random_state=SEED)
    model = classifier().fit(rows[known], outcomes[known])

    samples = list(cases([calls[place] for place in held_out], outcomes[held_out]))
    sample_rows = matrix([inputs for inputs, _ in samples])
    graph = graph_bytes(convert(model))
    for what, some in {"all loans": rows, "golden rows": sample_rows}.items():
        labels, probabilities = run(graph, some)
        check_parity(f"{what}, probabilities", model.predict_proba(some), probabilities)
        check_parity(f"{what}, label", model.predict(some), labels)
    expected = [expectation(*pair) for pair in model.predict_proba(sample_rows).tolist()]
    answered = [
        {"inputs": inputs, **answer, "note": note} for (inputs, note), answer in zip(samples, expected)]
    write_version(VERSION, graph, answered + refusals(samples[-1][0]))

    folds = RepeatedStratifiedKFold(n_splits=5, n_repeats=5, random_state=SEED)
    scores = cross_validate(classifier(), rows, outcomes, cv=folds, scoring=["roc_auc", "neg_brier_score"])
    probability = model.predict_proba(rows[held_out])[:, 1]
    print(f"cross-validated AUC {scores['test_roc_auc'].mean():.3f}"
          f" Brier {-scores['test_neg_brier_score'].mean():.3f}"
          f", held out AUC {roc_auc_score(outcomes[held_out], probability):.3f}"
          f" Brier {brier_score_loss(outcomes[held_out], probability):.3f}")


if __name__ == "__main__":
    main()
