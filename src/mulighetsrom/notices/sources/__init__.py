"""Where notices come from: raw files, what kind of file each is, and who reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mulighetsrom.notices.eforms import reader as eforms
from mulighetsrom.notices.errors import Unreadable
from mulighetsrom.notices.sources import export, sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from mulighetsrom.notices.schema import Rows

    Reader = Callable[[bytes, str], Iterable[Rows]]

HEAD = 4096
XML_ENDINGS = (".xml", ".xml.gz")
EXPORT_ENDINGS = (".csv", ".tsv", ".txt", ".json", ".jsonl", ".ndjson")
MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def read(data: bytes, source_file: str) -> Iterable[Rows]:
    """Read a file of any known kind into rows, one `Rows` per record. Raises `Unreadable` where it gives none."""
    reader = reader_for(source_file, data[:HEAD])
    if reader is None:
        raise Unreadable("file", "unknown-kind", "neither XML, JSON nor a table in text; not read")
    return reader(data, source_file)


def without(data: bytes, source_file: str, rows: Collection[int | None]) -> bytes | None:
    """Return a file without some of its records; None where the file is one record. The others keep their numbers."""
    numbers = {row for row in rows if row is not None}
    return sheet.without(data, numbers) if reader_for(source_file, data[:HEAD]) is export.read else None


def reader_for(name: str, head: bytes) -> Reader | None:
    """Return who reads a file, by its first bytes; its name decides only where they say nothing. None: nobody does."""
    start = _start(head)
    if start.startswith("<"):
        return _eforms
    if sheet.is_json(start) or _is_table(start):
        return export.read
    if name.lower().endswith(XML_ENDINGS):
        return _eforms
    return export.read if name.lower().endswith(EXPORT_ENDINGS) else None


def _eforms(data: bytes, source_file: str) -> Iterable[Rows]:
    return [eforms.read(data, source_file)]


def _start(head: bytes) -> str:
    """Return the beginning as text, whatever the encoding: enough to tell brackets and separators."""
    return head.translate(None, b"\x00").lstrip(b"".join(MARKS) + b" \t\r\n").decode("ascii", "replace")


def _is_table(start: str) -> bool:
    header = start.partition("\n")[0]
    return any(one in header for one in sheet.SEPARATORS) and header.replace("\t", " ").strip().isprintable()
