"""Reads of the plans of dialogues: what is next in one, and what waits for whom in all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone

from mulighetsrom.web.dialogue import timeline
from mulighetsrom.web.dialogue.models import Dialogue, PlanLine, Version
from mulighetsrom.web.dialogue.queries import impartiality

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from mulighetsrom.web.accounts.models import Person

GOES_ON: Final = (Dialogue.Stage.UNPUBLISHED, Dialogue.Stage.OPEN, Dialogue.Stage.STOPPED)
"""The stages in which something is still to be done."""
_FOR_TED: Final = Q(
    dialogue__stage=Dialogue.Stage.UNPUBLISHED, dialogue__text=Dialogue.Text.APPROVED,
    dialogue__doffin_form=Dialogue.Form.EEA,
)  # fmt: skip
DOFFIN_IS_TOLD: Final = Q(kind=timeline.DOFFIN, dialogue__responsible=F("responsible")) & (
    Q(dialogue__stage=Dialogue.Stage.OPEN) | _FOR_TED
)
"""The lines about Doffin of whose dialogue the desk tells the same person by itself (`queries.doffin`)."""


def lines(dialogue: Dialogue) -> QuerySet[PlanLine]:
    """Return a plan, in order."""
    return PlanLine.objects.filter(dialogue=dialogue).select_related("part", "responsible").order_by("due_at", "id")


def ahead(dialogue: Dialogue) -> QuerySet[PlanLine]:
    """Return what is still to be done; a deadline that has passed is over by itself."""
    return lines(dialogue).filter(_to_do())


def over(dialogue: Dialogue) -> QuerySet[PlanLine]:
    """Return what has been done, or is past."""
    return lines(dialogue).exclude(_to_do())


def waiting(person: str, organisation: str) -> QuerySet[PlanLine]:
    """Return what a person has to do in the dialogues of an organisation that go on, with those dialogues."""
    mine = PlanLine.objects.filter(responsible__public_id=person, dialogue__owner__public_id=organisation)
    going = mine.filter(_to_do(), dialogue__stage__in=GOES_ON)
    return going.select_related("dialogue", "part").order_by("due_at", "id")


def of_person(person: Person) -> QuerySet[PlanLine]:
    """Return what a person has to do wherever they work, for their calendar, with each dialogue's `public_title`: None
    before it is public.
    """
    mine = PlanLine.objects.filter(responsible=person, done_at=None, dialogue__stage__in=GOES_ON)
    works = mine.filter(dialogue__owner__memberships__in=person.memberships.filter(ended_at=None, waits=False))
    versions = Version.objects.filter(dialogue=OuterRef("dialogue")).order_by("-number")
    out = impartiality.standing().filter(person=person)
    titled = works.exclude(dialogue__in=out.values("dialogue")).annotate(
        public_title=Subquery(versions.values("content__title")[:1])
    )
    return titled.select_related("dialogue").order_by("due_at", "id")


def helped_with(person: str, organisation: str) -> QuerySet[Dialogue]:
    """Return the dialogues of an organisation that somebody else answers for, and that a person has a part in."""
    lines = waiting(person, organisation).exclude(dialogue__responsible__public_id=person)
    return Dialogue.objects.filter(pk__in=lines.order_by().values("dialogue")).order_by("-id")


def _to_do() -> Q:
    return Q(done_at=None) & ~Q(kind__in=timeline.OF_PART, due_at__lte=timezone.now())
