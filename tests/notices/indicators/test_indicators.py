"""Each indicator: counted by hand, checked by plain SQL that shares nothing with it, and told by a page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mulighetsrom.notices import indicators
from mulighetsrom.notices.indicators import INDICATORS

if TYPE_CHECKING:
    from mulighetsrom.notices.indicators import Indicator
    from tests.notices.indicators.world import World

CLONE = Path(__file__).parents[3]
DOCS = CLONE / "docs/indicators"
HEADINGS = ["Why", "Above the line", "Below the line", "Interval", "What it cannot say", "Source"]
NOT_INDICATORS = {"__init__", "building", "counting", "figures", "intervals", "peers", "registry"}
"""Modules of the package that are no indicator."""

BY_HAND = {
    # Bærum 2024: numerator, denominator for all, own and cooperation. Competitions: c1 c2 c3 d3 x3 own, x2 together.
    "dialogue-ratio": {"all": (3, 6), "own": (2, 5), "cooperation": (1, 1)},
    "dialogue-ratio-all-forms": {"all": (4, 6), "own": (3, 5), "cooperation": (1, 1)},
    # d1 p1 own, x1 together: an E1 or a notice on the buyer's profile is none
    "advisory-notices": {"all": (3, 6), "own": (2, 5), "cooperation": (1, 1)},
    # c2 of c1 c2 c3 d1 d2 d3 p1 p2 q1 a1 x3, and x1 x2
    "innovation-procedures": {"all": (1, 13), "own": (1, 11), "cooperation": (0, 2)},
    # c1 c2 of c1 c2 d3 x3: a national form (c3) has no field for it
    "innovation-code": {"all": (2, 5), "own": (2, 4), "cooperation": (0, 1)},
    # c2 and x3 name several
    "joint-procurement": {"all": (2, 6), "own": (2, 5), "cooperation": (0, 1)},
    # c1: 3 and, corrected, 4
    "tenders-received": {"all": (7, 2), "own": (7, 2)},
}


@pytest.mark.parametrize("name", INDICATORS)
def test_what_was_counted_by_hand(story: World, name: str) -> None:
    mine = [row for row in story.figures if (row["key"], row["indicator"]) == ("3201", name)]
    assert {row["route"]: (row["numerator"], row["denominator"]) for row in mine} == BY_HAND[name]
    assert {row["year"] for row in mine} == {2024}


# Plain SQL: for whom each unit counts, then one condition for what is above the line and one for what is below.
WHO = """
with countable as (
    select n.*, c.unit from notices n join current c using (record)
    where n.year is not null and not coalesce(n.test, false)
), firsts as (
    select unit, arg_min(record, (published_date, origin = 'export', source, record)) as record
    from countable group by unit
), owners as (
    select f.unit, n.year, n.published_date, o.municipality_number, o.orgnr from firsts f
    join countable n using (record) join organisations o using (record)
), who as (
    select unit, year, municipality_number from owners where municipality_number is not null
    union
    select unit, year, member_number from owners
    join cooperations on orgnr = buyer_orgnr and published_date >= first_date
)
"""
COMPETITION = """(subtype in ('10', '16', 'N16', 'E3') or subtype is null and form_type = 'competition')"""
WITH_FIELD = """(subtype in ('10', '16', 'E3') and origin <> 'converted')"""
PLANNING = "form_type in ('planning', 'consultation')"
ANY_FORM = "form_type in ('planning', 'consultation', 'competition', 'dir-awa-pre')"
ADVISORY = """(subtype in ('4', '7', 'N4', 'E2') or subtype is null and form_type = 'planning')"""
PLAIN_SQL = {
    "dialogue-ratio": (f"dialogue and {PLANNING}", COMPETITION),
    "dialogue-ratio-all-forms": (f"dialogue and {ANY_FORM}", COMPETITION),
    "advisory-notices": (ADVISORY, COMPETITION),
    "innovation-procedures": ("procedure_type in ('innovation', 'comp-dial')", "true"),
    "innovation-code": ("record in (from codes select record)", WITH_FIELD),
    "joint-procurement": ("buyers > 1", COMPETITION),
}
SHARES = {"innovation-code", "joint-procurement"}
UNITS = "select distinct unit from countable where {}"


@pytest.mark.parametrize("name", PLAIN_SQL)
def test_the_same_as_plain_sql(crowd: World, name: str) -> None:
    above, below = PLAIN_SQL[name]
    within = f"and unit in ({UNITS.format(below)})" if name in SHARES else ""
    told = crowd.con.execute(f"""{WHO}
        select municipality_number, year, count(*) filter (unit in ({UNITS.format(above)}) {within}) as above,
               count(*) filter (unit in ({UNITS.format(below)})) as below
        from who group by all having above > 0 or below > 0""").fetchall()
    assert _municipalities(crowd, name) == set(told)


def test_tenders_are_the_same_as_plain_sql(crowd: World) -> None:
    told = crowd.con.execute(f"""{WHO}, numbers as (
            select unit, arg_max(count, published_date) as tenders
            from countable join received using (record) group by unit
        ) select municipality_number, year, sum(tenders), count(*) from who join numbers using (unit) group by all
    """).fetchall()
    assert _municipalities(crowd, "tenders-received") == set(told)


def _municipalities(world: World, name: str) -> set[tuple[str, int, int, int]]:
    return {
        (row["key"], row["year"], row["numerator"], row["denominator"])
        for row in world.figures
        if (row["level"], row["indicator"], row["route"]) == ("municipality", name, "all")
    }


def test_registry_modules_and_pages_name_the_same_indicators() -> None:
    package = Path(indicators.__file__).parent
    modules = {path.stem for path in package.glob("*.py")} - NOT_INDICATORS
    pages = {path.stem for path in DOCS.glob("*.md")} - {"README"}
    assert set(INDICATORS) == pages == {name.replace("_", "-") for name in modules}


@pytest.mark.parametrize("indicator", INDICATORS.values(), ids=INDICATORS)
def test_a_page_tells_all_that_a_reader_needs(indicator: Indicator) -> None:
    assert indicator.page == f"docs/indicators/{indicator.name}.md"
    headings = [
        line.removeprefix("## ") for line in (CLONE / indicator.page).read_text().splitlines() if line[:3] == "## "
    ]
    assert headings == HEADINGS
    assert f"({indicator.name}.md)" in (DOCS / "README.md").read_text()
