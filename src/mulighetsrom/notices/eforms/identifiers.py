"""The names a notice goes by: Doffin id, UUID and version, TED publication number; as written in fields and file names.

Sources: DFØ's notes on notice identifiers, and the numbers of the Official Journal before eForms (`2023/S 111-347010`).
"""

from __future__ import annotations

import hashlib
import re
from pathlib import PurePosixPath

DOFFIN = re.compile(r"20\d\d-\d{6}")
TED = re.compile(r"0*([1-9]\d{0,7})[-_](20\d\d)")
TED_IN_ISSUE = re.compile(r"(20\d\d)(?:/S \d+|-OJS\d+)-0*([1-9]\d{0,7})")
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
SEMANTIC = re.compile(rf"({UUID.pattern})(?:-(\d\d))?", re.IGNORECASE)


def record_of(data: bytes) -> str:
    """Return the name of a raw record: the start of the SHA-256 of its bytes."""
    return hashlib.sha256(data).hexdigest()[:20]


def doffin_id(text: str | None) -> str | None:
    return text if text and DOFFIN.fullmatch(text) else None


def ted_number(text: str | None) -> str | None:
    """Return TED's publication number, n-yyyy without leading zeros, from any of the forms it is written in."""
    if match := TED.fullmatch(text or ""):
        return f"{match[1]}-{match[2]}"
    if match := TED_IN_ISSUE.fullmatch(text or ""):
        return f"{match[2]}-{match[1]}"
    return None


def semantic(uuid: str | None, version: str | None) -> str | None:
    """Return identifier and version as one; None where the identifier is no UUID: other notices may say the same."""
    if not uuid or not UUID.fullmatch(uuid):
        return None
    return f"{uuid}-{version}" if version else uuid


def stem(source_file: str) -> str:
    """Return a file's name without folder, archive and ending."""
    return PurePosixPath(source_file).stem


def parts(reference: str) -> dict[str, str | None]:
    """Take a reference to a notice apart: what it is to us depends on who wrote it."""
    found = SEMANTIC.fullmatch(reference)
    return {
        "uuid": found[1].lower() if found else None,
        "version": found[2] if found else None,
        "doffin_id": doffin_id(reference),
        "ted_number": ted_number(reference),
    }
