"""From an approved invitation to a notice: what goes to TED stays unknown till then, one notice is one dialogue."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from mulighetsrom.web.accounts.models import Membership
from mulighetsrom.web.common import kernel
from mulighetsrom.web.dialogue import doffin, embargo, log
from mulighetsrom.web.dialogue.actions import doffin as actions
from mulighetsrom.web.dialogue.actions import invitation, releasing
from mulighetsrom.web.dialogue.actions.doffin import AnnouncementError
from mulighetsrom.web.dialogue.here import doffin as doffin_here
from mulighetsrom.web.dialogue.models import Dialogue, Part
from mulighetsrom.web.dialogue.queries import dialogues
from mulighetsrom.web.dialogue.queries import doffin as queries
from mulighetsrom.web.drafting import actions as drafting
from mulighetsrom.web.drafting import queries as texts
from mulighetsrom.web.drafting.kinds import NotReadyError
from tests.web import dialogue_samples as samples
from tests.web import people
from tests.web.access_table import DIALOGUE
from tests.web.background import work

if TYPE_CHECKING:
    from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]
OSLO = ZoneInfo("Europe/Oslo")
HOUR = timedelta(hours=1)


def approved(form: str = "4") -> Dialogue:
    dialogue = Dialogue.objects.get(public_id=samples.DRAFT)
    actions.choose_form(dialogue=dialogue, form=form, by=people.actor("adviser"))
    drafting.ask_for_approval(row=dialogue, by=people.actor("adviser"))
    asked = texts.newest_round(dialogue)
    assert asked
    drafting.approve(row=dialogue, round_=asked, by=people.actor("approver"))
    return dialogue


def again(dialogue: Dialogue) -> Dialogue:
    return Dialogue.objects.get(pk=dialogue.pk)


def sent(hours: float) -> Dialogue:
    """Return an approved invitation on form 4 whose receipt was confirmed so many hours ago."""
    dialogue = approved()
    actions.note_receipt(dialogue=dialogue, sent_at=timezone.now() - hours * HOUR, by=people.actor("adviser"))
    return again(dialogue)


# --- the embargo ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sent_at", [
    datetime(2026, 10, 24, 12, 0, tzinfo=OSLO),  # the night after, an hour comes twice
    datetime(2026, 3, 28, 12, 0, tzinfo=OSLO),  # the night after, an hour does not come
    datetime(2026, 10, 23, 2, 30, tzinfo=OSLO),  # ends in the hour that comes twice
    datetime(2026, 6, 1, 9, 30, tzinfo=OSLO),
])  # fmt: skip
def test_48_hours_pass_whatever_the_clock_does_meanwhile(sent_at: datetime) -> None:
    dialogue = Dialogue(doffin_form="4", sent_at=sent_at.astimezone(UTC))
    ends = embargo.until(dialogue)
    assert ends
    assert ends - sent_at.astimezone(UTC) == 48 * HOUR
    assert not embargo.lifted(dialogue, ends - timedelta(seconds=1))
    assert embargo.lifted(dialogue, ends)


def test_the_wall_clock_of_the_end_is_an_hour_off_after_a_change() -> None:
    autumn = embargo.until(Dialogue(sent_at=datetime(2026, 10, 24, 12, 0, tzinfo=OSLO)))
    spring = embargo.until(Dialogue(sent_at=datetime(2026, 3, 28, 12, 0, tzinfo=OSLO)))
    assert autumn
    assert spring
    assert autumn.astimezone(OSLO).strftime("%d.%m %H:%M") == "26.10 11:00"
    assert spring.astimezone(OSLO).strftime("%d.%m %H:%M") == "30.03 13:00"


def test_a_day_on_ted_is_a_day_in_norway() -> None:
    dialogue = Dialogue(doffin_form="4", ted_date=date(2026, 10, 26))
    assert not embargo.lifted(dialogue, datetime(2026, 10, 25, 22, 59, tzinfo=UTC))
    assert embargo.lifted(dialogue, datetime(2026, 10, 25, 23, 0, tzinfo=UTC))


def test_below_the_threshold_nothing_waits() -> None:
    assert embargo.lifted(Dialogue(doffin_form="N4"))
    dialogue = approved("N4")
    invitation.publish(dialogue=dialogue, by=people.actor("adviser"))
    assert again(dialogue).is_public


def test_nobody_can_publish_before_ted_had_its_time() -> None:
    dialogue = sent(hours=47.9)
    with pytest.raises(NotReadyError, match="embargo"):
        invitation.publish(dialogue=dialogue, by=people.actor("adviser"))
    assert not again(dialogue).is_public
    assert [one.public_id for one in dialogues.public()].count(samples.DRAFT) == 0


def test_who_chose_another_form_meanwhile_is_not_overheard() -> None:
    stale = approved("N4")
    actions.choose_form(dialogue=again(stale), form="4", by=people.actor("adviser"))
    with pytest.raises(NotReadyError, match="embargo"):
        invitation.publish(dialogue=stale, by=people.actor("adviser"))


def test_the_page_goes_public_by_itself_after_48_hours_in_the_name_of_who_noted_it() -> None:
    dialogue = sent(hours=47.9)
    assert releasing.release(timezone.now()) == 0
    Dialogue.objects.filter(pk=dialogue.pk).update(sent_at=timezone.now() - 48 * HOUR)
    assert releasing.release(timezone.now()) == 1
    assert releasing.release(timezone.now()) == 0
    assert again(dialogue).is_public
    assert dialogue.versions.get().published_by_name == "Ina Innkjøp"
    assert [line["kind"] for line in log.lines(dialogue)][-2:] == ["notice-sent", "published"]


def test_the_page_goes_public_as_soon_as_ted_is_noted() -> None:
    dialogue = sent(hours=1)
    actions.note_ted(dialogue=dialogue, ted_date=timezone.localdate(), by=people.actor("adviser"))
    assert not again(dialogue).is_public
    work()
    assert again(dialogue).is_public


@pytest.mark.parametrize("gone", ["ended", "may-not", "past"])
def test_what_stands_in_the_way_leaves_it_unpublished_and_says_so_on_the_desk(gone: str) -> None:
    dialogue = sent(hours=49)
    if gone == "past":
        Part.objects.filter(dialogue=dialogue).update(deadline_at=timezone.now() - HOUR)
    membership = Membership.objects.filter(person=people.person("adviser"))
    membership.update(**({"ended_at": timezone.now()} if gone == "ended" else {"roles": ["reader"]}))
    if gone == "past":
        membership.update(roles=["adviser"])
    assert releasing.release(timezone.now()) == 0
    assert not again(dialogue).is_public
    if gone == "past":
        assert [task.kind for task in doffin_here._waits(people.actor("adviser"))][-1].startswith("Kan publiseres")


def test_a_receipt_noted_by_mistake_is_taken_back_and_the_form_free_again() -> None:
    dialogue = sent(hours=49)
    with pytest.raises(kernel.StageConflictError):
        actions.choose_form(dialogue=dialogue, form="N4", by=people.actor("adviser"))
    actions.take_back_receipt(dialogue=dialogue, by=people.actor("adviser"))
    assert releasing.release(timezone.now()) == 0
    actions.choose_form(dialogue=again(dialogue), form="N4", by=people.actor("adviser"))


def test_what_has_not_happened_yet_cannot_be_noted() -> None:
    dialogue = approved()
    by = people.actor("adviser")
    with pytest.raises(AnnouncementError, match="ahead"):
        actions.note_receipt(dialogue=dialogue, sent_at=timezone.now() + HOUR, by=by)
    with pytest.raises(AnnouncementError, match="ahead"):
        actions.note_ted(dialogue=dialogue, ted_date=timezone.localdate() + timedelta(days=1), by=by)
    actions.note_receipt(dialogue=dialogue, sent_at=timezone.now(), by=by)
    with pytest.raises(AnnouncementError, match="before-sent"):
        actions.note_ted(dialogue=dialogue, ted_date=timezone.localdate() - timedelta(days=1), by=by)


def test_only_an_approved_invitation_on_form_4_waits_for_ted() -> None:
    draft = Dialogue.objects.get(public_id=samples.DRAFT)
    by, before = people.actor("adviser"), log.head(draft)
    with pytest.raises(kernel.StageConflictError):
        actions.note_receipt(dialogue=draft, sent_at=timezone.now(), by=by)
    with pytest.raises(kernel.StageConflictError):
        actions.note_receipt(dialogue=approved("N4"), sent_at=timezone.now(), by=by)
    assert log.head(draft) == before


def test_a_public_page_cannot_be_sent_to_ted_any_more() -> None:
    public = Dialogue.objects.get(public_id=samples.OPEN)
    with pytest.raises(kernel.StageConflictError):
        actions.choose_form(dialogue=public, form="4", by=people.actor("adviser"))


def test_the_database_knows_on_whose_word_it_was_sent() -> None:
    with pytest.raises(IntegrityError, match="dialogue_sent_on_somebodys_word"), transaction.atomic():
        Dialogue.objects.filter(public_id=samples.DRAFT).update(sent_at=timezone.now())


# --- the number -------------------------------------------------------------------------------------------------------


def announce(number: str, announced: date, dialogue: str = samples.OPEN) -> Dialogue:
    row = Dialogue.objects.get(public_id=dialogue)
    actions.announce(dialogue=row, number=number, announced=announced, by=people.actor("adviser"))
    return row


def test_with_its_number_a_notice_and_its_dialogue_are_one() -> None:
    assert queries.of_notice("2026-123456") is None
    day = samples.PUBLISHED_AT.date()
    dialogue = announce("2026-123456", day)
    assert queries.of_notice("2026-123456") == dialogue
    assert [line["kind"] for line in log.lines(dialogue)][-1] == "announced"
    announce("2026-123999", day)  # a correction on Doffin has a number of its own
    assert queries.of_notice("2026-123456") is None
    assert queries.of_notice("") is None


@pytest.mark.parametrize(
    ("number", "announced", "why"),
    [
        ("2026-123456", date(2026, 10, 4), "before-page"),
        ("2026-123456", date(2099, 1, 1), "ahead"),
        ("2019-123456", date(2026, 10, 6), "other-year"),
        ("2027-123456", date(2026, 10, 6), "other-year"),
    ],
)
def test_a_day_or_a_number_that_cannot_be_is_refused(number: str, announced: date, why: str) -> None:
    with pytest.raises(AnnouncementError, match=why):
        announce(number, announced)
    assert not again(Dialogue.objects.get(public_id=samples.OPEN)).doffin_number


def test_one_notice_cannot_announce_two_dialogues() -> None:
    other = samples.dialogue("0THERD1A10", stage="open", text="published")
    samples.published(other)
    announce("2026-123456", samples.PUBLISHED_AT.date())
    with pytest.raises(AnnouncementError, match="taken"):
        announce("2026-123456", samples.PUBLISHED_AT.date(), "0THERD1A10")
    with pytest.raises(IntegrityError, match="one_dialogue_a_notice"), transaction.atomic():
        Dialogue.objects.filter(public_id="0THERD1A10").update(
            doffin_number="2026-123456", doffin_date=date(2026, 10, 6)
        )


def test_a_corrected_number_leaves_the_earlier_one_in_the_log_and_on_the_page(client: Client) -> None:
    dialogue = Dialogue.objects.get(public_id=samples.OPEN)
    today, by = timezone.localdate(), people.actor("adviser")
    first, second = f"{today.year}-111111", f"{today.year}-222222"
    for number in (first, first, second):
        actions.announce(dialogue=again(dialogue), number=number, announced=today, by=by)
    line = list(log.lines(dialogue))[-1]
    assert (line["kind"], line["facts"]["old"], line["facts"]["number"]) == ("renumbered", first, second)
    assert queries.earlier_numbers(again(dialogue)) == [first]
    page = client.get(f"/nb/dialog/{samples.OPEN}/").content.decode()
    assert "Tidligere nummer:" in page
    assert first in page
    people.log_in(client, "adviser")
    for own in ("arbeid", "doffin"):
        assert first in client.get(f"/nb/dialog/{samples.OPEN}/{own}/").content.decode()
    assert first in client.get(f"/nb/dialog/{samples.OPEN}/logg/").content.decode()


def test_what_nobody_can_read_has_no_number() -> None:
    with pytest.raises(kernel.StageConflictError):
        announce("2026-123456", samples.PUBLISHED_AT.date(), samples.DRAFT)


# --- the pages --------------------------------------------------------------------------------------------------------


def test_page_and_desk_say_what_is_not_announced_until_it_is(client: Client) -> None:
    page = "/nb/dialog/" + samples.OPEN + "/"
    assert "Ikke kunngjort på Doffin ennå" in client.get(page).content.decode()
    assert f"/nb{page[3:]}doffin/" in [task.url for task in doffin_here._waits(people.actor("adviser"))]
    people.log_in(client, "adviser")
    sent_form = {"number": "https://www.doffin.no/notices/2026-123456", "announced": "06.10.2026"}
    assert client.post(f"{page}doffin/nummer/", sent_form).status_code == 302
    client.cookies.clear()
    html = client.get(page).content.decode()
    assert "https://www.doffin.no/notices/2026-123456" in html
    assert "Ikke kunngjort" not in html
    assert f"/nb{page[3:]}doffin/" not in [task.url for task in doffin_here._waits(people.actor("adviser"))]


def test_a_mistake_is_told_at_its_box(client: Client) -> None:
    people.log_in(client, "adviser")
    sent_form = {"number": "2019-123456", "announced": "06.10.2026"}
    html = client.post(f"/nb/dialog/{samples.OPEN}/doffin/nummer/", sent_form).content.decode()
    assert "Nummeret er fra et annet år enn dagen." in html
    assert 'value="2019-123456"' in html


def test_the_sheet_holds_the_approved_text_and_leads_to_the_page(client: Client) -> None:
    people.log_in(client, "reader")
    html = client.get(f"/en/dialog/{samples.OPEN}/doffin/").content.decode()
    assert "Tilleggsinformasjon" in html
    assert f"/nb/dialog/{samples.OPEN}/" in html
    assert "316777627" in html
    assert "Note the receipt" not in html
    text = client.get(f"/en/dialog/{samples.OPEN}/doffin/tekst/")
    assert text["Content-Disposition"] == f'attachment; filename="doffin-{samples.OPEN}.txt"'
    assert "Slik kan du delta\n\n1. Dialogkonferanse" in text.content.decode()


def test_a_notice_leads_to_the_dialogue_it_announces(client: Client) -> None:
    notice = DIALOGUE["notice_id"]
    page = f"/nb/kunngjoring/{notice}/"
    assert "dialog som holdes her" not in client.get(page).content.decode()
    Dialogue.objects.filter(public_id=samples.OPEN).update(doffin_number=notice, doffin_date=date(2026, 10, 6))
    html = client.get(page).content.decode()
    assert f'href="/nb/dialog/{samples.OPEN}/"' in html
    assert "siden til dialogen som gjelder" not in html


def test_a_time_that_moved_since_the_notice_is_seen() -> None:
    dialogue = Dialogue.objects.get(public_id=samples.OPEN)
    text = doffin.write(queries.events(dialogue, "https://mulighetsrom.example/"), "nb")
    assert not queries.has_moved(dialogue, text)
    assert not queries.has_moved(dialogue, "En kunngjøring uten tider.")
    part = Part.objects.get(public_id=samples.INPUT)
    assert part.deadline_at
    Part.objects.filter(pk=part.pk).update(deadline_at=part.deadline_at + timedelta(days=7))
    assert queries.has_moved(dialogue, text)
