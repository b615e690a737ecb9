"""Rows of CSV and JSON exports as people have them: any of three encodings, any separator, rows that went wrong."""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from mulighetsrom.notices.errors import Unreadable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

SEPARATORS = ";,\t|"
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
MOST_RESTARTS = 20
DEEPEST = 10

csv.field_size_limit(64 << 20)  # the module's own limit of 128 KiB is less than one long description


@dataclass(frozen=True)
class Line:
    """One record of an export: its number from 1, and its cells by column; or what is wrong with it."""

    number: int
    cells: dict[str, Any]
    problem: Unreadable | None = None


def opened(data: bytes) -> tuple[list[str], Iterator[Line]]:
    """Return the columns of an export, in lower case, and its lines."""
    text = _decoded(data)
    return _json_opened(text) if is_json(text) else _csv_opened(text)


def without(data: bytes, numbers: Collection[int]) -> bytes:
    """Return an export in UTF-8 with some lines blanked; the others keep their numbers."""
    text = _decoded(data)
    return (_json_without if is_json(text) else _csv_without)(text, numbers).encode("utf-8", "replace")


def is_json(text: str) -> bool:
    """Tell whether a text, or its beginning, is JSON; `null` stands where a first line was taken out."""
    return re.match(r"\s*(?:[{\[]|null\s)", text) is not None


def _decoded(data: bytes) -> str:
    """Return the text of an export: UTF-16 by its mark, else UTF-8, else each line as UTF-8 or Windows-1252.

    Line by line, since files that were put together from several downloads hold both.
    """
    if data.startswith(UTF_16):
        text = data.decode("utf-16", "replace")
    else:
        data = data.removeprefix(codecs.BOM_UTF8)
        try:
            text = data.decode()
        except UnicodeDecodeError:
            text = "".join(map(_decoded_line, data.splitlines(keepends=True)))
    return text.replace("\0", "")


def _decoded_line(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace")


# --- CSV --------------------------------------------------------------------------------------------------------------


def _csv_opened(text: str) -> tuple[list[str], Iterator[Line]]:
    header, separator, lines = _sheet(text)
    return header, _csv_lines(header, _rows(lines, separator, len(header)))


def _csv_lines(header: list[str], rows: Iterator[tuple[int, int, list[str]]]) -> Iterator[Line]:
    """Give the rows below the header. In a row with too many cells, none is believed to stand in its column."""
    for number, (_, _, cells) in enumerate(rows, 1):
        if any(map(str.strip, cells)):
            ragged = _ragged(cells, len(header))
            trusted = ragged is None or len(cells) < len(header)
            yield Line(number, dict(zip(header, cells, strict=False)) if trusted else {}, ragged)


def _csv_without(text: str, numbers: Collection[int]) -> str:
    """Return the file with some rows blanked; the others keep their numbers."""
    header, separator, lines = _sheet(text)
    for number, (first, end, _) in enumerate(list(_rows(lines, separator, len(header))), 1):
        if number in numbers:
            lines[first:end] = ["\n"] + [""] * (end - first - 1)
    return "".join(lines)


def _sheet(text: str) -> tuple[list[str], str, list[str]]:
    """Split a file into its header, its separator and its lines: the separator that gives the header most cells."""
    lines = list(io.StringIO(text, newline=""))
    headers = {separator: next(csv.reader(lines[:1], delimiter=separator), []) for separator in SEPARATORS}
    separator = max(SEPARATORS, key=lambda one: len(headers[one]))
    return [name.strip().lower() for name in headers[separator]], separator, lines


def _rows(lines: list[str], separator: str, width: int) -> Iterator[tuple[int, int, list[str]]]:
    """Give rows with the lines they stand on. A quote that nobody closes must not swallow the rest of the file: where a
    row of several lines has the wrong number of cells, its first line is taken alone, and reading starts again below.
    """
    start, restarts = 1, 0
    while start < len(lines):
        reader = csv.reader(islice(lines, start, None), delimiter=separator)
        first = start
        for cells in reader:
            end = start + reader.line_num
            if len(cells) != width and end - first > 1 and restarts < MOST_RESTARTS:
                yield first, first + 1, next(csv.reader([lines[first]], delimiter=separator))
                start, restarts = first + 1, restarts + 1
                break
            yield first, end, cells
            first = end
        else:
            return


def _ragged(cells: list[str], width: int) -> Unreadable | None:
    if len(cells) < width or any(cells[width:]):
        said = f"{len(cells)} cells, the header has {width}: is there a separator or a quote in a cell?"
        return Unreadable("row", "ragged-row", said)
    return None


# --- JSON -------------------------------------------------------------------------------------------------------------


def _json_opened(text: str) -> tuple[list[str], Iterator[Line]]:
    """Open one object, a list of them, an answer of Doffin's search (`hits`), or JSON lines.

    Control characters inside strings are let through: Doffin's API is known to send them.
    """
    lines = [_object(number, item) for number, item in _objects(text)]
    return next((list(line.cells) for line in lines if line.cells), []), iter(lines)


def _objects(text: str) -> Iterator[tuple[int, Any]]:
    whole = _json(text)
    items: Iterable[Any] = _items(whole)
    if isinstance(whole, Unreadable):
        items = (_json(line) if line.strip() else None for line in text.split("\n"))
    return ((number, item) for number, item in enumerate(items, 1) if item is not None)


def _json_without(text: str, numbers: Collection[int]) -> str:
    """Return the file with some objects blanked; the others keep their numbers."""
    whole = _json(text)
    if isinstance(whole, Unreadable):
        lines = enumerate(text.split("\n"), 1)
        return "\n".join("null" if number in numbers else line for number, line in lines)
    left = [None if number in numbers else item for number, item in enumerate(_items(whole), 1)]
    return json.dumps(left, ensure_ascii=False)


def _items(whole: Any) -> list[Any]:
    if isinstance(whole, dict):
        hits = whole.get("hits")
        return hits if isinstance(hits, list) else [whole]
    return whole if isinstance(whole, list) else [whole]


def _object(number: int, item: Any) -> Line:
    if isinstance(item, dict) and _is_flat(item, DEEPEST):
        return Line(number, {str(name).lower(): value for name, value in item.items()})
    problem = (
        item
        if isinstance(item, Unreadable)
        else Unreadable("line", "not-an-object", f"expected a JSON object, nested {DEEPEST} deep at most")
    )
    return Line(number, {}, problem)


def _is_flat(item: Any, deepest: int) -> bool:
    below = item.values() if isinstance(item, dict) else item if isinstance(item, list) else ()
    return deepest > 0 and all(_is_flat(one, deepest - 1) for one in below)


def _json(text: str) -> Any:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:
        return Unreadable("line", "not-json", str(error)[:200])
