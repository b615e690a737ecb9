"""Beside official figures: what is held here is counted apart, and each number is one click from its list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import lxml.html
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mulighetsrom.web.accounts.models import Organisation
from mulighetsrom.web.asking.models import Board
from mulighetsrom.web.dialogue.models import Dialogue
from tests.web import people, world
from tests.web.dialogue.test_answers import answered, public

if TYPE_CHECKING:
    from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]

PAGE, COUNTRY = "/nb/kommune/3201/", "/nb/landet/"
LIST = f"/nb/dialog/svar/{people.EKSEMPELVIK}/"
MOMENT = re.compile(r"'[0-9]{4}-[0-9]{2}-[0-9]{2}[^']*'")


@pytest.fixture(autouse=True)
def _a_municipality_with_notices(country: None) -> None:  # noqa: ARG001 - first come the samples
    Organisation.objects.filter(public_id=people.EKSEMPELVIK).update(municipality="3201")


def page(client: Client, address: str = PAGE) -> Any:
    answer = client.get(address)
    assert answer.status_code == 200
    return lxml.html.fromstring(answer.content.decode())


def numbers(client: Client, address: str = PAGE) -> dict[str, tuple[int, str]]:
    """Return what the section tells: a group's words, its number and where the number leads."""
    found = {}
    for one in page(client, address).xpath("//dl[@class='here']/div"):
        found[one.findtext("dt")] = (int(one.find("dd").text_content()), "".join(one.xpath("dd/a/@href")))
    return found


def around(client: Client, address: str) -> str:
    """Return everything on a page but the section about what is held here and the way to it."""
    told = page(client, address)
    for one in told.xpath("//section[@aria-labelledby='here-title']"):
        one.drop_tree()
    return re.sub(r"\s+", " ", told.find(".//main").text_content())


def test_each_number_leads_to_the_list_of_just_so_many(client: Client) -> None:
    answered("ANSWERED11")
    public("VNANSWERED", ended=90)
    told = numbers(client)
    assert told["Besvart"] == (1, f"{LIST}#besvart")
    assert told["Ubesvart"] == (1, f"{LIST}#ubesvart")
    lists = page(client, LIST)
    for count, url in told.values():
        if count:
            assert len(lists.xpath(f"//section[@id='{url.partition('#')[2]}']//li")) == count


def test_a_group_without_any_says_so_and_leads_nowhere(client: Client) -> None:
    assert numbers(client)["Ubesvart"] == (0, "")


def test_a_municipality_without_dialogues_and_one_that_is_not_here_have_no_such_section(client: Client) -> None:
    Organisation.objects.filter(public_id=people.EKSEMPELVIK).update(municipality="9901")
    assert numbers(client) == {}


@pytest.mark.parametrize("address", [PAGE, COUNTRY])
def test_no_figure_of_the_notices_moves_with_the_dialogues_that_are_held_here(client: Client, address: str) -> None:
    before = around(client, address)
    for number in range(3):
        answered(f"ANSWERED{number}1")
    notice = next(told for told in world.notices() if told["subtype"] == "4")
    row = Dialogue.objects.get(public_id="ANSWERED01")
    Dialogue.objects.filter(pk=row.pk).update(doffin_number=notice["doffin_id"], doffin_date="2026-10-06")
    assert around(client, address) == before


def test_a_dialogue_with_a_notice_is_told_to_be_among_the_notices_once(client: Client) -> None:
    answered("ANSWERED11")
    assert "kunngjort på Doffin" not in page(client).xpath("string(//section[@aria-labelledby='here-title'])")
    Dialogue.objects.filter(public_id="ANSWERED11").update(doffin_number="2026-100001", doffin_date="2026-10-06")
    told = page(client).xpath("string(//section[@aria-labelledby='here-title'])")
    assert "1 av dem er kunngjort på Doffin" in told
    assert page(client).xpath("count(//section[@aria-labelledby='here-title'])") == 1


def test_the_country_leads_to_the_open_ones_and_to_all(client: Client) -> None:
    before = numbers(client, COUNTRY)
    answered("ANSWERED11")
    public("0PENED1111", ended=-20)
    after = numbers(client, COUNTRY)
    assert after["Åpen"] == (before["Åpen"][0] + 1, "/nb/dialog/")
    assert after["I alt, per oppdragsgiver"] == (before["I alt, per oppdragsgiver"][0] + 2, "/nb/dialog/svar/")


@pytest.mark.parametrize("address", [PAGE, COUNTRY])
def test_a_thousand_hidden_drafts_change_neither_a_question_nor_a_number(client: Client, address: str) -> None:
    def seen() -> tuple[list[str], str]:
        with CaptureQueriesContext(connection) as queries:
            told = client.get(address).content.decode()
        return [MOMENT.sub("now", one["sql"]) for one in queries], told

    seen()
    before = seen()
    owner, person = people.organisation(), people.person("adviser")
    ids = [f"H1DDEN{number:04}" for number in range(1000)]
    boards = Board.objects.bulk_create([Board(public_id=one, kind=Dialogue.BOARD, owner=owner) for one in ids])
    Dialogue.objects.bulk_create(
        [
            Dialogue(
                public_id=board.public_id, board=board, owner=owner, answers_for=owner, responsible=person,
                created_by=person, draft={"title": "Hemmelig"},
            )
            for board in boards
        ]
    )  # fmt: skip
    assert seen() == before


def test_a_municipality_with_many_asks_as_often_as_one_with_one(client: Client) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            page(client)
        return len(queries)

    asked()
    with_few = asked()
    for number in range(5):
        answered(f"ANSWERED{number}1")
    assert asked() == with_few
