"""95 % intervals for counts, shares and means, without a statistics library.

Each takes the counts of one figure and gives (low, high) on the scale of numerator / denominator, or None where the
counts do not carry an interval.
"""

from __future__ import annotations

from functools import lru_cache
from math import exp, lgamma, log, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    Interval = Callable[..., tuple[float, float] | None]

Z = 1.959963984540054  # the normal distribution's 97.5th percentile
TAIL = 0.025


def poisson(numerator: int, denominator: int) -> tuple[float, float] | None:
    """Give the interval of a ratio whose numerator is a Poisson count and whose denominator is fixed.

    Source: Garwood, Biometrika 28 (1936) 437-442.
    """
    if not denominator:
        return None
    low, high = poisson_limits(numerator)
    return low / denominator, high / denominator


def wilson(numerator: int, denominator: int) -> tuple[float, float] | None:
    """Give the interval of a true share. Source: Wilson, JASA 22 (1927) 209-212."""
    if not denominator:
        return None
    share, shrink = numerator / denominator, 1 + Z * Z / denominator
    middle = (share + Z * Z / (2 * denominator)) / shrink
    spread = Z / shrink * sqrt(share * (1 - share) / denominator + Z * Z / (4 * denominator**2))
    return max(0.0, middle - spread), min(1.0, middle + spread)


def mean(numerator: int, denominator: int, squares: int) -> tuple[float, float] | None:
    """Give Student's interval of a mean of counts from their sum, their number and the sum of their squares."""
    if denominator < 2:  # noqa: PLR2004  one number has no spread
        return None
    middle = numerator / denominator
    variance = max(0.0, squares - numerator * middle) / (denominator - 1)
    spread = _student(denominator - 1) * sqrt(variance / denominator)
    return max(0.0, middle - spread), middle + spread


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


@lru_cache(maxsize=65_536)
def _student(degrees: int) -> float:
    """Give Student's 97.5th percentile by Cornish and Fisher's expansion: 0.3 % low at 4 degrees, exact from 20 on.

    With 1 to 3 degrees it is the exact quantile.
    """
    if degrees in _FEW:
        return _FEW[degrees]
    first, second, third = (
        (Z**3 + Z) / 4,
        (5 * Z**5 + 16 * Z**3 + 3 * Z) / 96,
        (3 * Z**7 + 19 * Z**5 + 17 * Z**3 - 15 * Z) / 384,
    )
    return Z + (first + (second + third / degrees) / degrees) / degrees


_FEW = {1: 12.7062, 2: 4.30265, 3: 3.18245}
