"""The tariff of a parcel service, in plain Python: what the graph must answer, to the cent and beyond."""

from dataclasses import dataclass
from datetime import date
from math import ceil

# By zone, from 0: city, region, country, abroad.
BASE = [3.9, 4.9, 6.9, 14.9]
PER_KILOGRAM = [0.3, 0.4, 0.6, 1.8]
DAYS = [1, 2, 3, 7]

INCLUDED_KILOGRAMS = 2.0
CUBIC_CENTIMETRES_PER_KILOGRAM = 5000.0
FRAGILE = 2.5
CHILLED = 6.0
EXPRESS = 1.6
DECEMBER = 1.1
COUPON = "SPRING"
COUPON_FACTOR = 0.8
FREE_FROM = 60.0
FREE_UP_TO_KILOGRAMS = 10.0


@dataclass(frozen=True)
class Parcel:
    """One kind of parcel of an order; sizes are 0 where nobody measured."""

    weight: float
    length: float
    width: float
    height: float
    order_value: float
    fragile: bool
    chilled: bool
    zone: int
    express: bool
    parcels: int
    order_date: date
    coupon: str


def delivery(parcel):
    """Returns the fee in euro, whether delivery is free, and the days that it takes."""
    volume = parcel.length * parcel.width * parcel.height
    kilograms = max(parcel.weight, volume / CUBIC_CENTIMETRES_PER_KILOGRAM)
    started = ceil(max(kilograms - INCLUDED_KILOGRAMS, 0.0))
    fee = BASE[parcel.zone] + started * PER_KILOGRAM[parcel.zone]
    if parcel.fragile:
        fee += FRAGILE
    if parcel.chilled:
        fee += CHILLED
    if parcel.express:
        fee *= EXPRESS
    if parcel.order_date.month == 12:
        fee *= DECEMBER
    if parcel.coupon == COUPON:
        fee *= COUPON_FACTOR
    fee *= parcel.parcels
    free = (
        parcel.order_value >= FREE_FROM and kilograms <= FREE_UP_TO_KILOGRAMS and parcel.zone <= 2
        and not parcel.express and not parcel.chilled)
    days = max(DAYS[parcel.zone] - 2, 1) if parcel.express else DAYS[parcel.zone]
    return 0.0 if free else fee, free, days
