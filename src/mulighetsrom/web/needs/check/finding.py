from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Rule(StrEnum):
    """What the check looks for."""

    SOLUTION = "solution"
    BRAND = "brand"
    FORMAT = "format"
    DELIVERED = "delivered"
    NO_MEASURE = "no-measure"
    NO_REASON = "no-reason"
    JARGON = "jargon"
    LONG_SENTENCE = "long-sentence"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at: the words from `start` to `end` of a field, none where what is wanted is missing.

    `field` is a path such as "effects.0.measure".
    """

    rule: Rule
    field: str
    start: int
    end: int
    words: str
