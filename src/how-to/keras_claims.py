"""Proves the table of docs/how-to/keras.md."""

import logging
import os
import subprocess
import sys
import tempfile
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
import onnx
import tensorflow as tf
import tf2onnx
from keras import layers, ops

from claims import refused, right, run, wrong

logging.disable(logging.WARNING)
keras.utils.set_random_seed(1)
chance = np.random.default_rng(1)

ROWS = chance.normal(size=(20, 4)).astype(np.float32)
WORDS = np.array([["own"], ["rent"], ["free"], ["castle"]])
CODES = np.array([[0], [3], [2]])
ITEMS = np.array([[1, 2, 3, 0], [4, 3, 2, 1]])
BOUNDS = np.array([-1.0, 0.0, 1.0], np.float32)

features = keras.Input((4,), name="rows")
word = keras.Input((1,), dtype="string", name="rows")
code = keras.Input((1,), dtype="int64", name="rows")
item_list = keras.Input((None,), dtype="int64", name="rows")


def shaken(outputs, inputs=features):
    """A model with weights like those of a trained one: none is 0 or 1, which converters leave out."""
    model = keras.Model(inputs, outputs)
    model.set_weights([np.abs(weight + chance.normal(size=weight.shape)) for weight in model.get_weights()])
    return model


def says(model, rows=ROWS):
    return model(tf.constant(rows)).numpy()


def convert(model, description=False):
    """The page's way: a SavedModel, then the converter's command."""
    with tempfile.TemporaryDirectory() as folder:
        saved, file = Path(folder) / "saved", Path(folder) / "model.onnx"
        model.export(saved, format="tf_saved_model", verbose=False)
        command = [sys.executable, "-m", "tf2onnx.convert", "--saved-model", saved, "--output", file, "--opset", "18"]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(done.stderr.splitlines()[-1])
        graph = onnx.load(file)
        return graph.graph.doc_string.replace(folder, "…") if description else graph


def by_keras(model, rows):
    """Keras's own export, which takes the function for a graph, not the SavedModel."""
    says(model, rows)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "model.onnx"
        model.export(file, format="onnx", opset_version=18, verbose=False)
        return onnx.load(file)


def answers(graph, rows=ROWS):
    """The graph's outputs; texts go in as objects, which ONNX Runtime wants."""
    return run(graph, {"rows": rows.astype(object) if rows.dtype.kind == "U" else rows})


def answer(graph, rows=ROWS):
    (answered,) = answers(graph, rows).values()
    return answered


def served(outputs, inputs, rows):
    """Stops if one of these outputs is wrong, for rows and for a part of them."""
    model = shaken(outputs, inputs)
    graph = convert(model)
    for part in (rows, rows[:1]):
        answered = answers(graph, part)
        for name, expected in model(tf.constant(part)).items():
            right(name, expected.numpy(), answered[name])


def unserved(what, output, inputs=features, rows=ROWS):
    """Prints with what ONNX Runtime refuses a graph that was converted without an error."""
    graph = convert(keras.Model(inputs, output))
    refused(what, lambda: answer(graph, rows))


def lifted(what, graph, error="no error"):
    """Prints that what a layer knows became inputs of the graph, which nobody can fill."""
    further = [value.name.rsplit("/")[-1] for value in graph.graph.input if value.name != "rows"]
    if not further:
        raise SystemExit(f"{what}: the graph has the one input that it should have")
    print(f"{what} | {error}; further inputs, " + " and ".join(f"`…/{name}`" for name in further))


def routes():
    scaled = layers.Normalization(mean=[1.0, 2.0, 3.0, 4.0], variance=[1.0, 2.0, 3.0, 4.0])
    lookup = layers.StringLookup(vocabulary=["own", "rent", "free"])
    lifted('`export(…, format="onnx")`, `Normalization`', by_keras(keras.Model(features, scaled(features)), ROWS))
    lifted('`export(…, format="onnx")`, `StringLookup`', by_keras(keras.Model(word, lookup(word)), WORDS), "an error only in the log")
    function = tf.function(scaled, input_signature=[tf.TensorSpec((None, 4), tf.float32, name="rows")])
    graph, _ = tf2onnx.convert.from_function(function, input_signature=function.input_signature, opset=18)
    lifted("`tf2onnx.convert.from_function`, `Normalization`", graph)
    more = keras.Input((4,), name="more")
    named = keras.Model({"rows": features, "more": more}, layers.Dense(1)(features + more))
    refused("`tf2onnx.convert.from_keras`, inputs in a dict", lambda: tf2onnx.convert.from_keras(named))
    uncalled = keras.Model(features, layers.Dense(1)(features))
    refused('`export(…, format="onnx")` before any call', lambda: uncalled.export("never.onnx", format="onnx"))
    (output,) = convert(uncalled).graph.output
    print(f"an output without a dict | no error; the graph calls it `{output.name}`")
    print(f"a graph as converted | no error; its description is `{convert(uncalled, description=True)}`")
    one_hot = layers.StringLookup(vocabulary=["own", "rent", "free"], output_mode="one_hot")
    served({"code": lookup(word), "one_hot": one_hot(word)}, word, WORDS)


def operators():
    numbered = keras.Model(code, layers.IntegerLookup(vocabulary=[10, 20, 30])(code))
    refused("`IntegerLookup`", lambda: convert(numbered))
    unserved("`Hashing`", layers.Hashing(7)(word), word, WORDS)
    cut = layers.TextVectorization(vocabulary=["where", "parcel"], output_sequence_length=4)
    unserved("`TextVectorization`", cut(word), word, np.array([["Where is it?"]]))
    unserved("`Discretization`", layers.Discretization(BOUNDS.tolist())(features))
    unserved("`ops.argmax`", ops.argmax(features, axis=1))
    unserved("`ops.log1p`", ops.log1p(ops.abs(features)))
    served({
        "scaled": layers.Normalization(mean=[1.0, 2.0, 3.0, 4.0], variance=[1.0, 2.0, 3.0, 4.0])(features),
        "rescaled": layers.Rescaling(0.1, 1.0)(features),
        "buckets": ops.sum(ops.cast(features[:, :, None] >= BOUNDS, "int32"), axis=-1),
        "best": ops.top_k(features, 1)[1],
        "log": ops.log(1 + ops.abs(features)),
        "sigmoid": ops.sigmoid(features),
        "softmax": ops.softmax(features, axis=1),
        "trained": layers.BatchNormalization()(layers.Dropout(0.5)(features)),
    }, features, ROWS)
    buckets = ops.sum(ops.cast(ROWS[:, :, None] >= BOUNDS, "int32"), axis=-1)
    right("buckets", layers.Discretization(BOUNDS.tolist())(ROWS), buckets)
    served({"code": layers.CategoryEncoding(4, output_mode="one_hot")(code)}, code, CODES)


def training():
    unserved("`Dropout(…)(…, training=True)`", layers.Dropout(0.5)(features, training=True))
    normed = shaken(layers.BatchNormalization()(features, training=True))
    graph = convert(normed)
    alone = np.concatenate([answer(graph, row[None]) for row in ROWS])
    wrong("`BatchNormalization()(…, training=True)`", says(normed), alone)


def precisions():
    weights = None
    for policy in ("float32", "mixed_float16", "mixed_bfloat16"):
        keras.mixed_precision.set_global_policy(policy)
        hidden = layers.Dense(8, activation="relu")(features)
        model = shaken(layers.Dense(3, activation="softmax", dtype="float32")(hidden))
        if weights is None:
            weights, exact = model.get_weights(), says(model)
        model.set_weights(weights)
        if policy == "mixed_float16":
            wrong("`mixed_float16`", exact, answer(convert(model)))
        elif policy == "mixed_bfloat16":
            graph = convert(model)
            refused("`mixed_bfloat16`", lambda: answer(graph))
    keras.mixed_precision.set_global_policy("float32")


def lists():
    known = layers.Embedding(9, 8)(item_list)
    masked = layers.Embedding(9, 8, mask_zero=True)(item_list)
    served({
        "an item by itself": layers.Dense(1)(known),
        "LSTM": layers.LSTM(8)(known),
        "GRU": layers.GRU(8)(known),
        "attention with a mask": layers.MultiHeadAttention(2, 4)(masked, masked),
        "a mean with a mask": layers.GlobalAveragePooling1D()(masked),
    }, item_list, ITEMS)
    empty = np.zeros((1, 0), np.int64)
    scored = shaken(layers.Dense(1)(known), item_list)
    if says(scored, empty).shape != (1, 0, 1):
        raise SystemExit("Keras does not answer the empty list")
    graph = convert(scored)
    refused("an empty list, a `Dense` on its items", lambda: answer(graph, empty))


if __name__ == "__main__":
    for proof in (routes, operators, training, precisions, lists):
        proof()
