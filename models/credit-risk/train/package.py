"""Writes what a version ships: a graph without traces of this machine, and golden rows from the training framework."""

import json

import numpy as np
import onnx

LIMIT = 5 * 1024 * 1024


def graph_bytes(model):
    """The checked graph as a file; doc strings and metadata go, because converters write paths and hosts into them."""
    model.doc_string = ""
    del model.metadata_props[:]
    # The converter orders the domains anew in each run; this order is that of the versions as they were shipped.
    model.opset_import.sort(key=lambda each: each.domain, reverse=True)
    model.graph.doc_string = ""
    for part in [*model.graph.node, *model.graph.input, *model.graph.output, *model.graph.value_info]:
        part.doc_string = ""
    onnx.checker.check_model(model)
    graph = model.SerializeToString(deterministic=True)
    if len(graph) > LIMIT:
        raise SystemExit(f"the graph has {len(graph)} bytes, more than {LIMIT}")
    return graph


def write_version(folder, graph, samples):
    """Saves the graph, and the golden rows as one JSON object a line."""
    (folder / "model.onnx").write_bytes(graph)
    text = "".join(json.dumps(row, ensure_ascii=False, allow_nan=False) + "\n" for row in samples)
    (folder / "samples.jsonl").write_text(text, encoding="utf-8")


def check_parity(what, expected, got, tolerance=1e-5):
    """Stops when ONNX Runtime and the framework differ by more than tolerance + tolerance * |expected|."""
    expected, got = np.asarray(expected, dtype=float), np.asarray(got, dtype=float)
    if expected.shape != got.shape:
        raise SystemExit(f"{what}: shape {got.shape} instead of {expected.shape}")
    difference = np.abs(expected - got)
    print(f"{what}: {len(expected)} rows, max difference {difference.max():.2e}")
    if not (difference <= tolerance + tolerance * np.abs(expected)).all():
        raise SystemExit(f"{what}: beyond the tolerance of {tolerance}")
