"""One file as it came."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mulighetsrom.notices.errors import Unreadable

UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
LONGEST_NAME = 500


@dataclass(frozen=True)
class RawFile:
    """A file's bytes. `data` is None where they could not be had; a `problem` says why they are not to be parsed."""

    name: str
    data: bytes | None
    problem: Unreadable | None = None


def shown(name: str) -> str:
    """Return a file's name as it can be stored and shown: one line, valid Unicode, not endless."""
    return UNPRINTABLE.sub("\ufffd", name)[-LONGEST_NAME:]
