"""One-to-one meetings of the tests, with names that stay."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final
from unittest.mock import patch

from django.db import transaction
from django.utils import timezone

from mulighetsrom.web.accounts.models import Membership, Organisation, Person
from mulighetsrom.web.common import sealed
from mulighetsrom.web.common.actor import Actor
from mulighetsrom.web.dialogue import timetable
from mulighetsrom.web.dialogue.actions import drawing, held, meetings, minutes, wishes
from mulighetsrom.web.dialogue.models import Meetings, Minutes, Part, Request, Slot
from mulighetsrom.web.dialogue.queries import minutes as queries
from mulighetsrom.web.dialogue.timetable import Asked, Span
from tests.web import dialogue_samples, people

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from datetime import datetime

LENGTH: Final = 45
ADVISER: Final = "adviser"
COMPANY_MARK, PEOPLE_MARK, GROUP_MARK = "Merkefirma AS", "Merkeperson Merkesen", "Merkegruppe AS"
LINK_MARK: Final = "https://video.example/merkelenke"
DIALOGUE, WISHES, DRAWN = "MEET1NGD1A", "W1SHESPART", "DRAWNPART1"
TEAMS: Final = (((ADVISER, "asks"), ("need_owner", "notes")), (("approver", "asks"), ("owner", "notes")))
HELD, HELD_WISH, MINUTES_MARK = "HE1DPART11", "HE1DW1SH11", "Merket forretningshemmelighet"
WISH, GIVEN = "W1SHW1SH11", "G1VENW1SH1"
OURS, THEIRS = "Merketekst 210 brukere", "Merketekst om sensor"
SECRET, COMMENT = "Merkehemmelig-0713", "Merkekommentar"


def fill() -> None:
    """Make a dialogue with meetings that companies can wish for, and meetings whose times are drawn."""
    with transaction.atomic():
        shown = dialogue_samples.dialogue(DIALOGUE, stage="open", text="published", title="Invitasjon til møter")
        dialogue_samples.part(shown, "meetings", public_id=WISHES, title="Møter man kan ønske seg", how="both",
                              place="Rådhuset", days=45)  # fmt: skip
        dialogue_samples.part(shown, "meetings", public_id=DRAWN, title="Møter med tid", days=42)
        dialogue_samples.part(shown, "meetings", public_id=HELD, title="Møter som er holdt", days=41)
        dialogue_samples.published(shown)
    _ask(opened(public_id=WISHES, teams=2), "supplier", WISH, 0)
    row = opened(public_id=DRAWN)
    _ask(row, "supplier", GIVEN, 0, how="video", group=[GROUP_MARK])
    _ask(row, "other_supplier", "GTHERW1SH1", 1, how="video")
    drawn(row)
    held.set_link(request=Request.objects.get(public_id=GIVEN), link=LINK_MARK, by=people.actor(ADVISER))
    _hold(opened(public_id=HELD))


def _hold(row: Meetings) -> None:
    """Let a meeting have been held, and its minutes wait for the company."""
    _ask(row, "other_supplier", HELD_WISH, 0)
    drawn(row)
    one, by, now = Request.objects.get(public_id=HELD_WISH), people.actor(ADVISER), timezone.now()
    Slot.objects.filter(request=one).update(starts_at=now - timedelta(hours=2), ends_at=now - timedelta(hours=1))
    held.hold(request=one, by=by)
    said = [("by-buyer", "Vi har 210 brukere."), ("by-company", MINUTES_MARK)]
    sent = minutes.write(request=one, seen=0, said=said, person=people.person(ADVISER), by=by)
    minutes.send(minutes=sent, by=by)


def met(*, comment: str = "", silent: bool = False) -> Minutes:
    """Let the meeting of Varmt hjem have been held and its minutes sent, and the company answer or keep silent."""
    one, by, now = Request.objects.get(public_id=GIVEN), people.actor(ADVISER), timezone.now()
    Slot.objects.filter(request=one).update(starts_at=now - timedelta(hours=2), ends_at=now - timedelta(hours=1))
    held.hold(request=one, by=by)
    said = [("by-buyer", f"{OURS} [[1]]"), ("by-company", THEIRS), ("by-company", f"{SECRET} sensor")]
    row = minutes.write(request=one, seen=0, said=said, person=people.person(ADVISER), by=by)
    minutes.send(minutes=row, by=by)
    if silent:
        minutes.note_silence(minutes=row, by=by)
    else:
        last = queries.exchanges(row)[2].public_id
        person, company_ = people.person("supplier"), people.actor("supplier")
        minutes.answer(minutes=row, secrets={last: "Ny sensor."}, comment=comment, person=person, by=company_)
    return queries.whole(row.pk)


def _ask(row: Meetings, who: str, public_id: str, place: int, **more: Any) -> None:
    times = list(row.slots.order_by("starts_at", "team").values_list("public_id", flat=True))
    told = {"ranked": [times[place]], "how": "physical", "people": [{"name": PEOPLE_MARK, "role": "Leder"}], **more}
    company = people.organisation(people.PEOPLE[who].organisation)
    made = wishes.ask(
        meetings=row, company=company, person=people.person(who), seen=0, fields=told, by=people.actor(who)
    )
    Request.objects.filter(pk=made.pk).update(public_id=public_id)


def part(public_id: str = dialogue_samples.MEETINGS) -> Part:
    return Part.objects.select_related("dialogue__owner").get(public_id=public_id)


def spans(
    *, public_id: str = dialogue_samples.MEETINGS, each_day: int = 3, teams: int = 1, days: int = 0
) -> list[Span]:
    """Return times on the part's day, or so many days later."""
    starts = part(public_id).starts_at
    assert starts
    day = timezone.localtime(starts).date() + timedelta(days=days)
    first = timezone.localtime(starts).time().replace(tzinfo=None)
    asked = Asked((day,), first, timedelta(minutes=LENGTH), timedelta(minutes=15), each_day, teams)
    return timetable.times(asked)


def set_up(
    *, public_id: str = dialogue_samples.MEETINGS, each_day: int = 3, teams: int = 1, staffed: bool = True, **more: Any
) -> Meetings:
    fields = {"length": LENGTH, "pause": 15, "teams": teams, **more}
    told = spans(public_id=public_id, each_day=each_day, teams=teams)
    made = meetings.set_up(part=part(public_id), fields=fields, spans=told, by=people.actor(ADVISER))
    for team in range(1, teams + 1) if staffed else ():
        for who, role in TEAMS[team - 1]:
            meetings.choose_member(
                meetings=made, team=team, person=people.person(who), role=role, by=people.actor(ADVISER)
            )
    return again(made)


def opened(**more: Any) -> Meetings:
    made = set_up(**more)
    meetings.open_wishes(meetings=made, by=people.actor(ADVISER))
    return again(made)


def again(row: Meetings) -> Meetings:
    return Meetings.objects.select_related("part__dialogue__owner").get(pk=row.pk)


def company(number: int) -> tuple[Organisation, Person]:
    """Return one of as many companies as wanted, with somebody who acts for it."""
    made, is_new = Organisation.objects.get_or_create(
        public_id=f"F1RMA{number:05}", kind="supplier", name=f"Firma {number} AS", registered="founding"
    )
    email, name = f"firma{number}@firma.example", f"Person {number}"
    person, _ = Person.objects.get_or_create(public_id=f"HVEM{number:06}", name=name, email=email)
    if is_new:
        Membership.objects.create(person=person, organisation=made, roles=["owner"], confirmed_by="owner",
                                  confirmed_at=timezone.now())  # fmt: skip
    return made, person


def acting(number: int) -> Actor:
    firm, person = company(number)
    return Actor(person.public_id, firm.public_id, frozenset({"supplier-owner"}))


def wish(row: Meetings, number: int, *ranked: int, seen: int = 0, **more: Any) -> Request:
    """Let a company wish for times by their places; for any time where none is said."""
    times = list(row.slots.order_by("starts_at", "team").values_list("public_id", flat=True))
    firm, person = company(number)
    told = {"ranked": [times[at] for at in ranked], "any_time": not ranked, "how": "physical", **more}
    return wishes.ask(meetings=row, company=firm, person=person, seen=seen, fields=told, by=acting(number))


def at(moment: datetime) -> AbstractContextManager[Any]:
    """Let it be another moment for a while."""
    return patch("django.utils.timezone.now", lambda: moment)


def secret(row: Meetings) -> str:
    assert row.secret
    return sealed.open_(row.secret)


def deadline(row: Meetings | None = None) -> datetime:
    found = (row.part if row else part()).deadline_at
    assert found
    return found


def after_deadline(row: Meetings | None = None) -> AbstractContextManager[Any]:
    return at(deadline(row) + timedelta(minutes=1))


def frozen(row: Meetings) -> Meetings:
    with after_deadline(row):
        drawing.freeze(meetings=row, by=people.actor(ADVISER))
    return again(row)


def drawn(row: Meetings, reason: str = "Vi har ikke flere dager.") -> Meetings:
    done = frozen(row)
    with after_deadline(row):
        drawing.draw_times(meetings=done, no_more_reason=reason, by=people.actor(ADVISER))
    return again(row)


def state(row: Meetings, number: int) -> str:
    return Request.objects.get(meetings=row, company=company(number)[0]).state


def request(row: Meetings, number: int) -> Request:
    return Request.objects.select_related("slot", "meetings__part__dialogue").get(
        meetings=row, company=company(number)[0]
    )
