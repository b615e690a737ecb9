"""Notices told row by row, for the pages that show what is odd; kept by the real store. Workers import this module."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from mulighetsrom.notices.pipeline import Reading
from mulighetsrom.notices.store import Dataset

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from mulighetsrom.notices.schema import Rows
    from mulighetsrom.notices.store import Version

BUYER: Final = "Asker kommune"


def version(folder: Path, *notices: dict[str, Any], demo: bool = False) -> Version:
    """Keep notices, each as `notice` tells it, and return what the pages would show."""
    file = folder / "told.jsonl"
    file.write_text("\n".join(map(json.dumps, notices)))
    dataset = Dataset(folder / "dataset", reading=READING)
    dataset.add([file], processes=1, demo=demo)
    return dataset.version()


def notice(doffin_id: str | None, title: str | None, *texts: str, **columns: Any) -> dict[str, Any]:
    """Tell a notice: its columns, texts as "field:language:text", `buyers` by name, `changes` the one it corrects."""
    return {"doffin_id": doffin_id, "title": title, "texts": texts, **columns}


def read(data: bytes, source_file: str) -> Iterator[Rows]:
    for number, line in enumerate(data.splitlines(), 1):
        yield _rows(json.loads(line), number, source_file)


def _rows(told: dict[str, Any], number: int, source_file: str) -> Rows:
    texts, buyers = told.pop("texts"), told.pop("buyers", [BUYER])
    changes, country = told.pop("changes", None), told.pop("country", "NOR")
    given = told.pop("day", "2024-03-01")
    day = date.fromisoformat(given) if given else None
    record = f"record{number}"
    notice = {
        "record": record,
        "notice_id": told["doffin_id"] or told.get("ted_number") or record,
        "source": "doffin",
        "source_file": source_file,
        "source_row": number,
        "reader": "told 1",
        "origin": "native",
        "subtype": "4",
        "form_type": "planning",
        "language": "nb",
        "buyer": buyers[0] if buyers else None,
        "buyers": len(buyers),
        "published_date": day,
        "year": day.year if day else None,
        **told,
    }
    split = [["title", notice["language"], notice["title"] or ""], *(text.split(":", 2) for text in texts)]
    return {
        "notices": [notice],
        "texts": [
            {"record": record, "lot": field.partition("/")[2] or None, "field": field.partition("/")[0]}
            | {"language": language, "text": text}
            for field, language, text in split
        ],
        "organisations": [{"record": record, "role": "buyer", "name": name, "country": country} for name in buyers],
        "references": [{"record": record, "kind": "changed", "doffin_id": changes}] if changes else [],
    }


def without(data: bytes, source_file: str, rows: Collection[int | None]) -> bytes:
    del source_file
    return b"\n".join(line for number, line in enumerate(data.splitlines(), 1) if number not in rows)


READING: Final = Reading(read, without)
