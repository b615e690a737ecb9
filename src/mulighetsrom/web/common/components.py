"""What the component templates are given: one small frozen class for each that takes more than a few words.

A view builds these and the template includes `components/<name>.html`; neither writes markup of its own for a table, a
notice or a trail. `docs/pages.md` lists them all.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere; `current` marks where the reader is, `language` the language the words are in.

    `verbatim` words are a name or a notice's own: no translation of ours, and none by the reader's browser.
    """

    label: StrOrPromise
    url: str
    current: bool = False
    language: str = ""
    verbatim: bool = False


class Tone(StrEnum):
    """How a notice or a tag is meant."""

    NEUTRAL = "neutral"
    INFO = "info"
    SUCCESS = "success"
    WARNING = "warning"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to say at the top of a page."""

    title: StrOrPromise
    text: StrOrPromise = ""
    tone: Tone = Tone.INFO


class Sorted(StrEnum):
    """How a table stands by one of its columns, in the words of `aria-sort`."""

    NOT = "none"
    UP = "ascending"
    DOWN = "descending"


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading. Numbers align right; a `sort_url` makes the heading a link that sorts."""

    label: StrOrPromise
    number: bool = False
    sort_url: str = ""
    sorted: Sorted = Sorted.NOT


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one place of a table: a value already written for the reader, where it leads, a note below it.

    A `verbatim` value is a name or a notice's own words, as in `Link`; so may the note be.
    """

    value: StrOrPromise
    url: str = ""
    note: StrOrPromise = ""
    verbatim: bool = False
    verbatim_note: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose first column names each row.

    On a phone each row becomes a card of labelled lines; of a `compact` one, a name above its few values side by side.
    """

    caption: StrOrPromise
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    note: StrOrPromise = ""
    compact: bool = False
    lines: list[list[tuple[Column, Cell]]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        pairs = [list(zip(self.columns, row, strict=True)) for row in self.rows]
        object.__setattr__(self, "lines", pairs)  # a template cannot pair two lists itself
