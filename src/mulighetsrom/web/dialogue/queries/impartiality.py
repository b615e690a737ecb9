"""Who is out of a case because of an interest they have declared, and who has declared nothing yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar

from django.db.models import Q

from mulighetsrom.web.accounts.models import Membership, Person
from mulighetsrom.web.accounts.queries import people
from mulighetsrom.web.accounts.roles import May
from mulighetsrom.web.common.models import Event
from mulighetsrom.web.dialogue.models import Declaration, Dialogue
from mulighetsrom.web.drafting import queries as drafting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from django.db.models import Model, QuerySet

    from mulighetsrom.web.common.actor import Actor

    Row = TypeVar("Row", bound=Model)

ABOUT: Final = "dialogue.dialogue"
"""What events call a dialogue."""
workers: Final[list[Callable[[Dialogue], Iterable[str]]]] = []
"""Who works with a dialogue, by public ids: what each theme knows beside those who have done something with it."""


def standing() -> QuerySet[Declaration]:
    """Return the declarations that keep somebody out of a case."""
    return Declaration.objects.filter(interest=Declaration.Interest.SOME).exclude(decision=Declaration.Decision.RETURNS)


def is_shut_out(dialogue: Dialogue, person: str | None) -> bool:
    """Tell whether somebody, by their public id, is out of a case."""
    return bool(person) and standing().filter(dialogue=dialogue.pk, person__public_id=person).exists()


def shut_out(dialogue: Dialogue) -> set[str]:
    """Return who is out of a case, by public ids: they get no letter about it, and read nothing of it."""
    return set(standing().filter(dialogue=dialogue.pk).values_list("person__public_id", flat=True))


def open_to(rows: QuerySet[Row], by: Actor, dialogue: str = "pk") -> QuerySet[Row]:
    """Return those rows whose dialogue an actor is not out of; `dialogue` is the way to it ("part__dialogue")."""
    return rows.exclude(**{f"{dialogue}__in": standing().filter(person__public_id=by.person or "").values("dialogue")})


def closed_to(by: Actor) -> list[str]:
    """Return the public ids of the dialogues that an actor is out of."""
    return list(standing().filter(person__public_id=by.person or "").values_list("dialogue__public_id", flat=True))


def fit(dialogue: Dialogue, what: May | None = None) -> list[Person]:
    """Return the people of a dialogue's owner who are not out of the case, and may do something today, by name."""
    those = people.able(dialogue.owner, what) if what else people.members(dialogue.owner)
    found = those.exclude(person__public_id__in=shut_out(dialogue)).order_by("person__name", "id")
    return [one.person for one in found]


def fit_responsible(dialogue: Dialogue, what: May) -> Person | None:
    """Return who answers for a dialogue; while they are out of the case, or work with it no longer, somebody who may do
    `what`. None where nobody does.
    """
    if dialogue.responsible in fit(dialogue, May.WRITE):
        return dialogue.responsible
    return next(iter(fit(dialogue, what)), None)


@dataclass(frozen=True, slots=True)
class Working:
    """Somebody who works with a dialogue, and what they declared last."""

    person: Person
    declaration: Declaration | None

    @property
    def is_out(self) -> bool:
        last = self.declaration
        return last is not None and last.interest == last.Interest.SOME and last.decision != last.Decision.RETURNS


def working(dialogue: Dialogue) -> list[Working]:
    """Return everybody of the organisations behind a dialogue who works with it or has declared something, by name."""
    last = {one.person_id: one for one in dialogue.declarations.select_related("person", "decided_by").order_by("id")}
    known = _ids(dialogue) | {one.person.public_id for one in last.values()}
    members = Membership.objects.filter(organisation__in=drafting.behind(dialogue), ended_at=None, waits=False)
    those = Person.objects.filter(public_id__in=known, pk__in=members.values("person")).order_by("name", "id")
    return [Working(one, last.get(one.pk)) for one in those]


def undeclared(by: Actor) -> QuerySet[Dialogue]:
    """Return the dialogues that go on, that a person has worked with, and of which they have declared nothing."""
    done = Event.objects.filter(by=by.person or "-", about_type=ABOUT)
    going = drafting.of(Dialogue.objects.exclude(stage__in=["closed", "cancelled"]), by)
    mine = going.filter(Q(public_id__in=done.values("about_id")) | Q(responsible__public_id=by.person or ""))
    return mine.exclude(declarations__person__public_id=by.person or "").order_by("id")


def undecided(by: Actor) -> QuerySet[Declaration]:
    """Return the interests declared in the dialogues of an actor's organisation that somebody else must decide on."""
    own = standing().filter(decision="", dialogue__owner__public_id=by.acting_for or "")
    others = own.exclude(person__public_id=by.person or "")
    return open_to(others, by, "dialogue").select_related("dialogue", "person").order_by("id")


def declared_by(person: str) -> Iterator[dict[str, Any]]:
    """Yield what a person has declared, and what was decided, as JSON takes it."""
    for one in Declaration.objects.filter(person__public_id=person).select_related("dialogue").order_by("id"):
        told = {"interest": one.interest, "text": one.text, "decision": one.decision, "reason": one.reason}
        yield {"dialogue": one.dialogue.public_id, "declared_at": one.declared_at.isoformat(), **told}


def _ids(dialogue: Dialogue) -> set[str]:
    done = Event.objects.filter(about_type=ABOUT, about_id=dialogue.public_id)
    of_themes = {one for find in workers for one in find(dialogue)}
    return {dialogue.responsible.public_id, *done.values_list("by", flat=True), *of_themes} - {""}
