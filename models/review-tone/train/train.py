"""Trains review-tone, writes model.onnx and samples.jsonl of version 1, and checks that both agree.

The expectations in samples.jsonl are scikit-learn's own predictions; ONNX Runtime is only compared with them.
"""

import copy
import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from skl2onnx import convert_sklearn
from skl2onnx.common.data_types import StringTensorType
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score, log_loss
from sklearn.model_selection import GroupShuffleSplit
from sklearn.pipeline import Pipeline

from reviews import KINDS, TONES, load

VERSION = Path(__file__).resolve().parents[1] / "versions" / "1"
SEED = 20140602
OPSET = {"": 17, "ai.onnx.ml": 3}
TOLERANCE = 1e-5
LIMIT = 5 * 1024 * 1024  # bytes
MARGIN = 1e-4  # a golden row stands at least this far from another answer
LONGEST = 10000  # characters, the contract's max_length
PLAIN_ROWS = 18
DIRECTION = np.array([[-1], [0], [1]])  # of the tones: the score is how far a text leans
NEXT_STEP = [(-0.5, "reply"), (0.5, "read"), (1.1, "thank")]


def lower_ascii(text):
    """Lowers A to Z and nothing else, which is what the graph does in the locale C."""
    return text.encode().lower().decode()


def fit(texts, tones):
    """Runs of ASCII letters are the only tokens that scikit-learn and ONNX Runtime cut alike."""
    words = TfidfVectorizer(preprocessor=lower_ascii, token_pattern="[a-zA-Z]+", ngram_range=(1, 2), min_df=3)
    return Pipeline([("words", words), ("tone", LogisticRegression(C=3, max_iter=1000))]).fit(texts, tones)


def convert(pipeline):
    """Every process has the locale C; a node that names none means en_US, and fails where that is not installed."""
    lowering = copy.deepcopy(pipeline)
    lowering["words"].set_params(preprocessor=None, lowercase=True)  # the converter takes no function
    return convert_sklearn(
        lowering,
        name="review-tone",
        initial_types=[("text", StringTensorType([None, 1]))],
        target_opset=OPSET,
        options={TfidfVectorizer: {"locale": "C"}, LogisticRegression: {"zipmap": False}},
    )


def add_score(model):
    """A further output, score [N, 1]: P(positive) - P(negative)."""
    model.graph.initializer.append(numpy_helper.from_array(DIRECTION.astype(np.float32), "direction"))
    model.graph.node.append(helper.make_node("MatMul", ["probabilities", "direction"], ["score"], name="Score"))
    model.graph.output.append(helper.make_tensor_value_info("score", TensorProto.FLOAT, [None, 1]))


def write_graph(model):
    """Doc strings and metadata go, because converters write paths and hosts into them."""
    model.doc_string = ""
    del model.metadata_props[:]
    model.opset_import.sort(key=lambda each: each.domain)  # the converter's order changes from run to run
    graph = model.graph
    graph.doc_string = ""
    for part in [*graph.node, *graph.input, *graph.output, *graph.value_info]:
        part.doc_string = ""
    for part in [*graph.input, *graph.output]:
        part.type.tensor_type.shape.dim[0].dim_param = "N"
    onnx.checker.check_model(model)
    data = model.SerializeToString(deterministic=True)
    if len(data) > LIMIT:
        raise SystemExit(f"the graph has {len(data)} bytes, more than {LIMIT}")
    (VERSION / "model.onnx").write_bytes(data)


def clearance(probabilities):
    """How far each row stands from another order of the tones and another next step."""
    scores = probabilities @ DIRECTION
    bounds = np.array([[bound for bound, _ in NEXT_STEP]])
    return np.hstack([np.diff(np.sort(probabilities, axis=1), axis=1), np.abs(scores - bounds)]).min(axis=1)


def held_out_requests(reviews, pipeline):
    """Plain golden rows: for each tone that was forecast, sentences that training did not see."""
    random = np.random.default_rng(SEED)
    probabilities = pipeline.predict_proba(reviews.text)
    clear = clearance(probabilities) > MARGIN
    for place, tone in enumerate(TONES):
        candidates = reviews.index[clear & (probabilities.argmax(axis=1) == place)]
        for chosen in sorted(random.choice(candidates, PLAIN_ROWS // len(TONES), replace=False)):
            review = reviews.loc[chosen]
            identity = f"{review.kind}-{review.number}"
            yield {"review_id": identity, "text": review.text}, f"of a {review.kind} review, heard as {review.tone}"


def edge_requests(long_text):
    """Golden rows at the edges of text."""
    texts = {
        "  \t\r\n": "white space alone",
        "4/10, 2 * $9.99 = ???": "not one letter",
        "👍👍👍": "emoji alone",
        "Great sound 😀, awful battery 😡!": "emoji between words",
        "The whole family loves it 👨‍👩‍👧‍👦❤️🇫🇷": "emoji joined out of several characters",
        "𝓑𝓻𝓲𝓵𝓵𝓲𝓪𝓷𝓽 and 𝒷𝑜𝓇𝒾𝓃𝑔": "letters above U+FFFF are no ASCII letters",
        "un cafe\u0301 excellent, tre\u0300s re\u0301ussi": "combining accents",
        "z\u0351\u036b\u0343a\u0326\u0318l\u032d\u0340g\u0316\u0319o\u0330 terrible": "heaps of combining characters",
        "هذا المنتج excellent جدا": "right-to-left text around a word",
        "\u202eelbirret\u202c, the worst film of the year": "an override of the direction",
        "Το προϊόν είναι καταπληκτικό": "Greek",
        "このカメラは最高です": "Japanese",
        "İSTANBUL'DA ILIK BİR GÜN, a KELVIN \u212a": "capitals whose small letters depend on the locale",
        "ABSOLUTELY WONDERFUL": "capitals",
        "I don't like it; it isn't good & it won't work": "apostrophes cut words",
        "bad\x01\x02\x1f\x7fbad\u2028bad\ufeff": "control characters",
        "quote \" backslash \\ <b>tag</b> {brace} # ##": "characters with a meaning elsewhere",
        "good " * 1999 + "film👍": "one word two thousand times",
        long_text: "as long as the contract allows, with an emoji at the end",
    }
    for text, note in texts.items():
        yield {"text": text}, note


def refused_requests():
    """Requests that the contract turns away, with the fields that it names."""
    yield {"review_id": "R-1"}, ["text"], "a required field left out"
    yield {"text": None}, ["text"], "null is the same as left out"
    yield {"text": ""}, ["text"], "no text at all"
    yield {"text": 5}, ["text"], "a number where text belongs"
    yield {"text": ["good"]}, ["text"], "a list where text belongs"
    yield {"text": "x" * (LONGEST + 1)}, ["text"], "too long"
    yield {"text": "good\x00bad"}, ["text"], "NUL"


def expectation(probabilities, tone):
    """What the contract answers, in full precision."""
    score = float(probabilities @ DIRECTION[:, 0])
    chances = [{"label": TONES[place], "score": float(probabilities[place])} for place in np.argsort(-probabilities)]
    step = next(word for bound, word in NEXT_STEP if score < bound)
    return {"tone": str(tone), "score": score, "chances": chances, "next_step": step}


def as_line(row):
    """One JSON object; what cannot be seen is written as an escape."""
    text = json.dumps(row, ensure_ascii=False, allow_nan=False)
    return "".join(each if each.isprintable() else json.dumps(each)[1:-1] for each in text) + "\n"


def write_samples(pipeline, golden):
    """Saves the golden rows, and gives back the texts of those that have an answer."""
    texts = [request["text"] for request, _ in golden]
    probabilities = pipeline.predict_proba(texts)
    for place in np.flatnonzero(clearance(probabilities) < MARGIN):
        raise SystemExit(f"rounding could tip a golden row over: {golden[place]} {probabilities[place]}")
    lines = []
    for (request, note), chances, tone in zip(golden, probabilities, pipeline.predict(texts)):
        expect = expectation(chances, tone)
        lines.append({"inputs": request, "expect": expect, "confidence": float(chances.max()), "note": note})
    for request, fields, note in refused_requests():
        lines.append({"inputs": request, "refuse": fields, "note": note})
    (VERSION / "samples.jsonl").write_text("".join(map(as_line, lines)), encoding="utf-8")
    return texts


def check_parity(pipeline, texts):
    """Stops when ONNX Runtime and scikit-learn differ by more than the tolerance."""
    session = onnxruntime.InferenceSession(str(VERSION / "model.onnx"), providers=["CPUExecutionProvider"])
    names = ["label", "probabilities", "score"]
    tones, probabilities, scores = session.run(names, {"text": np.array(texts, dtype=object).reshape(-1, 1)})
    expected = pipeline.predict_proba(texts)
    differences = [np.abs(probabilities - expected).max(), np.abs(scores - expected @ DIRECTION).max()]
    clear = clearance(expected) > MARGIN
    print(f"parity: {len(texts)} texts, max difference {max(differences):.2e}, {(~clear).sum()} near a bound")
    if max(differences) > TOLERANCE or (tones != pipeline.predict(texts))[clear].any():
        raise SystemExit("ONNX Runtime and scikit-learn do not agree")


def report(pipeline, reviews):
    """The figures of the README, from sentences that training did not see."""
    for kind in [*KINDS, "any"]:
        rows = reviews if kind == "any" else reviews[reviews.kind == kind]
        forecast, chances = pipeline.predict(rows.text), pipeline.predict_proba(rows.text)
        each = f1_score(rows.tone, forecast, average=None, labels=TONES)
        print(
            f"{kind}: {len(rows)} sentences, accuracy {accuracy_score(rows.tone, forecast):.3f}, log loss"
            f" {log_loss(rows.tone, chances, labels=TONES):.3f}, F1 {dict(zip(TONES, each.round(3).tolist()))}"
        )


def main():
    reviews = load()
    split = GroupShuffleSplit(1, test_size=0.2, random_state=SEED)  # no review has sentences on both sides
    known, held_out = (reviews.iloc[places] for places in next(split.split(reviews, groups=reviews.review)))
    print(f"fitted on {len(known)} sentences")
    pipeline = fit(known.text, known.tone)
    report(pipeline, held_out)
    model = convert(pipeline)
    add_score(model)
    write_graph(model)
    long_text = " ".join(held_out.text)[: LONGEST - 2] + " 😀"
    golden = [*held_out_requests(held_out, pipeline), *edge_requests(long_text)]
    check_parity(pipeline, write_samples(pipeline, golden))
    check_parity(pipeline, reviews.text)


if __name__ == "__main__":
    main()
