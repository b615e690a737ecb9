"""How long does the server take for a page, with 150,000 notices behind it?

    python benchmarks/pages.py [--notices N] [--requests N] [--dataset FOLDER]

Makes a dataset through the store: every municipality of today, 2,600 other buyers, ten years declared complete, short
texts. Then one process asks Django for each page, without a network between: once for each language, then as many
times as asked for, half of them each of two municipalities. Told are the median and the slowest on the clock, the
median of processor time (what the clock would say on a machine that does nothing else, or less: DuckDB has several
threads), and the size of the page. With --dataset, one that is there is kept, or made there.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from datetime import date, timedelta
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mulighetsrom.notices.pipeline import Reading
from mulighetsrom.notices.reference import municipalities
from mulighetsrom.notices.store import Coverage, Dataset

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from mulighetsrom.notices.schema import Row, Rows

YEARS = range(2017, 2027)
OTHERS = 2_600
PER_FILE = 2_500
FORMS = {"4": "planning", "16": "competition", "29": "result"}
PAGES = {
    "municipality": "/nb/kommune/{number}/",
    "municipality beside eight": "/nb/kommune/{number}/?with=1103,4601,5001,3301,1507,5501,3205,3907",
    "council paper": "/nb/kommune/{number}/saksframlegg/",
    "county": "/nb/fylke/{county}/",
    "front page": "/nb/",
    "all municipalities": "/nb/landet/",
    "notices behind a number": "/nb/kommune/{number}/kunngjoringer/?what=competition&year=2025",
}
ASKED = ("3201", "0301")


def main() -> None:
    """Measure and print."""
    asked = _arguments()
    with tempfile.TemporaryDirectory() as scratch:
        folder = asked.dataset or Path(scratch) / "dataset"
        os.environ |= {"MULIGHETSROM_HOME": scratch, "MULIGHETSROM_DATASET": str(folder)}
        if not folder.exists():
            began = time.perf_counter()
            fill(Dataset(folder, reading=READING), asked.notices, Path(scratch) / "inbox")
            print(f"dataset of {asked.notices:,} notices made in {time.perf_counter() - began:.0f} s")
        print(f"load before: {os.getloadavg()[0]:.1f}")
        for name, address in PAGES.items():
            print(f"{name:<28}{measured(address, asked.requests)}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--notices", type=int, default=150_000)
    parser.add_argument("--requests", type=int, default=100)
    parser.add_argument("--dataset", type=Path)
    return parser.parse_args()


def measured(address: str, requests: int) -> str:
    """Ask for a page once to warm up, then `requests` times; tell the median, the slowest, and how large it is."""
    client = _client()
    addresses = [address.format(number=number, county=number[:2]) for number in ASKED]
    took, busy, size = [], [], 0
    for nth in range(-len(addresses), requests):
        began, worked = time.perf_counter(), time.process_time()
        answer = client.get(addresses[nth % len(addresses)])
        seconds, work = time.perf_counter() - began, time.process_time() - worked
        assert answer.status_code == HTTPStatus.OK, address
        size = len(answer.content)
        if nth >= 0:
            took.append(1000 * seconds)
            busy.append(1000 * work)
    middle, work = statistics.median(took), statistics.median(busy)
    return f"median {middle:5.1f} ms, slowest {max(took):6.1f} ms, processor {work:5.1f} ms, {size / 1000:4.0f} kB"


def _client() -> Any:
    """Return Django's own client, once Django knows where the dataset is."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "mulighetsrom.web.settings"
    import django  # noqa: PLC0415 - settings read the environment
    from django.conf import settings  # noqa: PLC0415 - likewise
    from django.test import Client  # noqa: PLC0415 - likewise

    settings.ALLOWED_HOSTS = ["testserver"]
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    django.setup()
    return Client()


# --- a country of notices -------------------------------------------------------------------------------------------


def fill(dataset: Dataset, notices: int, inbox: Path) -> None:
    """Add the notices: each file names the numbers of those it holds, and the reader makes them up."""
    inbox.mkdir()
    for first in range(0, notices, PER_FILE):
        (inbox / f"{first}.range").write_text(f"{first} {min(first + PER_FILE, notices)}")
    kinds = ("planning", "competition", "result")
    coverage = [Coverage("doffin", kind, year, complete=True) for kind in kinds for year in YEARS]
    dataset.add([inbox], coverage=coverage)


def read(data: bytes, source_file: str) -> Iterator[Rows]:
    """Give the rows of the notices that a file names."""
    names = [f"{one.name} kommune" for one in municipalities.all_today()] + [f"Bedrift {n} AS" for n in range(OTHERS)]
    first, last = map(int, data.split())
    for number in range(first, last):
        yield _rows(number, names, source_file)


def _rows(number: int, names: list[str], source_file: str) -> Rows:
    # Half from municipalities; large and small ones, as the square of a spread-out number gives them.
    spread = (number * 7919 % 10_007) / 10_007
    of = names[:357] if number % 2 else names[357:]
    buyer = of[int(spread * spread * len(of))]
    subtype = "4" if number % 11 == 0 else "29" if number % 3 == 0 else "16"
    day = date(YEARS[number % 10], 1, 1) + timedelta(number % 360)
    record = f"{day.year}-{number:06}"
    title = f"Dialogkonferanse om {number}" if subtype == "4" and number % 2 else f"Rammeavtale {number}"
    notice: Row = {
        "record": record,
        "notice_id": record,
        "doffin_id": record,
        "source": "doffin",
        "source_file": source_file,
        "reader": "benchmark 1",
        "origin": "native",
        "subtype": subtype,
        "form_type": FORMS[subtype],
        "published_date": day,
        "year": day.year,
        "language": "nb",
        "title": title,
        "buyer": buyer,
        "buyers": 1,
        "cpv": "72000000",
    }
    texts = {"title": title, "description": f"{title}. Vi inviterer leverandører til dialogkonferanse."}
    return {
        "notices": [notice],
        "texts": [{"record": record, "field": field, "language": "nb", "text": text} for field, text in texts.items()],
        "organisations": [{"record": record, "role": "buyer", "name": buyer, "country": "NOR"}],
        "received": [{"record": record, "result": "RES-1", "type": "tenders", "count": number % 7}] * (subtype == "29"),
    }


def without(data: bytes, source_file: str, rows: Collection[int | None]) -> bytes | None:
    """Nothing is removed here."""
    raise NotImplementedError


READING = Reading(read, without)

if __name__ == "__main__":
    main()
