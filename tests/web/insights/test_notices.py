"""Every number opens to the notices it counts: exactly those, with the words that decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from mulighetsrom.web.insights import dataset, words
from mulighetsrom.web.insights.queries import marks, notices
from tests.web.insights import told
from tests.web.insights.looking import asked, page, show, text

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client


INVITES = "description:nb:Vi planlegger noe nytt. Leverandører inviteres til dialogkonferanse 14. mai 2024 på rådhuset."
FLESBERG = "3334"


# --- as many as the number says -----------------------------------------------------------------------------------


def test_each_list_is_as_long_as_the_number_it_stands_behind() -> None:
    version = dataset.current()
    assert version
    tallied: dict[tuple[str, str], Any] = {}
    figures = version.rows("SELECT * FROM figures WHERE level <> 'buyer'")
    assert len(figures) > 500
    for figure in figures:
        place = figure["level"], figure["key"]
        rows = tallied.setdefault(place, notices.tallies(version, notices.Selection(*place)))
        above, below = notices.BEHIND[figure["indicator"]]
        if figure["indicator"] == "tenders-received":
            above, below = "tenders sum", "tenders results"
        counted = {"year": figure["year"], "route": figure["route"]}
        assert notices.total(rows, above, **counted) == figure["numerator"], figure
        assert notices.total(rows, below, **counted) == figure["denominator"], figure


@pytest.mark.parametrize("what", notices.WHAT)
@pytest.mark.parametrize("route", notices.ROUTES)
def test_the_rows_are_as_many_as_were_counted(what: str, route: str) -> None:
    version = dataset.current()
    assert version
    for level, key in (("municipality", "3201"), ("county", "33"), ("country", "NO")):
        chosen = notices.Selection(level, key, what, 2023, route)
        count = notices.total(notices.tallies(version, chosen), what, year=2023, route=route)
        listed = notices.Rows(version, chosen, 10_000)[:]
        assert len(listed) == count
        assert listed == sorted(listed, key=lambda one: one.day, reverse=True)


def test_every_indicator_has_a_list_behind_it() -> None:
    version = dataset.current()
    assert version
    named = {row["indicator"] for row in version.rows("SELECT DISTINCT indicator FROM figures")}
    assert named == set(notices.BEHIND)
    assert {what for pair in notices.BEHIND.values() for what in pair} <= set(notices.WHAT) == set(words.WHAT)


# --- the page -----------------------------------------------------------------------------------------------------


def test_the_list_says_what_it_holds_and_marks_the_words(
    client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    show(monkeypatch, told.version(tmp_path, told.notice("2024-000001", "Ny avtale", INVITES)))
    html = page(client, "/en/kommune/3203/kunngjoringer/?what=dialogue&year=2024")
    assert text(html.find(".//h1")) == "Invitations to market dialogue"
    assert text(html.find(".//p[@class='kicker']")) == "Asker, 2024"
    [one] = html.findall(".//ol[@class='notices']/li")
    assert text(one.find(".//h2")) == "Ny avtale"
    assert one.find(".//h2/a").get("href") == "/en/kunngjoring/2024-000001/"
    assert [mark.text for mark in one.iterfind(".//mark")] == ["dialogkonferanse"]
    assert one.find(".//p[@lang]").get("lang") == "nb"
    assert "1 March 2024" in text(one)
    assert "Event 14 May 2024" in text(one)
    assert "Dialogue conference" in text(one)


def test_words_found_in_the_title_are_marked_there(
    client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    show(monkeypatch, told.version(tmp_path, told.notice("2024-000001", "Dialogkonferanse <b>om</b> barnehage")))
    html = page(client, "/nb/kommune/3203/kunngjoringer/")
    assert [mark.text for mark in html.iterfind(".//h2//mark")] == ["Dialogkonferanse"]
    assert html.find(".//h2//b") is None


def test_what_was_not_found_is_not_said_to_be_absent(client: Client) -> None:
    html = page(client, "/nb/kommune/5612/kunngjoringer/?what=dialogue")
    assert "Ingen funnet på Doffin" in text(html)
    assert "(0)" not in text(html)
    assert html.find(".//ol[@class='notices']") is None


@pytest.mark.parametrize(
    "query",
    [
        "what=secrets",
        "route=side",
        "year=24",
        "year=0000",
        "year=1999",
        "year=20223",
        "year=२०२४",
        "page=99",
        "page=x",
        "page=0",
        "kind=party",
        "area=x",
    ],
)
def test_what_cannot_be_listed_is_not_found(client: Client, query: str) -> None:
    assert client.get(f"/nb/kommune/3201/kunngjoringer/?{query}").status_code == 404


def test_an_earlier_number_leads_to_the_same_list_of_today(client: Client) -> None:
    answer = client.get("/nb/kommune/0219/kunngjoringer/?what=competition&year=2024")
    moved = "/nb/kommune/3201/kunngjoringer/?what=competition&year=2024"
    assert (answer.status_code, answer.headers["Location"]) == (301, moved)


def test_the_filters_tell_how_many_they_lead_to(client: Client) -> None:
    html = page(client, "/en/kommune/3201/kunngjoringer/?what=dialogue&year=2024")
    links = {text(link): link.get("href") for link in html.iterfind(".//nav[@class='choice']//a")}
    followed = page(client, links["2023 (10)"])
    assert len(followed.findall(".//ol[@class='notices']/li")) == 10
    assert [text(one) for one in html.iterfind(".//nav[@class='choice']//a[@aria-current]")] == [
        "2024 (12)",
        "Invitations to market dialogue (12)",
    ]


def test_without_a_question_the_list_has_everything(client: Client) -> None:
    assert text(page(client, "/en/kommune/3203/kunngjoringer/").find(".//h1")) == "Everything announced"


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/en/kommune/3201/", "/en/fylke/32/"])
def test_a_kind_or_a_focus_area_opens_to_its_own_notices_and_out_again(client: Client, address: str) -> None:
    bars = page(client, address).xpath("//dl[@class='bars']/div")
    assert len(bars) > 3
    for bar in bars:
        html = page(client, bar.find(".//a").get("href"))
        assert text(html.find_class("listed")[0]).split()[0] == text(bar.find(".//dd"))
        [kept, freed] = html.xpath("//nav[@class='choice'][last()]//a")[::-1]
        assert (text(kept), text(freed)) == (text(bar.find(".//a")), "All")
        assert freed.get("href").endswith("?what=dialogue")


def test_a_long_list_comes_in_pages(client: Client) -> None:
    seen = [
        link.get("href")
        for number in (1, 2)
        for link in page(client, f"/nb/kommune/3201/kunngjoringer/?what=competition&year=2024&page={number}").iterfind(
            ".//ol[@class='notices']//h2/a"
        )
    ]
    assert len(seen) == len(set(seen)) == 60


def test_a_cooperations_notices_say_whose_they_are(client: Client) -> None:
    html = page(client, f"/en/kommune/{FLESBERG}/kunngjoringer/?what=competition&year=2024&route=cooperation")
    assert "Through a purchasing cooperation" in text(html.find(".//ol[@class='notices']/li"))


@pytest.mark.parametrize("how_many", [1, 3])
def test_a_list_asks_the_dataset_the_same_few_times(
    client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how_many: int
) -> None:
    kept = [told.notice(f"2024-{n:06}", f"Ny avtale om noe nummer {n}", INVITES) for n in range(1, how_many + 1)]
    version = show(monkeypatch, told.version(tmp_path, *kept))
    questions = asked(monkeypatch, version)
    html = page(client, "/nb/kommune/3203/kunngjoringer/")
    assert len(html.findall(".//ol[@class='notices']/li")) == how_many
    assert len(questions) == 3


# --- marking ------------------------------------------------------------------------------------------------------


def evidence(words: str, start: int) -> marks.Evidence:
    return marks.Evidence("description", "", "nb", start, start + len(words), words)


def test_marks_cut_the_text_and_lose_nothing() -> None:
    told_text = "En dialog og en konferanse til."
    spans = marks.spans(told_text, [evidence("konferanse", 16), evidence("dialog", 3), evidence("alog", 5)])
    cut = marks.pieces(told_text, spans)
    assert "".join(piece.text for piece in cut) == told_text
    assert [piece.text for piece in cut if piece.marked] == ["dialog", "konferanse"]


def test_words_that_do_not_stand_there_are_not_marked() -> None:
    assert marks.spans("En annen tekst", [evidence("dialog", 3), evidence("dialog", 300)]) == []


def test_an_excerpt_is_cut_between_words_around_the_first_mark() -> None:
    long = "ord " * 100 + "dialog " + "mer " * 100
    cut = marks.excerpt(long, marks.spans(long, [evidence("dialog", 400)]))
    shown = "".join(piece.text for piece in cut)
    assert len(shown) < 2 * marks.REACH + 20
    assert shown.startswith("… ord ")
    assert shown.endswith("mer …")
    assert [piece.text for piece in cut if piece.marked] == ["dialog"]


def test_an_excerpt_of_one_endless_word_still_ends() -> None:
    long = "x" * 5000 + "dialog" + "y" * 5000
    cut = marks.excerpt(long, [(5000, 5006)])
    assert sum(len(piece.text) for piece in cut) < 2 * marks.REACH + 20
