"""An organisation's people: who they are, what they may do, and who waits to be let in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mulighetsrom.web.accounts import access, pages
from mulighetsrom.web.accounts.actions import claims
from mulighetsrom.web.accounts.actions import people as actions
from mulighetsrom.web.accounts.forms.people import MemberForm, RolesForm
from mulighetsrom.web.accounts.queries import people as queries
from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.common.components import Link
from mulighetsrom.web.common.kernel import EditConflictError, StageConflictError

if TYPE_CHECKING:
    from django.http import HttpResponse

    from mulighetsrom.web.accounts.models import Membership, Organisation
    from mulighetsrom.web.common.http import Request


@require_safe
def people(request: Request, public_id: str) -> HttpResponse:
    """Show an organisation's people to each other."""
    found = access.our(public_id, by=request.actor)
    context = {
        "title": _("People"),
        "organisation": found,
        "members": pages.member_table(found, by=request.actor),
        "claims": queries.claims(found),
        "invitations": pages.invitations(found),
        "deputies": pages.deputies(found, by=request.actor),
        "may_let_in": may(request.actor, May.PEOPLE),
        "roles": pages.role_table(found),
        "trail": pages.trail(found, _("People"), request.path),
    }
    return render(request, "accounts/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: Request, public_id: str, membership: str) -> HttpResponse:
    """Ask an owner whether somebody acts for the organisation, and as what."""
    found = access.our(public_id, by=request.actor, what=May.PEOPLE)
    claimed = access.membership(membership, of=found)
    form = RolesForm(
        request.POST if "confirm" in request.POST else None, organisation=found, initial={"roles": claimed.roles}
    )
    if request.method == "POST" and (form.is_valid() or "refuse" in request.POST):
        return _answer(request, found, claimed, form)
    context = {
        "title": _("Does %(name)s act for %(organisation)s?")
        % {"name": claimed.person.name, "organisation": found.name},
        "organisation": found,
        "claim": claimed,
        "form": form,
        "roles": pages.role_table(found),
        "trail": pages.trail(found, *pages.to_people(found), _("Claim"), request.path),
    }
    return render(request, "accounts/claim.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def member(request: Request, public_id: str, membership: str) -> HttpResponse:
    """Show a member, and let an owner change what they are."""
    found = access.our(public_id, by=request.actor)
    one = access.member(membership, of=found, by=request.actor)
    form = _member_form(request, found, one)
    if form and request.method == "POST" and form.is_valid():
        done = _change(request, one, form)
        if done:
            return redirect("accounts:people", public_id=found.public_id)
    context = {
        "title": one.person.name,
        "verbatim": True,
        "organisation": found,
        "member": one,
        "named": pages.named(one.roles),
        "how": pages.how_confirmed(one.confirmed_by),
        "form": form,
        "roles": pages.role_table(found),
        "trail": [*pages.trail(found, *pages.to_people(found)), Link(one.person.name, request.path, verbatim=True)],
    }
    return render(request, "accounts/member.html", context, status=409 if form and form.non_field_errors() else 200)


def _member_form(request: Request, found: Organisation, one: Membership) -> MemberForm | None:
    """Return the form for an owner; to members themselves, and to a colleague who looks, there is none."""
    if not may(request.actor, May.PEOPLE):
        if request.method == "POST":
            raise PermissionDenied
        return None
    return MemberForm(request.POST if request.method == "POST" else None, organisation=found, member=one)


def _change(request: Request, one: Membership, form: MemberForm) -> bool:
    """Change what a member is, all in one; tell the form what stood in the way."""
    said = form.cleaned_data
    try:
        actions.change(
            membership=one,
            seen=said["seen"],
            roles=said["roles"],
            title=said["title"],
            answers=said["answers"],
            by=request.actor,
        )
    except actions.LastOwnerError:
        form.add_error("roles", _("An organisation needs an administrator. Make somebody else one first."))
    except (EditConflictError, StageConflictError):
        form.add_error(None, _("Somebody else has changed this meanwhile. Load the page again, and see what they did."))
    return not form.errors


def _answer(request: Request, found: Organisation, claimed: Membership, form: RolesForm) -> HttpResponse:
    try:
        if "refuse" in request.POST:
            claims.turn_down(membership=claimed, by=request.actor)
        else:
            claims.confirm(membership=claimed, roles=form.cleaned_data["roles"], by=request.actor)
    except (StageConflictError, actions.LastOwnerError):
        return render(request, "accounts/answered.html", {"title": _("Somebody has answered this already")}, status=409)
    return redirect("accounts:people", public_id=found.public_id)
