"""How a page's claims are proved: each is printed as the page's table must say it."""

import numpy as np
import onnxruntime


def run(graph, feed):
    """ONNX Runtime's outputs by name."""
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    session = onnxruntime.InferenceSession(graph.SerializeToString(), options, providers=["CPUExecutionProvider"])
    return dict(zip([output.name for output in session.get_outputs()], session.run(None, feed)))


def refused(what, attempt):
    """Prints the first line of what an attempt is refused with."""
    try:
        attempt()
    except Exception as error:  # any refusal is what is looked for
        print(f"{what} | `{next(filter(None, map(str.strip, str(error).splitlines())))}`")
    else:
        raise SystemExit(f"{what}: nothing is refused")


def wrong(what, expected, got, least=1e-4):
    """Prints how far the graph's answers are from the framework's, and in how many rows."""
    off = distance(expected, got).reshape(len(expected), -1).max(axis=1)
    if not off.max() >= least:
        raise SystemExit(f"{what}: the graph is right, within {off.max()}")
    print(f"{what} | no error; off by up to {float(f'{off.max():.2g}'):g} in {(off >= least).sum()} of {len(off)} rows")


def misjudged(what, expected, got):
    """Prints in how many rows the graph answers another class than the framework."""
    other = np.asarray(expected) != np.asarray(got)
    if not other.any():
        raise SystemExit(f"{what}: the graph is right")
    print(f"{what} | no error; another class in {other.sum()} of {len(other)} rows")


def right(what, expected, got):
    """Stops if what the page advises is not right, by the tolerance that golden rows have."""
    off = distance(expected, got)
    if (off > 1e-5 + 1e-5 * np.abs(expected)).any():
        raise SystemExit(f"{what}: advised, but off by {off.max()}")


def distance(expected, got):
    expected = np.asarray(expected, dtype=float)
    return np.abs(expected - np.asarray(got, dtype=float).reshape(expected.shape))
