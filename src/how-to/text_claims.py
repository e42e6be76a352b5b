"""Proves the table of docs/how-to/text.md."""

import os

import numpy as np
from skl2onnx import to_onnx
from skl2onnx.common.data_types import StringTensorType
from sklearn.feature_extraction.text import HashingVectorizer, TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from claims import refused, right, run, wrong

LETTERS = r"[a-zA-ZÀ-ÖØ-öø-ÿ]+"

good = ["I love this phone, it's GREAT", "a great camera and a great screen", "I'd buy it again", "ÜBERRASCHEND gut", "très bien"]
bad = ["I hate it", "a poor screen, it broke", "it doesn't work", "never again!", "zu teuer für das Gerät", "nul, à éviter"]
unseen = ["A great phone", "I'd not buy it", "überraschend teuer", "it's nul", "", " ", "???", "don't\nbuy", "très poor"]
texts = np.array(good + bad + unseen, dtype=object)


def answers(words, locale="C.UTF-8", texts=texts):
    """What the model says, and what its graph says."""
    model = make_pipeline(words, LogisticRegression(C=10)).fit(good + bad, [1] * len(good) + [0] * len(bad))
    options = {id(model): {"zipmap": False}}
    if locale:
        options[id(words)] = {"locale": locale}
    graph = to_onnx(model, initial_types=[("text", StringTensorType([None, 1]))], options=options)
    return model.predict_proba(texts), run(graph, {"text": texts.reshape(-1, 1)})["probabilities"]


def fails(what, words, **options):
    refused(what, lambda: answers(words, **options))


os.environ["LOCPATH"] = "/nowhere"  # as in an image without locales
fails("no `locale` among the options", TfidfVectorizer(token_pattern=LETTERS), locale=None)
del os.environ["LOCPATH"]
wrong("the default `token_pattern`", *answers(TfidfVectorizer()))
wrong(r'`token_pattern=r"\w+"`', *answers(TfidfVectorizer(token_pattern=r"\w+")))
fails(r'`token_pattern=r"(?u)\b\w+\b"`', TfidfVectorizer(token_pattern=r"(?u)\b\w+\b"))
fails("a look-ahead, `(?=…)`", TfidfVectorizer(token_pattern=r"[a-z]+(?= )"))
wrong("a group, `([a-z]+)'?`", *answers(TfidfVectorizer(token_pattern=r"([a-z]+)'?")))
wrong("`sublinear_tf=True`", *answers(TfidfVectorizer(token_pattern=LETTERS, sublinear_tf=True)))
pairs = {"token_pattern": LETTERS, "ngram_range": (1, 2)}
wrong('`stop_words="english"` with pairs of words', *answers(TfidfVectorizer(**pairs, stop_words="english")))
fails('`strip_accents="unicode"`', TfidfVectorizer(token_pattern=LETTERS, strip_accents="unicode"))
fails('`analyzer="char_wb"`', TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 3)))
fails("`tokenizer=…`", TfidfVectorizer(tokenizer=str.split, token_pattern=None))
fails("`HashingVectorizer`", HashingVectorizer(), locale=None)
odd = np.array(["İT", "GÜRÜLTÜ ΚΑΛΌΣ"], dtype=object)
good.append("καλός it i̇t")
wrong("`İ`, and `Σ` at the end of a word", *answers(TfidfVectorizer(token_pattern="[^ ]+"), texts=odd))
good.pop()

# What the page says does convert.
right("letters", *answers(TfidfVectorizer(token_pattern=LETTERS)))
right("pairs", *answers(TfidfVectorizer(**pairs)))
right("stop words", *answers(TfidfVectorizer(token_pattern=LETTERS, stop_words="english")))
right("characters", *answers(TfidfVectorizer(analyzer="char", ngram_range=(2, 4))))
right("capitals", *answers(TfidfVectorizer(token_pattern=LETTERS, lowercase=False), locale=None))
for text in unseen:
    right("a text alone", *answers(TfidfVectorizer(token_pattern=LETTERS), texts=np.array([text], dtype=object)))
