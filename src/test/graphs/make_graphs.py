"""Writes the graphs that the tests read to src/test/resources/graphs, and checks each of them."""

import shutil
import sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime

import hostile
import lists  # noqa: F401 (importing a family registers its drawings)
import plain  # noqa: F401
import training  # noqa: F401
from drawing import DRAWINGS, INVALID, LOADS, UNCHECKED, VALID, Drawing

TARGET = Path(__file__).resolve().parents[1] / "resources" / "graphs"

LIMIT = 1_000_000  # bytes, all files together

ELEMENTS = {
    "tensor(float)": np.float32,
    "tensor(double)": np.float64,
    "tensor(int64)": np.int64,
    "tensor(int32)": np.int32,
    "tensor(bool)": np.bool_,
    "tensor(float16)": np.float16,
    "tensor(uint8)": np.uint8,
    "tensor(string)": np.object_,
}


def write() -> None:
    shutil.rmtree(TARGET, ignore_errors=True)
    for each in DRAWINGS:
        file = TARGET / each.file
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(each.draw().SerializeToString(deterministic=True))
    for folder, data in {
        "external_ok": hostile.WEIGHTS,
        "external_short": hostile.WEIGHTS[:-3],
        "external_negative_offset": hostile.WEIGHTS,
    }.items():
        (TARGET / folder / "weights.bin").write_bytes(data)
    unreadable = TARGET / "unreadable"
    unreadable.mkdir()
    whole = (TARGET / "linear.onnx").read_bytes()
    (unreadable / "truncated.onnx").write_bytes(whole[: len(whole) // 2])
    (unreadable / "html.onnx").write_text("<!DOCTYPE html>\n<html><body><h1>404 Not Found</h1></body></html>\n")
    (unreadable / "empty.onnx").write_bytes(b"")


def open_session(file: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 4
    return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])


def ones(session: onnxruntime.InferenceSession) -> dict[str, np.ndarray]:
    """Three rows of ones for every input; a fixed dimension keeps its size."""
    values = {}
    for each in session.get_inputs():
        shape = [dim if isinstance(dim, int) else 3 for dim in each.shape]
        filler = "word" if each.type == "tensor(string)" else 1
        values[each.name] = np.full(shape, filler, ELEMENTS[each.type])
    return values


def refusal(file: Path) -> str:
    try:
        onnx.checker.check_model(str(file), full_check=True)
        open_session(file)
    except Exception as error:  # each tool has its own family of errors
        return str(error)
    raise AssertionError(f"{file} was to be refused, and loads")


def check(each: Drawing) -> str:
    """Says what came out, and raises where it is not what the drawing promised."""
    file = TARGET / each.file
    if each.fate == UNCHECKED:
        return "not checked"
    if each.fate == INVALID:
        words = refusal(file)
        if each.reason not in words:
            raise AssertionError(f"{each.file} is refused for another reason: {words}")
        return "refused: " + each.reason
    onnx.checker.check_model(str(file))
    if each.fate == VALID:
        return "valid, not for this runtime"
    session = open_session(file)
    if each.fate == LOADS:
        return "loads"
    answers = session.run(None, ones(session))
    return "runs: " + ", ".join(str(getattr(answer, "shape", "sequence")) for answer in answers)


def main() -> None:
    write()
    for each in DRAWINGS:
        print(f"{each.file:44} {check(each)}")
    size = sum(file.stat().st_size for file in TARGET.rglob("*") if file.is_file())
    print(f"{len(DRAWINGS)} graphs, {size} bytes")
    if size > LIMIT:
        sys.exit(f"the graphs are over {LIMIT} bytes")


if __name__ == "__main__":
    main()
