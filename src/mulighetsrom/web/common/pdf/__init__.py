"""Documents for the archive: PDF/A-2a, tagged for screen readers, the same bytes for the same words.

The words go in as data and are set as they are: nothing in them is run.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import asdict, dataclass
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

import typst

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

_TEMPLATE: Final = resources.files(__package__).joinpath("document.typ").read_bytes()


# PDF/A refuses a letter that no font has; these are in those of typst, and nothing is taken from the machine's. Scripts
# whose marks join the letter before them (Arabic, Devanagari, points in Hebrew) are left out: typst fails on some.
_IN_FONT: Final = (
    "\n\u0020-\u007e\u00a0-\u02ff\u0384-\u038a\u038e-\u03a1\u03a3-\u03ff\u0400-\u04ff"  # Latin, Greek, Cyrillic
    "\u0531-\u0556\u0559-\u058a\u05be\u05d0-\u05ea\u05f0-\u05f4\u10d0-\u10ff\u1e00-\u1eff"  # Armenian to Vietnamese
    "\u2010-\u2027\u2030-\u2040\u2070\u2071\u2074-\u208e\u2090-\u209c\u20a0-\u20bf\u2126-\u2151\u2153-\u2184"
    "\u2190-\u23ff\u2500-\u2606\u2609-\u262f\u2638-\u268b\u2690-\u269c\u26a0-\u26a7\u2701-\u2704\u2706-\u2709"
    "\u270c-\u2714\u2717-\u2726\u272a-\u274b\u2758-\u275e\u2761-\u277f\u2798-\u27af"  # signs, arrows, ticks, stars
)
_NOT_IN_FONT: Final = re.compile(f"[^{_IN_FONT}]")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it: a line after "# " is a smaller heading, one after "- " a point of a list."""

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
    whole = unicodedata.normalize("NFC", told)  # a mark of its own after a letter, as some machines write “å”
    return _NOT_IN_FONT.sub(lambda found: f"[U+{ord(found[0]):04X}]", whole)
