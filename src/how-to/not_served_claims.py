"""Proves the table of docs/how-to/not-served.md with `verify`, and the page's own mend.py."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
from onnx import TensorProto, helper, numpy_helper

sys.path.append(".")  # where the page is walked
from mend import cut, open_rows, take  # noqa: E402

CONTRACT = """contract: 1
model: toy
version: "1"
inputs:
  - {name: amount, type: number, tensor: x}
outputs:
  result:
    - {name: score, from: score}
"""


def value(name, shape=("N", 1), kind=TensorProto.FLOAT):
    return helper.make_tensor_value_info(name, kind, shape)


def model(nodes, inputs, outputs=(value("score"),), constants=(), opset=20, **domains):
    graph = helper.make_graph(nodes, "toy", inputs, outputs, constants)
    opsets = [helper.make_opsetid("", opset)] + [helper.make_opsetid(f"ai.onnx.{name}", 1) for name in domains]
    return helper.make_model(graph, opset_imports=opsets, ir_version=10)


def node(operator, *inputs, to="score", **attributes):
    return helper.make_node(operator, inputs, [to], **attributes)


def verify(graph, contract=CONTRACT, further=None):
    """The exit code of `verify` on a package, and what it reports."""
    folder = Path("toys") / str(len(list(Path("toys").glob("*")))) / "toy" / "versions" / "1"
    folder.mkdir(parents=True)
    (folder / "model.onnx").write_bytes(graph if isinstance(graph, bytes) else graph.SerializeToString())
    (folder / "model.yaml").write_text(contract)
    if further:
        (folder / further).write_text("")
    done = subprocess.run(
        [os.environ["JAVA"], "-jar", "target/plimsoll.jar", "verify", folder], capture_output=True, text=True)
    return done.returncode, done.stdout


def refused(what, *package):
    code, report = verify(*package)
    if code == 0:
        raise SystemExit(f"{what}: is served\n{report}")
    fault = next(line for line in report.splitlines() if line.startswith("       - "))
    print(f"{what} | `{fault.removeprefix('       - ')}`")


def served(what, *package):
    code, report = verify(*package)
    if code != 0:
        raise SystemExit(f"{what}: is not served\n{report}")


plain = model([node("Exp", "x")], [value("x")])
served("a plain graph", plain)
words = CONTRACT.replace("type: number", "type: string")
text = [value("x", kind=TensorProto.STRING)]
tokens = node("BertTokenizer", "x", to="token_ids", domain="ai.onnx.contrib")
language = model([tokens, helper.make_node("Cast", ["token_ids"], ["score"], to=TensorProto.FLOAT)], text, contrib=1)
refused("a tokenizer, or other operators of one's own", language, words)
behind = cut(language, "token_ids", TensorProto.INT64, ["N", 1], ["score"])
ids = CONTRACT.replace("type: number, tensor: x", "type: integer, min: 0, max: 30521, tensor: token_ids")
served("what is behind it", behind, ids)

file = [value("x", ["B"], TensorProto.UINT8)]
refused("an image as a file", model([node("ImageDecoder", "x", to="image"), node("ReduceMean", "image")], file))
pixels = model([helper.make_node("Cast", ["x"], ["score"], to=TensorProto.FLOAT)], [value("x", kind=TensorProto.UINT8)])
refused("pixels as `uint8`, and other types", pixels)
take(pixels, "x")
served("a cast", pixels)
number = helper.make_tensor_type_proto(TensorProto.FLOAT, [])
pairs = helper.make_value_info("x", helper.make_map_type_proto(TensorProto.STRING, number))
columns = node("DictVectorizer", "x", domain="ai.onnx.ml", string_vocabulary=["a"])
refused("a map or a sequence as an input", model([columns], [pairs], ml=1))

eight = model([node("Exp", "x")], [value("x", [8, 1])], [value("score", [8, 1])])
refused("a batch of a fixed size", eight)
open_rows(eight)
served("an open axis", eight)
on = [numpy_helper.from_array(np.float32(0.5), "ratio"), numpy_helper.from_array(np.array(True), "on")]
training = model([node("Dropout", "x", "ratio", "on")], [value("x")], constants=on)
refused("a network in training mode", training)
state = model([node("Add", "x", "state")], [value("x"), value("state")])
refused("state that the service should keep", state)
kept = CONTRACT.replace("outputs:", "  - {name: before, type: number, tensor: state}\noutputs:")
served("state that callers send", state, kept)
refused("an expression in the contract", plain, CONTRACT.replace("from: score", "from: score * 2"))
days = CONTRACT.replace("number,", "date, unit: days since 2000-01-01, min: 2000-01-01, max: 2049-12-31, default: today,")
refused("today's date", plain, days)
served("a date", plain, days.replace(" default: today,", ""))
refused("code in the package", plain, CONTRACT, "prepare.py")
refused("a pickle", b"\x80\x04\x95\x1c\x00\x00\x00\x00\x00\x00\x00")
