"""Sentences of product and film reviews, with the tone that people heard in each."""

import io
import sys
import tarfile
from pathlib import Path

import numpy as np
import pandas as pd

SDIST = Path(sys.prefix) / "vaderSentiment-3.3.2.tar.gz"
INSIDE = "vaderSentiment-3.3.2/additional_resources/hutto_ICWSM_2014.tar.gz"
KINDS = {"product": "amazon", "film": "movie"}

TONES = ["negative", "neutral", "positive"]  # in the order of scikit-learn's classes
NEUTRAL = 0.5  # a mean rating within ±0.5, on a scale of -4 to 4


def member(archive, name):
    """The bytes of a file in a tar archive that is given as bytes."""
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        return files.extractfile(name).read()


def sentences(archive, kind):
    """One row a sentence; the product reviews are numbered review_sentence, of a film review there is one sentence."""
    text = member(archive, f"hutto_ICWSM_2014/{KINDS[kind]}ReviewSnippets_GroundTruth.txt").decode("utf-8-sig")
    rows = pd.DataFrame([line.split("\t") for line in text.splitlines()], columns=["number", "rating", "text"])
    review = kind + " " + rows.number.str.split("_").str[0]
    return rows.assign(rating=rows.rating.astype(float), kind=kind, review=review)


def load():
    """All 14,313 sentences: text, tone, kind of review, and the review that a sentence stands in."""
    archive = member(SDIST.read_bytes(), INSIDE)
    rows = pd.concat([sentences(archive, kind) for kind in KINDS], ignore_index=True)
    return rows.assign(tone=np.select([rows.rating < -NEUTRAL, rows.rating > NEUTRAL], ["negative", "positive"], "neutral"))
