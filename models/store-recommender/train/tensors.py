"""What the graph reads: made in bulk from the arrays of the shop, or from callers' requests as the contract says."""

import numpy as np

from shop import AGES, CATEGORIES, INCOMES, NUMBERS

FLAGS = ["store_brand", "on_display", "in_mailer"]
FACTS = 2 + len(CATEGORIES) + len(FLAGS) + 2  # columns of an item


def one_hot(words, values):
    return (np.asarray(words)[..., None] == np.array(values)).astype(float)


def from_shop(shop, households, stores, weeks, items, mask):
    """For visits; items [n, L] holds rows of products, and anything where mask is false."""
    known = shop.households
    ages = one_hot(known.age.fillna("").to_numpy()[households], AGES)
    incomes = known.income.map(INCOMES).to_numpy(float)[households]
    family = known[["household_size", "children"]].to_numpy(float)[households]
    customer = np.hstack([ages, incomes[:, None], family, shop.shares[households, weeks]])

    household, store, week = (each[:, None] for each in (households, stores, weeks))
    products = shop.products
    last = shop.last_bought[household, items, week].astype(float)
    facts = np.dstack(
        [
            shop.price[week, items] / 100,
            shop.discount[week, items] / 100,
            one_hot(products.product_category.to_numpy()[items], CATEGORIES),
            (products.brand == "Private").to_numpy()[items],
            shop.on_display[store, week, items],
            shop.in_mailer[store, week, items],
            shop.weeks_bought[household, items, week],
            np.where(last > 0, week - last, np.nan),
        ]
    )
    return packed(stores + 1, customer, np.where(mask, items + 1, 0), np.where(mask[..., None], facts, 0), mask)


def from_requests(requests, store_codes, product_codes):
    """For callers' objects, the shorter lists filled up."""
    longest = max(len(request["item_list"]) for request in requests)
    codes = np.zeros((len(requests), longest), np.int64)
    facts = np.zeros((len(requests), longest, FACTS))
    mask = np.zeros((len(requests), longest), bool)
    for row, request in enumerate(requests):
        for place, item in enumerate(request["item_list"]):
            codes[row, place] = product_codes.get(item["id"], 0)
            facts[row, place] = facts_of(item)
            mask[row, place] = True
    stores = [store_codes.get(request["store"], 0) for request in requests]
    return packed(stores, np.array([customer_of(request) for request in requests]), codes, facts, mask)


def customer_of(request):
    """An age that is not known sets no column, anything else becomes NaN."""
    numbers = [request.get(name) for name in NUMBERS]
    known = [np.nan if number is None else number for number in [INCOMES.get(request.get("income")), *numbers]]
    return np.array([*one_hot(request.get("age") or "", AGES), *known])


def facts_of(item):
    """Money is text; flags and counts default to nothing, and a product that was never bought has NaN weeks since."""
    since = item.get("weeks_since")
    return np.array(
        [
            float(item["price"]),
            float(item.get("discount") or 0),
            *one_hot(item["category"], CATEGORIES),
            *(float(item.get(flag) or False) for flag in FLAGS),
            item.get("weeks_bought") or 0,
            np.nan if since is None else since,
        ]
    )


def packed(stores, customer, codes, facts, mask):
    return {
        "store": np.asarray(stores, np.int64),
        "customer": customer.astype(np.float32),
        "item_code": codes.astype(np.int64),
        "item_facts": facts.astype(np.float32),
        "item_mask": mask,
    }
