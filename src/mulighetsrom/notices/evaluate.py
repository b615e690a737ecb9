"""How well does the dialogue rule find what people found? Labels beside the notices of a dataset, counted and measured.

A label file is a CSV with the columns set, file_or_id, language and market_dialogue (yes, no or unsure), and perhaps
kinds and dialogue_date (several, split by semicolons). `file_or_id` is the name of a file or a Doffin id. A label that
names a notice in another way (the line of an export, which shifts when the export is cut) counts as unread.
"""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from math import sqrt
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from mulighetsrom.notices.errors import Unreadable
from mulighetsrom.notices.indicators.intervals import Z

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from mulighetsrom.notices.schema import Row
    from mulighetsrom.notices.store import Version

FEWEST = 10
"""Positives below which a group shows counts only: its shares would be noise."""
ANSWERS = frozenset({"yes", "no", "unsure"})
NEEDED = ("set", "file_or_id", "language", "market_dialogue")
NORWEGIAN = frozenset({"no", "nb", "nn"})

FOUND = """
    SELECT source_file, source_row, doffin_id, dialogue, dialogue_kinds, dialogue_date, dialogue_deadline
    FROM notices ORDER BY record
"""


@dataclass(frozen=True)
class Label:
    """What a reader said of one notice."""

    source: str
    name: str
    language: str
    answer: str
    kinds: frozenset[str]
    dates: frozenset[date]

    @property
    def group(self) -> str:
        """The language group: Norwegian's three codes are one."""
        return "no" if self.language in NORWEGIAN else self.language

    @property
    def key(self) -> str:
        """The name without folders, as notices are looked up by."""
        return PurePosixPath(self.name).name


@dataclass(frozen=True)
class Share:
    """A share with its counts and its 95 % interval (Wilson, JASA 22 (1927) 209-212); None where there is no base."""

    hits: int
    base: int

    @property
    def value(self) -> float | None:
        return self.hits / self.base if self.base else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The two limits, each from 0 to 1."""
        if not self.base:
            return None
        share, shrink = self.hits / self.base, 1 + Z * Z / self.base
        middle = (share + Z * Z / (2 * self.base)) / shrink
        spread = Z / shrink * sqrt(share * (1 - share) / self.base + Z * Z / (4 * self.base**2))
        return max(middle - spread, 0.0), min(middle + spread, 1.0)


def outcome(label: Label, row: Row | None) -> str:
    """Tell how a label and the notice found for it agree: hit, false (alarm), missed, silent, unsure or unread."""
    if label.answer == "unsure":
        return "unsure"
    if row is None:
        return "unread"
    if label.answer == "yes":
        return "hit" if row["dialogue"] else "missed"
    return "false" if row["dialogue"] else "silent"


@dataclass
class Counts:
    """The outcomes of one group of labels."""

    outcomes: Counter[str] = field(default_factory=Counter)

    def __getitem__(self, outcome: str) -> int:
        return self.outcomes[outcome]

    @property
    def positives(self) -> int:
        """Labelled dialogues that were read."""
        return self["hit"] + self["missed"]

    @property
    def read(self) -> int:
        return self.positives + self["false"] + self["silent"]

    @property
    def precision(self) -> Share:
        return Share(self["hit"], self["hit"] + self["false"])

    @property
    def recall(self) -> Share:
        return Share(self["hit"], self.positives)

    @property
    def overlap(self) -> Share:
        """Hits among all that either the reader or the rule calls a dialogue: what F1 is made from."""
        return Share(self["hit"], self.positives + self["false"])

    @property
    def f1(self) -> float | None:
        return None if self.overlap.value is None else _f1(self.overlap.value)

    @property
    def f1_interval(self) -> tuple[float, float] | None:
        """F1 = 2J / (1 + J) grows with the overlap J, which is a share: so Wilson's limits of J give those of F1."""
        limits = self.overlap.interval
        return None if limits is None else (_f1(limits[0]), _f1(limits[1]))


def _f1(overlap: float) -> float:
    return 2 * overlap / (1 + overlap)


@dataclass
class Report:
    """The rule against one label file."""

    labels: str
    pooled: Counts = field(default_factory=Counts)
    languages: dict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))
    sources: dict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))
    labelled: dict[str, list[Label]] = field(default_factory=lambda: defaultdict(list))
    same_kinds: Share = Share(0, 0)
    same_date: Share = Share(0, 0)


def evaluate(labels: Path, version: Version) -> Report:
    """Compare the notices of a dataset's version with a file of labels."""
    return compare(read_labels(labels), version.rows(FOUND), name=labels.name)


def compare(labels: Sequence[Label], rows: Iterable[Row], *, name: str) -> Report:
    """Compare labels with rows of the table `notices`."""
    found = _by_name(rows)
    report = Report(name)
    hits: list[tuple[Label, Row]] = []
    for label in labels:
        row = found.get(label.key)
        result = outcome(label, row)
        for counts in (report.pooled, report.languages[label.group], report.sources[label.source]):
            counts.outcomes[result] += 1
        report.labelled[result].append(label)
        if row and result == "hit":
            hits.append((label, row))
    report.same_kinds = _agreement((label.kinds, _kinds(row)) for label, row in hits)
    report.same_date = _agreement((label.dates, _dates(row)) for label, row in hits)
    return report


def _kinds(row: Row) -> set[str]:
    return set(row["dialogue_kinds"] or ())


def _dates(row: Row) -> set[date]:
    return {day for day in (row["dialogue_date"], row["dialogue_deadline"]) if day}


def _agreement(pairs: Iterable[tuple[AbstractSet[object], AbstractSet[object]]]) -> Share:
    """Among dialogues that the rule found and the label tells more of: how often do the two share a value?"""
    told = [bool(said & found) for said, found in pairs if said]
    return Share(sum(told), len(told))


def _by_name(rows: Iterable[Row]) -> Mapping[str, Row]:
    """The notices by the names that a label may use; where two share one, the first record speaks."""
    found: dict[str, Row] = {}
    for row in rows:
        found.setdefault(_name(row), row)
    return found


def _name(row: Row) -> str:
    """A notice with a file of its own goes by the file's name, a line of an export by its Doffin id."""
    return PurePosixPath(row["source_file"]).name if row["source_row"] is None else row["doffin_id"] or ""


def read_labels(path: Path) -> list[Label]:
    """Read a label file; raise Unreadable with its place where it is none, lacks a column, or an answer is none."""
    try:
        reader = csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines(keepends=True))
    except UnicodeDecodeError as error:
        raise Unreadable(path.name, "not-utf-8", f"a label file is text in UTF-8: {error.reason}") from None
    if missing := [column for column in NEEDED if column not in (reader.fieldnames or ())]:
        raise Unreadable(path.name, "column-missing", f"the label file has no column {', '.join(missing)}")
    return [_label(path, number, row) for number, row in enumerate(reader, 2)]


def _label(path: Path, number: int, row: Mapping[str, str | None]) -> Label:
    answer = (row["market_dialogue"] or "").strip()
    if answer not in ANSWERS:
        raise Unreadable(f"{path.name}:{number}", "not-an-answer", f"{answer[:40]!r} is none of yes, no, unsure")
    kinds = frozenset(kind.removeprefix("meeting/") for kind in _several(row.get("kinds")))
    days = frozenset(
        date.fromisoformat(day) for day in _several(row.get("dialogue_date")) if re.fullmatch(r"\d{4}-\d\d-\d\d", day)
    )
    return Label(row["set"] or "", row["file_or_id"] or "", row["language"] or "", answer, kinds, days)


def _several(cell: str | None) -> list[str]:
    return [part.strip() for part in (cell or "").split(";") if part.strip()]
