"""Reads of conferences and workshops: what everybody sees, what somebody signed up, what the municipality must know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.utils import timezone

from mulighetsrom.web.accounts.queries import people as accounts
from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.common import sealed
from mulighetsrom.web.dialogue import log, opening, stages
from mulighetsrom.web.dialogue.models import Material, Part, Participant, Seats, SignUp

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.db.models import QuerySet

    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.dialogue.models import Dialogue

State = Participant.State
KINDS: Final = (Part.Kind.CONFERENCE, Part.Kind.WORKSHOP)
COMING: Final = (State.SEATED, State.WAITING)
WAYS: Final = {
    Part.How.PHYSICAL: (Seats.How.ROOM,),
    Part.How.VIDEO: (Seats.How.STREAM,),
    Part.How.BOTH: (Seats.How.ROOM, Seats.How.STREAM),
}
"""How people can come, by how a part is held."""


def ways(part: Part) -> tuple[Seats.How, ...]:
    """Return how people can come to a part."""
    return WAYS.get(Part.How(part.how), ()) if part.how else ()


def takes_sign_ups(part: Part) -> bool:
    """Tell whether to offer the form; the action asks the database's clock."""
    in_time = part.deadline_at is None or timezone.now() <= part.deadline_at
    return opening.takes_part(part) and bool(part.how) and in_time


def is_ahead(part: Part) -> bool:
    """Tell whether the event has not begun: until then people withdraw, and the waiting list moves."""
    return part.starts_at is None or timezone.now() < part.starts_at


def is_over(part: Part) -> bool:
    return part.ends_at is not None and part.ends_at <= timezone.now()


def is_its_day(part: Part) -> bool:
    """Tell whether people can be checked in: from the day of the event on."""
    return part.starts_at is not None and timezone.localdate(part.starts_at) <= timezone.localdate()


def seats(part: Part) -> list[Seats]:
    """Return the seats of each way to come, also where nobody has said how many there are."""
    kept = {one.how: one for one in part.seats.all()}
    return [kept.get(how, Seats(part=part, how=how)) for how in ways(part)]


def waiting(part: Part) -> dict[str, int]:
    """Return how many wait for each kind of seat; for the municipality."""
    counted = Count("participants", filter=Q(participants__state=State.WAITING))
    return dict(part.seats.annotate(waits=counted).values_list("how", "waits"))


def listed(part: Part) -> QuerySet[SignUp]:
    """Return the companies that come and let everybody know, by name, with `named`: the people who agreed to it.

    Those who let nobody know are not read at all.
    """
    shown = part.sign_ups.filter(shown__in=[SignUp.Shown.COMPANY, SignUp.Shown.PEOPLE], forgotten_at=None)
    agreed = Participant.objects.filter(state=State.SEATED, sign_up__shown=SignUp.Shown.PEOPLE)
    with_seats = shown.filter(participants__state=State.SEATED).distinct()
    named = Prefetch("participants", agreed.order_by("name", "id"), to_attr="named")
    return with_seats.prefetch_related(named).order_by("company", "id")


def mine(part: Part, by: Actor, *, withdrawn: bool = False) -> QuerySet[SignUp]:
    """Return what somebody has signed up themselves, or the company that they act for; also `withdrawn` if asked.

    What they signed up for a company that they have left is that company's.
    """
    found = with_people(part.sign_ups.filter(_own(by), forgotten_at=None))
    return found if withdrawn else found.filter(withdrawn_at=None)


def ahead(by: Actor) -> QuerySet[SignUp]:
    """Return what `mine` is of all events that are still to be held, the first one first."""
    planned = {"part__state": Part.State.PLANNED, "part__starts_at__gt": timezone.now()}
    found = SignUp.objects.filter(_own(by), forgotten_at=None, withdrawn_at=None, **planned)
    return found.exclude(confirmed_at=None).select_related("part__dialogue").order_by("part__starts_at", "id")


def _own(by: Actor) -> Q:
    if not by.person:
        return Q(pk=None)
    still = Q(organisation=None) | Q(organisation__in=accounts.organisations(by.person))
    own = Q(person__public_id=by.person) & still
    if by.acting_for and may(by, May.OFFER):
        own |= Q(organisation__public_id=by.acting_for)
    return own


def seated_for(part: Part, person: str, address: str) -> QuerySet[SignUp]:
    """Return what has a place at an event: of a guest's, and of a person's and the companies that they act for.

    Whoever signed up as a guest and has an account gets one letter, as that person: it is for both.
    """
    mine = Q(person=None, email__iexact=address)
    if person:
        mine |= Q(person__public_id=person, organisation=None) | Q(organisation__in=accounts.organisations(person))
    found = part.sign_ups.filter(mine, withdrawn_at=None, forgotten_at=None, participants__state=State.SEATED)
    people = found.exclude(confirmed_at=None).select_related("part__dialogue__owner", "person", "organisation")
    return people.distinct().order_by("id")


def with_people(sign_ups: QuerySet[SignUp]) -> QuerySet[SignUp]:
    """Fetch with each sign-up who comes by it, and in which way."""
    people = Participant.objects.select_related("seats").order_by("id")
    return sign_ups.select_related("part__dialogue__owner", "organisation", "person", "needs").prefetch_related(
        Prefetch("participants", people)
    )


def signed_up(part: Part) -> QuerySet[SignUp]:
    """Return all that is signed up and confirmed for a part, by company, also what was withdrawn."""
    return with_people(part.sign_ups.exclude(confirmed_at=None)).order_by("company", "id")


def at_the_door(part: Part) -> QuerySet[Participant]:
    """Return who has a seat in the room, by name."""
    in_room = Participant.objects.filter(seats__part=part, seats__how=Seats.How.ROOM, state=State.SEATED)
    found = in_room.select_related("seats__part__dialogue", "sign_up__organisation")
    return found.order_by("name", "id")


def released_materials(part: Part) -> QuerySet[Material]:
    """Return what everybody can read of what was shown, in the order it was gathered."""
    return part.materials.exclude(released_at=None).select_related("file").order_by("released_at", "id")


def waiting_materials(part: Part) -> QuerySet[Material]:
    """Return what waits to be released; for the event's own people."""
    return part.materials.filter(released_at=None).select_related("file").order_by("id")


def held(dialogue: Dialogue, now: datetime) -> QuerySet[Part]:
    """Return the events of a dialogue that have begun, with all who signed up, for the record."""
    begun = dialogue.parts.filter(kind__in=KINDS, state=Part.State.PLANNED, starts_at__lte=now)
    everybody = SignUp.objects.prefetch_related(Prefetch("participants", Participant.objects.order_by("id")))
    return begun.prefetch_related(Prefetch("sign_ups", everybody.order_by("company", "id"))).order_by("starts_at", "id")


def came(dialogue: Dialogue, now: datetime) -> QuerySet[SignUp]:
    """Return what was signed up, and not withdrawn, for the events of a dialogue that have begun."""
    begun = SignUp.objects.filter(part__dialogue=dialogue, part__state=Part.State.PLANNED, part__starts_at__lte=now)
    standing = begun.exclude(confirmed_at=None).filter(withdrawn_at=None, participants__state=State.SEATED)
    return standing.select_related("part", "organisation").distinct().order_by("company", "id")


def materials(dialogue: Dialogue) -> QuerySet[Material]:
    """Return what everybody can read of what was shown in a dialogue, in the order of its release."""
    shown = Material.objects.filter(part__dialogue=dialogue).exclude(released_at=None)
    return shown.select_related("file", "part").order_by("released_at", "id")


def without_materials(owner: str) -> QuerySet[Part]:
    """Return the events of an organisation's open dialogues that were held, and of which nothing is released."""
    held = Part.objects.filter(kind__in=KINDS, state=Part.State.PLANNED, ends_at__lt=timezone.now())
    ours = held.filter(dialogue__owner__public_id=owner, dialogue__stage__in=stages.PUBLIC)
    told = Material.objects.filter(part=OuterRef("pk")).exclude(released_at=None)
    return ours.exclude(Exists(told)).select_related("dialogue").order_by("ends_at", "id")


def who(sign_up: SignUp) -> log.Somebody:
    """Return whom the log tells of: the company that is here, else what a guest calls theirs."""
    if sign_up.organisation:
        return log.Somebody(sign_up.organisation.public_id, sign_up.organisation.name)
    return log.Somebody(sign_up.public_id, sign_up.company)


def place_in_line(one: Participant) -> int:
    """Return how many are on the waiting list up to and with somebody."""
    return one.seats.participants.filter(state=State.WAITING, number__lte=one.number).count()


def of_person(person: str) -> Iterator[dict[str, Any]]:
    """Yield what somebody has signed up for conferences and workshops, as JSON takes it."""
    found = with_people(SignUp.objects.filter(person__public_id=person)).order_by("id")
    for one in found:
        told = {"dialogue": one.part.dialogue.public_id, "part": one.part.public_id, "company": one.company}
        people = [
            {"name": who.name, "role": who.role, "how": who.seats.how, "state": who.state}
            for who in one.participants.all()
        ]
        needs = sealed.legible(one.needs) if one.needs else ""
        yield told | {"shown": one.shown, "needs": needs, "people": people, "at": one.created_at.isoformat()}
