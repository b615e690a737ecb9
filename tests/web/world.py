"""A small country of notices for tests of the pages, kept by the real store. Nothing in it was ever announced.

Years 2021 to 2025 are declared complete, 2026 is a sample. Bærum has many dialogues, Asker has competitions and none,
Kvitsøy has one notice, Flesberg buys through a cooperation only, Kautokeino is not there at all. Workers import this
module.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from mulighetsrom.notices.pipeline import Reading
from mulighetsrom.notices.store import Coverage, Dataset

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from mulighetsrom.notices.schema import Rows

    Told = dict[str, Any]

YEARS: Final = range(2021, 2027)
COMPLETE: Final = YEARS[:-1]
COVERAGE: Final = [
    Coverage("doffin", kind, year, complete=True) for kind in ("planning", "competition", "result") for year in COMPLETE
]


@dataclass(frozen=True)
class Place:
    """A buyer, and how much it announces in a year: competitions, dialogues, and how many more each year."""

    name: str
    competitions: int
    dialogues: int
    grows: int = 0


PLACES: Final = (
    Place("Bærum kommune", 60, 6, grows=2),
    Place("Asker kommune", 24, 0),
    Place("Øygarden kommune", 25, 1),
    Place("Stavanger kommune", 30, 1, grows=1),
    Place("Nordre Follo kommune", 22, 2),
    Place("Lillestrøm kommune", 28, 1),
    Place("Trondheim kommune", 25, 2, grows=1),
    Place("Tromsø kommune", 21, 1),
    Place("Midtre Gauldal kommune", 4, 1),
    Place("Regional innkjøpsordning i Kongsbergregionen", 24, 2),
    Place("Statens vegvesen", 12, 1),
)
TITLES: Final = (
    ("Dialogkonferanse om velferdsteknologi", "Vi inviterer leverandører til dialogkonferanse 14. mai {year} kl. 10."),
    ("Marknadsdialog om nytt symjebasseng", "Kommunen inviterer til marknadsdialog og ein-til-ein-møte i juni {year}."),
    ("Request for information: learning platform", "We invite suppliers to a market dialogue. Send written input."),
)
NEEDS: Final = ("72000000", "85312310", "45214210", "33196000", "09310000", "34144910")


def build(folder: Path) -> Dataset:
    """Make the dataset in a folder, its files beside it."""
    written = folder.with_name(f"{folder.name}-notices.jsonl")
    written.write_text("\n".join(json.dumps(told, ensure_ascii=False) for told in notices()))
    dataset = Dataset(folder, reading=READING)
    dataset.add([written], processes=1, coverage=COVERAGE)
    written.unlink()
    return dataset


def notices() -> Iterator[Told]:
    for number, told in enumerate(_all(), 1):
        yield {**told, "doffin_id": f"{told['day'][:4]}-{number:06}"}


def _all() -> Iterator[Told]:
    yield _notice("Kvitsøy kommune", date(2024, 3, 1), "Ferjekai på Kvitsøy", subtype="16")
    for at, place in enumerate(PLACES):
        for year in YEARS:
            yield from _competitions(place, year, place.competitions + at)
            yield from _dialogues(place, year, place.dialogues + place.grows * (year - YEARS[0]))


def _competitions(place: Place, year: int, how_many: int) -> Iterator[Told]:
    for n in range(how_many):
        day, title = _day(year, n), f"Rammeavtale {n + 1} for {place.name} {year}"
        more: Told = {"cpv": NEEDS[n % len(NEEDS)]}
        if n % 11 == 5:
            more["procedure_type"] = "comp-dial"
        if n % 13 == 7:
            more["codes"] = [("innovative-acquisition", "pro-inn")]
        if n % 7 == 3:
            more["others"] = ["Viken fylkeskommune"]
        yield _notice(place.name, day, title, subtype="16" if n % 3 else "E3", **more)
        if n % 4 == 1:
            yield _notice(place.name, day + timedelta(40), f"Tildeling {n}", subtype="29", tenders=n % 6 + 1)


def _dialogues(place: Place, year: int, how_many: int) -> Iterator[Told]:
    for n in range(how_many):
        title, text = TITLES[n % len(TITLES)]
        title = f"{title}, {place.name} {year} nr. {n + 1}"
        more = {"cpv": NEEDS[n % 4], "text": text.format(year=year), "language": ("nb", "nn", "en")[n % 3]}
        yield _notice(place.name, _day(year, 3 * n), title, subtype="4", **more)


def _notice(buyer: str, day: date, title: str, **more: Any) -> Told:
    return {"buyer": buyer, "day": day.isoformat(), "title": title, **more}


def _day(year: int, n: int) -> date:
    """Spread over the year; the last, unfinished one only has its spring."""
    return date(year, 1, 10) + timedelta(n * 7 % (300 if year in COMPLETE else 90))


FORMS: Final = {"4": "planning", "16": "competition", "E3": "competition", "29": "result"}


def read(data: bytes, source_file: str) -> Iterator[Rows]:
    for line in data.splitlines():
        yield _rows(json.loads(line), source_file)


def _rows(told: Told, source_file: str) -> Rows:
    record, day = told["doffin_id"], date.fromisoformat(told["day"])
    buyers = [told["buyer"], *told.get("others", ())]
    language = told.get("language", "nb")
    given = {name: told.get(name) for name in ("title", "buyer", "subtype", "cpv", "procedure_type")}
    notice = given | {
        "record": record,
        "notice_id": record,
        "doffin_id": record,
        "source": "doffin",
        "source_file": source_file,
        "reader": "world 1",
        "origin": "native",
        "form_type": FORMS[told["subtype"]],
        "published_date": day,
        "year": day.year,
        "language": language,
        "buyers": len(buyers),
    }
    texts = {"title": told["title"], "description": told.get("text", "Se vedlagte dokumenter.")}
    return {
        "notices": [notice],
        "texts": [
            {"record": record, "field": field, "language": language, "text": text} for field, text in texts.items()
        ],
        "organisations": [{"record": record, "role": "buyer", "name": name, "country": "NOR"} for name in buyers],
        "codes": [{"record": record, "list": kind, "code": code} for kind, code in told.get("codes", ())],
        "received": [
            {"record": record, "result": "RES-1", "type": "tenders", "count": count}
            for count in filter(None, [told.get("tenders")])
        ],
    }


def without(data: bytes, source_file: str, rows: Collection[int | None]) -> bytes | None:
    raise NotImplementedError("nothing is removed from this world")


READING: Final = Reading(read, without)
