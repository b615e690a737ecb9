"""What the tests of conferences share: events to sign up for, and short ways to do it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from mulighetsrom.web.accounts.models import Person
from mulighetsrom.web.common.actor import VISITOR, Actor
from mulighetsrom.web.common.mail import queries as mails
from mulighetsrom.web.common.models import Mail
from mulighetsrom.web.dialogue.actions import seats, sign_ups
from mulighetsrom.web.dialogue.models import Dialogue, Part, Participant, Seats, SignUp
from tests.web import dialogue_samples as samples
from tests.web import people

if TYPE_CHECKING:
    from collections.abc import Mapping

NOTHING = {"shown": "nobody", "needs": ""}


def event(*, how: str = "physical", kind: str = "conference", **more: Any) -> Part:
    """Make an event of the open dialogue that nobody has signed up for."""
    return samples.part(Dialogue.objects.get(public_id=samples.OPEN), kind, how=how, place="Kultursalen", **more)


def room(part: Part, capacity: int | None, how: str = "room") -> None:
    """Say how many can come: at first as before publishing, later as one may afterwards."""
    _row, is_new = Seats.objects.get_or_create(part=part, how=how, defaults={"capacity": capacity})
    if not is_new:
        add_room(part, capacity, how)


def add_room(part: Part, capacity: int | None, how: str = "room") -> None:
    seats.set_capacity(part=part, capacities={how: capacity}, by=people.actor("adviser"))


def somebody(*names: str, how: str = "room", role: str = "") -> list[Mapping[str, str]]:
    return [{"name": name, "role": role, "how": how} for name in names]


def actor(number: int) -> Actor:
    """Return a person of the test's own who has logged in, for nobody."""
    person = Person.objects.create(name=f"Person {number}", email=f"person{number}@firma.example")
    return Actor(person=person.public_id)


def sign_up(part: Part, *names: str, by: Actor, how: str = "room", **fields: Any) -> SignUp:
    told = NOTHING | {"company": "Firma AS"} | fields
    return sign_ups.sign_up(part=part, organisation=None, fields=told, people=somebody(*names, how=how), by=by)


def guest(
    part: Part, email: str, *names: str, how: str = "room", sent_from: str = "192.0.2.1", **fields: Any
) -> SignUp:
    told = NOTHING | {"company": "Gjest AS", "email": email, "language": "nb"} | fields
    who = somebody(*names, how=how)
    return sign_ups.sign_up_as_guest(part=part, fields=told, people=who, sent_from=sent_from, by=VISITOR)


def states(part: Part) -> dict[str, str]:
    """Return what each has got, in the order they came."""
    found = Participant.objects.filter(seats__part=part).order_by("number", "id")
    return {one.name: one.state for one in found}


def letters(address: str) -> list[mails.Words]:
    """Return what was sent to an address, the newest first."""
    return [mails.words(mail) for mail in Mail.objects.filter(address=address, state="sent").order_by("-id")]


def link(text: str) -> str:
    """Return the path and query of the first address of ours in a letter that holds a code."""
    found = re.search(r"https?://[^/\s]+(/\S+\?kode=[0-9a-f]{40})", text)
    assert found, text
    return found[1]
