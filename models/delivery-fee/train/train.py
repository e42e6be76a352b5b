"""Writes delivery-fee 1: model.onnx from graph.py, and golden rows from the plain Python of tariff.py.

Nothing is learned. The two say the tariff twice, and are compared on random parcels.
"""

import json
from datetime import date, timedelta
from pathlib import Path
from random import Random

import numpy as np
import onnx
import onnxruntime

from graph import delivery_fee
from tariff import Parcel, delivery

VERSION = Path(__file__).resolve().parents[1] / "versions" / "1"
SEED = 20260
ZONES = ["city", "region", "country", "abroad"]
FIRST_DAY, LAST_DAY = date(2024, 1, 1), date(2049, 12, 31)

ORDER = {
    "order_id": "D-1", "weight": 1.4, "length": 30, "width": 20, "height": 10, "order_value": 42.5, "zone": "region",
    "order_date": "2026-03-14"}


def parcel_of(inputs):
    """A caller's object as the tariff's parcel, with what the contract says of absent fields."""
    given = {name: value for name, value in inputs.items() if value is not None}
    handling = given.get("handling", "normal")
    return Parcel(
        weight=given["weight"],
        length=given.get("length", 0),
        width=given.get("width", 0),
        height=given.get("height", 0),
        order_value=given["order_value"],
        fragile=handling == "fragile",
        chilled=handling == "chilled",
        zone=ZONES.index(given["zone"]),
        express=given.get("express", False),
        parcels=int(given.get("parcels", 1)),
        order_date=date.fromisoformat(given["order_date"]),
        coupon=given.get("coupon", "none"))


def cases():
    """Callers' objects with a note."""
    yield ORDER, "an ordinary order: every default"
    yield {**ORDER, "handling": None, "express": None, "parcels": None, "coupon": None}, "null is the same as left out"
    yield {name: ORDER[name] for name in ORDER if name not in ("length", "width", "height")}, "sizes that nobody measured"
    for zone in ZONES:
        yield {**ORDER, "zone": zone, "weight": 4.2}, f"three started kilograms to the {zone}"
        yield {**ORDER, "zone": zone, "express": True}, f"express to the {zone}"
    yield {**ORDER, "weight": 3}, "exactly one kilogram over"
    yield {**ORDER, "weight": 3.0000001}, "a gram's fraction more starts another"
    yield {**ORDER, "length": 60, "width": 50, "height": 40}, "light and large: the volume counts"
    yield {**ORDER, "handling": "fragile"}, "fragile"
    yield {**ORDER, "handling": "chilled"}, "chilled"
    yield {**ORDER, "handling": "normal", "express": True, "parcels": 3}, "three parcels, express"
    yield {**ORDER, "order_value": 60}, "free from 60 euro on"
    yield {**ORDER, "order_value": 59.99}, "a cent short of free"
    yield {**ORDER, "order_value": 600, "zone": "abroad"}, "never free abroad"
    yield {**ORDER, "order_value": 600, "weight": 10.01}, "too heavy to be free"
    yield {**ORDER, "order_value": 600, "handling": "chilled"}, "chilled is never free"
    yield {**ORDER, "order_value": 600, "handling": "fragile"}, "fragile may be free"
    yield {**ORDER, "order_date": "2026-11-30"}, "the day before December"
    yield {**ORDER, "order_date": "2026-12-01"}, "December costs more"
    yield {**ORDER, "order_date": "2028-02-29"}, "a leap day"
    yield {**ORDER, "order_date": LAST_DAY.isoformat()}, "the last day allowed"
    yield {**ORDER, "coupon": "SPRING"}, "a coupon"
    yield {**ORDER, "coupon": "spring"}, "coupons are case-sensitive"
    yield {**ORDER, "coupon": "FRÜHLING"}, "an unknown coupon changes nothing"
    yield {**ORDER, "weight": 0.01, "length": 1, "width": 1, "height": 1, "order_value": 0}, "the smallest parcel"
    yield ({**ORDER, "weight": 100, "length": 300, "width": 300, "height": 300, "order_value": 100000, "zone": "abroad",
            "handling": "chilled", "express": True, "parcels": 20, "order_date": "2030-12-24"}, "the largest order")


def refusals():
    """Rows that the contract must refuse, with the fields that are to blame."""
    without_zone = {name: value for name, value in ORDER.items() if name != "zone"}
    for inputs, fields, note in [
        (without_zone, ["zone"], "a required field left out"),
        ({**ORDER, "zone": "moon"}, ["zone"], "not one of the words"),
        ({**ORDER, "order_date": "2026-02-30"}, ["order_date"], "no such day"),
        ({**ORDER, "order_date": "14.03.2026"}, ["order_date"], "not a date as RFC 3339 writes it"),
        ({**ORDER, "order_date": "2023-12-31"}, ["order_date"], "before the tariff"),
        ({**ORDER, "handling": "liquid", "parcels": 21}, ["handling", "parcels"], "two faults, one row"),
        ({**ORDER, "express": "yes"}, ["express"], "text is no boolean"),
        ({**ORDER, "coupon": "A" * 21}, ["coupon"], "too long"),
    ]:
        yield {"inputs": inputs, "refuse": fields, "note": note}


def price_band(fee):
    return "free" if fee < 0.005 else "small" if fee < 10 else "medium" if fee < 50 else "large"


def sample(inputs, note):
    fee, free, days = delivery(parcel_of(inputs))
    expected = {"fee": fee, "free_delivery": free, "delivery_days": days, "price_band": price_band(fee)}
    return {"inputs": inputs, "expect": expected, "note": note}


def random_parcels(count):
    chance = Random(SEED)
    for _ in range(count):
        handling = chance.choice(["normal", "fragile", "chilled"])
        yield Parcel(
            weight=round(chance.uniform(0.01, 30), 3),
            length=chance.choice([0, chance.randint(1, 120)]),
            width=chance.randint(1, 80),
            height=chance.randint(1, 60),
            order_value=round(chance.uniform(0, 120), 2),
            fragile=handling == "fragile",
            chilled=handling == "chilled",
            zone=chance.randrange(4),
            express=chance.random() < 0.3,
            parcels=chance.randint(1, 20),
            order_date=FIRST_DAY + timedelta(chance.randrange((LAST_DAY - FIRST_DAY).days + 1)),
            coupon=chance.choice(["none", "SPRING", "FRÜHLING"]))


def run(graph, parcels):
    """ONNX Runtime's answer: fee, free, days."""
    session = onnxruntime.InferenceSession(graph, providers=["CPUExecutionProvider"])
    numbers = [
        [each.weight, each.length, each.width, each.height, each.order_value, each.fragile, each.chilled]
        for each in parcels]
    return session.run(["fee", "free", "days"], {
        "parcel": np.array(numbers, dtype=np.float64),
        "zone": np.array([each.zone for each in parcels], dtype=np.int64),
        "express": np.array([each.express for each in parcels], dtype=bool),
        "parcels": np.array([each.parcels for each in parcels], dtype=np.int64),
        "order_date": np.array([(each.order_date - date(1970, 1, 1)).days for each in parcels], dtype=np.int64),
        "coupon": np.array([each.coupon for each in parcels], dtype=object)})


def check_parity(what, parcels, graph):
    """Stops when the graph and the plain function differ by a millionth of a cent, or in anything else at all."""
    expected = [delivery(each) for each in parcels]
    fee, free, days = run(graph, parcels)
    difference = np.abs(np.array([each[0] for each in expected]) - fee).max()
    print(f"{what}: {len(parcels)} parcels, max difference {difference:.2e} EUR")
    if difference > 1e-8 or [each[1:] for each in expected] != list(zip(free.tolist(), days.tolist())):
        raise SystemExit(f"{what}: the graph is not the tariff")


def main():
    model = delivery_fee.to_model_proto()
    onnx.checker.check_model(model)
    graph = model.SerializeToString(deterministic=True)
    samples = [sample(inputs, note) for inputs, note in cases()]
    check_parity("random parcels", list(random_parcels(20000)), graph)
    check_parity("golden rows", [parcel_of(row["inputs"]) for row in samples], graph)
    rows = [*samples, *refusals()]
    (VERSION / "model.onnx").write_bytes(graph)
    text = "".join(json.dumps(row, ensure_ascii=False, allow_nan=False) + "\n" for row in rows)
    (VERSION / "samples.jsonl").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
