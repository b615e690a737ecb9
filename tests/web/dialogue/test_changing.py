"""What is public is changed for all, with a reason, and told to everybody in the same transaction."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from icalendar import Calendar

from mulighetsrom.web.common import kernel, letters, outbox
from mulighetsrom.web.common.mail import Receiver
from mulighetsrom.web.common.models import Mail
from mulighetsrom.web.dialogue import log, opening
from mulighetsrom.web.dialogue.actions import changing as actions
from mulighetsrom.web.dialogue.actions import conference_letters, wishes
from mulighetsrom.web.dialogue.desk import meetings as desk_of_meetings
from mulighetsrom.web.dialogue.here import changing as changing_here
from mulighetsrom.web.dialogue.here import meetings as meetings_here
from mulighetsrom.web.dialogue.letters import audience
from mulighetsrom.web.dialogue.log import words as log_words
from mulighetsrom.web.dialogue.models import Change, Dialogue, Meetings, Part, PlanLine, Request
from mulighetsrom.web.dialogue.words import changing as words_of_changing
from tests.web import conference_samples, meeting_samples, people
from tests.web import dialogue_samples as samples

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country", "two")]
BY = "adviser"
NEW = datetime(2027, 9, 14, 10, tzinfo=UTC)
WHY = "Flere har bedt om mer tid."


@pytest.fixture
def two(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let two take part, one in English; and let no change have been made yet."""
    Change.objects.all().delete()
    both = [Receiver("kari@firma.example", "nb"), Receiver("jo@firma.example", "en")]
    monkeypatch.setattr(audience, "_sources", [lambda _dialogue, _part: both])
    monkeypatch.setattr(audience, "_hidden", [])


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Return what happens, by its name and what it is about."""
    told: list[tuple[str, str]] = []
    add = outbox.add

    def listen(what: str, *, about: Any, **ids: str | int) -> None:
        told.append((what, about.public_id))
        add(what, about=about, **ids)

    monkeypatch.setattr(outbox, "add", listen)
    return told


def _part(public_id: str = samples.INPUT) -> Part:
    return Part.objects.select_related("dialogue__owner").get(public_id=public_id)


def _change(part: Part, *, seen: int | None = None, **fields: Any) -> Change:
    return actions.change_part(
        part=part, seen=part.edit_version if seen is None else seen, fields=fields, reason=WHY,
        opening="Vi har flyttet noe.", by=people.actor(BY),
    )  # fmt: skip


def _texts() -> dict[str, str]:
    found = {}
    for mail in Mail.objects.filter(kind="dialogue.announcement"):
        message = letters.write(mail)
        assert message
        body = message.get_body(("plain",))
        assert body
        found[mail.address] = str(body.get_content())
    return found


def _log() -> list[str]:
    dialogue = Dialogue.objects.get(public_id=samples.OPEN)
    reader = log_words.reader(dialogue)
    ours = words_of_changing.LOG.keys() | {"told"}
    return [reader.sentence(line) for line in log.lines(dialogue) if line["kind"] in ours]


def test_a_deadline_is_extended_for_all_and_everybody_hears_of_it_at_once(heard: list[tuple[str, str]]) -> None:
    part = _part()
    _change(part, deadline_at=NEW)
    now = _part()
    assert (now.deadline_at, now.sequence, now.edit_version) == (NEW, part.sequence + 1, part.edit_version + 1)
    change = Change.objects.get()
    assert part.deadline_at
    assert change.fields == [{"field": "deadline_at", "old": part.deadline_at.isoformat(), "new": NEW.isoformat()}]
    assert heard == [("part-changed", samples.INPUT)]
    texts = _texts()
    assert "Svar innen: tirsdag 14. september 2027 kl. 12:00 (før: " in texts["kari@firma.example"]
    assert f"Begrunnelse: {WHY}" in texts["kari@firma.example"]
    assert "Answer by: Tuesday 14 September 2027 at 12:00 (before: " in texts["jo@firma.example"]
    assert _log()[0].startswith("Ina Innkjøp endret Skriftlig innspill for alle: Frist, fra ")
    assert _log()[1] == "Ina Innkjøp skrev til alle som deltar. Mottakere: 2. E-posten: Endring i dialogen."


def test_the_plan_follows_what_was_moved() -> None:
    _change(_part(), deadline_at=NEW)
    line = PlanLine.objects.get(public_id=samples.OPEN_LINE)
    assert line.due_at == NEW


def test_a_moved_conference_tells_room_and_time_and_never_the_address_of_the_stream() -> None:
    starts = NEW + timedelta(days=7)
    _change(
        _part(samples.CONFERENCE), starts_at=starts, ends_at=starts + timedelta(hours=3), place="Kulturhuset",
        stream="https://video.example/hemmelig",
    )  # fmt: skip
    assert [row["field"] for row in Change.objects.get().fields] == ["starts_at", "ends_at", "place", "stream"]
    text = _texts()["kari@firma.example"]
    assert "Sted: Kulturhuset (før: Rådhuset)" in text
    assert "Nettadresse til direktesendingen: endret" in text
    assert "video.example" not in text + str(Change.objects.get().fields)


@pytest.mark.parametrize("ahead", [timedelta(0), -timedelta(days=1)])
def test_no_deadline_is_shortened_below_now(ahead: timedelta) -> None:
    with pytest.raises(actions.RefusedError, match="past"):
        _change(_part(), deadline_at=timezone.now() + ahead)
    assert not Change.objects.exists()
    assert not _texts()


def test_a_deadline_can_come_earlier_as_long_as_it_lies_ahead() -> None:
    _change(_part(), deadline_at=timezone.now() + timedelta(hours=1))
    assert len(_texts()) == 2


def test_when_something_began_is_not_changed_afterwards() -> None:
    ago = timezone.now() - timedelta(days=1)
    part = _part(samples.CONFERENCE)
    Part.objects.filter(pk=part.pk).update(starts_at=ago, ends_at=NEW, deadline_at=ago)
    with pytest.raises(actions.RefusedError, match="begun"):
        _change(_part(samples.CONFERENCE), starts_at=NEW - timedelta(days=1))


def test_wishes_that_are_frozen_are_not_opened_by_a_later_deadline() -> None:
    part = _part(samples.MEETINGS)
    Meetings.objects.create(
        part=part, length=45, pause=15, teams=1, state="frozen", commitment="c", frozen_hash="f",
        frozen_at=timezone.now(),
    )  # fmt: skip
    with pytest.raises(actions.RefusedError, match="frozen"):
        _change(part, deadline_at=NEW)


def test_who_saves_second_overwrites_nothing_and_tells_nobody() -> None:
    _change(_part(), deadline_at=NEW)
    with pytest.raises(kernel.EditConflictError):
        _change(_part(), seen=1, deadline_at=NEW + timedelta(days=7))
    assert len(_texts()) == 2
    assert _part().deadline_at == NEW


def test_nothing_is_half_changed_where_the_last_step_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(actions, "announce", fail)
    old = _part()
    with pytest.raises(RuntimeError):
        _change(old, deadline_at=NEW)
    now = _part()
    assert (now.deadline_at, now.sequence) == (old.deadline_at, old.sequence)
    assert not Change.objects.exists()
    assert _log() == []


def test_a_cancelled_part_stays_with_its_reason_and_takes_nothing(heard: list[tuple[str, str]], client: Client) -> None:
    actions.cancel_part(part=_part(), reason=WHY, opening="Dessverre.", by=people.actor(BY))
    part = _part()
    assert (part.state, part.cancelled_reason, part.sequence) == ("cancelled", WHY, 1)
    assert heard == [("part-changed", samples.INPUT)]
    assert not opening.takes_part(part)
    assert not PlanLine.objects.filter(part=part).exists()
    html = client.get(reverse("dialogue:dialogue", args=[samples.OPEN])).content.decode()
    assert html.count(WHY) == 2, "at the part, and in the list of changes"
    assert _log()[0] == "Ina Innkjøp avlyste Skriftlig innspill."
    with pytest.raises(kernel.StageConflictError):
        actions.cancel_part(part=part, reason=WHY, opening="Igjen.", by=people.actor(BY))


def test_a_cancelled_dialogue_stays_with_its_reason_on_top(heard: list[tuple[str, str]], client: Client) -> None:
    dialogue = Dialogue.objects.get(public_id=samples.OPEN)
    actions.cancel(dialogue=dialogue, reason=WHY, opening="Dessverre.", by=people.actor(BY))
    cancelled = [("part-changed", one) for one in (samples.CONFERENCE, samples.MEETINGS, samples.INPUT)]
    assert heard == [*cancelled, ("dialogue-cancelled", samples.OPEN)]
    assert set(Part.objects.filter(dialogue=dialogue).values_list("state", flat=True)) == {"cancelled"}
    answer = client.get(reverse("dialogue:dialogue", args=[samples.OPEN]))
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "Dialogen er avlyst." in html
    assert html.index("Dialogen er avlyst.") < html.index("dialogue-parts")
    assert "The whole dialogue is cancelled." in _texts()["jo@firma.example"]
    with pytest.raises(kernel.StageConflictError):
        actions.cancel(dialogue=dialogue, reason=WHY, opening="Igjen.", by=people.actor(BY))
    with pytest.raises(opening.NotOpenError):
        _change(_part(), deadline_at=NEW)


def test_the_notice_on_doffin_is_corrected_or_the_desk_says_so() -> None:
    Dialogue.objects.filter(public_id=samples.OPEN).update(
        doffin_number="2026-123456", doffin_date=samples.PUBLISHED_AT.date()
    )
    _change(_part(), deadline_at=NEW)
    by = people.actor(BY)
    assert [task.kind for task in changing_here.waits(by)] == ["Rett kunngjøringen på Doffin"]
    today = timezone.localdate()
    change = Change.objects.select_related("dialogue").get()
    actions.correct_on_doffin(change=change, corrected=today, by=by)
    assert list(changing_here.waits(by)) == []
    assert _log()[-1].startswith("Kunngjøringen på Doffin ble rettet ")
    with pytest.raises(kernel.StageConflictError):
        actions.correct_on_doffin(change=change, corrected=today, by=by)


def test_what_was_never_on_doffin_need_not_be_corrected_there() -> None:
    _change(_part(), deadline_at=NEW)
    assert list(changing_here.waits(people.actor(BY))) == []


def _given_a_meeting() -> Request:
    """Return a meeting that a company is given which has signed up for the conference, too."""
    row = meeting_samples.opened(public_id=samples.MEETINGS)
    firm, person = people.organisation(people.VARMT_HJEM), people.person("supplier")
    said = {"any_time": True, "how": "physical"}
    wishes.ask(meetings=row, company=firm, person=person, seen=0, fields=said, by=people.actor("supplier"))
    meeting_samples.drawn(row)
    found: Request = Request.objects.select_related("slot").get(meetings=row, company=firm)
    return found


def _calendars(kind: str = "dialogue.announcement", **of: str) -> list[tuple[str, str, Any]]:
    """Return to whom a calendar entry goes, with its method and the entry itself."""
    found = []
    for mail in Mail.objects.filter(kind=kind, **of).order_by("id"):
        message = letters.write(mail)
        for one in message.walk() if message else ():
            if one.get_content_type() == "text/calendar":
                book = Calendar.from_ical(one.get_content())
                found.append((mail.address, str(book["method"]), book.walk("VEVENT")[0]))
    return found


def test_the_calendars_of_those_who_have_a_place_follow_and_nobody_elses(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = [Receiver("jo@firma.example", "en")]
    monkeypatch.setattr(audience, "_sources", [conference_letters.receivers, lambda _dialogue, _part: asked])
    starts = NEW + timedelta(days=7)
    _change(_part(samples.CONFERENCE), starts_at=starts, ends_at=starts + timedelta(hours=3), deadline_at=NEW)
    told = {address: (method, entry["sequence"], entry["dtstart"].dt) for address, method, entry in _calendars()}
    supplier = people.person("supplier").email
    assert told == dict.fromkeys([supplier, conference_samples.GUEST_MAIL], ("REQUEST", 1, starts))
    assert set(_texts()) == {*told, "jo@firma.example"}
    assert conference_samples.GUEST not in str([entry["url"] for _, _, entry in _calendars()])
    Mail.objects.all().delete()
    actions.cancel_part(part=_part(samples.CONFERENCE), reason=WHY, opening="Dessverre.", by=people.actor(BY))
    gone = {(method, entry["sequence"], entry["status"]) for _, method, entry in _calendars()}
    assert gone == {("CANCEL", 2, "CANCELLED")}


def test_all_that_somebody_comes_to_leaves_their_calendar_with_a_cancelled_dialogue(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given = _given_a_meeting()
    sources = [conference_letters.receivers, meetings_here.who_asked]
    monkeypatch.setattr(audience, "_sources", sources)
    dialogue = Dialogue.objects.get(public_id=samples.OPEN)
    actions.cancel(dialogue=dialogue, reason=WHY, opening="Dessverre.", by=people.actor(BY))
    supplier = people.person("supplier").email
    gone = {(method, str(entry["uid"]).split("@")[0]) for to, method, entry in _calendars() if to == supplier}
    assert gone == {("CANCEL", samples.CONFERENCE), ("CANCEL", given.public_id)}
    assert not [task for task in desk_of_meetings.waits(people.actor("supplier")) if samples.MEETINGS in task.url]


def test_a_cancelled_meeting_leaves_the_calendar_that_the_letter_put_it_in(monkeypatch: pytest.MonkeyPatch) -> None:
    given = _given_a_meeting()
    monkeypatch.setattr(audience, "_sources", [meetings_here.who_asked])
    [came] = _calendars("meeting-given", about_id=given.public_id)
    actions.cancel_part(part=_part(samples.MEETINGS), reason=WHY, opening="Dessverre.", by=people.actor(BY))
    [gone] = _calendars()
    assert (came[0], came[1]) == (people.person("supplier").email, "REQUEST")
    assert (gone[0], gone[1], gone[2]["uid"]) == (came[0], "CANCEL", came[2]["uid"])
    assert gone[2]["sequence"] > came[2]["sequence"]
    assert gone[2]["dtstart"].dt == given.slot.starts_at


# --- the pages --------------------------------------------------------------------------------------------------------


def _form(html: str, **said: str) -> dict[str, str]:
    hidden = re.findall(r'<input type="hidden" name="(shown|key|seen)" value="([^"]*)"', html)
    return {**dict(hidden), "reason": WHY, "opening": "Vi har flyttet noe.", **said}


def _page(client: Client, form: dict[str, str] | None = None, *, name: str = "change_part") -> Any:
    people.log_in(client, BY)
    url = reverse(f"dialogue:{name}", args=[samples.OPEN, samples.INPUT])
    return client.get(url) if form is None else client.post(url, form)


def test_the_letter_is_shown_with_old_and_new_before_anything_happens(client: Client) -> None:
    day = {"deadline_at_0": "14.09.2027", "deadline_at_1": "12:00"}
    shown = _page(client, _form(_page(client).content.decode(), **day))
    html = shown.content.decode()
    assert re.findall(r'<article class="letter-shown" lang="(..)"', html) == ["nb", "en"]
    assert "tirsdag 14. september 2027 kl. 12:00 (før: " in html
    assert not Change.objects.exists()
    done = _page(client, _form(html, **day))
    assert done.status_code == 302
    assert _part().deadline_at == NEW
    page = client.get(done["Location"]).content.decode()
    assert "Dette er endret" in page
    assert "Sendt til 2 mottakere" in page
    assert "Sendt til" not in Client().get(reverse("dialogue:dialogue", args=[samples.OPEN])).content.decode()
    assert WHY in page
    assert _page(client, _form(html, **day))["Location"] == done["Location"], "sent twice, it is one change"
    assert Change.objects.count() == 1


def test_a_deadline_in_the_hour_that_comes_twice_is_the_later_and_everybody_reads_which(client: Client) -> None:
    day = {"deadline_at_0": "31.10.2027", "deadline_at_1": "02:30"}
    html = _page(client, _form(_page(client).content.decode(), **day)).content.decode()
    assert "søndag 31. oktober 2027 kl. 02:30 (vintertid)" in html
    assert "Klokken viser dette tidspunktet to ganger" in html
    assert _page(client, _form(html, **day)).status_code == 302
    assert _part().deadline_at == datetime(2027, 10, 31, 1, 30, tzinfo=UTC)
    with override("en"):
        assert "02:30 (winter time)" in _texts()["jo@firma.example"]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"deadline_at_0": "14.09.2020"}, "tidspunktet er passert"),
        ({"deadline_at_0": "", "deadline_at_1": ""}, "Feltet er påkrevet."),
        ({"deadline_at_0": "14.09.2027", "reason": ""}, "Feltet er påkrevet."),
        ({}, "Ingenting er endret"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(client: Client, said: dict[str, str], why: str) -> None:
    deadline = _part().deadline_at
    assert deadline
    same = {"deadline_at_0": f"{timezone.localtime(deadline):%d.%m.%Y}", "deadline_at_1": "12:00"}
    html = _page(client, _form(_page(client).content.decode(), **(same | said))).content.decode()
    assert "ds-error-summary" in html
    assert why in html
    assert not Change.objects.exists()


def test_a_second_writer_sees_what_the_first_saved(client: Client) -> None:
    day = {"deadline_at_0": "14.09.2027", "deadline_at_1": "12:00"}
    html = _page(client, _form(_page(client).content.decode(), **day)).content.decode()
    _change(_part(), deadline_at=NEW + timedelta(days=1))
    answer = _page(client, _form(html, **day))
    assert answer.status_code == 409
    assert "15.09.2027 12:00" in answer.content.decode()
    assert Change.objects.count() == 1


def test_cancelling_is_shown_first_too(client: Client) -> None:
    html = _page(client, _form(_page(client, name="cancel_part").content.decode()), name="cancel_part").content.decode()
    assert "Avlyst: Invitasjon til dialog" in html
    assert _part().state == "planned"
    assert _page(client, _form(html), name="cancel_part").status_code == 302
    assert _part().state == "cancelled"


CANCEL = {"cancel": [samples.OPEN], "cancel_part": [samples.OPEN, samples.INPUT]}


@pytest.mark.parametrize("name", CANCEL)
def test_cancelling_twice_leads_to_the_same_page_and_is_one_change(client: Client, name: str) -> None:
    people.log_in(client, BY)
    url = reverse(f"dialogue:{name}", args=CANCEL[name])
    stale = _form(client.get(url).content.decode())
    shown = _form(client.post(url, stale).content.decode())
    lead = client.post(url, shown)["Location"]
    for pressed in (shown, stale, {**shown, "key": "00000000-0000-4000-8000-0000000000aa"}):
        assert client.post(url, pressed)["Location"] == lead
    assert client.get(url)["Location"] == lead, "nor does a stale tab ask for what is done"
    assert Change.objects.count() == 1
    assert Mail.objects.filter(kind="dialogue.announcement").count() == 2
    assert len(_log()) == 2
    people.log_in(client, "owner")
    late = client.post(url, shown)
    assert late.status_code == 409
    assert "Noen andre var raskere" in late.content.decode(), "whose words nobody got is told so"
