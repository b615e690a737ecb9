"""From exports (DFØ's yearly files, saved searches, JSON lines, API answers) to rows, one notice per line.

An export says less than the notice: no subtype, seldom a description. It says nothing of the language, which is taken
for Norwegian (`no`), and mostly knows days, not moments: a notice is then dispatched at midnight in Oslo, and a
deadline lasts its day out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from mulighetsrom.notices.eforms import values
from mulighetsrom.notices.eforms.finish import TEST
from mulighetsrom.notices.eforms.identifiers import doffin_id, record_of
from mulighetsrom.notices.errors import Unreadable
from mulighetsrom.notices.orgnr import is_mistyped, normalise
from mulighetsrom.notices.privacy import mask
from mulighetsrom.notices.sources import cells, layouts, sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from mulighetsrom.notices.schema import Row, Rows
    from mulighetsrom.notices.sources.layouts import Layout
    from mulighetsrom.notices.sources.sheet import Line

Found = TypeVar("Found")

READER = "export 1"
LANGUAGE = "no"
LARGEST = 32 << 20
EXCERPT = 200


def read(data: bytes, source_file: str) -> Iterator[Rows]:
    """Read an export. Each line gives one `Rows`; a line that tells of no notice gives one with only problems.

    Raises `Unreadable` where the file is no known export or lacks a column that is needed.
    """
    if len(data) > LARGEST:
        raise Unreadable("file", "too-large", f"{len(data)} bytes; at most {LARGEST} are parsed: split the file")
    columns, lines = sheet.opened(data)
    layout = _layout(columns)
    for line in lines:
        yield _Notice(line, layout, source_file).rows()


def _layout(columns: list[str]) -> Layout:
    layout = layouts.nearest(columns)
    missing = [name for name in layout.needed.values() if name not in columns]
    lacks, found = ", ".join(map(repr, missing)), ", ".join(map(repr, columns))[:EXCERPT] or "no columns"
    if 2 * len(missing) > len(layout.needed):
        raise Unreadable("header", "unknown-export", f"no export that is known; it has {found}")
    if missing:
        raise Unreadable("header", "missing-columns", f"lacks {lacks} to be {layout.name}; it has {found}")
    return layout


class _Notice:
    """One line on its way to rows."""

    def __init__(self, line: Line, layout: Layout, source_file: str) -> None:
        self._line = line
        self._layout = layout
        self._source_file = source_file
        # Of the cells, not of the file: so the other records keep their names when a line is taken out of the file.
        self._record = f"{record_of(repr(sorted(line.cells.items())).encode('utf-8', 'replace'))}-{line.number}"
        self._problems: list[Row] = []

    def rows(self) -> Rows:
        """Return the rows of every table; only problems where the line tells of no notice."""
        if trouble := self._line.problem:
            self._problem(trouble.place, trouble.code, trouble.detail)
        if not self._line.cells:
            return {"problems": self._problems}
        if not (self._text("title") or self._text("doffin_id")):
            self._problem("row", "no-notice", "neither a title nor an identifier")
            return {"problems": self._problems}
        return self._tables()

    def _tables(self) -> Rows:
        tables = {
            "texts": self._texts(),
            "organisations": self._organisations(),
            "classifications": self._classifications(),
            "places": self._places(),
            "values": self._values(),
            "dates": self._dates(),
            "received": self._received(),
        }
        rows: Rows = {
            name: [{"record": self._record} | row for row in found] for name, found in tables.items() if found
        }
        return {"notices": [self._notice(rows)], **rows, "problems": self._problems}

    def _notice(self, rows: Rows) -> Row:
        title = mask(self._text("title") or "") or None
        buyers = [row for row in rows.get("organisations", ()) if row["role"] == "buyer"]
        first = buyers[0] if buyers else {}
        procedure = self._text("procedure")
        notice = {
            "record": self._record,
            "source": "doffin",
            "source_file": self._source_file,
            "source_row": self._line.number,
            "reader": READER,
            "origin": "export",
            "subtype": layouts.subtype(self._text("form"), self._text("type")),
            "form_type": self._form_type(),
            "notice_type": self._text("type") or self._text("form"),
            "test": any(TEST.match(name) for name in (title, first.get("name")) if name),
            "language": LANGUAGE,
            "title": title,
            "buyer": first.get("name"),
            "buyer_orgnr": first.get("orgnr"),
            "buyer_country": first.get("country"),
            "buyers": len(buyers),
            "procedure_type": layouts.begins(procedure, layouts.PROCEDURES) or procedure,
            "nature": self._nature(),
            "cpv": next((row["code"] for row in rows.get("classifications", ())), None),
            "value": next((row["amount"] for row in rows.get("values", ())), None),
            "currency": next((row["currency"] for row in rows.get("values", ())), None),
            "deadline": next((_latest(row) for row in rows.get("dates", ())), None),
            **self._identity(),
            **self._published(),
        }
        for field, column in (("title", "title"), ("buyer", "buyer"), ("published", "published_date")):
            if notice[column] is None:
                self._problem(field, "missing", "every notice should have it; the rest of the notice is kept")
        return notice

    # --- columns of the notice ------------------------------------------------------------------------------------

    def _identity(self) -> Row:
        written = self._text("doffin_id")
        doffin = doffin_id(written)
        if "doffin_id" in self._layout.columns and not doffin:
            self._problem("doffin_id", "no-identifier", f"found {written!r}, expected yyyy-nnnnnn")
        return {"doffin_id": doffin, "notice_id": doffin or self._record}

    def _published(self) -> Row:
        found = self._believed("published", cells.day)
        if found is None:
            return {"dispatched_at": None, "published_date": None, "year": None}
        day, moment = found
        return {
            "dispatched_at": moment or values.midnight(day.isoformat()),
            "published_date": day,
            "year": day.year,
        }

    def _form_type(self) -> str:
        number, words = self._text("form"), self._text("type")
        form = layouts.form_type(number, words)
        if form is None:
            said = " ".join(filter(None, (number, words)))
            self._problem("type", "unknown-word", f"found {said!r}, expected a known form or kind of notice")
        return form or "other"

    def _nature(self) -> str | None:
        written = self._text("nature")
        nature = layouts.begins(written, layouts.NATURES)
        if written and not nature:
            self._problem("nature", "unknown-word", f"found {written!r}, expected goods, services or works")
        return nature

    # --- tables ---------------------------------------------------------------------------------------------------

    def _texts(self) -> list[Row]:
        said = [("title", self._cell("title")), ("description", self._cell("description"))]
        for lot in cells.members(self._cell("lots")):
            said += [("title", lot.get("heading")), ("description", lot.get("description"))]
        texts = dict.fromkeys((field, mask(cells.prose(text))) for field, text in said)  # single lots repeat the notice
        return [{"field": field, "language": LANGUAGE, "text": text} for field, text in texts if text]

    def _organisations(self) -> list[Row]:
        name, number = self._text("buyer"), self._text("orgnr")
        named = [_organisation("buyer", name, number) | {"city": self._text("city")}] if name or number else []
        buyers = [*named, *_listed("buyer", self._cell("buyers"))]
        for raw in filter(is_mistyped, (buyer["orgnr_raw"] for buyer in buyers)):
            self._problem("orgnr", "invalid-orgnr", f"found {raw!r}, whose check digit is wrong; kept as written")
        lots = cells.members(self._cell("lots"))
        return [*buyers, *(row for lot in lots for row in _listed("winner", lot.get("winner")))]

    def _classifications(self) -> list[Row]:
        codes = cells.cpv_codes(self._cell("cpv"), self._cell("more_cpv"))
        kinds = ["main"] + ["additional"] * len(codes)
        return [{"kind": kind, "list": "cpv", "code": code} for kind, code in zip(kinds, codes, strict=False)]

    def _places(self) -> list[Row]:
        codes = cells.places(self._cell("places"))
        return [{"anywhere": code} if code.startswith("anyw") else {"nuts": code} for code in codes]

    def _values(self) -> list[Row]:
        amount = self._believed("value", cells.amount)
        currency = self._text("currency") or self._layout.currency
        return [] if amount is None else [{"kind": "estimated", "amount": amount, "currency": currency}]

    def _dates(self) -> list[Row]:
        found = self._believed("deadline", cells.day)
        return [{"kind": "tenders", "date": found[0], "moment": found[1]}] if found else []

    def _received(self) -> list[Row]:
        counts = [(cells.line(one.get("type")), one.get("total")) for one in cells.members(self._cell("received"))]
        return [{"type": kind, "count": n} for kind, n in counts if isinstance(n, int) and n in values.COUNTS]

    # --- cells ----------------------------------------------------------------------------------------------------

    def _cell(self, field: str) -> Any:
        cell: Any = self._line.cells
        for step in self._layout.columns.get(field, field).split("."):
            cell = cell.get(step) if isinstance(cell, dict) else None
        return cell

    def _text(self, field: str) -> str | None:
        text = cells.line(self._cell(field))
        return mask(text) if text and "@" in text else text

    def _believed(self, field: str, read: Callable[[str], Found]) -> Found | None:
        """Return what stands in a cell; None where nothing does, and where it cannot be, which is a problem."""
        written = self._text(field)
        try:
            return None if written is None else read(written)
        except values.Impossible as reason:
            self._problem(field, reason.code, f"found {written!r}, expected {reason}")
            return None

    def _problem(self, place: str, code: str, detail: str) -> None:
        self._problems.append(
            {
                "source_file": self._source_file,
                "source_row": self._line.number,
                "record": self._record,
                "place": self._layout.columns.get(place, place),
                "code": code,
                "detail": mask(detail[:EXCERPT]),
            }
        )


def _organisation(role: str, name: str | None, number: str | None) -> Row:
    orgnr = normalise(number)
    raw = mask(number) if number else None
    country = "NOR" if orgnr else None
    return {"role": role, "name": mask(name or "") or None, "orgnr": orgnr, "orgnr_raw": raw, "country": country}


def _listed(role: str, cell: Any) -> list[Row]:
    return [
        _organisation(role, cells.line(one.get("name")), cells.line(one.get("organizationId")))
        for one in cells.members(cell)
    ]


def _latest(row: Row) -> datetime:
    return row["moment"] or values.last_second(row["date"])
