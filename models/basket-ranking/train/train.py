"""Trains basket-ranking, writes model.onnx, items.json and samples.jsonl of version 1, and checks that they agree.

The expectations in samples.jsonl are PyTorch's own scores of each list alone; ONNX Runtime is only compared with them.
"""

import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch

import network
import purchases
from purchases import TRAINING_PERIODS

VERSION = Path(__file__).resolve().parents[1] / "versions" / "1"

SEED = 20170101
OPSET = 18
TOLERANCE = 1e-5
MARGIN = 1e-4  # scores of a golden row that an answer puts in order stand at least this far from each other
LIMIT = 5 * 1024 * 1024  # bytes
BEST = 3
MOST_ITEMS = 200
LENGTHS = [1, 2, 3, 4, 5, 6, 8, 10, 10, 12, 15, 20, 30, 50]  # of the lists in plain golden rows


def convert(model):
    """PyTorch to ONNX, in one file, with open axes for rows and items."""
    rows, items = torch.export.Dim("N"), torch.export.Dim("L")
    program = torch.onnx.export(
        model,
        (torch.tensor([3, 5]), torch.tensor([[1, 2, 3], [4, 5, 6]])),
        input_names=["user_id", "item_ids"],
        output_names=["scores"],
        dynamic_shapes={"user_id": {0: rows}, "item_ids": {0: rows, 1: items}},
        opset_version=OPSET,
        dynamo=True,
        external_data=False,
        verbose=False,
    )
    return program.model_proto


def write_graph(model):
    """Doc strings and metadata go, because the exporter writes the training machine's paths into them."""
    graph = model.graph
    graph.name = "basket-ranking"
    for part in [model, graph, *graph.node, *graph.input, *graph.output, *graph.value_info, *graph.initializer]:
        part.doc_string = ""
        del part.metadata_props[:]
    onnx.checker.check_model(model)
    data = model.SerializeToString(deterministic=True)
    if len(data) > LIMIT:
        raise SystemExit(f"the graph has {len(data)} bytes, more than {LIMIT}")
    (VERSION / "model.onnx").write_bytes(data)


def write_codes(kinds):
    """The words of callers and what stands for them in the tensor; 0 is left for all others."""
    codes = {kind: code for code, kind in enumerate(kinds, 1)}
    (VERSION / "items.json").write_text(json.dumps(codes, indent=0) + "\n", encoding="utf-8")
    return codes


def tensors(requests, codes):
    """What the graph reads for these requests, the shorter lists filled with 0."""
    lists = [[codes.get(item, 0) for item in request["item_list"]] for request in requests]
    longest = max(map(len, lists))
    padded = [each + [0] * (longest - len(each)) for each in lists]
    users = [request.get("user_id") or 0 for request in requests]
    return np.array(users, np.int64), np.array(padded, np.int64)


def scores(model, user_id, item_ids):
    with torch.no_grad():
        return model(torch.from_numpy(user_id), torch.from_numpy(item_ids)).numpy()


def in_clear_order(row):
    """Whether rounding cannot change which items are best, nor their order."""
    return (np.diff(np.sort(row)[::-1][: BEST + 1]) < -MARGIN).all()


def held_out_requests(model, data, codes):
    """Plain golden rows: households, and kinds of which they bought about half in the first period held out."""
    random = np.random.default_rng(SEED)
    bought = data.bought[TRAINING_PERIODS, 1:, 1:] > 0
    popularity = data.bought[:TRAINING_PERIODS, 1:, 1:].sum(axis=(0, 1))
    regulars = iter(random.permutation(np.flatnonzero(bought.sum(axis=1) >= max(LENGTHS))))
    for length in LENGTHS:
        clear = False
        while not clear:
            household = next(regulars)
            taken = random.choice(np.flatnonzero(bought[household]), (length + 1) // 2, replace=False)
            weights = np.where(bought[household], 0, popularity)
            left = random.choice(len(weights), length // 2, replace=False, p=weights / weights.sum())
            items = random.permutation(np.concatenate([taken, left]))
            words = [data.kinds[item] for item in items]
            request = {"user_id": int(data.household_ids[household]), "item_list": words}
            clear = in_clear_order(scores(model, *tensors([request], codes))[0])
        places = ", ".join(str(place) for place in np.flatnonzero(np.isin(items, taken)))
        yield request, f"weeks 45 to 48: bought the items at {places}"


def edge_requests(plain, kinds, largest):
    """Golden rows at the edges of the contract."""
    items = plain["item_list"]
    yield {"item_list": items}, "a shopper without a card"
    yield plain | {"user_id": None}, "null is the same as left out"
    yield plain | {"user_id": 0}, "0 says it aloud"
    yield plain | {"user_id": largest + 1}, "the first number beyond those that training saw"
    yield plain | {"user_id": 2**53 - 1}, "a number far beyond"
    yield plain | {"visit_id": "V-0001"}, "with an id, which is answered as request_id"
    yield plain | {"item_list": ["COUPON"]}, "a kind that training never saw, alone"
    yield plain | {"item_list": [*items[:3], "bananas", ""]}, "unknown twice: words count letter by letter"
    yield plain | {"item_list": [*items[:4], "🍌 FAIR TRADE"]}, "an unknown word with an emoji"
    yield plain | {"item_list": kinds[-MOST_ITEMS:]}, "the longest list"
    yield plain | {"item_list": kinds[:1]}, "the shortest list"


def repeated_request(model, plain, codes):
    """A golden row in which the item with the lowest score stands twice."""
    lowest = scores(model, *tensors([plain], codes))[0].argmin()
    items = plain["item_list"]
    return plain | {"item_list": [items[lowest], *items]}, "an item that stands twice is scored twice"


def refused_requests(plain, kinds):
    """Requests that the contract turns away, with what it names."""
    items = plain["item_list"]
    yield {"user_id": plain["user_id"]}, ["item_list"], "a required list left out"
    yield plain | {"item_list": []}, ["item_list"], "an empty list"
    yield plain | {"item_list": kinds[: MOST_ITEMS + 1]}, ["item_list"], "one item too many"
    yield plain | {"item_list": items[0]}, ["item_list"], "text where a list belongs"
    yield plain | {"item_list": [items[0], None]}, ["item_list[1]"], "null inside a list"
    yield plain | {"item_list": [7, items[0], True]}, ["item_list[0]", "item_list[2]"], "codes are not for callers"
    yield plain | {"item_list": [items[0], items[1:3]]}, ["item_list[1]"], "a list inside a list"
    yield plain | {"user_id": -1}, ["user_id"], "below the least number"
    yield plain | {"user_id": "1364"}, ["user_id"], "a number in quotes"
    yield plain | {"user_id": 1.5, "item_list": []}, ["user_id", "item_list"], "both at fault"


def expectation(row):
    """What the contract answers, in full precision."""
    best = np.argsort(-row, kind="stable")[:BEST]
    return {
        "scores": [float(score) for score in row],
        "best_items": [{"item": int(place), "score": float(row[place])} for place in best],
    }


def write_samples(model, data, codes):
    """Saves the golden rows, and gives back the requests that have an answer."""
    golden = list(held_out_requests(model, data, codes))
    plain = golden[LENGTHS.index(10)][0]
    golden += edge_requests(plain, data.kinds, int(data.household_ids.max()))
    golden.append(repeated_request(model, plain, codes))
    lines = []
    for request, note in golden:
        row = scores(model, *tensors([request], codes))[0]
        if not in_clear_order(row):
            raise SystemExit(f"rounding could turn the order of a golden row: {request} {row}")
        lines.append({"inputs": request, "expect": expectation(row), "note": note})
    for request, fields, note in refused_requests(plain, data.kinds):
        lines.append({"inputs": request, "refuse": fields, "note": note})
    text = "".join(json.dumps(line, ensure_ascii=False, allow_nan=False) + "\n" for line in lines)
    (VERSION / "samples.jsonl").write_text(text, encoding="utf-8")
    return [request for request, _ in golden]


def random_requests(data, count):
    """Any households and kinds, unknown ones among them, in lists of any length."""
    random = np.random.default_rng(SEED)
    for length in random.integers(1, MOST_ITEMS + 1, count):
        items = random.integers(-3, len(data.kinds), length)
        words = [data.kinds[item] if item >= 0 else "no such kind" for item in items]
        yield {"user_id": int(random.integers(0, data.household_ids.max() + 100)), "item_list": words}


def check_parity(what, model, requests, codes):
    """Stops unless each item has one score: in PyTorch and in ONNX Runtime, in a list alone and in a padded batch."""
    session = onnxruntime.InferenceSession(str(VERSION / "model.onnx"), providers=["CPUExecutionProvider"])

    def run(user_id, item_ids):
        return session.run(["scores"], {"user_id": user_id, "item_ids": item_ids})[0]

    batch = tensors(requests, codes)
    padded = {"PyTorch, padded": scores(model, *batch), "ONNX Runtime, padded": run(*batch)}
    largest = dict.fromkeys([*padded, "ONNX Runtime, alone"], 0.0)
    for place, request in enumerate(requests):
        alone = tensors([request], codes)
        expected = scores(model, *alone)[0]
        got = {name: rows[place, : len(expected)] for name, rows in padded.items()}
        got["ONNX Runtime, alone"] = run(*alone)[0]
        for name, row in got.items():
            largest[name] = max(largest[name], float(np.abs(row - expected).max()))
    for name, difference in largest.items():
        print(f"parity of {what}, {len(requests)} lists: {name}, max difference {difference:.2e}")
    if max(largest.values()) > TOLERANCE:
        raise SystemExit("PyTorch and ONNX Runtime do not agree")


def log_loss(chances, happened):
    chances = np.clip(chances, 1e-6, 1 - 1e-6)
    return -(happened * np.log(chances) + (1 - happened) * np.log(1 - chances)).mean()


def hits(chances, happened):
    """How many of the ten kinds with the highest chance were bought, for households that bought anything."""
    best = np.argsort(-chances, axis=1)[:, :10]
    return np.take_along_axis(happened, best, axis=1)[happened.any(axis=1)].sum(axis=1).mean()


def report(model, data, shares, periods):
    """A table for the README, over the periods held out: the network, and two rules that need no network."""
    users, kinds = data.household_ids, len(data.kinds)
    everything = np.tile(np.arange(1, kinds + 1), (len(users), 1))
    popular = np.tile((shares * periods)[1:, 1:].sum(axis=0) / periods.sum(), (len(users), 1))
    own = ((shares * periods)[1:, 1:] + 4 * popular) / (periods[1:] + 4)
    named = {"the same for all": popular, "own record": own, "network": scores(model, users, everything)}
    for name, chances in named.items():
        for period in range(TRAINING_PERIODS, purchases.PERIODS):
            happened = data.bought[period, 1:, 1:]
            quality = f"log loss {log_loss(chances, happened):.4f}, hits {hits(chances, happened):.2f}"
            print(f"{name}, period {period + 1}: {quality}")


def main():
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    data = purchases.load()
    periods = data.periods_known()
    shares = data.bought[:TRAINING_PERIODS].sum(axis=0) / np.maximum(periods, 1)[:, None]
    untrained = network.TwoTowers(data.rows_of_households(), data.category_of_kind)
    model = network.fit(untrained, shares.astype(np.float32), periods, SEED)
    report(model, data, shares, periods[:, None])
    write_graph(convert(model))
    codes = write_codes(data.kinds)
    check_parity("golden rows", model, write_samples(model, data, codes), codes)
    check_parity("random lists", model, list(random_requests(data, 256)), codes)


if __name__ == "__main__":
    main()
