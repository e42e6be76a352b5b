"""Proves the table of docs/how-to/xgboost.md."""

import numpy as np
import pandas as pd
import xgboost
from onnxmltools import convert_xgboost
from onnxmltools.convert.common.data_types import FloatTensorType
from sklearn.datasets import make_classification, make_regression
from sklearn.preprocessing import StandardScaler

from claims import refused, right, run, wrong

FEW = {"n_estimators": 40, "random_state": 0, "n_jobs": 1}

rows, classes = make_classification(2000, 6, weights=[0.8], flip_y=0.1, random_state=0)
rows = rows.astype(np.float32)
numbers, targets = make_regression(2000, 6, random_state=0)
numbers, targets = numbers.astype(np.float32), np.exp(targets / 100)
three = (targets > 1).astype(int) + (targets > 3)
chance = np.random.default_rng(0)
gaps = np.where(chance.random(rows.shape) < 0.1, np.nan, rows).astype(np.float32)


def export(model, width=6, target_opset=15):
    return convert_xgboost(model, initial_types=[("rows", FloatTensorType([None, width]))], target_opset=target_opset)


def classifier(learned=rows, wanted=classes, kind=xgboost.XGBClassifier, **parameters):
    """What a classifier says, and what its graph says."""
    model = kind(**{**FEW, **parameters}).fit(learned, wanted)
    return model.predict_proba(learned), run(export(model), {"rows": np.asarray(learned)})["probabilities"]


def regressor(wanted=targets, kind=xgboost.XGBRegressor, **parameters):
    model = kind(**{**FEW, **parameters}).fit(numbers, wanted)
    expected, got = model.predict(numbers), run(export(model), {"rows": numbers})["variable"]
    return expected, got if expected.shape == (2000,) else np.broadcast_to(got, expected.shape)


wrong('`XGBRegressor(objective="reg:logistic")`', *regressor((targets > 1).astype(int), objective="reg:logistic"))
wrong('`objective="multi:softmax"`', *classifier(numbers, three, objective="multi:softmax"))
right("softprob", *classifier(numbers, three))
wrong("several `quantile_alpha`", *regressor(objective="reg:quantileerror", quantile_alpha=np.array([0.1, 0.5, 0.9])))
right("one quantile", *regressor(objective="reg:quantileerror", quantile_alpha=0.9))
wrong("several targets", *regressor(np.column_stack([targets, 2 * targets])))
right("one target", *regressor())

whole = np.column_stack([chance.integers(18, 90, 5000), chance.integers(1, 72, 5000), chance.integers(200, 20000, 5000)])
bought = (whole[:, 0] / 90 * whole[:, 1] / 72 + whole[:, 2] / 20000 + chance.normal(0, 0.2, 5000) > 0.8).astype(int)
scaler = StandardScaler().fit(whole.astype(float))
mean, scale = scaler.mean_.astype(np.float32), (1 / scaler.scale_).astype(np.float32)
scaled = (whole.astype(np.float32) - mean) * scale  # as the graph's own Scaler computes
model = xgboost.XGBClassifier(**FEW).fit(scaler.transform(whole.astype(float)), bought)
expected = model.predict_proba(scaler.transform(whole.astype(float)))
wrong("a scaler before trees", expected, run(export(model, width=3), {"rows": scaled})["probabilities"])
model = xgboost.XGBClassifier(**FEW).fit(whole.astype(float), bought)
right("no scaler", model.predict_proba(whole), run(export(model, 3), {"rows": whole.astype(np.float32)})["probabilities"])

named = pd.DataFrame(rows, columns=["age", "income", "months", "calls", "fee", "rooms"])
refused("a frame with names", lambda: classifier(named))
refused("`missing=-999`", lambda: classifier(np.nan_to_num(gaps, nan=-999), missing=-999))
right("NaN for missing", *classifier(gaps))
refused('`booster="dart"`', lambda: regressor(booster="dart"))
refused('`booster="gblinear"`', lambda: regressor(booster="gblinear"))
refused("`num_parallel_tree=3`", lambda: classifier(num_parallel_tree=3))
right("a forest", *classifier(kind=xgboost.XGBRFClassifier))
refused('`objective="binary:logitraw"`', lambda: classifier(objective="binary:logitraw"))
ranker = xgboost.XGBRanker(**FEW).fit(rows, classes, qid=np.repeat(np.arange(20), 100))
refused("`XGBRanker`", lambda: export(ranker))
score, trees = run(export(ranker.get_booster()), {"rows": rows})["probabilities"][:, 1], ranker.predict(rows)
wrong("a ranker's `get_booster()`", trees, score)
refused("`target_opset=18`", lambda: export(model, target_opset=18))

# What the page says does convert.
for objective in ["count:poisson", "reg:gamma", "reg:tweedie", "reg:absoluteerror"]:
    right(objective, *regressor(objective=objective))
early = xgboost.XGBClassifier(**FEW, early_stopping_rounds=3)
early.fit(rows[:1500], classes[:1500], eval_set=[(rows[1500:], classes[1500:])], verbose=False)
right("early stopping", early.predict_proba(rows), run(export(early), {"rows": rows})["probabilities"])

categories = rows.copy()
categories[:, 0] = chance.integers(0, 12, len(rows))
odd = ((categories[:, 0] % 3 == 0) ^ (categories[:, 1] > 0)).astype(int)
right("categories", *classifier(categories, odd, enable_categorical=True, feature_types=["c", *"qqqqq"]))
