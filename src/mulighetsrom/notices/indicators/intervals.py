"""95 % intervals for counts, shares and means, without a statistics library.

Each takes columns of counts and gives (low, high) on the scale of numerator / denominator: NULL where the counts
carry no interval, never NaN.
"""

from __future__ import annotations

from functools import lru_cache
from math import exp, lgamma, log, sqrt
from typing import TYPE_CHECKING

import ibis
import pyarrow as pa

from mulighetsrom.notices import schema

if TYPE_CHECKING:
    from collections.abc import Callable

    import ibis.expr.types as ir

    Limits = tuple[ir.FloatingValue, ir.FloatingValue]
    Interval = Callable[..., Limits]

Z = 1.959963984540054  # the normal distribution's 97.5th percentile
TAIL = 0.025
STUDENT = {1: 12.7062, 2: 4.30265, 3: 3.18245}  # Student's 97.5th percentile with few degrees of freedom
CORNISH_FISHER = (
    (Z**3 + Z) / 4,
    (5 * Z**5 + 16 * Z**3 + 3 * Z) / 96,
    (3 * Z**7 + 19 * Z**5 + 17 * Z**3 - 15 * Z) / 384,
)


def poisson(numerator: ir.IntegerValue, denominator: ir.IntegerValue) -> Limits:
    """Give the interval of a ratio whose numerator is a Poisson count and whose denominator is fixed.

    Source: Garwood, Biometrika 28 (1936) 437-442.
    """
    base = denominator.nullif(0)
    return _poisson_low(numerator) / base, _poisson_high(numerator) / base


def wilson(numerator: ir.IntegerValue, denominator: ir.IntegerValue) -> Limits:
    """Give the interval of a true share. Source: Wilson, JASA 22 (1927) 209-212."""
    base = denominator.nullif(0)
    share, shrink = numerator / base, 1 + Z * Z / base
    middle = (share + Z * Z / (2 * base)) / shrink
    spread = Z / shrink * (share * (1 - share) / base + Z * Z / (4 * base * base)).sqrt()
    return (middle - spread).clip(lower=0.0), (middle + spread).clip(upper=1.0)


def mean(total: ir.IntegerValue, number: ir.IntegerValue, squares: ir.IntegerValue) -> Limits:
    """Give Student's interval of a mean of counts, never below 0, from sum, number and sum of squares."""
    middle, degrees = total / number.nullif(0), (number - 1).nullif(0)
    variance = (squares - total * middle).clip(lower=0.0) / degrees
    spread = student(degrees) * (variance / number.nullif(0)).sqrt()
    return (middle - spread).clip(lower=0.0), middle + spread


def student(degrees: ir.IntegerValue) -> ir.FloatingValue:
    """Give Student's 97.5th percentile: from 4 degrees on by Cornish and Fisher's expansion, at most 0.3 % low."""
    first, second, third = CORNISH_FISHER
    many = Z + (first + (second + third / degrees) / degrees) / degrees
    return ibis.cases(*((degrees == few, value) for few, value in STUDENT.items()), else_=many)


def _low_limits(counts: pa.Int64Array) -> pa.DoubleArray:
    return pa.array([poisson_limits(count)[0] for count in counts.to_pylist()], schema.NUMBER)


def _high_limits(counts: pa.Int64Array) -> pa.DoubleArray:
    return pa.array([poisson_limits(count)[1] for count in counts.to_pylist()], schema.NUMBER)


_poisson_low = ibis.udf.scalar.pyarrow(_low_limits, signature=(("int64",), "float64"))
_poisson_high = ibis.udf.scalar.pyarrow(_high_limits, signature=(("int64",), "float64"))


@lru_cache(maxsize=65_536)
def poisson_limits(count: int) -> tuple[float, float]:
    """Give the exact (Garwood) limits of a Poisson mean when `count` was seen; relative error below 1e-9."""
    low = _solve(count, start=_wilson_hilferty(count, -Z), side=1) if count else 0.0
    return low, _solve(count, start=_wilson_hilferty(count + 1, Z), side=-1)


def _solve(count: int, *, start: float, side: int) -> float:
    """Find the rate that gives `count` or more (side 1), or `count` or fewer (side -1), in 2.5 % of all cases.

    Newton's steps on the logarithm of the tail, which is concave in the rate: from a near start, six are plenty.
    """
    rate = start
    for _ in range(6):
        tail, slope = _tail(count, rate, side)
        rate -= log(tail / TAIL) * tail / slope
    return rate


def _tail(count: int, rate: float, side: int) -> tuple[float, float]:
    """Give P(X >= count) or P(X <= count), and its derivative by the rate."""
    at_count = exp(count * log(rate) - rate - lgamma(count + 1))
    total, term, k = 1.0, 1.0, count
    while term > 1e-17 * total:
        term *= rate / (k + 1) if side > 0 else k / rate
        k += side
        total += term
    slope = at_count * count / rate if side > 0 else -at_count
    return at_count * total, slope


def _wilson_hilferty(degrees: int, z: float) -> float:
    """Approximate half a chi-square quantile with 2 x degrees of freedom: where the search starts, never the answer."""
    root = 1 - 1 / (9 * degrees) + z / (3 * sqrt(degrees))
    return max(TAIL, degrees * root * root * root)
