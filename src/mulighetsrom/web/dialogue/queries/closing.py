"""Reads of how dialogues end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Prefetch, Q

from mulighetsrom.web.dialogue.models import Answer, Competition, Deciding, Dialogue, Part, SummaryVersion
from mulighetsrom.web.dialogue.queries import dialogues
from mulighetsrom.web.needs.models import Need

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from mulighetsrom.web.accounts.models import Organisation, Person
    from mulighetsrom.web.common.actor import Actor


def competition(dialogue: Dialogue) -> Competition | None:
    """Return the competition that was announced after a dialogue."""
    return Competition.objects.filter(dialogue=dialogue).first()


def who_stopped(dialogue: Dialogue) -> Person | None:
    found = Competition.objects.filter(dialogue=dialogue).select_related("stopped_by").first()
    return found.stopped_by if found else None


def who_decides(dialogue: Dialogue) -> Person | None:
    """Return who said that it is still being decided."""
    found = Deciding.objects.filter(dialogue=dialogue).select_related("said_by").first()
    return found.said_by if found else None


def answers(dialogue: Dialogue) -> QuerySet[Answer]:
    """Return what was answered, newest first."""
    return Answer.objects.filter(dialogue=dialogue).order_by("-number")


def deadlines_ahead(dialogue: Dialogue, now: datetime) -> QuerySet[Part]:
    """Return the parts of an open dialogue that companies can still take part in, the first deadline first."""
    parts = dialogue.parts.filter(dialogue__stage=Dialogue.Stage.OPEN, state=Part.State.PLANNED, deadline_at__gt=now)
    return parts.order_by("deadline_at", "pk")


def deciding(dialogue: Dialogue) -> Deciding | None:
    """Return that somebody still decides, and by when there are news."""
    return Deciding.objects.filter(dialogue=dialogue).first()


def waiting() -> QuerySet[Dialogue]:
    """Return the dialogues that everybody can read and that have no answer yet, with what tells when it is due.

    One whose competition is announced has none before it tells what was heard.
    """
    silent = Q(stage=Dialogue.Stage.OPEN) | Q(stage=Dialogue.Stage.STOPPED, summaries=None)
    return with_ends(Dialogue.objects.filter(silent).select_related("owner", "responsible"))


def waiting_for(by: Actor) -> QuerySet[Dialogue]:
    """Return those that an actor answers for."""
    return waiting().filter(responsible__public_id=by.person, owner__public_id=by.acting_for)


def with_ends(dialogues: QuerySet[Dialogue]) -> QuerySet[Dialogue]:
    """Load with dialogues what `due` asks them for."""
    heard = Prefetch("summaries", SummaryVersion.objects.only("dialogue"))
    return dialogues.select_related("deciding").prefetch_related("parts", "answers", heard).order_by("id")


def told() -> QuerySet[Dialogue]:
    """Return all dialogues that everybody can read, with their titles and what tells where they stand."""
    return with_ends(dialogues.with_titles(dialogues.public()))


def told_by(owner: Organisation) -> QuerySet[Dialogue]:
    """Return those of a buyer, newest first."""
    return told().filter(owner=owner).order_by("-id")


def needs_left(dialogue: Dialogue) -> QuerySet[Need]:
    """Return the needs of a dialogue that nothing has come of yet, for whoever answered that nothing will."""
    return dialogue.needs.filter(stage__in=[Need.Stage.PUBLISHED, Need.Stage.IN_DIALOGUE]).order_by("id")
