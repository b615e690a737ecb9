"""A notice's page: what it says, what the rule found in it and why, and the figures it is part of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mulighetsrom.installation.config import CLONE
from mulighetsrom.notices import schema
from mulighetsrom.notices.dialogue.words import KINDS
from mulighetsrom.notices.eforms.codes import FORM_TYPES
from mulighetsrom.notices.store import Dataset
from mulighetsrom.web.insights import words
from mulighetsrom.web.insights.queries import marks
from tests.web.insights import told
from tests.web.insights.looking import asked, page, show, text
from tests.web.page import LANGUAGES

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client

UUID = "11111111-2222-4333-8444-555555555555"
HOSTILE = "<script>alert(1)</script> & \"'</mark><img src=x onerror=alert(1)> {{ 7 }} {% now %}"
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """One of each thing that a notice can be."""
    return told.version(
        tmp_path_factory.mktemp("odd"),
        told.notice(
            "2024-000001",
            f"Dialogkonferanse {HOSTILE}",
            f"description:nb:Velkommen. {HOSTILE}\n\nMeld deg på til ‹@› eller ‹tel›. Kontaktperson: ‹N.N.›.",
            "description:en:We invite suppliers.",
            f"description/LOT-0001:nb:Delkontrakt {HOSTILE}",
            buyers=["Asker kommune", "Bærum kommune"],
            uuid=UUID,
            version="02",
            ted_number="12345-2024",
        ),
        told.notice("2024-000001", "Dialogkonferanse", uuid=UUID, version="01", subtype="5"),
        told.notice("2024-000002", "Ny dato for dialogkonferansen", changes="2024-000001", day="2024-03-12"),
        told.notice("2024-000003", "Kontormøbler", subtype="16", form_type="competition"),
        told.notice("2024-000004", "Prøve", subtype="16", form_type="competition", test=True),
        told.notice("2024-000005", "Markedsdialog om asfalt", day=None),
        told.notice("2024-000006", "Markedsdialog", buyers=["Ville de Paris"], country="FRA", source="ted"),
        told.notice("2024-000007", None, buyers=[], subtype="77", form_type=None),
    )


@pytest.fixture(autouse=True)
def shown(odd: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    show(monkeypatch, odd)


def section(html: Any, name: str) -> str:
    [found] = html.xpath(f"//section[@aria-labelledby='{name}']")
    return text(found)


# --- what it says -------------------------------------------------------------------------------------------------


def test_a_notice_tells_who_when_what_and_why(client: Client) -> None:
    html = page(client, "/en/kunngjoring/2024-000001/")
    facts = text(html.find(".//dl[@class='particulars']"))
    assert "Buyer Asker kommuneBærum kommune" in facts
    assert "Announced on 1 March 2024" in facts
    assert "Type Advisory notice" in facts
    assert section(html, "finding").startswith("The rule finds an invitation to market dialogue")
    assert [mark.text for mark in html.iterfind(".//mark")] == ["Dialogkonferanse"]


def test_each_text_is_in_its_own_language_and_not_translated(client: Client) -> None:
    html = page(client, "/nn/kunngjoring/2024-000001/")
    texts = {one.get("lang"): one.get("translate") for one in html.iterfind(".//p[@class='words']")}
    assert texts == {"nb": "no", "en": "no"}


def test_hostile_texts_stay_text(client: Client) -> None:
    html = page(client, "/nb/kunngjoring/2024-000001/")
    assert text(html.find(".//h1")) == f"Dialogkonferanse {HOSTILE}"
    assert html.xpath("//main//script | //main//img") == []
    assert sum(HOSTILE in text(one) for one in html.iterfind(".//p[@class='words']")) == 3


@given(st.text(min_size=1, max_size=60), st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_text_comes_through_whole_and_marked_where_it_should_be(words: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    found = marks.Evidence("title", "", "nb", start, end, words[start:end])
    cut = marks.pieces(words, marks.spans(words, [found]))
    assert "".join(piece.text for piece in cut) == words
    assert [piece.text for piece in cut if piece.marked] == [words[start:end]]


def test_what_was_masked_is_explained(client: Client) -> None:
    assert "stands for an e-mail address" in text(page(client, "/en/kunngjoring/2024-000001/"))
    assert "stands for an e-mail address" not in text(page(client, "/en/kunngjoring/2024-000003/"))


def test_the_notice_itself_is_one_click_away(client: Client) -> None:
    links = [link.get("href") for link in page(client, "/nb/kunngjoring/2024-000001/").iterfind(".//aside//a")]
    assert "https://www.doffin.no/notices/2024-000001" in links
    assert "https://ted.europa.eu/en/notice/-/detail/12345-2024" in links


def test_a_notice_without_title_buyer_or_known_form_still_has_a_page(client: Client) -> None:
    html = page(client, "/en/kunngjoring/2024-000007/")
    assert text(html.find(".//h1")) == "Notice without a title"
    assert "Type Other notice" in text(html.find(".//dl[@class='particulars']"))


# --- its names ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [UUID, UUID.upper(), f"{UUID}-02", f"{UUID}-01", "12345-2024"])
def test_every_name_leads_for_good_to_the_one_address(client: Client, name: str) -> None:
    answer = client.get(f"/nb/kunngjoring/{name}/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/nb/kunngjoring/2024-000001/")
    answer = client.get(f"/nb/kunngjoring/{name}/meld-feil/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/nb/kunngjoring/2024-000001/meld-feil/")


@pytest.mark.parametrize(("language", "said"), [("nb", "er fjernet"), ("nn", "er fjerna"), ("en", "has been removed")])
def test_a_removed_notice_says_so_by_any_of_its_names(
    *, client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, said: str
) -> None:
    told.version(tmp_path, told.notice("2024-000001", "Navn Navnesen", uuid=UUID), told.notice("2024-000002", "B"))
    dataset = Dataset(tmp_path / "dataset", reading=told.READING)
    dataset.remove("2024-000001", reason="Navn Navnesen ba om det", by="Drift")
    show(monkeypatch, dataset.version())
    for address in ("2024-000001", UUID, "2024-000001/meld-feil"):
        html = page(client, f"/{language}/kunngjoring/{address}/", status=410)
        assert said in text(html.find(".//h1"))
        assert "Navnesen" not in text(html)


# --- what it counts as --------------------------------------------------------------------------------------------


def test_it_leads_to_the_lists_that_it_stands_in(client: Client) -> None:
    html = page(client, "/nb/kunngjoring/2024-000001/")
    lists = [
        link.get("href") for link in html.iterfind(".//ul[@class='counted']//a") if "kunngjoringer" in link.get("href")
    ]
    assert len(lists) == 8
    for address in lists:
        listed = page(client, address).iterfind(".//ol[@class='notices']//h2/a")
        assert "/nb/kunngjoring/2024-000001/" in [link.get("href") for link in listed], address


@pytest.mark.parametrize(
    ("notice", "said"),
    [
        ("2024-000002", "This is a correction or a repeat"),
        ("2024-000004", "This is a test"),
        ("2024-000005", "no date that can be believed"),
        ("2024-000006", "no Norwegian buyer"),
    ],
)
def test_it_says_why_it_is_not_counted(client: Client, notice: str, said: str) -> None:
    assert said in section(page(client, f"/en/kunngjoring/{notice}/"), "figures")


def test_versions_and_corrections_are_told(client: Client) -> None:
    html = page(client, "/en/kunngjoring/2024-000001/")
    assert "1 March 2024: Version 01 of this notice (Doffin)" in section(html, "members")
    assert "12 March 2024: Advisory notice (Doffin)" in section(html, "members")
    assert "2024-000001" in page(client, "/en/kunngjoring/2024-000002/").xpath("//section//a/@href")[-2]


@pytest.mark.parametrize("notice", ["2024-000001", "2024-000003"])
def test_a_notice_asks_the_dataset_the_same_few_times(
    *, client: Client, odd: Any, monkeypatch: pytest.MonkeyPatch, notice: str, django_assert_num_queries: Any
) -> None:
    questions = asked(monkeypatch, odd)
    with django_assert_num_queries(2):  # the reports of errors, and the dialogue it announces here
        page(client, f"/nb/kunngjoring/{notice}/")
    assert len(questions) == 6


# --- words for codes ----------------------------------------------------------------------------------------------


def test_every_code_has_words() -> None:
    steps = (CLONE / "docs" / "dialogue-detection.md").read_text()
    fields = schema.TEXTS.columns["field"][1]
    assert set(FORM_TYPES) <= set(words.SUBTYPES)
    assert set(FORM_TYPES.values()) <= set(words.FORM_TYPES)
    assert set(re.findall(r"(?:no|\*\*yes\*\*): `([\w-]+)`", steps)) == set(words.RULES)
    assert {*KINDS, "other"} == set(words.KINDS)
    assert {one.strip() for one in fields.split(",")} == set(words.FIELDS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("codes", ["SUBTYPES", "FORM_TYPES", "FIELDS", "RULES", "KINDS", "NOT_COUNTED", "ROUTES"])
def test_every_code_has_words_in_every_language(language: str, codes: str) -> None:
    with override(language):
        said = {code: str(given) for code, given in getattr(words, codes).items()}
    with override("en"):
        english = {code: str(given) for code, given in getattr(words, codes).items()}
    assert all(said.values())
    same = {code for code in said if said[code] == english[code]}
    assert language == "en" or len(same) <= 3, same  # Administrative words such as «Status» are alike


def test_a_language_is_named_in_the_readers_own() -> None:
    with override("nb"):
        assert (words.language("de"), words.language("nn"), words.language("xx")) == ("tysk", "norsk nynorsk", "xx")
