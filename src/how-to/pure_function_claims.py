"""Proves the table of docs/how-to/pure-function.md."""

import subprocess
import sys

import numpy as np
from onnxscript import DOUBLE, INT64, script
from onnxscript import opset20 as op

from claims import refused, right, run, wrong


def literal(x: DOUBLE["N"]) -> DOUBLE["N"]:
    return x * 1.1


def whole(x: INT64["N"]) -> INT64["N"]:
    return x / 2


def by_itself(x: INT64["N"]) -> INT64["N"]:
    return x / x


def branch(x: DOUBLE["N"]) -> DOUBLE["N"]:
    if x > 2.0:
        y = x * 2.0
    else:
        y = x
    return y


def choice(x: DOUBLE["N"]) -> DOUBLE["N"]:
    return x * 2.0 if x > 2.0 else x


def largest(x: DOUBLE["N"]) -> DOUBLE["N"]:
    return max(x, 2.0)


def rounded(x: DOUBLE["N"]) -> DOUBLE["N"]:
    return round(x, 2)


def floored(x: DOUBLE["N"]) -> DOUBLE["N"]:
    return x // 2.0


def between(x: DOUBLE["N"]) -> DOUBLE["N"]:
    return op.Where(1.0 < x < 3.0, x, x * 2.0)


def both(x: DOUBLE["N"]) -> DOUBLE["N"]:
    return op.Where(x > 1.0 and x < 3.0, x, x * 2.0)


def advised(x: DOUBLE["N"]) -> DOUBLE["N"]:
    inside = op.Where(op.And(x > 1.0, x < 3.0), x, x * 2.0)
    return op.Max(inside, op.Floor(x / 2.0))


def answer(function, x):
    (answered,) = run(script(default_opset=op)(function).to_model_proto(), {"x": np.array(x)}).values()
    return answered


def ends_the_process(what, code):
    """Prints by which signal ONNX Runtime ends the process that runs it."""
    ended = subprocess.run([sys.executable, __file__, code], capture_output=True, text=True)
    if ended.returncode >= 0:
        raise SystemExit(f"{what}: ends with {ended.returncode}: {ended.stdout}{ended.stderr}")
    print(f"{what} | the process ends, by signal {-ended.returncode}")


def main():
    amounts = [1.0, 99.9, 1e6]
    wrong("`x * 1.1`, doubles", [amount * 1.1 for amount in amounts], answer(literal, amounts), least=1e-7)
    wrong("`x / 2`, integers", [x / 2 for x in (-7, 6, 7)], answer(whole, [-7, 6, 7]))
    refused("`x / x`, integers, with a 0", lambda: answer(by_itself, [0]))
    ends_the_process("the smallest `int64` divided by -1", "smallest")
    right("an if, one row", [1.0], answer(branch, [1.0]))
    refused("`if x > 2.0:`, more than one row", lambda: answer(branch, [1.0, 3.0]))
    refused("`a if x > 2.0 else b`", lambda: answer(choice, amounts))
    refused("`x > 1.0 and x < 3.0`", lambda: answer(both, amounts))
    refused("`1.0 < x < 3.0`", lambda: answer(between, amounts))
    refused("`max(x, 2.0)`", lambda: answer(largest, amounts))
    refused("`round(x, 2)`", lambda: answer(rounded, amounts))
    refused("`x // 2.0`", lambda: answer(floored, amounts))
    right("the operators", [2.0, 2.0, 6.0], answer(advised, [1.0, 2.0, 3.0]))


def divide(x: INT64["N"], by: INT64["N"]) -> INT64["N"]:
    return x / by


if __name__ == "__main__":
    if sys.argv[1:] == ["smallest"]:
        graph = script(default_opset=op)(divide).to_model_proto()
        run(graph, {"x": np.array([np.iinfo(np.int64).min]), "by": np.array([-1])})
    else:
        main()
