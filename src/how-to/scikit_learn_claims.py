"""Proves the table of docs/how-to/scikit-learn.md."""

import numpy as np
import pandas as pd
from skl2onnx import to_onnx
from skl2onnx.common.data_types import FloatTensorType, StringTensorType
from sklearn.calibration import CalibratedClassifierCV
from sklearn.compose import TransformedTargetRegressor
from sklearn.datasets import make_classification
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.ensemble import HistGradientBoostingClassifier, IsolationForest, RandomForestClassifier, VotingClassifier
from sklearn.impute import KNNImputer, SimpleImputer
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.model_selection import FixedThresholdClassifier, TunedThresholdClassifierCV
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, StandardScaler

from claims import misjudged, refused, right, run, wrong

rows, classes = make_classification(1000, 5, weights=[0.8], flip_y=0.1, random_state=0)
rows = rows.astype(np.float32)
chance = np.random.default_rng(0)
gaps = np.where(chance.random(rows.shape) < 0.15, np.nan, rows).astype(np.float32)
whole = np.column_stack([chance.integers(18, 90, 5000), chance.integers(1, 72, 5000), chance.integers(200, 20000, 5000)])
bought = (whole[:, 0] / 90 * whole[:, 1] / 72 + whole[:, 2] / 20000 + chance.normal(0, 0.2, 5000) > 0.8).astype(int)
imputer, forest = SimpleImputer(), RandomForestClassifier(50, random_state=0)


def export(model, learned, **options):
    width = [("rows", FloatTensorType([None, learned.shape[1]]))]
    return to_onnx(model, initial_types=width, **options)


def probabilities(model, learned, targets):
    """What the model says, and what its graph says."""
    model.fit(learned, targets)
    graph = export(model, learned, options={"zipmap": False})
    return model.predict_proba(learned), run(graph, {"rows": learned.astype(np.float32)})["probabilities"]


def fails(what, model, targets=classes, learned=rows, **options):
    model.fit(learned, targets)
    refused(what, lambda: export(model, learned, **options))


tuned = TunedThresholdClassifierCV(LogisticRegression(), scoring="balanced_accuracy").fit(rows, classes)
graph = export(tuned, rows, options={"zipmap": False})
misjudged("`TunedThresholdClassifierCV`", tuned.predict(rows), run(graph, {"rows": rows})["label"])
fails("`FixedThresholdClassifier`", FixedThresholdClassifier(LogisticRegression(), threshold=0.3))

pipeline = make_pipeline(StandardScaler(), LogisticRegression())
wrong("`CalibratedClassifierCV` around a pipeline", *probabilities(CalibratedClassifierCV(pipeline), rows, classes))
last = make_pipeline(StandardScaler(), CalibratedClassifierCV(LogisticRegression()))
right("calibration as the last step", *probabilities(last, rows, classes))
isotonic = CalibratedClassifierCV(LogisticRegression(), method="isotonic")
wrong('`CalibratedClassifierCV(method="isotonic")`', *probabilities(isotonic, rows, classes))
fails('`CalibratedClassifierCV(method="temperature")`', CalibratedClassifierCV(forest, method="temperature"))

log = TransformedTargetRegressor(LinearRegression(), func=np.log1p, inverse_func=np.expm1)
fails("`TransformedTargetRegressor`", log, np.exp(rows[:, 0]))
logs = make_pipeline(FunctionTransformer(np.log1p), LogisticRegression())
fails("`FunctionTransformer(np.log1p)`", logs, learned=np.abs(rows))

fails("`HistGradientBoosting…`", HistGradientBoostingClassifier(random_state=0))
wrong("trees that were trained with NaN", *probabilities(forest, gaps, classes))
constant = make_pipeline(SimpleImputer(strategy="constant", fill_value=-999), forest)
right("a constant for NaN", *probabilities(constant, gaps, classes))
wrong("a scaler before trees", *probabilities(make_pipeline(StandardScaler(), forest), whole.astype(float), bought))
right("no scaler before trees", *probabilities(forest, whole.astype(float), bought))

indicator = make_pipeline(SimpleImputer(add_indicator=True), LogisticRegression())
wrong("`SimpleImputer(add_indicator=True)`", *probabilities(indicator, gaps, classes))
wrong("`KNNImputer`", *probabilities(make_pipeline(KNNImputer(), LogisticRegression()), gaps, classes))
right("SimpleImputer", *probabilities(make_pipeline(imputer, LogisticRegression()), gaps, classes))
wrong("`LinearDiscriminantAnalysis`, two classes", *probabilities(LinearDiscriminantAnalysis(), rows, classes))
neighbours = KNeighborsClassifier(weights="distance")
wrong('`KNeighborsClassifier(weights="distance")`', *probabilities(neighbours, rows, classes))
right("uniform weights", *probabilities(KNeighborsClassifier(), rows, classes))

words = pd.DataFrame({"word": chance.choice(["a", "b", "c", "d"], 1000, p=[0.5, 0.3, 0.15, 0.05])})
rare = make_pipeline(OneHotEncoder(min_frequency=100), LogisticRegression()).fit(words, classes)
refused("`OneHotEncoder(min_frequency=…)`", lambda: to_onnx(rare, initial_types=[("word", StringTensorType([None, 1]))]))
vote = [("line", LogisticRegression()), ("forest", forest)]
fails("`VotingClassifier`", VotingClassifier(vote, voting="soft"))
right("not flattened", *probabilities(VotingClassifier(vote, voting="soft", flatten_transform=False), rows, classes))
fails("`IsolationForest`", IsolationForest(random_state=0), None)
lonely = IsolationForest(random_state=0).fit(rows)
graph = export(lonely, rows, target_opset={"": 18, "ai.onnx.ml": 3})
right("an older opset", lonely.decision_function(rows), run(graph, {"rows": rows})["scores"])
