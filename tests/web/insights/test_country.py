"""The national page: every municipality of a year, as dots, in a table and in a file."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unittest.mock import Mock

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mulighetsrom.notices.reference.municipalities import Municipality
from mulighetsrom.web.insights.distribution import TALLEST, distribution
from mulighetsrom.web.insights.queries.country import Line, Wanted, chosen, spread
from mulighetsrom.web.insights.queries.figures import Figure
from tests.web.insights import told
from tests.web.insights.looking import show, text
from tests.web.insights.test_municipality import counted_queries

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from django.test import Client
    from lxml.html import HtmlElement
    from pytest_django import DjangoAssertNumQueries


pytestmark = pytest.mark.django_db  # the page tells of the dialogues held here, too


def page(client: Client, query: str = "") -> HtmlElement:
    answer = client.get(f"/nb/landet/{query}")
    assert answer.status_code == 200
    return lxml.html.document_fromstring(answer.content.decode())


def rows(html: HtmlElement) -> dict[str, list[str]]:
    """Return the table's cells by the municipality that heads each row."""
    lines = html.xpath("//section[@id='kommuner']//tbody/tr")
    return {line[0].findtext(".//a"): [text(cell) for cell in line[1:]] for line in lines}


def line(number: str, name: str, dialogues: int, competitions: int, *, complete: bool = True) -> Line:
    ratio = 100 * dialogues / competitions if competitions else None
    figure = Figure(2025, dialogues, competitions, ratio, 0.0 if competitions else None, ratio, complete)
    return Line(Municipality(number, name, name, (), None), "Fylket", figure, Figure(2025, complete=complete))


# --- what it tells --------------------------------------------------------------------------------------------------


def test_every_municipality_of_today_is_there_also_where_nothing_was_found(client: Client) -> None:
    html = page(client)
    assert "357 kommuner i 2025" in text(html)
    kautokeino = rows(page(client, "?navn=kautokeino"))["Kautokeino"]
    assert kautokeino == ["ingen funnet", "ingen funnet", "–ingen funnet"]
    assert "av 357 kommuner i 2025" in text(html)


def test_counts_lead_to_their_notices_and_say_what_came_through_a_cooperation(client: Client) -> None:
    html = page(client, "?navn=bærum&year=2023")
    links = [link.get("href") for link in html.xpath("//section[@id='kommuner']//tbody//a")]
    assert links == [
        "/nb/kommune/3201/?year=2023",
        "/nb/kommune/3201/kunngjoringer/?what=competition&year=2023",
        "/nb/kommune/3201/kunngjoringer/?what=dialogue&year=2023",
    ]
    assert rows(page(client, "?navn=flesberg"))["Flesberg"][1] == "22 gjennom samarbeid"


def test_few_competitions_and_incomplete_years_have_counts_and_no_ratio(client: Client) -> None:
    assert rows(page(client, "?navn=gauldal"))["Midtre Gauldal"][2] == "–for få"
    html = page(client, "?year=2026&navn=bærum")
    assert rows(html)["Bærum"] == ["60", "16"]
    assert not html.find_class("distribution")
    assert "2026 er ufullstendige" in text(html)


def test_of_a_sample_those_with_notices_stand_first_or_alone(
    client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = [
        told.notice("2024-1", "Dialogkonferanse om bro"),
        told.notice("2023-1", "Dialogkonferanse om skole", day="2023-02-01"),
    ]
    show(monkeypatch, told.version(tmp_path, *kept, told.notice("2023-2", "Dialogkonferanse om vei", day="2023-05-01")))
    html = page(client)
    assert "kommuner i 2023" in text(html), "the year with most notices"
    assert list(rows(html))[:3] == ["Asker", "Alstahaug", "Alta"]
    only = html.xpath("//a[contains(@href, 'funn=on')]")[0].get("href")
    assert list(rows(page(client, only.partition("#")[0]))) == ["Asker"]


def test_zero_is_none_found_and_never_a_share(client: Client) -> None:
    html = page(client, "?navn=asker")
    assert rows(html)["Asker"][1] == "ingen funnet"
    assert rows(html)["Asker"][2].startswith("ingen funnet0 til ")
    assert "%" not in text(html)


def test_sorting_by_ratio_says_that_it_is_no_ranking(client: Client) -> None:
    assert "ingen rangering" not in text(page(client))
    html = page(client, "?sorter=-ratio")
    assert "ingen rangering" in text(html)
    assert next(iter(rows(html))) == "Bærum"
    heads = {text(head): head for head in html.xpath("//section[@id='kommuner']//thead//th")}
    assert heads["Per 100 konkurranser"].get("aria-sort") == "descending"
    assert heads["Per 100 konkurranser"][0].get("href") == "?sorter=ratio#kommuner"


def test_the_form_keeps_what_was_asked_for_and_tells_what_it_did_not_understand(client: Client) -> None:
    html = page(client, "?fylke=32&minst=20&sorter=-dialogues&year=2024")
    form = html.find_class("narrow")[0]
    assert dict(form.form_values()) == {
        "year": "2024",
        "fylke": "32",
        "minst": "20",
        "sorter": "-dialogues",
    }
    assert set(rows(html)) == {"Bærum", "Asker", "Lillestrøm", "Nordre Follo"}
    odd = page(client, "?year=x&fylke=99&minst=mange&sorter=drop&navn=<script>&page=-4")
    assert "Oppgi et heltall." in text(odd)
    assert "Ingen kommune passer" in text(odd)


def test_the_pages_of_the_table_keep_the_choice(client: Client) -> None:
    html = page(client, "?sorter=name&page=2")
    assert len(rows(html)) == 50
    assert "?sorter=name&page=3" in [link.get("href") for link in html.xpath("//nav[@class='ds-pagination']//a")]


def test_the_dots_are_the_municipalities_with_a_ratio_and_do_not_stop_the_keyboard(client: Client) -> None:
    html = page(client)
    dots = html.xpath("//figure[@class='distribution']//a")
    assert {dot.get("tabindex") for dot in dots} == {"-1"}
    assert "/nb/kommune/3201/?year=2025" in [dot.get("href") for dot in dots]
    assert "/nb/kommune/5027/?year=2025" not in [dot.get("href") for dot in dots]
    assert f"Det er {len(dots)} av dem." in text(html.xpath("//figure[@class='distribution']/figcaption")[0])


def test_the_file_has_the_rows_of_the_page(client: Client) -> None:
    answer = client.get("/en/landet/kommuner.csv?fylke=32&minst=20&sorter=-dialogues&year=2024")
    given = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()  # type: ignore[attr-defined] # a file
    assert [row.split(",")[1].strip('"') for row in given[1:]] == ["Bærum", "Nordre Follo", "Lillestrøm", "Asker"]
    assert given[0].startswith('"municipality number"')
    assert "/en/kommune/3201/?year=2024" in given[1]


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["", "?navn=bærum", "?sorter=-ratio", "?year=2026"])
def test_however_many_rows_duckdb_is_asked_twice(
    client: Client, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: DjangoAssertNumQueries, query: str
) -> None:
    page(client)  # opens the dataset
    with counted_queries(monkeypatch) as asked, django_assert_num_queries(2):  # the dialogues held here
        page(client, query)
    assert len(asked) == 2


# --- sorting, and the picture ---------------------------------------------------------------------------------------

LINES = [line("1", "Ås", 5, 50), line("2", "Aure", 9, 10), line("3", "Bø", 0, 90), line("4", "Øyer", 5, 40)]


@pytest.mark.parametrize(
    ("order", "names"),
    [
        ("name", ["Aure", "Bø", "Øyer", "Ås"]),
        ("-name", ["Ås", "Øyer", "Bø", "Aure"]),
        ("-dialogues", ["Aure", "Ås", "Øyer", "Bø"]),
        ("ratio", ["Bø", "Ås", "Øyer", "Aure"]),
        ("-ratio", ["Øyer", "Ås", "Bø", "Aure"]),
    ],
)
def test_who_has_no_ratio_stands_last_either_way(order: str, names: list[str]) -> None:
    assert [one.municipality.name for one in chosen(LINES, Wanted(order=order))] == names


def test_a_name_is_found_without_norwegian_letters() -> None:
    assert [one.municipality.name for one in chosen(LINES, Wanted(name="oye"))] == ["Øyer"]


def test_the_spread_is_told_of_enough_municipalities_only() -> None:
    assert spread(LINES) is None
    many = [line(str(n), str(n), n, 100) for n in range(9)]
    spread_of = spread([*many, line("x", "x", 1, 5)])
    assert spread_of is not None
    found = (spread_of.municipalities, spread_of.without, spread_of.lower, spread_of.middle, spread_of.upper)
    assert found == (9, 1, 2.0, 4.0, 6.0)


def test_without_a_ratio_there_is_no_picture() -> None:
    assert distribution([line("1", "Ås", 5, 10)], Figure(2025)) is None


@given(st.lists(st.tuples(st.integers(0, 900), st.integers(20, 300)), min_size=1, max_size=400))
def test_every_dot_is_inside_the_picture_however_they_lie(counts: Iterable[tuple[int, int]]) -> None:
    lines = [line(str(n), str(n), dialogues, competitions) for n, (dialogues, competitions) in enumerate(counts)]
    drawn = distribution(lines, Figure(2025))
    assert drawn is not None
    assert len(drawn.dots) + len(drawn.without) == len(lines)
    assert all(drawn.start < dot.x < 100 for dot in drawn.dots)
    assert all(0 < dot.up < min(drawn.base, TALLEST) for dot in [*drawn.dots, *drawn.without])


def test_the_same_dots_lie_at_the_same_place_for_equal_ratios() -> None:
    drawn = distribution([line("1", "a", 5, 50), line("2", "b", 10, 100)], Mock(ratio=Mock(value=12.0)))
    assert drawn is not None
    assert len({dot.x for dot in drawn.dots}) == 1
    assert drawn.dots[0].x < (drawn.country_x or 0)
