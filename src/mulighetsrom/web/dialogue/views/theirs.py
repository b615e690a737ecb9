"""On a need's, a plan's and an organisation's page: the dialogues that everybody can read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.dialogue import told
from mulighetsrom.web.dialogue.models import Dialogue
from mulighetsrom.web.dialogue.queries import finding
from mulighetsrom.web.needs.models import Need

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.utils.safestring import SafeString
    from django_stubs_ext import StrOrPromise

    from mulighetsrom.web.accounts.models import Organisation
    from mulighetsrom.web.common.http import Request

MOST: Final = 5
"""How many dialogues another page lists; the list of all is one click away."""


def of_need(request: Request, need: Need) -> SafeString | None:
    """Show the dialogues about a need, and let its own people invite to one."""
    own = request.actor.acting_for == need.owner.public_id and may(request.actor, May.WRITE)
    begins = need.public_id if own and need.stage in {Need.Stage.PUBLISHED, Need.Stage.IN_DIALOGUE} else ""
    return _part(request, finding.of_need(need), _("Dialogues about this need"), begins=begins)


def of_plan(request: Request, owner: Organisation) -> SafeString | None:
    """Show beside an organisation's plan the dialogues that can be joined now."""
    return _part(request, finding.of_organisation(owner).filter(stage=Dialogue.Stage.OPEN), _("Dialogues you can join"))


def of_organisation(request: Request, organisation: Organisation) -> SafeString | None:
    """Show the dialogues that an organisation invites to, the newest and those that are open first."""
    if organisation.is_supplier:
        return None
    return _part(request, finding.of_organisation(organisation), _("Dialogues"), owner=organisation.public_id)


def _part(
    request: Request, rows: QuerySet[Dialogue], title: StrOrPromise, *, owner: str = "", begins: str = ""
) -> SafeString | None:
    found = list(rows[: MOST + 1])
    until = told.next_deadlines([one.public_id for one in found])
    context = {
        "title": title,
        "shown": [(one, until.get(one.public_id, ())) for one in found[:MOST]],
        "owner": owner if len(found) > MOST else "",
        "begins": begins,
    }
    return render_to_string("dialogue/theirs.html", context, request) if found or begins else None
