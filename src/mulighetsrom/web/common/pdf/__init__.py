"""Documents for the archive: PDF/A-2a, tagged for screen readers, the same bytes for the same words.

The words go in as data and are set as they are: nothing in them is run.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

import typst

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

_TEMPLATE: Final = resources.files(__package__).joinpath("document.typ").read_bytes()


# PDF/A refuses a letter that its font does not have; these are in ours, and nothing is taken from the machine's.
_NOT_IN_FONT: Final = re.compile(
    "[^\n\u0020-\u007e\u00a0-\u024f\u0384-\u038a\u038e-\u03a1\u03a3-\u03ff\u0400-\u04ff\u2010-\u2027\u2030-\u2040"
    "\u20a0-\u20bf\u2190-\u21ff\u2200-\u2265]"
)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it; a line that begins with "- " is a point of a list."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """What is set: title, a line above and one below it, sections, the language it is in, the moment it tells of."""

    title: str
    above: str
    below: str
    sections: Sequence[Section]
    language: str
    at: datetime


def write(document: Document) -> bytes:
    """Return the document as PDF/A-2a."""
    told = _settable(asdict(document) | {"at": document.at.isoformat()})
    done = typst.compile(
        _TEMPLATE,
        format="pdf",
        ignore_system_fonts=True,
        pdf_standards=["a-2a"],
        timestamp=int(document.at.timestamp()),
        sys_inputs={"document": json.dumps(told, ensure_ascii=False)},
    )
    return bytes(done)


def _settable(told: Any) -> Any:
    """Return the same with each letter that cannot be set named by its number, so that none is lost in silence."""
    if isinstance(told, dict):
        return {name: _settable(value) for name, value in told.items()}
    if isinstance(told, (list, tuple)):
        return [_settable(value) for value in told]
    return _NOT_IN_FONT.sub(lambda found: f"[U+{ord(found[0]):04X}]", told)
