"""Proves the table of docs/how-to/pytorch.md."""

import copy
import logging
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from torch import nn
from torch.export import Dim

from claims import refused, right, run, wrong

logging.disable(logging.WARNING)
torch.manual_seed(1)

rows = torch.randn(8, 4)
others = torch.randn(20, 4)
network = nn.Sequential(nn.Linear(4, 16), nn.ReLU(), nn.Linear(16, 4)).eval()
items = torch.tensor([[1, 2, 3], [4, 3, 2]])
EMPTY = torch.zeros((1, 0), dtype=torch.int64)


class Formula(nn.Module):
    """A function of the rows as a module."""

    def __init__(self, formula):
        super().__init__()
        self.formula = formula

    def forward(self, features):
        return self.formula(features)


class Reading(nn.Module):
    """A score for each item of a list, from all of its items."""

    def __init__(self, reader):
        super().__init__()
        self.embedding = nn.Embedding(9, 8)
        self.reader = reader
        self.score = nn.Linear(8, 1)

    def forward(self, features):
        known = self.embedding(features)
        attention = isinstance(self.reader, nn.MultiheadAttention)
        read, _ = self.reader(known, known, known, need_weights=False) if attention else self.reader(known)
        return torch.sigmoid(self.score(read)).squeeze(-1)


class Packed(nn.Module):
    """A GRU that is told how long each series is."""

    def __init__(self):
        super().__init__()
        self.reader = nn.GRU(4, 4, batch_first=True)

    def forward(self, features, lengths):
        packed = nn.utils.rnn.pack_padded_sequence(features, lengths, batch_first=True, enforce_sorted=False)
        return self.reader(packed)[1]


def export(model, example=rows, axes=None, **options):
    """The page's way, with the cause of a refusal instead of the advice that PyTorch wraps it in."""
    try:
        return torch.onnx.export(
            model, (example,), input_names=["features"], output_names=["answer"],
            dynamic_shapes=(axes or {0: Dim("N")},), verbose=False, **options).model_proto
    except torch.onnx.OnnxExporterError as error:
        cause = error
        while cause.__cause__ is not None:
            cause = cause.__cause__
        raise cause from None


def lists(model, example=items):
    return export(model.eval(), example, {0: Dim("N"), 1: Dim("L")})


def before(model, example=items, **options):
    """The exporter of PyTorch before 2.5."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "model.onnx"
        axes = {0: "N", 1: "L"} if example is items else {0: "N"}
        torch.onnx.export(
            model, (example,), file, input_names=["features"], dynamic_axes={"features": axes}, dynamo=False, **options)
        return onnx.load(file)


def answer(graph, features):
    (answered,) = run(graph, {"features": features.numpy()}).values()
    return answered


def says(model, features=others):
    with torch.no_grad():
        return model(features).numpy()


def axes_of(graph):
    return [axis.dim_value or axis.dim_param for axis in graph.graph.input[0].type.tensor_type.shape.dim]


def fixed(what, graph, place, size):
    """Prints that an axis is fixed which was to be open."""
    if axes_of(graph)[place] != size:
        raise SystemExit(f"{what}: the axes are {axes_of(graph)}")
    print(f"{what} | no error; the axis of {('rows', 'items')[place]} is fixed at {size}")


def stays(what, graph, operator):
    """Prints that an operator is in a graph that should not have it."""
    if operator not in {node.op_type for node in graph.graph.node}:
        raise SystemExit(f"{what}: no {operator} in the graph")
    print(f"{what} | no error; the graph has a `{operator}` in training mode")


def ends_the_process(what, model):
    """Prints by which signal ONNX Runtime ends the process that runs an empty list."""
    ended = subprocess.run([sys.executable, __file__, model], capture_output=True, text=True)
    if ended.returncode >= 0:
        raise SystemExit(f"{what}: ends with {ended.returncode}: {ended.stdout}{ended.stderr}")
    print(f"{what} | the process ends, by signal {-ended.returncode}")


def files():
    with tempfile.TemporaryDirectory() as folder:
        torch.onnx.export(network, (rows,), Path(folder) / "model.onnx", verbose=False)
        print("`torch.onnx.export(…, \"model.onnx\")` | no error; writes "
              + " and ".join(f"`{file.name}`" for file in sorted(Path(folder).iterdir())))
    with tempfile.TemporaryDirectory() as folder:
        torch.onnx.export(network, (rows,), verbose=False).save(Path(folder) / "model.onnx")
        if len(list(Path(folder).iterdir())) != 1:
            raise SystemExit("save: more than one file")


def paths():
    named = {prop.key for node in export(network).graph.node for prop in node.metadata_props if "torch/nn" in prop.value}
    print(f"a graph as exported | no error; its nodes name files of this machine, in `{' '.join(named)}`")


def axes():
    graph = torch.onnx.export(network, (rows,), input_names=["features"], verbose=False).model_proto
    fixed("no `dynamic_shapes`", graph, 0, 8)
    attention = Reading(nn.MultiheadAttention(8, 2, batch_first=True)).eval()
    fixed("an example with one item, attention", lists(attention, items[:, :1]), 1, 1)
    fixed("an example with one item, a GRU", lists(Reading(nn.GRU(8, 8, batch_first=True)), items[:, :1]), 1, 1)
    fixed("`for row in rows:`", export(Formula(lambda x: torch.stack([2 * row for row in x]))), 0, 8)
    doubled = Formula(lambda x: 2 * x if x.shape[0] > 10 else x)
    wrong("`if rows.shape[0] > 10:`", says(doubled), answer(export(doubled), others))
    right("more items than in the example", says(attention, items.repeat(1, 3)),
          answer(lists(attention), items.repeat(1, 3)))
    longer = items.repeat(1, 3)
    refused("`dynamo=False`, attention, longer lists", lambda: answer(before(attention), longer))


def training():
    dropped = nn.Sequential(nn.Linear(4, 4), nn.Dropout(0.5))
    stays("a network without `.eval()`", export(dropped.train()), "Dropout")
    stays("`nn.functional.dropout(x)`", export(Formula(nn.functional.dropout).eval()), "Dropout")
    normed = nn.Sequential(nn.Linear(4, 4), nn.BatchNorm1d(4)).train()
    kept = before(normed, rows, training=torch.onnx.TrainingMode.PRESERVE)
    modes = [a.i for node in kept.graph.node for a in node.attribute if a.name == "training_mode"]
    if modes != [1]:
        raise SystemExit(f"training modes are {modes}")
    stays("`dynamo=False, training=TrainingMode.PRESERVE`", kept, "BatchNormalization")
    right("eval", says(normed.eval()), answer(export(normed), others))


def empty_lists():
    attention = Reading(nn.MultiheadAttention(8, 2, batch_first=True)).eval()
    if says(attention, EMPTY).shape != (1, 0):
        raise SystemExit("PyTorch does not answer the empty list")
    refused("an empty list, attention", lambda: answer(lists(attention), EMPTY))
    ends_the_process("an empty list, a GRU", "gru")
    table = nn.Embedding(9, 1)
    last = says(table, torch.tensor([[8]]))
    right("the last row of the table", last, answer(lists(table), torch.tensor([[-1]])))
    try:
        says(table, torch.tensor([[-1]]))
    except IndexError:
        print("code -1 into an `nn.Embedding` | no error; the last row of the table, where PyTorch raises")


def operators():
    bounds = torch.tensor([-1.0, 0.0, 1.0])
    refused("`if rows.sum() > 0:`", lambda: export(Formula(lambda x: 2 * x if x.sum() > 0 else x)))
    refused("`torch.searchsorted`", lambda: export(Formula(lambda x: torch.searchsorted(bounds, x))))
    refused("`median`", lambda: export(Formula(lambda x: x.median(dim=1).values)))
    refused("`torch.cdist`", lambda: export(Formula(lambda x: torch.cdist(x, torch.ones(5, 4)))))
    refused("`torch.linalg.inv`", lambda: export(Formula(lambda x: torch.linalg.inv(x[:, :, None] + torch.eye(4)))))
    for name, formula in {
        "bucketize": lambda x: torch.bucketize(x, bounds),
        "quantile": lambda x: x.quantile(0.5, dim=1),
        "distance": lambda x: (x[:, None] - torch.ones(5, 4)).square().sum(-1).sqrt(),
        "where": lambda x: torch.where(x.sum(dim=1, keepdim=True) > 0, 2 * x, x),
        "softmax": lambda x: torch.softmax(x, dim=1),
    }.items():
        right(name, says(Formula(formula)), answer(export(Formula(formula)), others))
    refused("`pack_padded_sequence`", packed)


def packed():
    try:
        torch.onnx.export(
            Packed(), (torch.randn(2, 5, 4), torch.tensor([5, 2])), dynamic_shapes=({0: Dim("N"), 1: Dim("L")}, {0: Dim("N")}),
            verbose=False)
    except torch.onnx.OnnxExporterError as error:
        raise error.__cause__ from None


def wrappers():
    for wrapped in (torch.compile(network), nn.DataParallel(network)):
        right("wrapped", says(network), answer(export(nn.Sequential(wrapped).eval()), others))
    refused("`torch.jit.script`", lambda: export(torch.jit.script(network)))
    quantized = torch.ao.quantization.quantize_dynamic(network, {nn.Linear})
    refused("`quantize_dynamic`", lambda: export(quantized))


def precisions():
    half = answer(export(copy.deepcopy(network).half(), rows.half()), others.half())
    wrong("`network.half()`", says(network), half.astype(np.float32))
    rough = nn.Sequential(Formula(lambda x: x.bfloat16()), copy.deepcopy(network).bfloat16(), Formula(lambda x: x.float()))
    refused("`network.bfloat16()`", lambda: answer(export(Formula(rough)), others))


if __name__ == "__main__":
    if sys.argv[1:] == ["gru"]:
        answer(lists(Reading(nn.GRU(8, 8, batch_first=True))), EMPTY)
    else:
        files()
        paths()
        axes()
        training()
        empty_lists()
        operators()
        wrappers()
        precisions()
