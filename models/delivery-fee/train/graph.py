"""The tariff as an ONNX graph, written in onnxscript: the steps again, the prices from the tariff."""

import numpy as np
from onnx import numpy_helper
from onnxscript import BOOL, DOUBLE, INT64, STRING, script
from onnxscript import opset20 as op
from onnxscript.values import Opset

import tariff

# Prices as doubles: a literal in a script becomes float32, and 1.6 would become 1.60000002.
BASE, PER_KILOGRAM, INCLUDED, PER_VOLUME, FRAGILE, CHILLED, EXPRESS, DECEMBER, COUPON_FACTOR, FREE_FROM, FREE_UP_TO = (
    numpy_helper.from_array(np.array(price, dtype=np.float64))
    for price in (
        tariff.BASE, tariff.PER_KILOGRAM, tariff.INCLUDED_KILOGRAMS, tariff.CUBIC_CENTIMETRES_PER_KILOGRAM,
        tariff.FRAGILE, tariff.CHILLED, tariff.EXPRESS, tariff.DECEMBER, tariff.COUPON_FACTOR, tariff.FREE_FROM,
        tariff.FREE_UP_TO_KILOGRAMS))
NOTHING = numpy_helper.from_array(np.array(0.0))
DAYS = numpy_helper.from_array(np.array(tariff.DAYS, dtype=np.int64))
COUPON = numpy_helper.from_array(np.array([tariff.COUPON], dtype=object))

TARIFF = Opset("tariff", 1)


# The civil calendar from a count of days, after 1970, in years that begin in March:
# https://howardhinnant.github.io/date_algorithms.html#civil_from_days
@script(TARIFF, default_opset=op)
def month_of(day):
    day_of_era = op.Mod(day + 719468, 146097)
    year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100)
    month_from_march = (5 * day_of_year + 2) / 153
    return op.Mod(month_from_march + 2, 12) + 1


@script(TARIFF, default_opset=op)
def delivery_fee(
    parcel: DOUBLE["N", 7],
    zone: INT64["N"],
    express: BOOL["N"],
    parcels: INT64["N"],
    order_date: INT64["N"],
    coupon: STRING["N"],
) -> (DOUBLE["N"], BOOL["N"], INT64["N"]):
    nothing = op.Constant(value=NOTHING)
    column = op.Constant(value_ints=[1])
    weight, length, width, height, order_value, fragile, chilled = op.Split(parcel, axis=1, num_outputs=7)

    volume = op.Squeeze(length * width * height, column)
    kilograms = op.Max(op.Squeeze(weight, column), volume / op.Constant(value=PER_VOLUME))
    started = op.Ceil(op.Max(kilograms - op.Constant(value=INCLUDED), nothing))
    transport = op.Gather(op.Constant(value=BASE), zone) + started * op.Gather(op.Constant(value=PER_KILOGRAM), zone)
    handled = transport + op.Squeeze(fragile, column) * op.Constant(value=FRAGILE)
    cooled = handled + op.Squeeze(chilled, column) * op.Constant(value=CHILLED)
    hurried = op.Where(express, cooled * op.Constant(value=EXPRESS), cooled)
    december = op.Equal(month_of(order_date), 12)
    seasonal = op.Where(december, hurried * op.Constant(value=DECEMBER), hurried)
    has_coupon = op.Equal(coupon, op.Constant(value=COUPON))
    reduced = op.Where(has_coupon, seasonal * op.Constant(value=COUPON_FACTOR), seasonal)
    total = reduced * op.CastLike(parcels, reduced)

    worth = op.Squeeze(order_value, column) >= op.Constant(value=FREE_FROM)
    light = kilograms <= op.Constant(value=FREE_UP_TO)
    special = op.Or(express, op.Squeeze(chilled, column) > nothing)
    free = op.And(op.And(worth, light), op.And(zone <= 2, op.Not(special)))
    fee = op.Where(free, nothing, total)

    usual = op.Gather(op.Constant(value=DAYS), zone)
    days = op.Where(express, op.Max(usual - 2, op.Constant(value_int=1)), usual)
    return fee, free, days
