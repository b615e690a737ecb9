"""Letting somebody in by letter, and being let in."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from mulighetsrom.web.accounts import access, pages, paths, sessions
from mulighetsrom.web.accounts.actions import invitations as actions
from mulighetsrom.web.accounts.forms.people import InvitationForm
from mulighetsrom.web.accounts.queries import organisations as queries
from mulighetsrom.web.accounts.roles import May
from mulighetsrom.web.common import limits
from mulighetsrom.web.common.mail import WrongAddressError

if TYPE_CHECKING:
    from django.http import HttpResponse

    from mulighetsrom.web.accounts.models import Invitation, Organisation
    from mulighetsrom.web.common.http import Request

MANY, GONE = 429, 410
A_DAY, A_DAY_UNCONFIRMED = 100, 5
"""Letters a day to people who have not asked for one: few from those whom nobody has confirmed."""


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: Request, public_id: str) -> HttpResponse:
    """Ask an owner whom to invite."""
    found = access.our(public_id, by=request.actor, what=May.PEOPLE)
    said = request.POST if request.method == "POST" else None
    form = InvitationForm(said, organisation=found, initial={"roles": request.GET.getlist("rolle")})
    status = 200
    if form.is_valid():
        if not _may_send(request, found):
            status = MANY
            form.add_error(None, _("You have invited many today. Wait until tomorrow."))
        elif _invite(request, found, form):
            return redirect("accounts:people", public_id=found.public_id)
    context = {
        "title": _("Invite a colleague"),
        "organisation": found,
        "form": form,
        "days": actions.OPEN_FOR.days,
        "roles": pages.role_table(found),
        "trail": pages.trail(found, *pages.to_people(found), _("Invite"), request.path),
    }
    return render(request, "accounts/invite.html", context, status=status)


def _may_send(request: Request, found: Organisation) -> bool:
    limit = A_DAY if queries.is_confirmed(request.actor.person, found) else A_DAY_UNCONFIRMED
    return limits.take(what="invitation", who=found.public_id, limit=limit, period=timedelta(days=1))


def _invite(request: Request, found: Organisation, form: InvitationForm) -> bool:
    said = {name: form.cleaned_data[name] for name in ("email", "roles", "title")}
    try:
        actions.invite.once(form.cleaned_data["key"], organisation=found, by=request.actor, **said)
    except actions.AlreadyMemberError:
        form.add_error("email", _("This address belongs to somebody who is a member already."))
    except WrongAddressError:
        form.add_error("email", _("We cannot send e-mail to this address. Check that it is right."))
    return form.is_valid()


@require_POST
def answer(request: Request, public_id: str, invitation: str) -> HttpResponse:
    """Send an invitation again, or withdraw it."""
    found = access.our(public_id, by=request.actor, what=May.PEOPLE)
    sent = access.invitation(invitation, of=found)
    try:
        if "withdraw" in request.POST:
            actions.withdraw(invitation=sent, by=request.actor)
        elif _may_send(request, found):
            actions.send_again(invitation=sent, by=request.actor)
    except actions.NotOpenError:
        return render(request, "accounts/answered.html", {"title": _("Somebody has answered this already")}, status=409)
    return redirect("accounts:people", public_id=found.public_id)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: Request, secret: str) -> HttpResponse:
    """Show what somebody is invited to; once they have logged in, they can say yes."""
    found = access.invited(secret)
    if request.method == "POST":
        return _accept(request, found)
    if not actions.is_open(found):
        return _gone(request)
    context = {
        "title": found.organisation.name,
        "verbatim": True,
        "invitation": found,
        "roles": pages.named(found.roles),
        "is_logged_in": bool(request.actor.person),
        "log_in": paths.log_in(request.path),
    }
    return render(request, "accounts/invitation.html", context)


def _accept(request: Request, found: Invitation) -> HttpResponse:
    access.me(by=request.actor)
    try:
        actions.accept(invitation=found, by=request.actor)
    except actions.NotOpenError:
        return _gone(request)
    except actions.AlreadyMemberError:
        return redirect("accounts:organisation", public_id=found.organisation.public_id)
    sessions.act_for(request, found.organisation)
    return redirect(paths.home())


def _gone(request: Request) -> HttpResponse:
    title = _("This invitation is no longer open")
    return render(request, "accounts/invitation_gone.html", {"title": title}, status=GONE)
