"""Dialogues in the search, on the pages of needs and organisations, and on the desk: what is public, and one's own."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from mulighetsrom.web.asking.models import Board
from mulighetsrom.web.common import kernel, registry
from mulighetsrom.web.dialogue import desk, fields
from mulighetsrom.web.dialogue import index as index_here
from mulighetsrom.web.dialogue.actions import invitation as actions
from mulighetsrom.web.dialogue.actions import stopping
from mulighetsrom.web.dialogue.models import About, Comment, Declaration, Dialogue, Member, Part
from mulighetsrom.web.dialogue.queries import dialogues
from mulighetsrom.web.drafting import actions as drafting
from mulighetsrom.web.drafting import queries as texts
from mulighetsrom.web.needs import index
from mulighetsrom.web.needs.models import Document, Need, Version
from mulighetsrom.web.needs.queries.search import Query, find
from tests.web import dialogue_samples as samples
from tests.web import needs_samples, people

if TYPE_CHECKING:
    from django.test import Client

    from mulighetsrom.web.common.actor import Actor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]

ORGANISATION, PLAN = f"/nb/virksomhet/{people.EKSEMPELVIK}/", f"/nb/plan/{people.EKSEMPELVIK}/"
NEED = f"/nb/behov/{needs_samples.PUBLISHED}/"
ADDRESS = f"/nb/dialog/{samples.OPEN}/"
MOMENT = re.compile(r"'[0-9]{4}-[0-9]{2}-[0-9]{2}[^']*'")


def found(text: str = "", **more: str) -> list[str]:
    return [hit.document.thing for hit in find(Query(text=text, **more)).hits if not hit.partly]


def put(row: Dialogue) -> None:
    with transaction.atomic():
        index_here.put(row)


def moved(**to: Any) -> Dialogue:
    row = Dialogue.objects.get(public_id=samples.OPEN)
    Dialogue.objects.filter(pk=row.pk).update(**to)
    put(row)
    return row


# --- the search ---------------------------------------------------------------------------------------------------


def test_a_dialogue_is_found_from_the_moment_it_is_published() -> None:
    draft = Dialogue.objects.get(public_id=samples.DRAFT)
    put(draft)
    assert found("badevakten") == []
    drafting.ask_for_approval(row=draft, by=people.actor("adviser"))
    asked = texts.newest_round(draft)
    assert asked
    drafting.approve(row=draft, round_=asked, by=people.actor("approver"))
    assert found("badevakten") == []
    actions.publish(dialogue=draft, by=people.actor("adviser"))
    assert found("badevakten") == [samples.DRAFT]


def test_it_is_found_by_its_questions_its_parts_and_what_its_need_is_about() -> None:
    Part.objects.filter(public_id=samples.CONFERENCE).update(title="Omvisning på sykehjemmet")
    need = Version.objects.filter(need__public_id=needs_samples.PUBLISHED).latest("number")
    need.content |= {"cpv": ["85144000"], "focus_areas": ["care"]}
    Version.objects.filter(pk=need.pk).update(content=need.content)
    moved()
    assert samples.OPEN in found("utrykninger")
    assert samples.OPEN in found("omvisning")
    for narrowed in ({}, {"area": "care"}, {"cpv": "85144"}, {"stage": "open"}):
        assert samples.OPEN in found(kind="dialogue", **narrowed)
        assert samples.DRAFT not in found(kind="dialogue", **narrowed)


def test_a_later_text_in_work_a_link_to_the_stream_and_a_speaker_are_not_searched() -> None:
    Part.objects.filter(public_id=samples.CONFERENCE).update(
        stream="https://hemmeligmote.example/",
        programme=[{"at": "09:00", "what": "Velkommen", "who": "Kari Nordkvinne"}],
    )
    moved(draft=samples.content("Utkastord"))
    document = Document.objects.get(thing=samples.OPEN)
    said = f"{document.title} {document.body}"
    assert "Velkommen" in said
    for hidden in ("Utkastord", "hemmeligmote", "Nordkvinne", "innkjop@"):
        assert hidden not in said


def test_an_area_that_only_a_hidden_need_has_leads_nowhere() -> None:
    row = moved()
    row.needs.set([Need.objects.get(public_id=needs_samples.DRAFT)])
    put(row)
    document = Document.objects.get(thing=samples.OPEN)
    assert (document.areas, document.cpv) == ([], [])


@pytest.mark.parametrize("stage", ["stopped", "closed", "cancelled"])
def test_what_is_over_stays_found_with_its_stage_and_no_deadline(client: Client, stage: str) -> None:
    moved(stage=stage)
    assert found(stage=stage) == [samples.OPEN]
    told = client.get(f"/nb/behov/?slag=dialogue&status={stage}").content.decode()
    assert ADDRESS in told
    assert "Svar innen" not in told
    assert str(Dialogue.Stage(stage).label) in told


def test_a_stop_is_in_the_search_at_once() -> None:
    open_ = Dialogue.objects.get(public_id=samples.OPEN)
    stopping.stop(dialogue=open_, announced=date(2026, 11, 20), link="", opening="", by=people.actor("adviser"))
    assert found(kind="dialogue", stage="stopped") == [samples.OPEN]


def test_a_hit_tells_the_next_deadline_only(client: Client) -> None:
    told = client.get("/nb/behov/?slag=dialogue").content.decode()
    assert "Meld deg på innen" in told
    assert "Svar innen" not in told
    Part.objects.filter(public_id=samples.CONFERENCE).update(state="cancelled", cancelled_reason="Ingen meldte seg.")
    assert "Be om et møte innen" not in client.get("/nb/behov/?slag=need").content.decode()
    assert "Meld deg på innen" not in client.get("/nb/behov/?slag=dialogue").content.decode()


def test_a_rebuild_keeps_what_is_public_and_the_list_names_what_there_is() -> None:
    index.rebuild()
    assert set(Document.objects.filter(kind="dialogue").values_list("thing", flat=True)) == set(
        dialogues.public().values_list("public_id", flat=True)
    )
    assert set(index_here.PUBLIC["dialogue.Version.content"]) <= set(fields.INVITATION.fields)
    for name in index_here.PUBLIC["dialogue.Part"]:
        Part._meta.get_field(name.partition(".")[0])


def test_the_search_asks_as_often_with_many_dialogues_as_with_one(client: Client) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get("/nb/behov/?slag=dialogue")
        return len(queries)

    with_one = asked()
    for number in range(3):
        row = samples.dialogue(f"D1A1000{number:03}", stage="open", text="published")
        samples.part(row, "input")
        samples.published(row)
        put(row)
    assert len(found(kind="dialogue")) > 3
    assert asked() == with_one


def test_public_lists_ask_and_answer_the_same_whatever_hidden_drafts_there_are(client: Client) -> None:
    def seen(address: str) -> tuple[list[str], str]:
        with CaptureQueriesContext(connection) as queries:
            page = client.get(address).content.decode()
        return [MOMENT.sub("now", one["sql"]) for one in queries], page

    addresses = ("/nb/dialog/", "/nb/behov/?slag=dialogue", NEED, PLAN, ORGANISATION)
    before = [seen(address) for address in addresses]
    draft = Dialogue.objects.get(public_id=samples.DRAFT)
    named = {one.name: getattr(draft, one.name) for one in Dialogue._meta.concrete_fields if one.name != "id"}
    ids = [f"H1DDEN{number:04}" for number in range(1000)]
    boards = Board.objects.bulk_create([Board(public_id=one, kind=Dialogue.BOARD, owner=draft.owner) for one in ids])
    hidden = [Dialogue(**named | {"public_id": board.public_id, "board": board}) for board in boards]
    made = Dialogue.objects.bulk_create(hidden)
    About.objects.bulk_create([About(dialogue=one, need=draft.needs.get()) for one in made])
    assert [seen(address) for address in addresses] == before


# --- the pages of others ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", [NEED, PLAN, ORGANISATION])
def test_a_need_a_plan_and_an_organisation_lead_to_open_dialogues_and_their_deadline(
    client: Client, address: str
) -> None:
    told = client.get(address).content.decode()
    assert ADDRESS in told
    assert "Meld deg på innen" in told
    assert samples.DRAFT not in told


def test_a_plan_shows_what_can_be_joined_and_the_organisation_what_is_over_too(client: Client) -> None:
    moved(stage="closed")
    assert ADDRESS not in client.get(PLAN).content.decode()
    assert ADDRESS in client.get(ORGANISATION).content.decode()
    assert ADDRESS in client.get(NEED).content.decode()


def test_an_organisation_that_stands_behind_a_dialogue_shows_it_once_it_has_consented(client: Client) -> None:
    adviser, approver = people.person("adviser"), people.person("approver")
    member = Member.objects.create(
        dialogue=Dialogue.objects.get(public_id=samples.OPEN),
        organisation=people.organisation(people.LIKSOMNES),
        asked_by=adviser,
    )
    theirs = f"/nb/virksomhet/{people.LIKSOMNES}/"
    assert ADDRESS not in client.get(theirs).content.decode()
    Member.objects.filter(pk=member.pk).update(
        state="consented", answered_by=approver, answered_by_name=approver.name, answered_at=samples.PUBLISHED_AT
    )
    assert ADDRESS in client.get(theirs).content.decode()


def test_only_its_own_writers_are_led_from_a_need_to_an_invitation(client: Client) -> None:
    way = f"/nb/dialog/skriv/?behov={needs_samples.PUBLISHED}"
    for who, led in (("visitor", False), ("stranger", False), ("reader", False), ("adviser", True)):
        if who != "visitor":
            people.log_in(client, who)
        assert (way in client.get(NEED).content.decode()) is led, who


@pytest.mark.parametrize("address", [NEED, PLAN, ORGANISATION])
def test_such_a_page_asks_as_often_with_many_dialogues_as_with_one(client: Client, address: str) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    asked()
    with_one = asked()
    for number in range(7):
        samples.part(samples.dialogue(f"D1A1000{number:03}", stage="open"), "input")
    assert asked() == with_one


def test_more_than_fit_are_one_click_away(client: Client) -> None:
    for number in range(7):
        samples.part(samples.dialogue(f"D1A1000{number:03}", stage="open"), "input")
    told = client.get(ORGANISATION).content.decode()
    assert f"/nb/behov/?slag=dialogue&amp;eier={people.EKSEMPELVIK}" in told


# --- the desk -----------------------------------------------------------------------------------------------------


def waits(who: str, title: str = samples.SECRET) -> list[tuple[str, bool]]:
    with override("en"):
        return [(task.kind, task.waits_for_others) for task in desk.waits(people.actor(who)) if task.title == title]


def test_who_answers_for_an_invitation_finds_it_with_its_comments() -> None:
    assert waits("adviser") == [("Invitation in work", False)]
    assert waits("reader") == waits("stranger") == waits("supplier") == []
    Comment.objects.create(
        dialogue=Dialogue.objects.get(public_id=samples.DRAFT), field="title", text="Kortere?",
        author=people.person("reader"), author_name="Leser", organisation=people.organisation(people.EKSEMPELVIK),
    )  # fmt: skip
    assert waits("adviser") == [("Invitation in work", False), ("Comments from colleagues", False)]


def test_an_invitation_goes_from_desk_to_desk_until_it_is_published() -> None:
    draft, adviser = Dialogue.objects.get(public_id=samples.DRAFT), people.actor("adviser")
    drafting.ask_for_approval(row=draft, by=adviser)
    assert waits("adviser") == [("Invitation waiting for approval", True)]
    assert waits("approver") == [("Approval of an invitation", False)]
    asked = texts.newest_round(draft)
    assert asked
    drafting.return_(row=draft, round_=asked, note="Skriv hvem som leser.", by=people.actor("approver"))
    assert waits("adviser") == [("Invitation returned to you", False)]
    drafting.ask_for_approval(row=draft, by=adviser)
    again = texts.newest_round(draft)
    assert again
    drafting.approve(row=draft, round_=again, by=people.actor("approver"))
    assert ("Approved invitation, to be published", False) in waits("adviser")


def test_whoever_is_out_of_a_case_has_nothing_of_it_on_their_desk() -> None:
    draft, adviser = Dialogue.objects.get(public_id=samples.DRAFT), people.person("adviser")
    Declaration.objects.create(dialogue=draft, person=adviser, interest=Declaration.Interest.SOME, text="Min bror.")
    assert waits("adviser") == []


def test_another_organisation_is_asked_on_its_desk() -> None:
    draft = Dialogue.objects.get(public_id=samples.DRAFT)
    drafting.ask_member(row=draft, organisation=people.organisation(people.LIKSOMNES), by=people.actor("adviser"))
    assert ("Asked to stand behind the dialogue", True) in waits("adviser")
    assert waits("stranger") == [("Stand behind another's dialogue", False)]


def test_the_next_deadline_of_an_own_dialogue_lies_on_the_desk_until_it_has_passed() -> None:
    title = samples.content()["title"]
    [task] = [task for task in desk.waits(people.actor("adviser")) if task.title == title]
    assert task.due == Part.objects.get(public_id=samples.CONFERENCE).deadline_at.date()  # type: ignore[union-attr]
    assert task.url == f"{ADDRESS}arbeid/"
    Part.objects.filter(dialogue__public_id=samples.OPEN).update(deadline_at=samples.PUBLISHED_AT.replace(year=2020))
    assert waits("adviser", title) == []


@pytest.mark.parametrize("who", ["adviser", "approver", "owner"])
def test_the_desk_asks_as_often_for_many_dialogues_as_for_one(who: str) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            list(desk.waits(people.actor(who)))
        return len(queries)

    with_one = asked()
    for number in range(10):
        samples.part(samples.dialogue(f"D1A1000{number:03}", stage="open", title=f"Nummer {number}"), "input")
        samples.dialogue(f"DRAFT00{number:03}", title=f"Utkast {number}")
    assert asked() == with_one


def test_who_leaves_hands_over_their_dialogues_and_nobody_elses() -> None:
    leaving, to = people.person("adviser"), people.person("need_owner")
    theirs = dict(desk.OPEN_WORK.found(leaving.public_id, people.EKSEMPELVIK))
    assert {samples.SECRET, samples.content()["title"]} <= set(theirs)

    @kernel.action
    def leave(*, by: Actor) -> None:
        desk.OPEN_WORK.move(leaving.public_id, people.EKSEMPELVIK, to.public_id, by)

    leave(by=people.actor("owner"))
    assert not list(desk.OPEN_WORK.found(leaving.public_id, people.EKSEMPELVIK))
    assert Dialogue.objects.get(public_id=samples.DRAFT).responsible == to
    assert Dialogue.objects.get(public_id=samples.THEIRS).responsible == people.person("stranger")
    assert desk.OPEN_WORK in registry.open_work
