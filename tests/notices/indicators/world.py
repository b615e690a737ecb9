"""A small world of notices, told in few words, as the tables that counting reads."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

import duckdb
import ibis
import pyarrow as pa

from mulighetsrom.notices import identity, schema
from mulighetsrom.notices.indicators import building, counting, evaluate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mulighetsrom.notices.schema import Row

BAERUM = ("Bærum kommune", "935478715", "3201")
ASKER = ("Asker kommune", "920125298", "3203")
STAVANGER = ("Stavanger kommune", "964965226", "1103")
STATE = ("Statens vegvesen", "971032081", None)
TOGETHER = ("Innkjøp Sammen", "991799710", None)

FORMS = {
    **dict.fromkeys(("1", "4", "7", "N4", "E2"), "planning"),
    "E1": "consultation",
    **dict.fromkeys(("10", "15", "16", "22", "N16", "E3", "99"), "competition"),
    "25": "dir-awa-pre",
    "29": "result",
}


class World:
    """A DuckDB with the views that the store makes, and the tables that counting reads."""

    def __init__(self, notices: Iterable[Row], members: Iterable[str] = ("3201", "3203", "1103")) -> None:
        told = [_notice(number, notice) for number, notice in enumerate(notices)]
        self.con = duckdb.connect()
        self._add(schema.NOTICES, told)
        self._add(schema.ORGANISATIONS, [row for notice in told for row in _organisations(notice)])
        self._add(schema.RECEIVED, [row for notice in told for row in _received(notice)])
        self._add(schema.CODES, [row for notice in told for row in _codes(notice)])
        self._add(identity.CURRENT, [{**notice, "superseded": False, "merged": False} for notice in told])
        self.con.register(
            "cooperations", pa.Table.from_pylist(list(map(_member, members)), schema=building.COOPERATIONS)
        )

    @cached_property
    def counted(self) -> pa.Table:
        return counting.counted(self.tables).to_pyarrow()

    @cached_property
    def rows(self) -> list[Row]:
        rows: list[Row] = self.counted.to_pylist()
        return rows

    @cached_property
    def figures(self) -> list[Row]:
        everything = [
            ("doffin", kind, row["year"]) for row in self.rows for kind in ("planning", "competition", "result")
        ]
        figures: list[Row] = evaluate(ibis.memtable(self.counted), everything).to_pylist()
        return figures

    @property
    def tables(self) -> dict[str, Any]:
        backend = ibis.duckdb.from_connection(self.con)
        names = ("notices", "organisations", "received", "codes", "current", "cooperations")
        areas = pa.table({"cpv": ["72000000"], "focus_area": ["digital"]}, schema=building.FOCUS_AREAS)
        return {name: backend.table(name) for name in names} | {"focus_areas": ibis.memtable(areas)}

    def _add(self, table: schema.Table, rows: list[Row]) -> None:
        columns = [{name: row.get(name) for name in table.columns} for row in rows]
        self.con.register(f"{table.name}_rows", pa.Table.from_pylist(columns, schema=table.schema))
        self.con.execute(f'create view "{table.name}" as from {table.name}_rows')


def _notice(number: int, told: Row) -> Row:
    record = told.get("record", f"r{number}")
    subtype = told.get("subtype", "16")
    day = told.get("published_date", date(2024, 3, 1))
    return {
        "record": record,
        "notice_id": record,
        "unit": record,
        "source": "doffin",
        "origin": "native",
        "subtype": subtype,
        "form_type": FORMS.get(subtype),
        "title": "Notice",
        "named": [BAERUM],
        **told,
        "year": day and day.year,
        "published_date": day,
        "buyers": len(told.get("named", [BAERUM])),
    }


def _organisations(notice: Row) -> Iterable[Row]:
    for name, orgnr, municipality in notice["named"]:
        country = notice.get("country", "NOR")
        place = {"municipality_number": municipality, "county_number": municipality and municipality[:2]}
        yield {**notice, "role": "buyer", "name": name, "orgnr": orgnr, "country": country, **place}


def _received(notice: Row) -> Iterable[Row]:
    for lot, count in notice.get("tenders", {}).items():
        yield {**notice, "lot": lot, "result": lot, "type": "tenders", "count": count}
    for lot, count in notice.get("electronic", {}).items():
        yield {**notice, "lot": lot, "result": lot, "type": "t-esubm", "count": count}


def _codes(notice: Row) -> Iterable[Row]:
    for one in notice.get("codes", ()):
        yield {**notice, "list": one[0], "code": one[1]}


def _member(number: str) -> Row:
    name, orgnr, _ = TOGETHER
    place = {"member_number": number, "member_county": number[:2]}
    return {"buyer_orgnr": orgnr, "buyer_name": name, "cooperation": name, **place, "first_date": date(2020, 1, 1)}
