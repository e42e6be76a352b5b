"""Makes the package: a table with a row for each merchant, from which the graph takes a risk, a trade and look-alikes."""
import json
from pathlib import Path

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper

FOLDER = Path(__file__).parent.parent / "versions/1"
MERCHANTS = 5000
WIDTH = 6
chance = np.random.default_rng(12)

# Trades by their codes, and merchants of invented names, accents, quotes and other alphabets included.
TRADES = {"5411": "grocery stores", "5541": "service stations", "5812": "restaurants", "5732": "electronics",
          "4722": "travel agencies", "7995": "betting", "6051": "crypto and quasi cash", "0": "not known"}
CODES = [int(code) for code in TRADES]
FIRST = ["Nord", "Süd", "Alt", "Neu", "Grün", "Blau", "Café ", "O'", "Mc", "Saint-", "Groß", "Klein", "Ober", "Unter", "São ",
         "Ærø ", "Łódź ", "Ελλάς ", "Kiosk ", "24/7 "]
SECOND = ["markt", "tank", "grill", "shop", "reisen", "wetten", "coin", "haus", "werk", "hof"]
names = [f"{FIRST[place % 20]}{SECOND[place // 20 % 10]} {place // 200 + 1}" for place in range(MERCHANTS)]
names[7], names[8], names[9] = 'The "Best" Shop', "東京ラーメン", "no"
assert len(set(names)) == MERCHANTS

# What training would learn: a row of numbers near that of its trade. The last row stands for merchants that are not known.
trades = np.arange(MERCHANTS) // 20 % 7
centres = chance.normal(0, 1, (7, WIDTH))
table = (centres[trades] + chance.normal(0, 0.6, (MERCHANTS, WIDTH))).astype(np.float32)
table = np.concatenate([table, np.zeros((1, WIDTH))]).astype(np.float32)
risk_weights = chance.normal(0, 0.8, (WIDTH, 1)).astype(np.float32)
trade_weights = np.concatenate([centres.T * 2, np.zeros((WIDTH, 1))], axis=1).astype(np.float32)
trade_bias = np.concatenate([-(centres ** 2).sum(axis=1), [0.1 - (centres ** 2).sum(axis=1).min()]]).astype(np.float32)
trade_codes = np.array(CODES, np.int64)


def answers(code):
    """What the graph should answer to the code of a merchant: risk, code of a trade, likeness to each merchant."""
    row = table[code]
    risk = 1 / (1 + np.exp(-(row @ risk_weights + np.float32(-0.5))))[0]
    trade = trade_codes[(row @ trade_weights + trade_bias).argmax()]
    distance = ((table[:MERCHANTS] - row) ** 2).sum(axis=1)
    likeness = np.exp(-distance)
    likeness[(np.arange(MERCHANTS) == code) | (code == MERCHANTS)] = 0
    return float(risk), int(trade), likeness


def constant(name, value):
    return numpy_helper.from_array(value, name)


node = helper.make_node
nodes = [
    node("Gather", ["table", "merchant"], ["row"], axis=0),
    node("MatMul", ["row", "risk_weights"], ["weighed"]),
    node("Add", ["weighed", "risk_bias"], ["log_odds"]),
    node("Sigmoid", ["log_odds"], ["risk"]),
    node("MatMul", ["row", "trade_weights"], ["trade_weighed"]),
    node("Add", ["trade_weighed", "trade_bias"], ["trade_scores"]),
    node("ArgMax", ["trade_scores"], ["trade_place"], axis=1, keepdims=0),
    node("Gather", ["trade_codes", "trade_place"], ["trade"], axis=0),
    # |a - b|² as a² + b² - 2ab, which needs no tensor of all differences
    node("Slice", ["table", "begin", "end"], ["others"]),
    node("Transpose", ["others"], ["others_across"], perm=[1, 0]),
    node("MatMul", ["row", "others_across"], ["products"]),
    node("Mul", ["products", "two"], ["twice"]),
    node("ReduceSumSquare", ["row", "axis_1"], ["row_square"], keepdims=1),
    node("ReduceSumSquare", ["others_across", "axis_0"], ["other_squares"], keepdims=1),
    node("Add", ["row_square", "other_squares"], ["squares"]),
    node("Sub", ["twice", "squares"], ["minus_distance"]),
    node("Exp", ["minus_distance"], ["likeness_of_all"]),
    node("Unsqueeze", ["merchant", "axis_1"], ["merchant_column"]),
    node("Equal", ["merchant_column", "places"], ["itself"]),
    node("Equal", ["merchant_column", "end"], ["unknown"]),
    node("Or", ["itself", "unknown"], ["left_out"]),
    node("Where", ["left_out", "zero", "likeness_of_all"], ["likeness"]),
]
graph = helper.make_graph(
    nodes, "merchant_risk",
    [helper.make_tensor_value_info("merchant", TensorProto.INT64, ["N"])],
    [helper.make_tensor_value_info("risk", TensorProto.FLOAT, ["N", 1]),
     helper.make_tensor_value_info("trade", TensorProto.INT64, ["N"]),
     helper.make_tensor_value_info("likeness", TensorProto.FLOAT, ["N", MERCHANTS])],
    [constant("table", table), constant("risk_weights", risk_weights), constant("risk_bias", np.float32([-0.5])),
     constant("trade_weights", trade_weights), constant("trade_bias", trade_bias), constant("trade_codes", trade_codes),
     constant("begin", np.array([0])), constant("end", np.array([MERCHANTS])), constant("axis_0", np.array([0])),
     constant("axis_1", np.array([1])), constant("two", np.float32(2)), constant("zero", np.float32(0)),
     constant("places", np.arange(MERCHANTS))])
onnx_model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=10)
checker.check_model(onnx_model, full_check=True)
(FOLDER / "model.onnx").write_bytes(onnx_model.SerializeToString())
(FOLDER / "merchants.json").write_text(json.dumps(names, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
(FOLDER / "trades.json").write_text(json.dumps(TRADES, indent=1) + "\n", encoding="utf-8")


# Golden rows: what numpy answers, at both ends of the table and beyond it.
def row(name, note=None):
    code = names.index(name) if name in names else MERCHANTS
    risk, trade, likeness = answers(code)
    best = [place for place in (-likeness).argsort(kind="stable")[:3] if likeness[place] >= 0.2]
    golden = {"inputs": {"merchant": name}, "expect": {
        "risk": risk, "advice": "watch" if risk >= 0.6 else "trust", "trade": TRADES[str(trade)],
        "look_alikes": [{"label": names[place], "score": float(likeness[place])} for place in best],
        "nearest": names[best[0]] if best else None}}
    return golden | ({"note": note} if note else {})


golden = [row(names[0], "the first"), row(names[-1], "the last")] + [row(names[place]) for place in (7, 8, 9, 61, 82, 1234, 2500, 3301)]
by_trade = {answers(code)[1]: names[code] for code in range(400, 800)}  # one merchant of each trade
golden += [row(by_trade[code], TRADES[str(code)]) for code in CODES]
golden += [row("Nordmarkt 9999", "not known: no look-alikes"), row("", "no word"), row("nordmarkt 1", "another word, by its case"),
           row("x" * 500, "long"),
           {"inputs": {"merchant": 0}, "refuse": ["merchant"], "note": "a code"}, {"inputs": {}, "refuse": ["merchant"]},
           {"inputs": {"merchant": names[0], "amount": 3}, "refuse": ["amount"]}]
with open(FOLDER / "samples.jsonl", "w", encoding="utf-8") as file:
    for each in golden:
        file.write(json.dumps(each, ensure_ascii=False, allow_nan=False) + "\n")
