"""Being away: for good, with the work handed over, or for some days, with a deputy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mulighetsrom.web.accounts import access, pages, sessions
from mulighetsrom.web.accounts.actions import deputies
from mulighetsrom.web.accounts.actions import people as actions
from mulighetsrom.web.accounts.forms.people import DeputyForm, LeaveForm
from mulighetsrom.web.accounts.queries import people
from mulighetsrom.web.common.kernel import StageConflictError

if TYPE_CHECKING:
    from django.http import HttpResponse

    from mulighetsrom.web.accounts.models import Membership
    from mulighetsrom.web.common.http import Request


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: Request, public_id: str, membership: str) -> HttpResponse:
    """Show what somebody leaves behind, and let them leave once it is clear who takes over."""
    found = access.our(public_id, by=request.actor)
    one = access.member(membership, of=found, by=request.actor)
    work = people.open_work(one)
    form = LeaveForm(request.POST if request.method == "POST" else None, member=one, has_work=bool(work))
    if form.is_valid() and _leave(request, one, form):
        if one.person.public_id == request.actor.person:
            sessions.act_for(request, None)
            return redirect("accounts:organisation", public_id=found.public_id)
        return redirect("accounts:people", public_id=found.public_id)
    told = {"organisation": found.name, "name": one.person.name}
    is_me = one.person.public_id == request.actor.person
    context = {
        "title": (_("Leave %(organisation)s") if is_me else _("End the membership of %(name)s")) % told,
        "organisation": found,
        "member": one,
        "is_me": is_me,
        "work": work,
        "invitations": people.invitations(found).filter(invited_by=one.person),
        "form": form,
        "trail": pages.trail(found, *pages.to_people(found), _("End"), request.path),
    }
    return render(request, "accounts/leave.html", context)


def _leave(request: Request, one: Membership, form: LeaveForm) -> bool:
    try:
        actions.leave(membership=one, to=form.cleaned_data.get("to"), by=request.actor)
    except actions.LastOwnerError:
        form.add_error(None, _("An organisation needs an administrator. Make somebody else one first."))
    except actions.WorkLeftError:
        form.add_error(None, _("New work has come meanwhile. Load the page again, and choose who takes over."))
    except StageConflictError:
        form.add_error(None, _("Somebody else has changed this meanwhile. Load the page again, and see what they did."))
    return form.is_valid()


@require_http_methods(["GET", "HEAD", "POST"])
def deputy(request: Request, public_id: str, membership: str) -> HttpResponse:
    """Ask who stands in for a member, and when."""
    found = access.our(public_id, by=request.actor)
    one = access.member(membership, of=found, by=request.actor)
    form = DeputyForm(request.POST if request.method == "POST" else None, member=one)
    if form.is_valid() and _name(request, one, form):
        return redirect("accounts:people", public_id=found.public_id)
    context = {
        "title": _("Deputy for %(name)s") % {"name": one.person.name},
        "organisation": found,
        "roles": pages.named(one.roles),
        "form": form,
        "trail": pages.trail(found, *pages.to_people(found), _("Deputy"), request.path),
    }
    return render(request, "accounts/deputy.html", context)


def _name(request: Request, one: Membership, form: DeputyForm) -> bool:
    said = form.cleaned_data
    try:
        deputies.name(
            membership=one, stands_in=said["stands_in"], first=said["first"], last=said["last"], by=request.actor
        )
    except deputies.DaysTakenError:
        form.add_error("first", _("Somebody else is the deputy then. Choose others, or end that first."))
    except StageConflictError:
        form.add_error("stands_in", _("This colleague has left. Choose another one."))
    return form.is_valid()


@require_POST
def end_deputy(request: Request, public_id: str, deputy: str) -> HttpResponse:
    """Let somebody be no deputy any more."""
    found = access.our(public_id, by=request.actor)
    deputies.end(deputy=access.deputy(deputy, of=found, by=request.actor), by=request.actor)
    return redirect("accounts:people", public_id=found.public_id)
