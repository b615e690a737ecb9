"""Packages for an archive: a journal with the fields of arkivforskrifta § 15, and every document in it.

`journal.csv` opens in what archivists use; `journal.json` holds the same, and what the case's own slice tells of it.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Final

from django.utils import timezone

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

MOMENT: Final = (1980, 1, 1, 0, 0, 0)  # the zip's own times tell nothing; the journal's do


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the journal, and the document it is about.

    `document_id` is readable and names one document for ever; `context` is the case; `dated` is when the document was
    made public or decided, `registered` when the platform registered it.
    """

    document_id: str
    context: str
    related: str
    title: str
    sender: str
    receiver: str
    dated: str
    registered: str
    file: str
    sha256: str
    body: bytes = field(repr=False)


def entry(
    *, document_id: str, context: str, related: str, title: str, sender: str, receiver: str, dated: datetime,
    registered: datetime, file: str, body: bytes,
) -> Entry:  # fmt: skip
    """Return the line of a document; its moments by Norway's clock."""
    at, known = (timezone.localtime(moment).isoformat(timespec="seconds") for moment in (dated, registered))
    sha256 = hashlib.sha256(body).hexdigest()
    return Entry(document_id, context, related, title, sender, receiver, at, known, file, sha256, body)


def package(entries: Sequence[Entry], **told: Any) -> bytes:
    """Return the zip of some documents; `told` stands beside the journal in its JSON."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        for one in entries:
            zipped.writestr(zipfile.ZipInfo(one.file, MOMENT), one.body)
        zipped.writestr(zipfile.ZipInfo("journal.csv", MOMENT), _as_csv(entries))
        whole = json.dumps(told | {"journal": [_told(one) for one in entries]}, ensure_ascii=False, indent=1)
        zipped.writestr(zipfile.ZipInfo("journal.json", MOMENT), whole.encode())
    return out.getvalue()


def _as_csv(entries: Sequence[Entry]) -> bytes:
    out = io.StringIO()
    rows = csv.writer(out, delimiter=";")
    rows.writerow([name for name in Entry.__dataclass_fields__ if name != "body"])
    for one in entries:
        rows.writerow([_no_formula(value) for value in _told(one).values()])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _told(one: Entry) -> dict[str, Any]:
    return {name: value for name, value in asdict(one).items() if name != "body"}


def _no_formula(value: str) -> str:
    """Return a cell that a spreadsheet shows as it is, and does not run."""
    return f"'{value}" if value[:1] in {"=", "+", "-", "@", "\t", "\r"} else value
