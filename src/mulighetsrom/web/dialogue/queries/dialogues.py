"""Reads of dialogues: what everybody sees, what their own people see, and what a version is to hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from mulighetsrom.web.dialogue import stages
from mulighetsrom.web.dialogue.models import Dialogue, Part, Slot, TeamMember, Version
from mulighetsrom.web.dialogue.queries import impartiality
from mulighetsrom.web.dialogue.queries import input as input_
from mulighetsrom.web.drafting import queries as drafting
from mulighetsrom.web.drafting import waiting
from mulighetsrom.web.needs.queries import needs

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.drafting.fields import Content
    from mulighetsrom.web.needs.models import Need

TOLD: Final = ("kind", "title", "text", "how", "place", "programme", "state")
MOMENTS: Final = ("starts_at", "ends_at", "deadline_at")


def public() -> QuerySet[Dialogue]:
    """Return the dialogues that everybody can read; show their versions, never their drafts."""
    return Dialogue.objects.filter(stage__in=stages.PUBLIC).select_related("owner").defer("draft")


def of(by: Actor) -> QuerySet[Dialogue]:
    """Return the dialogues whose invitation in work an actor may read: their organisation's, or that it is asked to
    stand behind; none whose case they are out of.
    """
    return impartiality.open_to(drafting.of(Dialogue.objects.all(), by), by)


def with_titles(dialogues: QuerySet[Dialogue]) -> QuerySet[Dialogue]:
    """Annotate `public_title`: the title that everybody can read, from the newest version, None before there is one."""
    versions = Version.objects.filter(dialogue=OuterRef("pk")).order_by("-number")
    return dialogues.annotate(public_title=Subquery(versions.values("content__title")[:1]))


def open_now() -> QuerySet[Dialogue]:
    """Return the open dialogues."""
    return public().filter(stage=Dialogue.Stage.OPEN)


def going_on() -> QuerySet[Dialogue]:
    """Return the open dialogues, that with the next deadline first, with their titles."""
    found = with_titles(open_now()).prefetch_related("parts")
    return found.order_by(soonest().asc(nulls_last=True), "id")


def soonest() -> Subquery:
    """Return the next deadline of the dialogue that an outer query looks at, None where none lies ahead."""
    ahead = Part.objects.filter(dialogue=OuterRef("pk"), state=Part.State.PLANNED, deadline_at__gt=timezone.now())
    return Subquery(ahead.order_by("deadline_at").values("deadline_at")[:1])


def done() -> QuerySet[Dialogue]:
    """Return the dialogues that take nothing any more, newest first, with their titles."""
    return with_titles(public().exclude(stage=Dialogue.Stage.OPEN)).prefetch_related("parts").order_by("-id")


def about(dialogue: Dialogue) -> QuerySet[Need]:
    """Return the needs a dialogue is about that everybody can read, with their titles."""
    return needs.with_titles(needs.public().filter(pk__in=dialogue.about.values("need"))).order_by("id")


def to_choose(dialogue: Dialogue) -> QuerySet[Need]:
    """Return the public needs that a dialogue can be about: its owner's, and those it is about already."""
    own = Q(owner=dialogue.owner_id) & ~Q(stage="dropped")
    chosen = Q(pk__in=dialogue.about.values("need"))
    return needs.with_titles(needs.public().filter(own | chosen)).order_by("-id")


def own_needs(by: Actor) -> QuerySet[Need]:
    """Return the public needs of the organisation an actor acts for, newest first, with their titles."""
    own = needs.public().filter(owner__public_id=by.acting_for).exclude(stage="dropped")
    return needs.with_titles(own).order_by("-id")


def alive() -> QuerySet[Dialogue]:
    """Return the dialogues that something is still to be done with, published or not."""
    return Dialogue.objects.exclude(stage__in=(Dialogue.Stage.CLOSED, Dialogue.Stage.CANCELLED))


def unanswered() -> QuerySet[Dialogue]:
    """Return the public dialogues that have not ended with an answer."""
    return Dialogue.objects.filter(stage__in=(Dialogue.Stage.OPEN, Dialogue.Stage.STOPPED))


def open_of(person: str, organisation: str) -> QuerySet[Dialogue]:
    """Return the dialogues that a person answers for in an organisation, and that are not over."""
    return waiting.titled(alive().filter(owner__public_id=organisation, responsible__public_id=person))


def snapshot(dialogue: Dialogue) -> Content:
    """Return what a version of an invitation holds: the text, the needs by id, and the parts as they are then."""
    draft: Content = dialogue.draft
    about_ = list(dialogue.about.order_by("id").values_list("need__public_id", flat=True))
    return draft | {"needs": about_, "parts": [part_snapshot(part) for part in dialogue.parts.order_by("id")]}


def part_snapshot(part: Part) -> dict[str, Any]:
    """Return a part as JSON takes it."""
    moments = {name: getattr(part, name) for name in MOMENTS}
    told = {name: at.isoformat() if at else None for name, at in moments.items()}
    asked = input_.snapshot(part) if part.kind in input_.KINDS else {}
    return {"id": part.public_id} | {name: getattr(part, name) for name in TOLD} | told | asked


def lost_with(part: Part) -> dict[str, int]:
    """Return how much somebody has written for a part, besides its days, that goes with it; by what it is."""
    return {
        "programme": len(part.programme),
        "questions": part.asked.count(),
        "papers": part.papers.count(),
        "times": Slot.objects.filter(meetings__part=part).count(),
        "members": TeamMember.objects.filter(meetings__part=part).count(),
    }
