"""Makes the package: words and emoji of a ticket's subject and text, counted in the graph, and the team that they point to."""
import json
from pathlib import Path

import numpy as np
from onnx import TensorProto, checker, helper
from skl2onnx import to_onnx
from skl2onnx.common.data_types import StringTensorType
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

FOLDER = Path(__file__).parent.parent / "versions/1"

# Data: invented tickets in English, German, Hebrew and Arabic, with emoji.
STARTS = ["Hello,", "Guten Tag,", "שלום", "مرحبا", "please help:", "😀", "again:"]
TOPICS = {
    "cards": ["my card is blocked", "die Karte ist gesperrt 💳", "הכרטיס שלי חסום", "بطاقتي محظورة", "card lost 😱", "new card 💳 please"],
    "loans": ["I want a loan for a house 🏠", "ein Kredit für ein Haus", "הלוואה לבית", "قرض لشراء منزل", "rate of my loan", "Zinsen fürs Auto 🚗"],
    "fraud": ["somebody stole money 🚨", "Betrug! unbekannte Überweisung", "גנבו לי כסף 🚨", "احتيال على حسابي", "phishing mail", "I did not pay this 😡"],
}
cases = [(f"{start} {what}", topic) for topic, whats in TOPICS.items() for what in whats for start in STARTS]
texts, topics = np.array(cases, dtype=object).T

# A word is a row of letters of the four alphabets, or one emoji.
words = TfidfVectorizer(token_pattern=r"[a-zA-ZÀ-ÖØ-öø-ÿא-תء-ي]+|[🌀-🗿😀-🙏🚀-🛿]")
model = make_pipeline(words, LogisticRegression(C=10)).fit(texts, topics.astype(str))
print(model.classes_.tolist(), len(words.vocabulary_))

options = {id(model): {"zipmap": False}, TfidfVectorizer: {"locale": "C.UTF-8"}}
graph = to_onnx(model, initial_types=[("both", StringTensorType([None, 1]))], options=options)

# Before it: subject, a blank, text.
subject, text = (helper.make_tensor_value_info(name, TensorProto.STRING, ["N", 1]) for name in ("subject", "text"))
del graph.graph.input[:]
graph.graph.input.extend([subject, text])
graph.graph.initializer.append(helper.make_tensor("blank", TensorProto.STRING, [1], [b" "]))
graph.graph.node.insert(0, helper.make_node("StringConcat", ["subject", "blank"], ["subject_blank"]))
graph.graph.node.insert(1, helper.make_node("StringConcat", ["subject_blank", "text"], ["both"]))
checker.check_model(graph)
(FOLDER / "model.onnx").write_bytes(graph.SerializeToString())


# Golden rows: what scikit-learn answers.
def row(text, subject=None, note=None, **context):
    scores = model.predict_proba([f"{subject or ''} {text}"])[0].tolist()
    ranked = sorted(zip(model.classes_.tolist(), scores), key=lambda pair: -pair[1])
    golden = {"inputs": {"text": text} | ({"subject": subject} if subject is not None else {}) | context,
              "expect": {"team": ranked[0][0], "chances": [{"label": label, "score": score} for label, score in ranked[:2]],
                         "urgent": "now" if dict(ranked)["fraud"] >= 0.5 else "in turn"},
              "confidence": max(scores)}
    return golden | ({"note": note} if note else {})


golden = [
    row("my card is blocked since Monday", "Card"),
    row("ein KREDIT für ein Haus?", "Frage", "capitals"),
    row("הכרטיס שלי נעלם", "שלום", "right to left"),
    row("أريد قرض لشراء منزل", note="right to left, no subject"),
    row("שלום hello مرحبا card 💳", "mixed directions"),
    row("\u200fهل هذا احتيال؟\u200e", "\u202ephishing\u202c", "marks of direction"),
    row("🚨🚨🚨", "😡", "nothing but emoji"),
    row("👨‍👩‍👧‍👦 a 🏠 for us 👍🏽 ❤️", note="emoji of several characters, joined"),
    row("😱", "", "an empty subject"),
    row("???", note="no word that is known"),
    row(" ", note="a blank"),
    row("Überweisung\r\n\tunbekannte\u00a0Überweisung", "BETRUG", "line breaks, a tab, a hard blank"),
    row("u\u0308berweisung cafe\u0301", note="accents as characters of their own"),
    row("𝓬𝓪𝓻𝓭 \U0001F9FE", note="beyond the basic plane, in no class of the pattern"),
    row("😀" * 2000, note="as long as may be", ticket="T-9"),
    {"inputs": {"text": "😀" * 2001}, "refuse": ["text"], "note": "one too many"},
    {"inputs": {"text": ""}, "refuse": ["text"], "note": "no text"},
    {"inputs": {"text": ["card"], "subject": 7}, "refuse": ["text", "subject"]},
    {"inputs": {"subject": "card"}, "refuse": ["text"]},
]
with open(FOLDER / "samples.jsonl", "w", encoding="utf-8") as file:
    for each in golden:
        file.write(json.dumps(each, ensure_ascii=False, allow_nan=False) + "\n")
