"""A text's own people see how far it has come, and take it further."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.common import kernel, written
from mulighetsrom.web.common.components import Link, Notice, Tone
from mulighetsrom.web.drafting import access, actions, kinds, queries, stages, steps
from mulighetsrom.web.drafting.forms import CaseForm, MemberForm, OnceForm, PublishForm
from mulighetsrom.web.drafting.kinds import NotReadyError, kind_of
from mulighetsrom.web.drafting.views import pages

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.drafting.models import Drafted

BEFORE_APPROVAL: Final = {*stages.IN_WORK, "for-approval"}


@require_safe
def work(request: Request, model: str, public_id: str) -> HttpResponse:
    """Show where a text is, what is missing, and what can be done next."""
    return page(request, access.in_work(model, public_id, by=request.actor))


@require_POST
def step(request: Request, model: str, public_id: str) -> HttpResponse:
    """Take the text in work, or what it is about, one step further; a later version tells its readers what is new."""
    known = {one.intention: one for one in (*steps.TEXT, *kinds.named(model).steps)}
    chosen = known.get(request.POST.get("do", ""))
    row = access.going(model, public_id, by=request.actor, what=chosen.allowed if chosen else May.WRITE)
    if chosen is None:
        return page(request, row, status=400)
    form = _publish_form(row)(request.POST) if chosen.intention == "publish" else None
    if form and not form.is_valid():
        return page(request, row, publish_form=form)
    said = form.cleaned_data if form else {}
    return do(request, row, lambda: chosen.act(row=row, by=request.actor, **said))


@require_POST
def number_case(request: Request, model: str, public_id: str) -> HttpResponse:
    """Note the owner's own case number."""
    row = access.in_work(model, public_id, by=request.actor, what=May.WRITE)
    form = CaseForm(request.POST)
    if not form.is_valid():
        return page(request, row, case_form=form)
    number = form.cleaned_data["case_number"]
    return do(request, row, lambda: actions.number_case(row=row, case_number=number, by=request.actor))


def do(request: Request, row: Drafted, act: Callable[[], object]) -> HttpResponse:
    """Act, and show the text as it is then; what stands in the way is told on the same page."""
    try:
        act()
    except NotReadyError as error:
        row.refresh_from_db()
        told = {"notice": _in_the_way(row, error), "missing": _labels(row, error.missing)}
        return page(request, row, status=409, **told)
    except kernel.StageConflictError:
        row.refresh_from_db()
        return page(request, row, status=409, notice=moved_on())
    return redirect(kind_of(row).page(row, "work"))


def moved_on() -> Notice:
    """Return what is said where somebody else has taken the text further meanwhile."""
    return Notice(_("Somebody else was faster."), _("Things have moved on; this is how it is now."), Tone.WARNING)


def page(request: Request, row: Drafted, *, status: int = 200, **more: Any) -> HttpResponse:
    """Show the work page; `more` is what just happened there, such as a form that was not filled in right."""
    by, kind, public = request.actor, kind_of(row), queries.newest(row)
    leads = steps.leads(row, by=by)
    here = kind.page(row, "work")  # not the address of a button
    context = {
        **pages.titled(row),
        "public": public,
        "changed": written.local_day(row.changed_at),
        "can_write": leads and may(by, May.WRITE),
        "can_publish": leads and may(by, May.PUBLISH),
        "can_approve": queries.can_decide(row, by=by) and may(by, May.APPROVE),
        "can_comment": may(by, May.COMMENT),
        "may_invite": leads and may(by, May.PEOPLE),
        "text_steps": steps.of_text(row, by=by),
        "publish_form": _publish_form(row)(),
        "comments": queries.open_comments(row),
        "too_few": queries.too_few_approvers(row) if row.text in BEFORE_APPROVAL else [],
        **_approvals(row),
        **_together(row, by),
        **(_forms(row) if leads and may(by, May.WRITE) else {}),
        **kind.shown(row, by=by),
        "trail": pages.trail(row, Link(kind.says["work"], here)),
    }
    return pages.answer(request, row, "work", context | more, content=row.draft, status=status)


def _publish_form(row: Drafted) -> type[OnceForm]:
    """Return what is asked before a text is published; once it is, pressing again tells nothing new."""
    return PublishForm if row.text == row.Text.APPROVED and queries.newest(row) else OnceForm


def _approvals(row: Drafted) -> dict[str, Any]:
    asked = queries.newest_round(row)
    waits = asked and row.text == row.Text.FOR_APPROVAL
    return {"round": asked, "lacking": list(queries.lacking(row, asked).items()) if asked and waits else []}


def _together(row: Drafted, by: Actor) -> dict[str, Any]:
    members = list(row.members.select_related("organisation"))
    mine = next((one for one in members if one.organisation.public_id == by.acting_for), None)
    return {
        "members": members,
        "behind": queries.behind(row),
        "asked_me": mine is not None and mine.state == mine.State.ASKED and may(by, May.CONSENT),
        "can_withdraw": mine is not None and mine.state == mine.State.CONSENTED and may(by, May.CONSENT),
        "join_question": str(kind_of(row).says["join-question"]) % {"owner": row.owner.name},
    }


def _forms(row: Drafted) -> dict[str, Any]:
    return {
        "case_form": CaseForm(initial={"case_number": row.case_number}),
        "member_form": MemberForm() if row.text in stages.IN_WORK else None,
    }


def _in_the_way(row: Drafted, error: NotReadyError) -> Notice:
    ours = {
        "missing": (_("Something is missing before others can approve it."), ""),
        "members": (_("Not everybody who was asked has answered."), _("Wait for the answers, or write without them.")),
        "not-approved": (_("This is not the text that was approved."), _("Take it back and ask for approval again.")),
        "not-now": (_("This cannot be done now."), ""),
        "not-behind": (_("This organisation does not stand behind it."), ""),
        "decided-already": (_("You have decided already."), ""),
    }
    return Notice(*{**ours, **kind_of(row).obstacles}[error.code], Tone.WARNING)


def _labels(row: Drafted, paths: list[str]) -> list[tuple[str, str]]:
    """Return each missing field's label with the id of its box in the form."""
    return [(str(kind_of(row).of.at(path).label), path.replace(".", "-")) for path in paths]
