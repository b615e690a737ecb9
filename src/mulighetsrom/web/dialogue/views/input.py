"""What a part asks in writing, as everybody reads it; a company finds its own draft, receipts and what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.views.decorators.http import require_safe

from mulighetsrom.web.common import files, written
from mulighetsrom.web.dialogue import opening, trails
from mulighetsrom.web.dialogue.access import input as inputs
from mulighetsrom.web.dialogue.models import Intake
from mulighetsrom.web.dialogue.queries import input as queries
from mulighetsrom.web.dialogue.views import input_shown

if TYPE_CHECKING:
    from django.http import FileResponse, HttpResponse

    from mulighetsrom.web.accounts.models import Organisation
    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.dialogue.models import Part


@require_safe
def page(request: Request, public_id: str, part: str) -> HttpResponse:
    """Show what is asked, the rules and the draft documents; to a company, what it has written and handed in."""
    found = inputs.input_part(public_id, part, by=request.actor)
    company = inputs.company_of(request.actor)
    context = {
        "title": input_shown.name(found),
        "verbatim": bool(found.title),
        "part": found,
        "dialogue": found.dialogue,
        "asked": list(queries.asked(found)),
        "papers": list(queries.papers(found)),
        "rules": list(input_shown.rules(found)),
        "promises": input_shown.promises(),
        "trail": trails.of_part(found),
        "open": opening.takes_part(found),
        "over": queries.is_over(found),
        "reads": inputs.reads(found.dialogue, by=request.actor),
        "company": company,
        **(_own(found, company) if company else {}),
    }
    return render(request, "dialogue/input.html", context)


@require_safe
def paper(request: Request, public_id: str, part: str, paper: str) -> FileResponse:
    """Give a draft document."""
    return files.answer(inputs.paper(public_id, part, paper, by=request.actor))


def may_write(part: Part, company: Organisation) -> bool:
    """Tell whether to offer a company the form; what is handed in is judged by the database's clock."""
    if not opening.takes_part(part):
        return False
    intake = queries.intake(part)
    takes_late = intake is not None and intake.late == Intake.Late.TAKEN
    return not queries.is_over(part) or (takes_late and queries.standing(part, company) is None)


def _own(part: Part, company: Organisation) -> dict[str, Any]:
    draft, late = queries.draft(part, company), queries.too_late(part, company)
    return {
        "may_write": may_write(part, company),
        "draft": draft,
        "draft_saved": written.moment(draft.changed_at) if draft else "",
        "handed_in": [(one, written.weekday_moment(one.at)) for one in queries.of_company(part, company)],
        "too_late": written.weekday_moment(late.at) if late else "",
    }
