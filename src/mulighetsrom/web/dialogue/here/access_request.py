"""What access requests add to the pages, the letters and the desks of others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mulighetsrom.web.accounts import access as accounts
from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.common import registry, workdays
from mulighetsrom.web.common.registry import Task
from mulighetsrom.web.dialogue import dossier, named
from mulighetsrom.web.dialogue.access import access_request as access
from mulighetsrom.web.dialogue.actions.access_request import DAYS_TO_ANSWER
from mulighetsrom.web.dialogue.dossier import access_request as dossier_of_access_request
from mulighetsrom.web.dialogue.letters import access_request as letters_of_access_request
from mulighetsrom.web.dialogue.models import AccessRequest
from mulighetsrom.web.dialogue.queries import access_request as queries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.utils.safestring import SafeString

    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.dialogue.models import Dialogue


def register() -> None:
    registry.letters |= letters_of_access_request.KINDS
    registry.secret_letters.update(letters_of_access_request.KINDS)
    registry.parts["dialogue:work"].append(work)
    registry.desk.append(waits)
    dossier.chapters.append(dossier_of_access_request.chapters)


def work(request: Request, dialogue: Dialogue) -> SafeString | None:
    """Lead those who decide access requests to them."""
    if not dialogue.is_public or not access.answers_for(dialogue, by=request.actor):
        return None
    open_ = queries.of(dialogue).exclude(state=AccessRequest.State.DECIDED).count()
    return render_to_string("dialogue/access_work.html", {"dialogue": dialogue, "open": open_})


def waits(by: Actor) -> Iterator[Task]:
    """Yield the requests that the actor decides, and what their company is asked."""
    if by.acting_for and may(by, May.ARCHIVE):
        for one in queries.undecided(by):
            address = reverse("dialogue:access_request", args=[one.dialogue.public_id, one.public_id])
            due = workdays.add(one.received_date, DAYS_TO_ANSWER)
            yield Task(named.title(one.dialogue), address, _("Access request"), due=due, verbatim=True)
    if by.acting_for and may(by, May.OFFER):
        for hearing in queries.of_company(accounts.acting_for(by=by)):
            dialogue, due = hearing.request.dialogue, timezone.localtime(hearing.deadline_at).date()
            address = reverse("dialogue:hearing", args=[dialogue.public_id, hearing.public_id])
            yield Task(named.title(dialogue), address, _("Access request to answer"), due=due, verbatim=True)
