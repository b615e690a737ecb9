"""Dialogues for those who follow: who hears of what, and what feeds and calendars hold of them."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar

from mulighetsrom.web.common import outbox
from mulighetsrom.web.common.mail import Receiver
from mulighetsrom.web.common.models import Mail
from mulighetsrom.web.dialogue import index as index_here
from mulighetsrom.web.dialogue.actions import closing
from mulighetsrom.web.dialogue.actions import invitation as actions
from mulighetsrom.web.dialogue.letters import audience
from mulighetsrom.web.dialogue.models import Announcement, Dialogue, Member, Part, Version
from mulighetsrom.web.drafting import actions as drafting
from mulighetsrom.web.following import news, tasks, words
from mulighetsrom.web.following.actions import telling
from mulighetsrom.web.following.models import Follow, Item
from mulighetsrom.web.following.queries import searches
from mulighetsrom.web.following.queries.things import thing, things
from mulighetsrom.web.needs.models import Need
from mulighetsrom.web.needs.models import Version as NeedVersion
from tests.web import dialogue_samples as dialogues
from tests.web import following_samples as samples
from tests.web import needs_samples as needs
from tests.web import people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]

TITLE = "Invitasjon til dialog: trygge netter hjemme"
OWN = f"/kalender/{samples.CALENDAR}.ics"
OF_DIALOGUE, OF_ORGANISATION = f"/nb/dialog/{dialogues.OPEN}.ics", f"/nb/plan/{people.EKSEMPELVIK}.ics"


@pytest.fixture(autouse=True)
def _nothing_followed_yet(country: None) -> None:  # noqa: ARG001 - first come the samples
    Follow.objects.all().delete()
    Mail.objects.all().delete()


def open_() -> Dialogue:
    return Dialogue.objects.get(public_id=dialogues.OPEN)


def tell(what: str = "dialogue-published", once: str = "1") -> list[int]:
    """Tell what happened to the open dialogue; return the follows that hear of it."""
    found = thing("dialogue", dialogues.OPEN)
    assert found
    telling.tell(thing=found, what=what, once=once, searches=searches.matching(found))
    return list(Item.objects.filter(what=what).order_by("follow").values_list("follow", flat=True))


# --- who hears of what --------------------------------------------------------------------------------------------


def test_whoever_follows_it_its_need_its_municipality_or_what_it_is_about_hears_of_a_dialogue() -> None:
    need = NeedVersion.objects.filter(need__public_id=needs.PUBLISHED).latest("number")
    NeedVersion.objects.filter(pk=need.pk).update(content=need.content | {"cpv": ["85312000"], "focus_areas": ["care"]})
    with transaction.atomic():
        index_here.put(open_())
    hear = [
        samples.follow(dialogue=open_()),
        samples.follow(need=Need.objects.get(public_id=needs.PUBLISHED)),
        samples.follow(organisation=people.organisation()),
        samples.follow(focus_area="care"),
        samples.follow(cpv="853"),
    ]
    people.log_in(Client(), "supplier").post("/nb/varsel/folg/", {"sok": "1", "slag": "dialogue", "q": "utrykninger"})
    hear.append(Follow.objects.get(kind="search"))
    samples.follow(organisation=samples.liksomnes())
    samples.follow(focus_area="climate")
    samples.follow(need=Need.objects.get(public_id=needs.DROPPED))
    assert tell() == [one.pk for one in hear]


def test_who_follows_one_that_stands_behind_it_hears_once_it_has_consented() -> None:
    behind = samples.follow(organisation=samples.liksomnes())
    asked = Member.objects.create(dialogue=open_(), organisation=samples.liksomnes(), asked_by=people.person("adviser"))
    assert tell() == []
    Member.objects.filter(pk=asked.pk).update(
        state="consented", answered_by=people.person("stranger"), answered_by_name="Lars Liknes",
        answered_at=dialogues.PUBLISHED_AT,
    )  # fmt: skip
    assert tell(once="2") == [behind.pk]


def test_an_answer_is_told_to_those_who_follow_the_dialogue_and_to_nobody_else() -> None:
    own = samples.follow(dialogue=open_())
    samples.follow(organisation=people.organisation(), who="other_supplier")
    samples.follow(need=Need.objects.get(public_id=needs.PUBLISHED), who="other_supplier")
    assert tell("dialogue-question-answered", "1 Q000000001") == [own.pk]


def test_publishing_tells_by_the_outbox_of_a_new_dialogue_and_later_of_a_new_version() -> None:
    samples.follow(organisation=people.organisation(), cadence="at-once")
    draft, adviser = Dialogue.objects.get(public_id=dialogues.DRAFT), people.actor("adviser")

    asked = drafting.ask_for_approval(row=draft, by=adviser)
    drafting.approve(row=draft, round_=asked, by=people.actor("approver"))
    actions.publish(dialogue=draft, by=adviser)
    for args in jobs("tell_dialogue_published"):
        tasks.DIALOGUES["dialogue-published"].func(**args)
        tasks.DIALOGUES["dialogue-published"].func(**args)
    assert list(Item.objects.values_list("what", "thing", "once")) == [("dialogue-published", dialogues.DRAFT, "1")]
    assert Mail.objects.filter(kind=telling.AT_ONCE).count() == 1
    tasks.DIALOGUES["dialogue-published"].func(about=dialogues.DRAFT, version=2)
    assert Item.objects.filter(what="dialogue-version", once="2").exists()


def jobs(task: str) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT args FROM procrastinate_jobs WHERE task_name = %s", [task])
        return [json.loads(args) for (args,) in cursor.fetchall()]


def test_a_part_that_is_moved_is_told_once_and_of_a_cancelled_dialogue_no_part() -> None:
    own = samples.follow(dialogue=open_())
    told = tasks.DIALOGUES["part-changed"].func
    told(about=dialogues.CONFERENCE)
    told(about=dialogues.CONFERENCE)
    assert list(Item.objects.values_list("follow", "thing", "what")) == [(own.pk, dialogues.OPEN, "part-changed")]
    Part.objects.filter(public_id=dialogues.CONFERENCE).update(sequence=1)
    told(about=dialogues.CONFERENCE)
    assert Item.objects.count() == 2
    Dialogue.objects.filter(public_id=dialogues.OPEN).update(stage="cancelled")
    told(about=dialogues.INPUT)
    told(about=dialogues.DRAFT_PART)
    assert Item.objects.count() == 2
    tasks.DIALOGUES["dialogue-cancelled"].func(about=dialogues.OPEN)
    assert Item.objects.filter(what="dialogue-cancelled").exists()


def test_who_takes_part_and_follows_gets_the_municipalitys_letter_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    own = samples.follow(dialogue=open_(), cadence="at-once")
    others = samples.follow(dialogue=open_(), who="other_supplier", cadence="at-once")
    person = own.person
    receiver = Receiver(person.email, person.language, person.public_id)
    monkeypatch.setattr(audience, "_sources", [lambda _dialogue, _part: [receiver]])
    closing.answer(
        dialogue=open_(), outcome="dropped", until=None, reason="Ingen penger.", opening="Takk.",
        by=people.actor("adviser"),
    )  # fmt: skip
    for args in jobs("tell_dialogue_answered"):
        tasks.DIALOGUES["dialogue-answered"].func(**args)
    [told] = Mail.objects.filter(receiver=person.public_id)
    assert told.kind == "dialogue.announcement"
    assert Mail.objects.filter(kind=telling.AT_ONCE).get().receiver == others.person.public_id
    assert Item.objects.get(follow=own).letter == Announcement.objects.get(dialogue=open_()).public_id
    telling.collect(people=[person.pk], now=timezone.now() + timedelta(days=8))
    assert not Mail.objects.filter(kind=telling.COLLECTED).exists()


def test_of_a_draft_nothing_is_told_and_nobody_can_follow_it() -> None:
    samples.follow(organisation=people.organisation())
    tasks.DIALOGUES["dialogue-published"].func(about=dialogues.DRAFT, version=1)
    assert not Item.objects.exists()
    supplier = people.log_in(Client(), "supplier")
    assert supplier.post("/nb/varsel/folg/", {"dialog": dialogues.DRAFT}).status_code == 404
    assert not Follow.objects.filter(kind="dialogue").exists()


def test_every_event_that_is_told_has_a_listener_and_words() -> None:
    for event in news.NEWS:
        assert tasks.DIALOGUES[event] in outbox._listeners[event]
    assert set(news.HAPPENED) <= set(words.HAPPENED)
    assert all(len(what) <= 30 for what in news.HAPPENED)


def test_one_press_follows_a_dialogue_and_the_page_says_so_and_leads_back() -> None:
    supplier = people.log_in(Client(), "supplier")
    page = f"/nb/dialog/{dialogues.OPEN}/"
    assert "Følg dialogen" in supplier.get(page).content.decode()
    assert "Følg nye dialoger" in supplier.get("/nb/dialog/").content.decode()
    assert supplier.post("/nb/varsel/folg/", {"dialog": dialogues.OPEN, "neste": page}).url == page  # type: ignore[attr-defined]
    assert "Du følger dette" in supplier.get(page).content.decode()
    mine = supplier.get("/nb/varsel/").content.decode()
    assert TITLE in mine
    assert page in mine
    assert Follow.objects.get().cadence == "at-once"


def test_a_follow_is_of_one_thing_only_whoever_writes_it() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Follow.objects.create(
            person=people.person("supplier"), kind="dialogue", dialogue=open_(), organisation=people.organisation()
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Follow.objects.create(person=people.person("supplier"), kind="need", dialogue=open_())
    samples.follow(dialogue=open_())
    with pytest.raises(IntegrityError), transaction.atomic():
        samples.follow(dialogue=open_())


def test_many_dialogues_are_read_in_as_many_queries_as_one() -> None:
    def asked(*public_ids: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert len(things(("dialogue", one) for one in public_ids)) == len(public_ids)
        return len(queries)

    with_one = asked(dialogues.OPEN)
    more = [f"D1A1000{number:03}" for number in range(3)]
    for one in more:
        dialogues.published(dialogues.dialogue(one, stage="open", text="published"))
    assert asked(dialogues.OPEN, *more) == with_one


# --- feeds --------------------------------------------------------------------------------------------------------


def titles(address: str) -> list[str]:
    return re.findall(r"<entry><title>([^<]*)</title>", Client().get(address).content.decode())


def test_feeds_of_dialogues_an_organisation_and_a_need_hold_what_is_public() -> None:
    named = f"{TITLE} (Eksempelvik kommune)"
    assert named in titles("/nb/dialog.atom")
    assert named in titles(f"/nb/behov.atom?eier={people.EKSEMPELVIK}")
    assert titles("/nb/behov.atom?slag=dialogue") == titles("/nb/dialog.atom")
    assert named in titles(f"/nb/behov/{needs.PUBLISHED}.atom")
    assert titles(f"/nb/dialog/{dialogues.OPEN}.atom") == [f"{TITLE}, versjon 1"]
    assert Client().get(f"/nb/dialog/{dialogues.DRAFT}.atom").status_code == 404
    for address in ("/nb/dialog.atom", f"/nb/behov/{needs.PUBLISHED}.atom", "/nb/behov.atom"):
        assert dialogues.SECRET not in Client().get(address).content.decode()


def test_a_feed_is_told_apart_by_version_and_newest_comes_first() -> None:
    first = Version.objects.get(dialogue=open_())
    Version.objects.create(
        dialogue=open_(), number=2, content=first.content | {"title": "Ny tittel"}, why="Ny dag for konferansen.",
        published_by=first.published_by, published_by_name=first.published_by_name,
    )  # fmt: skip
    assert titles(f"/nb/dialog/{dialogues.OPEN}.atom") == ["Ny tittel, versjon 2", f"{TITLE}, versjon 1"]


# --- calendars ----------------------------------------------------------------------------------------------------


def events(address: str = OWN) -> dict[str, Any]:
    book = Calendar.from_ical(Client().get(address).content)
    return {str(event["uid"]).partition("@")[0]: event for event in book.walk("VEVENT")}


@pytest.mark.parametrize("address", [OF_DIALOGUE, OF_ORGANISATION])
def test_a_calendar_holds_when_parts_are_held_and_until_when_one_can_answer(address: str) -> None:
    told, part = events(address), Part.objects.get(public_id=dialogues.CONFERENCE)
    held = told[dialogues.CONFERENCE]
    assert (held["dtstart"].dt, held["dtend"].dt) == (part.starts_at, part.ends_at)
    assert str(held["summary"]) == f"Dialogkonferanse: {TITLE}, Eksempelvik kommune"
    assert (held["sequence"], str(held["status"]), str(held["location"])) == (0, "CONFIRMED", "Rådhuset")
    assert told[f"{dialogues.CONFERENCE}-deadline"]["dtstart"].dt == part.deadline_at
    assert dialogues.INPUT not in told
    assert f"{dialogues.INPUT}-deadline" in told
    assert dialogues.DRAFT_PART not in " ".join(told)
    assert b"video.example" not in Client().get(address).content


def test_a_part_that_is_moved_or_cancelled_takes_the_place_of_the_one_before() -> None:
    part = Part.objects.get(public_id=dialogues.CONFERENCE)
    Part.objects.filter(pk=part.pk).update(sequence=3, state="cancelled", cancelled_reason="Ingen meldte seg.")
    for uid in (dialogues.CONFERENCE, f"{dialogues.CONFERENCE}-deadline"):
        told = events(OF_DIALOGUE)[uid]
        assert (told["sequence"], str(told["status"])) == (3, "CANCELLED")


def test_a_cancelled_dialogue_is_cancelled_in_calendars_and_stays_there() -> None:
    Dialogue.objects.filter(public_id=dialogues.OPEN).update(stage="cancelled")
    assert {str(one["status"]) for one in events(OF_DIALOGUE).values()} == {"CANCELLED"}
    assert {one["sequence"] for one in events(OF_DIALOGUE).values()} == {1}


def test_whoever_asks_only_for_what_is_newer_hears_of_a_part_that_moved() -> None:
    before = Client().get(OF_DIALOGUE)
    assert "Last-Modified" not in before
    again = Client().get(OF_DIALOGUE, headers={"If-None-Match": before["ETag"]})
    assert again.status_code == 304
    Part.objects.filter(public_id=dialogues.CONFERENCE).update(sequence=1)
    assert Client().get(OF_DIALOGUE, headers={"If-None-Match": before["ETag"]}).status_code == 200


@pytest.mark.parametrize("what", ["dialogue", "need", "organisation", "focus_area", "cpv"])
def test_ones_own_calendar_holds_the_dialogues_that_one_follows(what: str) -> None:
    assert events() == {}
    need = NeedVersion.objects.filter(need__public_id=needs.PUBLISHED).latest("number")
    NeedVersion.objects.filter(pk=need.pk).update(content=need.content | {"cpv": ["85312000"], "focus_areas": ["care"]})
    with transaction.atomic():
        index_here.put(open_())
    targets: dict[str, Any] = {
        "dialogue": open_(),
        "need": Need.objects.get(public_id=needs.PUBLISHED),
        "organisation": people.organisation(),
        "focus_area": "care",
        "cpv": "853",
    }
    samples.follow(**{what: targets[what]})
    assert dialogues.CONFERENCE in events()
    Follow.objects.update(ended_at=dialogues.PUBLISHED_AT)
    assert events() == {}


def test_a_calendar_asks_as_often_for_many_dialogues_as_for_one() -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert Client().get(OF_ORGANISATION).status_code == 200
        return len(queries)

    with_one = asked()
    for number in range(3):
        row = dialogues.dialogue(f"D1A1000{number:03}", stage="open", text="published")
        dialogues.part(row, "conference")
        dialogues.published(row)
    assert asked() == with_one
