"""What came of dialogues, buyer by buyer: shares with their counts, and every dialogue behind a number."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulighetsrom.web.accounts import access as accounts
from mulighetsrom.web.common import floods, written
from mulighetsrom.web.common.components import Cell, Column, Link, Table
from mulighetsrom.web.dialogue import due, tally, trails
from mulighetsrom.web.dialogue.queries import closing as queries

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.utils.safestring import SafeString

    from mulighetsrom.web.accounts.models import Organisation
    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.dialogue.tally import Tally


@require_safe
@floods.held_back(floods.PAGES)
def everywhere(request: Request) -> HttpResponse:
    """Show for each buyer how many of its dialogues got an answer."""
    now = timezone.now()
    found = groupby(queries.told().order_by("owner__name", "owner_id", "id"), key=lambda one: one.owner)
    rows = [_row(owner, tally.of(theirs, now)) for owner, theirs in found]
    columns = [
        Column(_("Buyer")),
        Column(_("Answered, of those that should be"), number=True),
        Column(_("Unanswered"), number=True),
        Column(_("Waiting for the answer"), number=True),
        Column(_("Going on"), number=True),
    ]
    context = {
        "title": _("What came of the dialogues"),
        "table": Table(_("Answers to those who took part, by buyer"), columns, rows) if rows else None,
        "trail": _trail(),
    }
    return render(request, "dialogue/answers.html", context)


@require_safe
@floods.held_back(floods.PAGES)
def of_buyer(request: Request, organisation: str) -> HttpResponse:
    """Show every dialogue of a buyer, and what came of it."""
    owner = accounts.organisation(organisation, by=request.actor)
    found = tally.of(queries.told_by(owner), timezone.now())
    context = {
        "title": _("What came of the dialogues"),
        "owner": owner,
        "tally": found,
        "groups": [
            (name, label, [(one, due.NAMES[stands]) for one, stands in found.groups[name]])
            for name, (label, _standings) in tally.GROUPS.items()
        ],
        "trail": [*_trail(), Link(owner.name, request.path, verbatim=True)],
    }
    return render(request, "dialogue/answers_of.html", context)


def part(request: Request, owner: Organisation) -> SafeString | None:
    """Tell on an organisation's page how many of its dialogues got an answer."""
    found = tally.of(queries.told_by(owner), timezone.now())
    if not any(found.groups.values()):
        return None
    return render_to_string("dialogue/answers_part.html", {"owner": owner, "tally": found}, request)


def _row(owner: Organisation, found: Tally) -> list[Cell]:
    url = reverse("dialogue:answers_of", args=[owner.public_id])
    said = {"answered": written.number(found.answered), "due": written.number(found.due)}
    share = _("%(share)s %%") % {"share": found.share} if found.share is not None else ""
    counts = [
        Cell(written.number(len(found.groups[name])), f"{url}#{name}") for name in ("ubesvart", "venter", "pagar")
    ]
    return [
        Cell(owner.name, url, verbatim=True),
        Cell(_("%(answered)s of %(due)s") % said, f"{url}#besvart", note=share),
        *counts,
    ]


def _trail() -> list[Link]:
    return trails.all_(Link(_("What came of the dialogues"), reverse("dialogue:answers")))
