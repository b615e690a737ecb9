"""A reader for tests: files are JSON lines, each with the columns of one notice; some words in a file break things.

Workers import it, so it is a module of its own.
"""

from __future__ import annotations

import hashlib
import json
import os
import signal
from datetime import date
from typing import TYPE_CHECKING, Any

from mulighetsrom.notices.errors import Unreadable
from mulighetsrom.notices.pipeline import Reading

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from mulighetsrom.notices.schema import Rows


def read(data: bytes, source_file: str) -> Iterator[Rows]:
    if b"KILL THE WORKER" in data:
        os.kill(os.getpid(), signal.SIGKILL)
    if b"BREAK THE READER" in data:
        raise ZeroDivisionError("nobody foresaw this")
    if b"UNREADABLE" in data:
        raise Unreadable("line 1", "not-json", "this is no notice")
    for number, line in enumerate(data.splitlines(), 1):
        yield _rows(json.loads(line), f"{hashlib.sha256(data).hexdigest()[:16]}-{number}", source_file, number)


def _rows(told: dict[str, Any], record: str, source_file: str, number: int) -> Rows:
    doffin_id = told.get("doffin_id")
    day = date.fromisoformat(told.get("published_date", "2024-03-01"))
    notice = {
        "source": "doffin",
        "origin": "native",
        "reader": "toy 1",
        "subtype": "16",
        "form_type": "competition",
        "buyer": "Bærum kommune",
        "buyer_orgnr": "935478715",
        "language": "nb",
        **told,
        "record": record,
        "source_file": source_file,
        "source_row": number,
        "notice_id": doffin_id or record,
        "published_date": day,
        "year": day.year,
    }
    buyer = {"record": record, "role": "buyer", "name": notice["buyer"], "orgnr": notice["buyer_orgnr"]}
    text = {"record": record, "field": "title", "language": "nb", "text": notice.get("title", "")}
    problems = [{"record": record, "source_file": source_file, "code": code} for code in told.get("problems", ())]
    notice.pop("problems", None)
    return {"notices": [notice], "texts": [text], "organisations": [buyer], "problems": problems}


def file(folder: Path, name: str, *notices: dict[str, Any]) -> Path:
    """Write a file of notices."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(map(json.dumps, notices)))
    return path


def without(data: bytes, source_file: str, rows: Collection[int | None]) -> bytes:
    """Leave lines out."""
    del source_file
    return b"\n".join(line for number, line in enumerate(data.splitlines(), 1) if number not in rows)


READING = Reading(read, without)
