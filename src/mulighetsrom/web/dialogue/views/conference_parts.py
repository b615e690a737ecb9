"""What conferences and workshops put on the page where a municipality works with its dialogue, and on its desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.common import workdays
from mulighetsrom.web.common.registry import Task
from mulighetsrom.web.dialogue import conference, told
from mulighetsrom.web.dialogue.queries import conference as queries
from mulighetsrom.web.dialogue.views.conference import counts, runs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.utils.safestring import SafeString

    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.dialogue.models import Dialogue

DAYS_TO_RELEASE: Final = 5
"""Working days from an event until its materials should be there for everybody."""


def work(request: Request, dialogue: Dialogue) -> SafeString | None:
    """Write how many come to each event, and the ways to look after it."""
    events = list(dialogue.parts.filter(kind__in=queries.KINDS).order_by("starts_at", "id"))
    if not events or not runs(events[0], request.actor):
        return None
    shown = [(one, told.Told(one).name, counts(one)) for one in events]
    return render_to_string("dialogue/conference_work.html", {"events": shown, "dialogue": dialogue})


def waits(by: Actor) -> Iterator[Task]:
    """Yield the events one has signed up for, and of one's own those that were held and nothing is released of yet."""
    for one in queries.ahead(by):
        url = reverse("dialogue:own_sign_up", args=[one.part.dialogue.public_id, one.part.public_id, one.public_id])
        due = timezone.localdate(one.part.starts_at)
        yield Task(conference.name(one.part), url, _("Your sign-up"), due=due, waits_for_others=True, verbatim=True)
    if by.acting_for and may(by, May.PUBLISH):
        yield from _to_release(by.acting_for)


def _to_release(organisation: str) -> Iterator[Task]:
    for part in queries.without_materials(organisation):
        workshop = part.kind == part.Kind.WORKSHOP
        kind = _("Publish the result of the workshop") if workshop else _("Release the materials")
        url = reverse("dialogue:materials", args=[part.dialogue.public_id, part.public_id])
        due = workdays.add(timezone.localdate(part.ends_at), DAYS_TO_RELEASE)
        yield Task(conference.name(part), url, kind, due=due, verbatim=True)
