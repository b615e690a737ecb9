"""A need's own people see how far it has come, and take it further."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.common import kernel, written
from mulighetsrom.web.common.components import Link, Notice, Tone
from mulighetsrom.web.drafting import actions as drafting
from mulighetsrom.web.drafting import queries, stages
from mulighetsrom.web.drafting.kinds import NotReadyError
from mulighetsrom.web.needs import access, steps, told
from mulighetsrom.web.needs.actions import life as actions
from mulighetsrom.web.needs.fields import NEED
from mulighetsrom.web.needs.forms.life import CaseForm, DropForm, MemberForm, PublishForm
from mulighetsrom.web.needs.queries import buyers, life

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.forms import Form
    from django.http import HttpResponse

    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.needs.models import Need

OF_TEXT: Final[dict[str, Callable[..., object]]] = {
    "ask_for_comments": drafting.ask_for_comments,
    "ask_for_approval": drafting.ask_for_approval,
    "take_back": drafting.take_back,
}
BEFORE_APPROVAL: Final = {*stages.IN_WORK, "for-approval"}


@require_safe
def work(request: Request, public_id: str) -> HttpResponse:
    """Show where a need is, what is missing, and what can be done next."""
    return _work(request, access.own_need(public_id, by=request.actor))


@require_POST
def step(request: Request, public_id: str) -> HttpResponse:
    """Take the text in work, or the public need, one step further."""
    chosen = steps.BY_NAME.get(request.POST.get("do", ""))
    need = access.going_need(public_id, by=request.actor, what=chosen.allowed if chosen else May.WRITE)
    if chosen is None:
        return _work(request, need, status=400)
    if chosen.intention == "publish":
        return _publish(request, need)
    if chosen.intention not in OF_TEXT:
        return _do(request, need, lambda: actions.go_on(need=need, intention=chosen.intention, by=request.actor))
    return _do(request, need, lambda: OF_TEXT[chosen.intention](row=need, by=request.actor))


@require_POST
def drop(request: Request, public_id: str) -> HttpResponse:
    """Say openly that nothing will come of a need."""
    need = access.own_need(public_id, by=request.actor, what=May.PUBLISH)
    form = DropForm(request.POST)
    if not form.is_valid():
        return _work(request, need, drop_form=form)
    reason = form.cleaned_data["reason"]
    return _do(request, need, lambda: actions.drop(need=need, reason=reason, by=request.actor))


@require_POST
def number_case(request: Request, public_id: str) -> HttpResponse:
    """Note the municipality's own case number."""
    need = access.own_need(public_id, by=request.actor, what=May.WRITE)
    form = CaseForm(request.POST)
    if not form.is_valid():
        return _work(request, need, case_form=form)
    number = form.cleaned_data["case_number"]
    return _do(request, need, lambda: drafting.number_case(row=need, case_number=number, by=request.actor))


@require_POST
def check_voices(request: Request, public_id: str) -> HttpResponse:
    """Say that one has read the quotes, and that nobody can be known by them."""
    need = access.own_need(public_id, by=request.actor, what=May.COMMENT)
    seen = request.POST.get("seen", "")
    return _do(request, need, lambda: actions.check_voices(need=need, seen=seen, by=request.actor))


@require_POST
def ask_member(request: Request, public_id: str) -> HttpResponse:
    """Ask another organisation to stand behind the need."""
    need = access.going_need(public_id, by=request.actor, what=May.WRITE)
    form = MemberForm(request.POST)
    if not form.is_valid():
        return _work(request, need, member_form=form)
    organisation = form.cleaned_data["organisation"]
    return _do(request, need, lambda: drafting.ask_member(row=need, organisation=organisation, by=request.actor))


@require_POST
def answer_as_member(request: Request, public_id: str) -> HttpResponse:
    """Consent to stand behind another's need, or decline."""
    member = access.asked_member(public_id, by=request.actor)
    consents = request.POST.get("answer") == "consent"
    drafting.answer_as_member(row=member.need, member=member, consents=consents, by=request.actor)
    return redirect("needs:work", public_id) if consents else redirect("needs:list")


@require_POST
def withdraw_as_member(request: Request, public_id: str) -> HttpResponse:
    """Stand behind another's need no more."""
    member = access.consented_member(public_id, by=request.actor)
    drafting.withdraw_as_member(row=member.need, member=member, by=request.actor)
    return redirect("needs:list")


@require_POST
def let_answer_for(request: Request, public_id: str) -> HttpResponse:
    """Name the organisation that answers for archive, personal data and access requests."""
    need = access.own_need(public_id, by=request.actor, what=May.WRITE)
    chosen = next((one for one in queries.behind(need) if one.public_id == request.POST.get("organisation")), None)
    if chosen is None:
        return _work(request, need, status=400)
    return _do(request, need, lambda: drafting.let_answer_for(row=need, organisation=chosen, by=request.actor))


def _publish(request: Request, need: Need) -> HttpResponse:
    """Publish the approved text; readers of an earlier version are told what is new."""
    form = PublishForm(request.POST)
    if not queries.newest(need):
        return _do(request, need, lambda: actions.publish(need=need, by=request.actor))
    if not form.is_valid():
        return _work(request, need, publish_form=form)
    why = form.cleaned_data["why"]
    return _do(request, need, lambda: actions.publish(need=need, why=why, by=request.actor))


def _do(request: Request, need: Need, act: Callable[[], object]) -> HttpResponse:
    """Act, and show the need as it is then; what stands in the way is told on the same page."""
    try:
        act()
    except NotReadyError as error:
        need.refresh_from_db()
        return _work(request, need, notice=_in_the_way(error), missing=_labels(error.missing), status=409)
    except kernel.StageConflictError:
        need.refresh_from_db()
        moved = Notice(_("Somebody else was faster."), _("The need has moved on; this is how it is now."), Tone.WARNING)
        return _work(request, need, notice=moved, status=409)
    return redirect("needs:work", need.public_id)


def _in_the_way(error: NotReadyError) -> Notice:
    said = {
        "missing": (_("Something is missing before others can approve it."), ""),
        "voices": (_("The quotes have not been read yet."), _("Somebody must see that nobody can be known by them.")),
        "members": (_("Not everybody who was asked has answered."), _("Wait for the answers, or write without them.")),
        "not-approved": (_("This is not the text that was approved."), _("Take it back and ask for approval again.")),
        "not-now": (_("This cannot be done now."), ""),
        "not-behind": (_("This organisation does not stand behind the need."), ""),
        "decided-already": (_("You have decided already."), ""),
    }
    return Notice(*said[error.code], Tone.WARNING)


def _labels(paths: list[str]) -> list[tuple[str, str]]:
    """Return each missing field's label with the id of its box in the form."""
    return [(str(NEED.at(path).label), path.replace(".", "-")) for path in paths]


def _work(request: Request, need: Need, *, status: int = 200, **more: Any) -> HttpResponse:
    by = request.actor
    asked = queries.newest_round(need)
    context = {
        "title": need.draft.get("title") or _("A need without a title"),
        "verbatim": bool(need.draft.get("title")),
        "need": need,
        "description": told.Description(need.draft),
        "public": queries.newest(need),
        "changed": written.local_day(need.changed_at),
        "text_steps": steps.of_text(need, by=by),
        "stage_steps": steps.of_stage(need, by=by),
        "can_publish": steps.leads(need, by=by) and may(by, May.PUBLISH),
        "lacking": list(queries.lacking(need, asked).items()) if asked and need.text == need.Text.FOR_APPROVAL else [],
        "round": asked,
        "comments": queries.open_comments(need),
        "voices_checked": life.voices_are_checked(need),
        "voices_hash": life.voices_hash(need),
        "too_few": queries.too_few_approvers(need) if need.text in BEFORE_APPROVAL else [],
        "may_invite": steps.leads(need, by=by) and may(by, May.PEOPLE),
        **_forms(need, by),
        **_together(need, by),
        "trail": _trail(need),
    }
    return render(request, "needs/work.html", context | more, status=status)


def _trail(need: Need) -> list[Link]:
    here = reverse("needs:work", args=[need.public_id])  # not the address of a button
    return [Link(_("Needs"), reverse("needs:list")), Link(_("Work with the need"), here)]


def _forms(need: Need, by: Actor) -> dict[str, Form | None]:
    leads = steps.leads(need, by=by)
    return {
        "publish_form": PublishForm() if need.stage != need.Stage.UNPUBLISHED else None,
        "drop_form": DropForm() if steps.can_drop(need, by=by) else None,
        "case_form": CaseForm(initial={"case_number": need.case_number}) if leads and may(by, May.WRITE) else None,
        "member_form": MemberForm() if leads and may(by, May.WRITE) and need.text in stages.IN_WORK else None,
    }


def _together(need: Need, by: Actor) -> dict[str, Any]:
    members = list(need.members.select_related("organisation"))
    mine = next((one for one in members if one.organisation.public_id == by.acting_for), None)
    return {
        "members": members,
        "asked_me": mine if mine and mine.state == mine.State.ASKED and may(by, May.CONSENT) else None,
        "can_withdraw": mine is not None and mine.state == mine.State.CONSENTED and may(by, May.CONSENT),
        "behind": queries.behind(need),
        "buyers": [one.name for one in buyers.buyers()],
        "leads": steps.leads(need, by=by),
        "can_write": steps.leads(need, by=by) and may(by, May.WRITE),
        "can_approve": queries.can_decide(need, by=by) and may(by, May.APPROVE),
        "can_comment": may(by, May.COMMENT),
        "can_archive": steps.leads(need, by=by) and may(by, May.ARCHIVE),
    }
