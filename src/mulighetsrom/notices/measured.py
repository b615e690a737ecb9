"""The measured error of the dialogue rule as data, for pages: written by `notices evaluate`, read where it is told.

The file holds no names of notices, only counts, shares and their intervals. It travels with the package, so that what
pages say of the rule is what was measured with it.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from mulighetsrom.notices.dialogue.rule import VERSION
from mulighetsrom.notices.store import files

if TYPE_CHECKING:
    from mulighetsrom.notices.evaluate import Counts, Report, Share

PLACE: Final = Path(__file__).with_name("measured.json")
PER_CENT: Final = 100


@dataclass(frozen=True, slots=True)
class Part:
    """A share in per cent with its 95 % interval (Wilson), and its counts."""

    hits: int
    base: int
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Sample:
    """The rule against one set of labelled notices. A share is None where nothing was there to take it of."""

    notices: int
    dialogues: int
    false_alarms: int
    missed: int
    precision: Part | None
    recall: Part | None


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured with one version of the rule.

    `developed_on` are notices that the rule was written with, so that its error there flatters it; `unseen` are held
    out, None while nobody has labelled any.
    """

    rule: str
    developed_on: Sample
    unseen: Sample | None = None

    @property
    def current(self) -> bool:
        """Was it measured with the rule as it is now?"""
        return self.rule == VERSION


def write(place: Path, developed_on: Report, unseen: Report | None = None) -> None:
    """Write the measured error of today's rule."""
    measured = Measured(VERSION, _sample(developed_on.pooled), _sample(unseen.pooled) if unseen else None)
    files.write_bytes(place, f"{json.dumps(asdict(measured), indent=2)}\n".encode())


def read(place: Path = PLACE) -> Measured:
    """Read what was measured last."""
    said: dict[str, Any] = json.loads(place.read_bytes())
    return Measured(said["rule"], _read(said["developed_on"]), said["unseen"] and _read(said["unseen"]))


@cache
def packaged() -> Measured:
    """Return what came with the package; read once."""
    return read()


def _sample(counts: Counts) -> Sample:
    return Sample(
        notices=counts.read,
        dialogues=counts.positives,
        false_alarms=counts["false"],
        missed=counts["missed"],
        precision=_part(counts.precision),
        recall=_part(counts.recall),
    )


def _part(share: Share) -> Part | None:
    if share.value is None or share.interval is None:
        return None
    low, high = share.interval
    value, low, high = (round(PER_CENT * one, 1) for one in (share.value, low, high))
    return Part(share.hits, share.base, value, low, high)


def _read(said: dict[str, Any]) -> Sample:
    parts = {name: Part(**said[name]) if said[name] else None for name in ("precision", "recall")}
    return Sample(**said | parts)
