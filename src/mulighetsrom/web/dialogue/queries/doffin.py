"""Reads about Doffin: what a dialogue's notice says, which dialogue a notice is, and which pages may go public."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from mulighetsrom.notices.reference import cpv
from mulighetsrom.web.common.addresses import absolute
from mulighetsrom.web.dialogue import embargo, timeline
from mulighetsrom.web.dialogue.doffin import Event, Sheet, parse
from mulighetsrom.web.dialogue.doffin.events import differ
from mulighetsrom.web.dialogue.models import Dialogue, Entry, Part, PlanLine
from mulighetsrom.web.dialogue.queries import dialogues
from mulighetsrom.web.drafting import places
from mulighetsrom.web.drafting import queries as drafting

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from mulighetsrom.web.accounts.models import Organisation
    from mulighetsrom.web.common.actor import Actor


def sheet(dialogue: Dialogue) -> Sheet:
    """Return a dialogue's notice as its invitation is now: the text in work, its parts, the public needs behind it."""
    language = str(dialogue.draft.get("language") or "nb")
    with override(language):
        url = absolute(reverse("dialogue:dialogue", kwargs={"public_id": dialogue.public_id}))
    about = [version.content for need in dialogues.about(dialogue) if (version := drafting.newest(need))]
    codes = dict.fromkeys(code for content in about for code in content.get("cpv", []))
    behind = drafting.behind(dialogue)
    numbers = dict.fromkeys(number for content in about for number in content.get("places", []))
    return Sheet(
        form=dialogue.doffin_form,
        content=dialogue.draft,
        events=events(dialogue, url),
        buyers=[(one.name, one.number) for one in behind],
        url=url,
        planned=dialogue.planned_date,
        cpv=[(code, cpv.label(code, "nb")) for code in codes],
        places=[(number, places.name(number)) for number in numbers] or [_place(one) for one in behind],
    )


def events(dialogue: Dialogue, url: str) -> list[Event]:
    """Return the parts that are held, the first one first, each with the address where one takes part."""
    held = dialogue.parts.filter(state=Part.State.PLANNED)
    return [_event(part, url) for part in held.order_by(Coalesce("starts_at", "deadline_at"), "id")]


def earlier_numbers(dialogue: Dialogue) -> list[str]:
    """Return the numbers that a dialogue's notice had before, as its log tells them, the latest first."""
    lines = Entry.objects.filter(dialogue=dialogue, kind="renumbered").order_by("-number")
    earlier = dict.fromkeys(facts["old"] for facts in lines.values_list("facts", flat=True))
    return [number for number in earlier if number != dialogue.doffin_number]


def with_number(number: str) -> QuerySet[Dialogue]:
    """Return the dialogue that a notice on Doffin announces, if any."""
    return Dialogue.objects.filter(doffin_number=number)


def of_notice(number: str) -> Dialogue | None:
    """Return the public dialogue that a notice on Doffin announces, with its title."""
    return dialogues.with_titles(dialogues.public().filter(doffin_number=number)).first() if number else None


def has_moved(dialogue: Dialogue, notice: str) -> bool:
    """Tell whether a notice's text tells of an event at another time than it has now."""
    now = events(dialogue, "")
    return any(all(one.kind != told.kind or differ(one, told) for one in now) for told in parse(notice))


def to_release(now: datetime) -> QuerySet[Dialogue]:
    """Return the dialogues whose approved invitation TED had its time for, and that nobody reads yet."""
    free = Q(ted_date__lte=timezone.localdate(now)) | Q(sent_at__lte=now - embargo.WAIT)
    waits = Dialogue.objects.filter(stage=Dialogue.Stage.UNPUBLISHED, text=Dialogue.Text.APPROVED)
    return waits.filter(free, doffin_form=Dialogue.Form.EEA).select_related("owner", "released_by").order_by("id")


def unannounced(by: Actor) -> QuerySet[Dialogue]:
    """Return the open dialogues that an actor answers for, and that Doffin does not tell of."""
    mine = Dialogue.objects.filter(responsible__public_id=by.person, owner__public_id=by.acting_for)
    return _with_day(mine.filter(stage=Dialogue.Stage.OPEN, doffin_number="")).order_by("id")


def waits_for_ted(by: Actor) -> QuerySet[Dialogue]:
    """Return the approved invitations on form 4 that an actor answers for and nobody reads yet."""
    mine = Dialogue.objects.filter(responsible__public_id=by.person, owner__public_id=by.acting_for)
    waits = mine.filter(stage=Dialogue.Stage.UNPUBLISHED, text=Dialogue.Text.APPROVED)
    return _with_day(waits.filter(doffin_form=Dialogue.Form.EEA)).order_by("id")


def _with_day(rows: QuerySet[Dialogue]) -> QuerySet[Dialogue]:
    """Load with dialogues when the plan says that they are announced, as `announce_by`."""
    line = PlanLine.objects.filter(dialogue=OuterRef("pk"), kind=timeline.DOFFIN, done_at=None)
    return rows.annotate(announce_by=Subquery(line.values("due_at")[:1]))


def _event(part: Any, url: str) -> Event:
    return Event(
        kind=part.kind,
        title=part.title,
        starts=part.starts_at,
        ends=part.ends_at,
        place=part.place,
        how=part.how,
        deadline=part.deadline_at,
        url=url,
        programme=tuple(f"{item.get('at', '')} {item.get('what', '')}".strip() for item in part.programme),
    )


def _place(organisation: Organisation) -> tuple[str, str]:
    return organisation.municipality or organisation.county, organisation.name
