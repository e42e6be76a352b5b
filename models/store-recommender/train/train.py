"""Trains store-recommender, writes the files of version 1 that are not written by hand, and checks that they agree.

The expectations in samples.jsonl are PyTorch's own chances of each list alone; ONNX Runtime is only compared with them.
"""

import json

import numpy as np
import onnx
import onnxruntime
import torch

import golden
import network
import shop
from network import lists, tensors_of
from shop import RECORD, TRAINING_WEEKS, VERSION
from tensors import from_requests

SEED = 20171106
OPSET = 18
TOLERANCE = 1e-5
MARGIN = 1e-4  # how far chances that an answer puts in order stand from each other, and from the least that is told
LIMIT = 5 * 1024 * 1024  # bytes
BEST, AT_LEAST = 3, 0.05
LENGTHS = [2, 3, 4, 5, 6, 8, 8, 10, 12, 15, 20, 25, 30]  # of the lists in plain golden rows


def as_torch(tensors):
    return {name: torch.from_numpy(values) for name, values in tensors.items()}


def chances(model, tensors):
    with torch.no_grad():
        return model(**as_torch(tensors)).numpy()


def convert(model, tensors):
    """PyTorch to ONNX, in one file, with open axes for rows and items."""
    rows, items = torch.export.Dim("N"), torch.export.Dim("L")
    program = torch.onnx.export(
        model,
        kwargs=as_torch(tensors),
        input_names=list(tensors),
        output_names=["scores"],
        dynamic_shapes={name: {0: rows, 1: items} if name.startswith("item_") else {0: rows} for name in tensors},
        opset_version=OPSET,
        dynamo=True,
        external_data=False,
        verbose=False,
    )
    return program.model_proto


def write_graph(model):
    """Doc strings and metadata go, because the exporter writes the training machine's paths into them."""
    graph = model.graph
    graph.name = "store-recommender"
    for part in [model, graph, *graph.node, *graph.input, *graph.output, *graph.value_info, *graph.initializer]:
        part.doc_string = ""
        del part.metadata_props[:]
    onnx.checker.check_model(model)
    data = model.SerializeToString(deterministic=True)
    if len(data) > LIMIT:
        raise SystemExit(f"the graph has {len(data)} bytes, more than {LIMIT}")
    (VERSION / "model.onnx").write_bytes(data)


def write_codes(file, numbers):
    """The words of callers and what stands for them in the tensor; 0 is left for all others."""
    codes = {str(number): code for code, number in enumerate(numbers, 1)}
    (VERSION / file).write_text(json.dumps(codes, indent=0) + "\n", encoding="utf-8")
    return codes


def is_clear(row):
    """Whether rounding cannot change which items are told as the best, nor their order."""
    best = np.sort(row)[::-1][: BEST + 1]
    return (np.diff(best) < -MARGIN).all() and (np.abs(best - AT_LEAST) > MARGIN).all()


def expectation(row):
    """What the contract answers, in full precision."""
    best = [int(place) for place in np.argsort(-row, kind="stable")[:BEST]]
    return {
        "recommended": best[0],
        "best_items": [{"item": place, "score": float(row[place])} for place in best if row[place] >= AT_LEAST],
        "scores": [float(score) for score in row],
    }


def plain_rows(data, is_good, random):
    """Lists of several lengths, with what was taken."""
    for length in LENGTHS:
        good = False
        while not good:
            request, place = golden.held_out_request(data, length, random)
            good = len(request["item_list"]) == length and is_good(request)
        yield request, f"took the product at {place}"


def edge_rows(data, is_good, random):
    """The edges of the contract, and what it refuses, made of a customer of whom everything is known."""
    while True:
        request, _ = golden.held_out_request(data, 8, random)
        long_request, _ = golden.held_out_request(data, golden.MOST_ITEMS, random)
        edges = list(golden.edge_requests(request, long_request))
        if request.keys() >= {"age", "discount_share"} and all(is_good(edge) for edge, _ in edges):
            return edges, list(golden.refused_requests(request, long_request))


def write_samples(model, data, codes):
    """Saves the golden rows, and gives back the requests that have an answer."""
    random = np.random.default_rng(SEED)

    def answer(request):
        return chances(model, from_requests([request], *codes))[0]

    def is_good(request):
        return is_clear(answer(request))

    plain = list(plain_rows(data, is_good, random))
    edges, refused = edge_rows(data, is_good, random)
    lines = []
    for place, (request, note) in enumerate([*plain, *edges], 1):
        inputs = {"visit_id": f"V-{place}", **request}
        lines.append({"inputs": inputs, "expect": expectation(answer(request)), "note": note})
    lines += [{"inputs": request, "refuse": fields, "note": note} for request, fields, note in refused]
    text = "".join(json.dumps(line, ensure_ascii=False, allow_nan=False) + "\n" for line in lines)
    (VERSION / "samples.jsonl").write_text(text, encoding="utf-8")
    return [request for request, _ in [*plain, *edges]]


def held_out_requests(data, count):
    """Requests with lists of any length."""
    random = np.random.default_rng(SEED)
    lengths = random.integers(1, golden.MOST_ITEMS + 1, count)
    return [golden.held_out_request(data, length, random)[0] for length in lengths]


def check_words(data, codes):
    """Stops unless the tensors of training and those made from callers' words are the same."""
    random = np.random.default_rng(SEED)
    visits = data.visits.sample(1000, random_state=SEED)
    items, mask = lists(data, visits, np.full(len(visits), 20), random)
    pairs = zip(visits.itertuples(), items, mask)
    requests = [golden.request_of(data, visit, row[there]) for visit, row, there in pairs]
    said = from_requests(requests, *codes)
    for name, wanted in tensors_of(data, visits, items, mask).items():
        np.testing.assert_array_equal(said[name], wanted, name)


def check_parity(what, model, requests, codes):
    """Stops unless each item has one chance: in PyTorch and in ONNX Runtime, in a list alone and in a padded batch."""
    session = onnxruntime.InferenceSession(str(VERSION / "model.onnx"), providers=["CPUExecutionProvider"])

    def run(tensors):
        return session.run(["scores"], tensors)[0]

    batch = from_requests(requests, *codes)
    padded = {"PyTorch, padded": chances(model, batch), "ONNX Runtime, padded": run(batch)}
    largest = dict.fromkeys([*padded, "ONNX Runtime, alone"], 0.0)
    for place, request in enumerate(requests):
        alone = from_requests([request], *codes)
        expected = chances(model, alone)[0]
        got = {name: rows[place, : len(expected)] for name, rows in padded.items()}
        got["ONNX Runtime, alone"] = run(alone)[0]
        for name, row in got.items():
            largest[name] = max(largest[name], float(np.abs(row - expected).max()))
    for name, difference in largest.items():
        print(f"parity of {what}, {len(requests)} lists: {name}, max difference {difference:.2e}")
    if max(largest.values()) > TOLERANCE:
        raise SystemExit("PyTorch and ONNX Runtime do not agree")


def report(model, data):
    """A table for the README, on lists of 20: the network, and two rules that need no network."""
    random = np.random.default_rng(SEED)
    seen = data.visits[data.visits.week.between(RECORD + 1, TRAINING_WEEKS)]
    unseen = data.visits[data.visits.week > TRAINING_WEEKS].sample(10000, random_state=SEED)
    items, mask = lists(data, unseen, np.full(len(unseen), 20), random)
    popularity = np.bincount(seen["product"], minlength=len(data.products))[items] * mask
    record = data.weeks_bought[unseen.household.to_numpy()[:, None], items, unseen.week.to_numpy()[:, None]] * mask
    rules = {
        "what sells most": popularity,
        "what the customer bought most, then what sells most": popularity + 1e6 * record,
        "network": chances(model, tensors_of(data, unseen, items, mask)),
    }
    for name, scores in rules.items():
        rank = (scores > scores[:, :1]).sum(axis=1)
        print(f"{name}: first {(rank == 0).mean():.3f}, among the best three {(rank < 3).mean():.3f}")
    equal = np.log(mask.sum(axis=1)).mean()
    print(f"log loss of the network {-np.log(rules['network'][:, 0]).mean():.3f}, of equal chances {equal:.3f}")


def main():
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    data = shop.load()
    model = network.fit(data, SEED)
    report(model, data)
    codes = [write_codes("stores.json", data.stores), write_codes("products.json", data.products.product_id)]
    check_words(data, codes)
    write_graph(convert(model, from_requests(held_out_requests(data, 3), *codes)))
    check_parity("golden rows", model, write_samples(model, data, codes), codes)
    check_parity("held-out lists", model, held_out_requests(data, 256), codes)


if __name__ == "__main__":
    main()
