"""Proves the table of docs/how-to/lightgbm.md."""

import lightgbm
import numpy as np
from onnxmltools import convert_lightgbm
from onnxmltools.convert.common.data_types import FloatTensorType
from sklearn.datasets import make_classification, make_regression

from claims import refused, right, run, wrong

FEW = {"n_estimators": 40, "random_state": 0, "deterministic": True, "force_row_wise": True, "n_jobs": 1, "verbose": -1}

rows, classes = make_classification(2000, 6, weights=[0.8], flip_y=0.1, random_state=0)
rows = rows.astype(np.float32)
numbers, targets = make_regression(2000, 6, random_state=0)
numbers, targets = numbers.astype(np.float32), np.exp(targets / 100)
chance = np.random.default_rng(0)
zeros = np.where(chance.random(rows.shape) < 0.2, 0, rows)
gaps = np.where(zeros == 0, np.nan, rows)


def export(model, target_opset=15):
    width = [("rows", FloatTensorType([None, model.n_features_in_]))]
    options = {"zipmap": False} if isinstance(model, lightgbm.LGBMClassifier) else {}
    return convert_lightgbm(model, initial_types=width, target_opset=target_opset, **options)


def classifier(learned=rows, wanted=classes, fit=None, **parameters):
    """What a classifier says, and what its graph says."""
    model = lightgbm.LGBMClassifier(**{**FEW, **parameters}).fit(learned, wanted, **(fit or {}))
    return model.predict_proba(learned), run(export(model), {"rows": learned.astype(np.float32)})["probabilities"]


def regressor(**parameters):
    model = lightgbm.LGBMRegressor(**{**FEW, **parameters}).fit(numbers, targets)
    return model.predict(numbers), run(export(model), {"rows": numbers})["variable"]


def fails(what, **parameters):
    refused(what, lambda: regressor(**parameters))


forest = {"boosting_type": "rf", "bagging_freq": 1, "bagging_fraction": 0.7}
three = {"learned": numbers, "wanted": (targets > 1).astype(int) + (targets > 3)}
wrong('`objective="multiclassova"`', *classifier(**three, objective="multiclassova"))
right("multiclass", *classifier(**three, objective="multiclass"))
wrong("`sigmoid=2`", *classifier(sigmoid=2.0))
wrong("`linear_tree=True`", *regressor(linear_tree=True))
wrong("`reg_sqrt=True`", *regressor(reg_sqrt=True))
wrong("`zero_as_missing=True`", *classifier(zeros, zero_as_missing=True))
right("NaN for missing", *classifier(gaps))
wrong('`LGBMClassifier(boosting_type="rf")`', *classifier(**forest))
wrong('`LGBMRegressor(boosting_type="rf")`, but for 100 trees', *regressor(**forest))
right("100 trees", *regressor(**{**forest, "n_estimators": 100}))
fails('`objective="mape"`', objective="mape")
fails('`objective="fair"`', objective="fair")
refused('`objective="cross_entropy"`', lambda: classifier(objective="cross_entropy"))
trees = lightgbm.LGBMClassifier(**FEW).fit(rows, classes)
refused("`target_opset=18`", lambda: export(trees, target_opset=18))

# What the page says does convert.
codes = rows.copy()
codes[:, 0] = chance.integers(0, 12, len(rows))
odd = ((codes[:, 0] % 3 == 0) ^ (codes[:, 1] > 0)).astype(int)
right("categories", *classifier(codes, odd, fit={"categorical_feature": [0]}))
model = lightgbm.LGBMClassifier(**FEW).fit(codes, odd, categorical_feature=[0])
unseen = codes.copy()
unseen[:, 0] = -1
right("-1 for an unknown word", model.predict_proba(unseen), run(export(model), {"rows": unseen})["probabilities"])
graph = export(trees)
declared = graph.graph.output[0].type.tensor_type.shape.dim[0].dim_value
if declared != 1 or len(run(graph, {"rows": rows})["label"]) != len(rows):
    raise SystemExit("the label is no longer declared as [1], with one a row")
for objective in ["poisson", "gamma", "tweedie", "quantile", "regression_l1", "huber"]:
    right(objective, *regressor(objective=objective))
ranker = lightgbm.LGBMRanker(**FEW).fit(rows, classes, group=[100] * 20)
right("a ranker", ranker.predict(rows), run(export(ranker), {"rows": rows})["variable"])
