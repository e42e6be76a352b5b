"""Fits the three versions of credit-risk and writes each one's model.onnx and samples.jsonl.

Version 1 is LightGBM, version 2 a logistic regression that explains itself, version 3 the same fitted on shuffled labels.
"""

from pathlib import Path

import numpy as np
import onnxruntime
from lightgbm import LGBMClassifier
from onnx import helper, numpy_helper
from onnxmltools.convert.lightgbm.operator_converters.LightGbm import convert_lightgbm
from skl2onnx import convert_sklearn, update_registered_converter
from skl2onnx.common.data_types import FloatTensorType, StringTensorType
from skl2onnx.common.shape_calculator import calculate_linear_classifier_output_shapes
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, roc_auc_score
from sklearn.model_selection import RepeatedStratifiedKFold, cross_validate, train_test_split
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from german_credit import CATEGORIES, FIELDS, NUMBERS, OUTCOMES, SEED, as_called, as_learned, load
from package import check_parity, graph_bytes, write_version

PROJECT = Path(__file__).resolve().parents[3]
RELEASES = PROJECT / "models" / "credit-risk" / "versions"
TEST_RELEASES = PROJECT / "src" / "test" / "models" / "credit-risk" / "versions"

OPSET = {"": 15, "ai.onnx.ml": 3}


def one_hot():
    """A word that training never saw sets no column."""
    return OneHotEncoder(handle_unknown="ignore", sparse_output=False)


def boosted_trees():
    """Version 1: no scaler, because float32 would move the split points; the library's defaults otherwise."""
    encode = ColumnTransformer([("numbers", "passthrough", NUMBERS), ("categories", one_hot(), CATEGORIES)])
    trees = LGBMClassifier(random_state=SEED, n_jobs=1, deterministic=True, force_row_wise=True, verbose=-1)
    return Pipeline([("encode", encode), ("classify", trees)])


def logistic():
    """Versions 2 and 3."""
    numbers = make_pipeline(SimpleImputer(strategy="median"), StandardScaler())
    encode = ColumnTransformer([("numbers", numbers, NUMBERS), ("categories", one_hot(), CATEGORIES)])
    return Pipeline([("encode", encode), ("classify", LogisticRegression(C=0.1, max_iter=1000))])


def graph_inputs():
    """One graph input a field, [N, 1]: a string tensor for a category, floats for the rest."""
    return [(name, StringTensorType([None, 1]) if name in CATEGORIES else FloatTensorType([None, 1])) for name in FIELDS]


def convert(pipeline, zipmap):
    return convert_sklearn(
        pipeline,
        name="credit-risk",
        initial_types=graph_inputs(),
        target_opset=OPSET,
        options={id(pipeline): {"zipmap": zipmap}})


def terms(pipeline):
    """A matrix that sums the encoded columns, each times its coefficient, into one column a field."""
    coefficients = pipeline["classify"].coef_[0]
    fields = list(FIELDS)
    owners = NUMBERS + [name for name, words in zip(CATEGORIES, encoder(pipeline).categories_) for _ in words]
    matrix = np.zeros((len(owners), len(fields)))
    for column, name in enumerate(owners):
        matrix[column, fields.index(name)] = coefficients[column]
    return matrix


def encoder(pipeline):
    return pipeline["encode"].named_transformers_["categories"]


def add_contributions(model, pipeline):
    """Gives the graph a further output, contributions [N, 20]: what the classifier reads, times its terms."""
    encoded = next(node.input[0] for node in model.graph.node if node.op_type == "LinearClassifier")
    matrix = terms(pipeline).astype(np.float32)
    model.graph.initializer.append(numpy_helper.from_array(matrix, "terms"))
    model.graph.node.append(helper.make_node("MatMul", [encoded, "terms"], ["contributions"], name="Contributions"))
    model.graph.output.append(helper.make_tensor_value_info("contributions", 1, [None, matrix.shape[1]]))


def cases(held_out, outcomes):
    """Callers' objects with a note: loans that training did not see, and the edges of the contract."""
    loans = [
        (as_called(row), f"held-out loan {number}, {OUTCOMES[outcome]}")
        for outcome in (0, 1)
        for number, row in held_out[outcomes == outcome].head(12).iterrows()]
    plain = loans[-1][0]
    optional = ["savings", "other_debtors", "residence_since", "other_installments", "existing_credits", "dependents",
                "telephone"]
    lowest = {"duration_months": 1, "amount": 1, "installment_rate": 1, "residence_since": 1, "age": 18,
              "existing_credits": 0, "dependents": 0}
    highest = {"duration_months": 120, "amount": 1000000, "installment_rate": 4, "residence_since": 4, "age": 120,
               "existing_credits": 50, "dependents": 20}
    edges = [
        ({name: value for name, value in plain.items() if name not in optional}, "every optional field left out"),
        ({**plain, **dict.fromkeys(optional)}, "null is the same as left out"),
        ({**plain, **lowest}, "the smallest numbers allowed"),
        ({**plain, **highest}, "the largest numbers allowed"),
        ({**plain, "age": 42.0, "amount": 2500.5}, "42.0 is an integer; an amount may have a fraction"),
        ({**plain, "purpose": "sailing boat"}, "an unknown purpose counts as other"),
        ({**plain, "job": "Köchin auf Zeit"}, "an unknown job is passed on, and sets no column"),
        ({**plain, "checking_account": "none", "telephone": True, "foreign_worker": False}, "words and booleans changed"),
    ]
    for place, (inputs, note) in enumerate(loans + edges, start=1):
        yield {"application_id": f"A-{place}", "customer_id": f"C-{place % 7}", **inputs}, note


def refusals(inputs):
    """Rows that the contract must refuse, with the fields that are to blame."""
    without_amount = {name: value for name, value in inputs.items() if name != "amount"}
    return [
        {"inputs": without_amount, "refuse": ["amount"], "note": "a required field left out"},
        {"inputs": {**inputs, "age": 17, "duration_months": 0}, "refuse": ["age", "duration_months"], "note": "too small"},
        {"inputs": {**inputs, "housing": "owned"}, "refuse": ["housing"], "note": "not one of the words"},
        {"inputs": {**inputs, "amount": "2500"}, "refuse": ["amount"], "note": "a number in quotes"},
        {"inputs": {**inputs, "telephone": 1}, "refuse": ["telephone"], "note": "1 is no boolean"},
        {"inputs": {**inputs, "existing_credits": 1.5}, "refuse": ["existing_credits"], "note": "1.5 is no integer"},
    ]


def known_purpose(inputs):
    """What the contract does with a purpose outside its list, before the graph sees it."""
    purposes = FIELDS["purpose"][1].values()
    return {**inputs, "purpose": inputs["purpose"] if inputs["purpose"] in purposes else "other"}


def decision(probability):
    return "approve" if probability < 0.25 else "refer" if probability < 0.5 else "decline"


def default_probability(pipeline, frame):
    """Version 1 was fitted on words, the others on 1 for a default."""
    column = [name in ("defaulted", 1) for name in pipeline["classify"].classes_].index(True)
    return pipeline.predict_proba(frame)[:, column]


def expectations(pipeline, frame, explained):
    """What the fitted pipeline itself says of each row."""
    contributions = pipeline["encode"].transform(frame) @ terms(pipeline) if explained else [None] * len(frame)
    outcomes = [name if isinstance(name, str) else OUTCOMES[name] for name in pipeline.predict(frame)]
    for defaulted, outcome, terms_of_row in zip(default_probability(pipeline, frame).tolist(), outcomes, contributions):
        expected = {
            "expect": {
                "default_probability": defaulted,
                "decision": decision(defaulted),
                "predicted_outcome": outcome},
            "confidence": max(defaulted, 1 - defaulted)}
        if explained:
            expected["explanation"] = {"contributions": dict(zip(FIELDS, terms_of_row.tolist()))}
        yield expected


def run(graph, frame):
    """ONNX Runtime's outputs by name."""
    session = onnxruntime.InferenceSession(graph, providers=["CPUExecutionProvider"])
    feed = {
        name: frame[[name]].to_numpy(dtype=object if name in CATEGORIES else np.float32) for name in FIELDS}
    return dict(zip([output.name for output in session.get_outputs()], session.run(None, feed)))


def check(name, pipeline, graph, frame, explained):
    """Compares the graph with the pipeline, on every row of the frame."""
    got = run(graph, frame)
    if "output_probability" in got:
        defaulted = [row["defaulted"] for row in got["output_probability"]]
    else:
        defaulted = got["probabilities"][:, 1]
    check_parity(f"{name}, default_probability", default_probability(pipeline, frame), defaulted)
    if explained:
        wanted = pipeline["encode"].transform(frame) @ terms(pipeline)
        check_parity(f"{name}, contributions", wanted, got["contributions"])
        log_odds = got["contributions"].sum(axis=1) + pipeline["classify"].intercept_[0]
        check_parity(f"{name}, log-odds", pipeline.decision_function(frame), log_odds)


def ship(folder, pipeline, model, loans, samples):
    """Writes a version, after its graph was compared with the pipeline on all loans and on the golden rows."""
    explained = "contributions" in [output.name for output in model.graph.output]
    learned = as_learned([known_purpose(inputs) for inputs, _ in samples])
    graph = graph_bytes(model)
    check(f"version {folder.name}, all loans", pipeline, graph, loans, explained)
    check(f"version {folder.name}, golden rows", pipeline, graph, learned, explained)
    rows = [
        {"inputs": inputs, **expected, "note": note}
        for (inputs, note), expected in zip(samples, expectations(pipeline, learned, explained))]
    write_version(folder, graph, rows + refusals(samples[-1][0]))


def report(name, pipeline, frame, outcomes, held_out, held_out_outcomes):
    """Prints the metrics that the README states."""
    folds = RepeatedStratifiedKFold(n_splits=5, n_repeats=5, random_state=SEED)
    scores = cross_validate(pipeline, frame, outcomes, cv=folds, scoring=["roc_auc", "neg_brier_score"])
    probability = default_probability(pipeline, held_out)
    print(f"{name}: cross-validated AUC {scores['test_roc_auc'].mean():.3f}"
          f" Brier {-scores['test_neg_brier_score'].mean():.3f}"
          f", held out AUC {roc_auc_score(held_out_outcomes, probability):.3f}"
          f" Brier {brier_score_loss(held_out_outcomes, probability):.3f}")


def main():
    update_registered_converter(
        LGBMClassifier, "LightGbmLGBMClassifier", calculate_linear_classifier_output_shapes, convert_lightgbm,
        options={"zipmap": [True, False, "columns"], "nocl": [True, False]})
    frame, outcomes = load()
    known, held_out, known_outcomes, held_out_outcomes = train_test_split(
        frame, outcomes, test_size=300, stratify=outcomes, random_state=SEED)
    samples = list(cases(held_out, held_out_outcomes))

    first = boosted_trees().fit(known, np.array(OUTCOMES)[known_outcomes])
    second = logistic().fit(known, known_outcomes)
    shuffled = np.random.default_rng(SEED).permutation(known_outcomes)
    bad = logistic().fit(known, shuffled)

    ship(RELEASES / "1", first, convert(first, zipmap=True), frame, samples)
    for folder, pipeline in [(RELEASES / "2", second), (TEST_RELEASES / "3", bad)]:
        model = convert(pipeline, zipmap=False)
        add_contributions(model, pipeline)
        ship(folder, pipeline, model, frame, samples)
    everything = (frame, outcomes, held_out, held_out_outcomes)
    report("version 1", boosted_trees().fit(known, known_outcomes), *everything)
    report("version 2", second, *everything)
    print(f"version 3: held out AUC {roc_auc_score(held_out_outcomes, default_probability(bad, held_out)):.3f}")


if __name__ == "__main__":
    main()
