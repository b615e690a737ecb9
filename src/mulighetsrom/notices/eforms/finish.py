"""From what a walk found to the rows of the schema: the texts that speak for rows, names, dates, the notice itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from mulighetsrom.notices.eforms import identifiers, parties, values
from mulighetsrom.notices.eforms.codes import is_innovative
from mulighetsrom.notices.eforms.values import Impossible
from mulighetsrom.notices.privacy import mask
from mulighetsrom.notices.schema import TABLES, Row, Rows

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from mulighetsrom.notices.eforms.walk import Walk

Found = TypeVar("Found")

BETWEEN = "\n\0\n"  # ends lines and words as the end of a text does, and cannot stand in XML
READER = "eforms 1"
NORWEGIAN = "anskaffelser.no"
TENDERING = {"tenders", "requests", "answers"}
TEST = re.compile(r"\s*(?:[\[(]test[\])]|test\W{0,3}(?:kunngj|notice)|testorg)", re.IGNORECASE)
PARAMETERS = {"number-weight": "weight", "number-fixed": "fixed", "number-threshold": "threshold"}
ESSENTIAL = {
    "texts": "text",
    "values": "amount",
    "dates": "date",
    "codes": "code",
    "classifications": "code",
    "references": "reference",
    "received": "count",
}
"""The column without which a row tells nothing: an element that is empty, or that held what could not be believed."""
PLACE = {"country", "nuts", "city", "anywhere"}
EXPECTED = ("uuid", "customization", "subtype", "form_type", "dispatched_at", "title", "buyer")


def finish(walk: Walk, source_file: str) -> Rows:
    """Return the rows of one record, ready for the schema; `walk` is used up."""
    rows = walk.rows
    notice = rows["notices"][0]
    notice |= {"source_file": source_file, "reader": READER}
    notice["language"] = values.language(notice["language"]) if "language" in notice else None
    _spread(walk, notice["language"])
    _date(walk)
    parties.settle(rows)
    rows["organisations"] = list(parties.organisations(rows))
    _tidy(rows)
    _identify(walk, notice, identifiers.stem(source_file))
    _describe(walk, notice)
    _check(walk, notice)
    rows["problems"] = [{"source_file": source_file, **problem} for problem in walk.problems]
    return {table: rows[table] for table in TABLES if table in rows}


def _tidy(rows: Rows) -> None:
    rows["changes"] = [{**row, "section": one} for row in rows["changes"] for one in row.pop("section", (None,))]
    for row in rows["classifications"]:
        if row.get("list") == "cpv" and "code" in row:
            row["code"] = row["code"][:8]  # 33140000-3: the check digit after the hyphen says nothing
    for row in rows["references"]:
        row.update(identifiers.parts(row.get("reference", "")))
    for table, column in ESSENTIAL.items():
        rows[table] = [row for row in rows[table] if row.get(column) is not None]
    rows["places"] = [row for row in rows["places"] if not PLACE.isdisjoint(row)]


def _spread(walk: Walk, main: str | None) -> None:
    """Give each row what it takes from the row around it, and each row with texts the one in the main language."""
    criteria = walk.rows["criteria"]
    for number, criterion in enumerate(criteria, start=1):
        criterion["criterion"] = number
    masked = _masked(walk.texts())
    for nodes, row, around in walk.nested:
        for column in nodes.inherits:
            if column in around:
                row.setdefault(column, around[column])
        if "text" in row:
            row["text"] = masked[row["text"]]
            row["language"] = values.language(row["language"]) if "language" in row else main
            if nodes.into and (nodes.into not in around or row["language"] == main):
                around[nodes.into] = row["text"]
    for row in walk.rows["parameters"]:
        if kind := PARAMETERS.get(row.get("list", "")):
            criteria[row["criterion"] - 1] |= {kind: row.get("number"), f"{kind}_kind": row.get("code")}


def _masked(texts: list[str]) -> dict[str, str]:
    """Mask all texts of a notice as one: a mask costs more to begin than to go on."""
    return dict(zip(texts, mask(BETWEEN.join(texts)).split(BETWEEN), strict=True)) if texts else {}


def _date(walk: Walk) -> None:
    for row in walk.rows["dates"]:
        written, clock = row.pop("day", None), row.pop("time", None)
        if written:
            row["date"] = _believed(walk, f"{row['kind']} date", values.day, written)
            row["moment"] = _moment(walk, f"{row['kind']} time", written, clock) if row["date"] and clock else None


def _moment(walk: Walk, place: str, written: str, clock: str) -> datetime | None:
    return _believed(walk, place, values.moment, written, clock)


def _believed(walk: Walk, place: str, read: Callable[..., Found], *written: str) -> Found | None:
    try:
        return read(*written)
    except Impossible as reason:
        walk.problem(place, reason.code, f"found {' '.join(written)!r}, expected {reason}")
        return None


def _identify(walk: Walk, notice: Row, name: str) -> None:
    """Decide which names the notice goes by: its own fields before the name of its file."""
    publications = notice.pop("publications", [])
    uuid, customization = notice.get("uuid"), notice.get("customization", "")
    own = identifiers.doffin_id(uuid)
    converted = own or (NORWEGIAN in customization and "#extended" not in customization)
    doffin = next(filter(None, map(identifiers.doffin_id, (uuid, *publications, name))), None)
    # In converted notices the publication number in the Official Journal is an earlier notice's.
    numbers = map(identifiers.ted_number, (name,) if converted else (*publications, name))
    ted = next(filter(None, numbers), None)
    semantic = identifiers.semantic(uuid, notice.get("version"))
    if uuid and not (semantic or own):
        walk.problem("uuid", "no-identifier", f"found {uuid!r}, expected a UUID or a Doffin id")
    notice |= {
        "doffin_id": doffin,
        "ted_number": ted,
        "notice_id": doffin or semantic or ted or notice["record"],
        "origin": "converted" if converted else "native",
        "source": "doffin" if doffin or NORWEGIAN in customization else "ted",
    }
    told = identifiers.doffin_id(name)
    if told and told != doffin:
        walk.problem("file name", "other-identifier", f"the file is named {told}, the notice says {doffin}")


def _describe(walk: Walk, notice: Row) -> None:
    rows = walk.rows
    _publish(walk, notice)
    notice |= _buyer(rows["organisations"])
    estimated = _whole(rows["values"], "estimated")
    notice["value"], notice["currency"] = estimated.get("amount"), estimated.get("currency")
    notice["cpv"] = _whole(rows["classifications"], "main").get("code")
    notice["planned_date"] = _whole(rows["dates"], "planned").get("date")
    notice["deadline"] = min((_latest(row) for row in rows["dates"] if row["kind"] in TENDERING), default=None)
    notice["legal_basis"] = notice["legal_basis"].lower() if "legal_basis" in notice else None
    notice.setdefault("title", next((lot["title"] for lot in rows["lots"] if "title" in lot), None))
    notice["innovation_words"] = is_innovative(notice, rows["codes"])
    notice["test"] = any(TEST.match(name) for name in (notice["title"], notice.get("buyer")) if name)


def _publish(walk: Walk, notice: Row) -> None:
    written, clock = notice.pop("issue_day", None), notice.pop("issue_time", None)
    day = _believed(walk, "IssueDate", values.day, written) if written else None
    if written and day:
        sent = _moment(walk, "IssueTime", written, clock) if clock else None
        notice["dispatched_at"] = sent or values.midnight(written)
        notice["published_date"] = notice["dispatched_at"].astimezone(values.OSLO).date()
        notice["year"] = notice["published_date"].year


def _buyer(organisations: list[Row]) -> Row:
    buyers = [row for row in organisations if row["role"] in {"lead", "buyer"}]
    first = next((row for row in buyers if row["role"] == "lead"), buyers[0] if buyers else {})
    return {
        "buyer": first.get("name"),
        "buyer_orgnr": first.get("orgnr"),
        "buyer_country": first.get("country"),
        "buyers": len(buyers),
    }


def _whole(rows: list[Row], kind: str) -> Row:
    """Return the row of a kind that speaks of the whole procedure; empty where there is none."""
    return next((row for row in rows if row["kind"] == kind and "lot" not in row), {})


def _latest(row: Row) -> datetime:
    return row["moment"] or values.last_second(row["date"])


def _check(walk: Walk, notice: Row) -> None:
    for column in EXPECTED:
        if notice.get(column) is None:
            walk.problem(column, "missing", "every notice should have it; the rest of the notice is kept")
    for number in parties.mistyped(walk.rows):
        walk.problem("CompanyID", "invalid-orgnr", f"found {number!r}, whose check digit is wrong; kept as written")
    for place, detail in parties.unresolved(walk.rows):
        walk.problem(place, "unresolved-reference", detail)
