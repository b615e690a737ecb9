"""Which municipalities to set beside one: neighbours in the county, and others of its size in the country."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

HOW_MANY = 8


def suggested(number: str, sizes: Mapping[str, int], how_many: int = HOW_MANY) -> list[str]:
    """Give up to `how_many` municipality numbers: half from the county, then the nearest in size from anywhere.

    Args:
        number: the municipality, today's number; its first two digits are its county's.
        sizes: number -> inhabitants where they were added, else competitions; who is not there is not suggested.
        how_many: how many at most.
    """
    own = log(1 + sizes.get(number, 0))
    nearest = sorted(set(sizes) - {number}, key=lambda other: (abs(log(1 + sizes[other]) - own), other))
    neighbours = [other for other in nearest if other[:2] == number[:2]][: how_many // 2]
    return [*neighbours, *(other for other in nearest if other not in neighbours)][:how_many]
