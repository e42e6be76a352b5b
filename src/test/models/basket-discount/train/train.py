"""Makes the package: what the lines of a basket cost after the discount that its size and value earn."""
import json
from pathlib import Path

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper

FOLDER = Path(__file__).parent.parent / "versions/1"
STEPS = [5.0, 20.0, 100.0]  # pieces from which the next discount holds, the same as in the contract
RATES = [0.0, 0.05, 0.1, 0.15]
MEMBER = 0.02
TIERS = ["none", "small", "medium", "large"]


def constant(name, value):
    return numpy_helper.from_array(np.asarray(value), name)


node = helper.make_node
nodes = [
    node("Cast", ["quantities"], ["pieces"], to=TensorProto.DOUBLE),
    node("Cast", ["prices"], ["cents"], to=TensorProto.DOUBLE),
    node("Div", ["cents", "hundred"], ["euro"]),
    node("Mul", ["pieces", "euro"], ["gross"]),
    node("ReduceSum", ["pieces", "axis_1"], ["all_pieces"], keepdims=1),
    node("GreaterOrEqual", ["all_pieces", "steps"], ["reached"]),
    node("Cast", ["reached"], ["reached_one"], to=TensorProto.INT64),
    node("ReduceSum", ["reached_one", "axis_1"], ["tier"], keepdims=1),
    node("Gather", ["rates", "tier"], ["rate"], axis=0),
    node("Cast", ["member"], ["member_one"], to=TensorProto.DOUBLE),
    node("Mul", ["member_one", "member_rate"], ["of_member"]),
    node("Add", ["rate", "of_member"], ["basket_rate"]),
    # a line of ten pieces or more has a further percent
    node("GreaterOrEqual", ["pieces", "ten"], ["many"]),
    node("Cast", ["many"], ["many_one"], to=TensorProto.DOUBLE),
    node("Mul", ["many_one", "percent"], ["of_line"]),
    node("Add", ["basket_rate", "of_line"], ["line_rate"]),
    node("Mul", ["gross", "line_rate"], ["line_discount"]),
    node("Sub", ["gross", "line_discount"], ["line_total"]),
    node("ReduceSum", ["line_total", "axis_1"], ["total"], keepdims=1),
    node("Cast", ["many"], ["line_size"], to=TensorProto.INT64),
]
value = helper.make_tensor_value_info
graph = helper.make_graph(
    nodes, "basket_discount",
    [value("quantities", TensorProto.INT64, ["N", "L"]), value("prices", TensorProto.INT64, ["N", "L"]),
     value("member", TensorProto.BOOL, ["N", 1]), value("steps", TensorProto.DOUBLE, [3]),
     value("rates", TensorProto.DOUBLE, [4]), value("member_rate", TensorProto.DOUBLE, [])],
    [value("line_total", TensorProto.DOUBLE, ["N", "L"]), value("line_discount", TensorProto.DOUBLE, ["N", "L"]),
     value("many", TensorProto.BOOL, ["N", "L"]), value("line_size", TensorProto.INT64, ["N", "L"]),
     value("tier", TensorProto.INT64, ["N", 1]), value("total", TensorProto.DOUBLE, ["N", 1])],
    [constant("hundred", 100.0), constant("ten", 10.0), constant("percent", 0.01), constant("axis_1", np.array([1]))])
onnx_model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=10)
checker.check_model(onnx_model, full_check=True)
(FOLDER / "model.onnx").write_bytes(onnx_model.SerializeToString())


# Golden rows: what numpy answers, one basket at a time.
def row(quantities, prices, member=False, note=None):
    pieces, euro = np.array(quantities, float), np.array([float(price) for price in prices])
    gross, tier = pieces * euro, int((pieces.sum() >= np.array(STEPS)).sum())
    rate = RATES[tier] + member * MEMBER + (pieces >= 10) * 0.01
    discount = gross * rate
    best = sorted(range(len(gross)), key=lambda place: -discount[place])
    golden = {
        "inputs": {"quantities": quantities, "prices": prices, "member": member},
        "expect": {
            "line_totals": (gross - discount).tolist(), "bulk_lines": (pieces >= 10).tolist(),
            "line_sizes": ["bulk" if many else "retail" for many in pieces >= 10],
            "line_prices": ["cheap" if each < 10 else "dear" for each in gross - discount],
            "largest_savings": [{"item": place, "score": discount[place]} for place in best if discount[place] >= 0.5][:2],
            "largest_saving": best[0] if best and discount[best[0]] >= 0.5 else None,
            "tier": TIERS[tier], "total": float((gross - discount).sum())}}
    return golden | ({"note": note} if note else {})


golden = [
    row([], [], note="an empty basket"),
    row([], [], True, "an empty basket of a member"),
    row([1], ["0.00"], note="nothing to pay"),
    row([1], ["9.99"]),
    row([4], ["12.5"], True, "below the first step"),
    row([2, 3], ["3.10", "250"], True, "at the first step"),
    row([9, 10], ["1.15", "1.15"], note="a line of ten"),
    row([10, 10], ["20.00", "20.00"], note="two lines that save the same: the first one first"),
    row([999] * 3, ["99999.99"] * 3, True, "the largest lines"),
    row(list(range(1, 41)), [f"{place}.{place:02}" for place in range(1, 41)], note="as many lines as there may be"),
    {"inputs": {"quantities": [1, 2], "prices": ["1.00"], "member": False}, "refuse": ["prices"], "note": "of two lengths"},
    {"inputs": {"quantities": [], "prices": ["1.00"], "member": False}, "refuse": ["prices"]},
    {"inputs": {"quantities": [1, 0, 1000], "prices": ["1.00", 2.5, "-1.00"]},
     "refuse": ["quantities[1]", "quantities[2]", "prices[1]", "prices[2]"], "note": "the member may be left out"},
    {"inputs": {"member": True, "quantities": None, "prices": "1.00"}, "refuse": ["quantities", "prices"]},
]
with open(FOLDER / "samples.jsonl", "w", encoding="utf-8") as file:
    for each in golden:
        file.write(json.dumps(each, ensure_ascii=False, allow_nan=False) + "\n")
