"""The requests of the golden rows: visits of the weeks that training did not see, and the edges of the contract."""

import numpy as np

from network import lists
from shop import NUMBERS, TRAINING_WEEKS

MOST_ITEMS = 100


def plain(value):
    """Numbers as JSON has them: whole ones without a fraction."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def item_of(shop, visit, product):
    """What a shop says of a product on offer; what is not so is left out, counts of 0 too."""
    about = shop.products.loc[product]
    last = int(shop.last_bought[visit.household, product, visit.week])
    item = {
        "id": str(about.product_id),
        "category": about.product_category,
        "price": f"{shop.price[visit.week, product] / 100:.2f}",
        "discount": f"{shop.discount[visit.week, product] / 100:.2f}",
        "store_brand": bool(about.brand == "Private"),
        "on_display": bool(shop.on_display[visit.store, visit.week, product]),
        "in_mailer": bool(shop.in_mailer[visit.store, visit.week, product]),
        "weeks_bought": int(shop.weeks_bought[visit.household, product, visit.week]),
        "weeks_since": visit.week - last if last > 0 else None,
    }
    return {name: value for name, value in item.items() if value not in (False, None, 0, "0.00")}


def request_of(shop, visit, products):
    about = shop.households.loc[visit.household]
    shares = dict(zip(NUMBERS[2:], shop.shares[visit.household, visit.week]))
    values = about.drop("household_id").to_dict() | shares
    return {
        "customer_id": str(about.household_id),
        "store": str(shop.stores[visit.store]),
        **{name: plain(value) for name, value in values.items() if value == value},
        "item_list": [item_of(shop, visit, product) for product in products],
    }


def held_out_request(shop, length, random):
    """A visit with what was bought among others on offer, and at which place it stands; the list may be shorter."""
    unseen = shop.visits[shop.visits.week > TRAINING_WEEKS]
    visit = unseen.iloc[[random.integers(len(unseen))]]
    items, mask = lists(shop, visit, np.array([length]), random)
    products = random.permutation(items[mask])
    return request_of(shop, next(visit.itertuples()), products), int(np.flatnonzero(products == items[0, 0])[0])


def with_item(request, place, **changes):
    """The request with one item changed; a change to None takes the field out."""
    items = list(request["item_list"])
    items[place] = {name: value for name, value in (items[place] | changes).items() if value is not None}
    return request | {"item_list": items}


def edge_requests(request, long_request):
    """Golden rows at the edges of the contract."""
    items = request["item_list"]
    bare = [{name: item[name] for name in ("id", "category", "price")} for item in items]
    nulls = dict.fromkeys(["age", "income", *NUMBERS])
    yield {"store": request["store"], "item_list": bare}, "nothing but what is required"
    yield request | nulls | {"item_list": bare}, "null is the same as left out"
    yield request | {"item_list": [item | {"weeks_since": None} for item in items]}, "null inside an item, too"
    yield request | {"store": "no such store"}, "a store that training never saw"
    yield with_item(request, 0, id="🍦 of the month"), "a new product, with an emoji, in a known category"
    yield with_item(request, 0, category="ICE CUBES"), "a known product in an unknown category"
    yield request | {"item_list": items[:1]}, "the shortest list: one chance of 1"
    yield request | {"item_list": items[::-1]}, "the other way round"
    yield request | {"item_list": [items[0], *items]}, "a product that stands twice has two equal chances"
    yield long_request, "the longest list"
    yield long_request | nulls | {"item_list": long_request["item_list"][:60]}, "a longer list for somebody unknown"
    yield with_item(with_item(request, 0, price="2"), 1, price="2.5", discount="+0.5"), "fewer places than the scale"
    yield with_item(request, 0, price="0.01", discount="0", weeks_bought=0, weeks_since=1), "the least of an item"
    yield (
        with_item(request, 0, price="100.00", discount="100.00", weeks_bought=12, weeks_since=520),
        "the most of an item",
    )
    yield request | {"age": "65+", "income": "Under 15K", "household_size": 1, "children": 0}, "the least of a family"
    yield request | {"income": "250K+", "household_size": 5, "children": 3, "store_brand_share": 1}, "the most"


def refused_requests(request, long_request):
    """Requests that the contract turns away, with what it names."""
    items = request["item_list"]
    too_many = long_request["item_list"] + items[:1]
    yield {name: value for name, value in request.items() if name != "item_list"}, ["item_list"], "no list"
    yield request | {"item_list": []}, ["item_list"], "an empty list"
    yield request | {"item_list": too_many}, ["item_list"], "one item too many"
    yield request | {"item_list": items[0]}, ["item_list"], "an item where a list belongs"
    yield request | {"item_list": [items[0], items[1]["id"]]}, ["item_list[1]"], "text where an item belongs"
    yield request | {"item_list": [None, items[1]]}, ["item_list[0]"], "null where an item belongs"
    yield with_item(request, 1, price=None), ["item_list[1].price"], "an item without a price"
    yield with_item(request, 1, price=2.5), ["item_list[1].price"], "a price must be text"
    yield with_item(request, 0, price="2.505"), ["item_list[0].price"], "more places than the scale"
    yield with_item(request, 0, price="0.00"), ["item_list[0].price"], "below the least price"
    yield with_item(request, 0, price="1e2"), ["item_list[0].price"], "no exponents"
    yield with_item(request, 0, discount="-0.10"), ["item_list[0].discount"], "below the least discount"
    yield with_item(request, 1, on_display=1), ["item_list[1].on_display"], "1 is no boolean"
    yield with_item(request, 1, colour="red"), ["item_list[1].colour"], "a field that no item has"
    yield (
        with_item(request, 1, weeks_bought=13, weeks_since=0),
        ["item_list[1].weeks_bought", "item_list[1].weeks_since"],
        "both out of range",
    )
    yield request | {"age": "35", "children": -1}, ["age", "children"], "about the customer"
    yield (
        with_item(with_item(request, 0, price=None), 2, id=7, category=None) | {"store": 367},
        ["store", "item_list[0].price", "item_list[2].id", "item_list[2].category"],
        "everywhere at once",
    )
