"""The network: embeddings for codes, standardised numbers, two dense layers; everything is inside the graph."""

import keras
import numpy as np
from keras import layers, ops

from flights import CLASSES, codes, shares_of

EPOCHS = 8
BATCH = 1024
FARTHEST = 4.0  # standard deviations: beyond, a number counts as that far, because nothing was learnt there
UNKNOWN_SHARE = 0.01  # of the training rows lose their code, so that the code for unknown means something


def standardised(numbers, training):
    """(x - mean) / deviation of the training rows; a missing number becomes the mean, and a column says so."""
    mean, deviation = np.nanmean(training, axis=0), np.nanstd(training, axis=0)
    missing = ops.isnan(numbers)
    scaled = ops.where(missing, 0.0, ops.clip((numbers - mean) / deviation, -FARTHEST, FARTHEST))
    return layers.Concatenate()([scaled, ops.cast(missing, "float32")])


def embedded(code, count, width):
    return layers.Flatten()(layers.Embedding(count, width)(code))


def build(training):
    """The network to train: probabilities of the classes from the tensors of the contract."""
    inputs = {name: keras.Input(rows.shape[1:], dtype=rows.dtype.name, name=name) for name, rows in training.items()}
    weekday = ops.mod(inputs["departure_date"] + 3, 7)  # 1970-01-01 was a Thursday; 0 is Monday
    joined = layers.Concatenate()(
        [
            embedded(inputs["carrier"], len(codes("carrier")) + 1, 4),
            embedded(inputs["destination"], len(codes("destination")) + 1, 6),
            embedded(weekday, 7, 3),
            standardised(inputs["schedule"], training["schedule"]),
            standardised(inputs["conditions"], training["conditions"]),
        ]
    )
    hidden = joined
    for width in (64, 32):
        hidden = layers.Dropout(0.1)(layers.Dense(width, activation="relu")(hidden))
    return keras.Model(inputs, layers.Dense(len(CLASSES), activation="softmax")(hidden))


def with_unknown_codes(training, random):
    """The training tensors, in which some rows have lost a code."""
    forgotten = dict(training)
    for name in ("carrier", "destination"):
        lost = random.random(training[name].shape) < UNKNOWN_SHARE
        forgotten[name] = np.where(lost, 0, training[name])
    return forgotten


def fit(training, classes, seed):
    network = build(training)
    network.compile(keras.optimizers.Adam(2e-3), "sparse_categorical_crossentropy")
    network.fit(
        with_unknown_codes(training, np.random.default_rng(seed)), classes, batch_size=BATCH, epochs=EPOCHS, verbose=2
    )
    return network


def fair_offsets(probabilities, classes):
    """What to add to the logarithms so that the classes are forecast as often as they happened.

    The plain argmax would almost always say on_time: late is hardly ever the likeliest.
    """
    shares = shares_of(classes)
    logarithms = np.log(probabilities)
    offsets = np.zeros(len(CLASSES))
    for _ in range(200):
        forecast = shares_of((logarithms + offsets).argmax(axis=1))
        offsets += 0.2 * np.log(shares / np.maximum(forecast, 1e-3))
    return (offsets - offsets[0]).astype(np.float32)


def serving(network, offsets):
    """The model that ships: the probabilities, the class that is forecast, and its own probability."""
    probabilities = network.output
    scores = ops.log(probabilities) + offsets
    forecast = ops.top_k(scores, 1)[1][:, 0]  # Keras's argmax fiddles with bits that ONNX has no operator for
    chosen = ops.one_hot(forecast, len(CLASSES), dtype="float32")
    outputs = {
        "probabilities": probabilities,
        "delay_class": ops.cast(forecast, "int64"),
        "delay_probability": ops.sum(probabilities * chosen, axis=1, keepdims=True),
    }
    return keras.Model(network.input, outputs)
