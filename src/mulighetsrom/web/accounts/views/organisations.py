"""An organisation's page, how it comes here, and what its owner sets."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mulighetsrom.web.accounts import access, kinds, paths, registers, sessions
from mulighetsrom.web.accounts.actions import claims, organisations
from mulighetsrom.web.accounts.forms.organisations import OrganisationForm, Registered, SettingsForm, wrong_name
from mulighetsrom.web.accounts.pages import trail
from mulighetsrom.web.accounts.queries import organisations as queries
from mulighetsrom.web.accounts.roles import NAMES, May, Role, may
from mulighetsrom.web.common import limits
from mulighetsrom.web.common.components import Link
from mulighetsrom.web.common.kernel import EditConflictError

if TYPE_CHECKING:
    from django.http import HttpResponse

    from mulighetsrom.web.accounts.kinds import Described
    from mulighetsrom.web.accounts.models import Membership, Organisation
    from mulighetsrom.web.common.http import Request

MANY = 429


@require_safe
def organisation(request: Request, public_id: str) -> HttpResponse:
    """Show what everybody may know of an organisation, and to its people where they go on."""
    found = access.organisation(public_id, by=request.actor)
    context = {
        "title": found.name,
        "verbatim": True,
        "organisation": found,
        "facts": queries.facts(found),
        "is_vouched_for": queries.is_vouched_for(found),
        "is_ours": access.is_in(found, by=request.actor),
        "my_roles": [NAMES[Role(role)] for role in sorted(request.actor.roles) if role != Role.OPERATOR],
        "may_set": may(request.actor, May.PEOPLE),
        "my_claim": queries.claim_of(request.actor.person, found),
        "trail": [Link(_("Front page"), paths.front()), Link(found.name, request.path, verbatim=True)],
    }
    return render(request, "accounts/organisation.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """Ask whom a person acts for."""
    me = access.me(by=request.actor)
    form = OrganisationForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _new(request, form)
    if not limits.take(what="organisation", who=me.public_id, limit=20, period=timedelta(hours=1)):
        form.add_error(None, _("You have tried many times in a short time. Wait an hour, and try again."))
        return _new(request, form, status=MANY)
    membership = _act_for(request, form)
    if not membership:
        return _new(request, form)
    sessions.act_for(request, membership.organisation)  # of a claim that waits, it is true once that is confirmed
    return redirect("accounts:organisation", public_id=membership.organisation.public_id)


def _act_for(request: Request, form: OrganisationForm) -> Membership | None:
    what = _described(form)
    if not what:
        return None
    try:
        return claims.act_for.once(form.cleaned_data["key"], what=what, by=request.actor)
    except organisations.PlaceTakenError:
        form.add_error(
            "number", _("Another organisation stands for this municipality or county here. Tell the operator.")
        )
        return None


def _described(form: OrganisationForm) -> Described | None:
    """Return what the form describes, with what is known of it; None where the form was told what is missing."""
    said = form.cleaned_data
    if said["registered"] != Registered.NORWAY:
        return kinds.Described(**{part: said[part] for part in ("name", "registered", "number", "country")})
    try:
        found = registers.look_up(said["number"])
    except registers.UnavailableError:
        return _by_name(form, kinds.in_norway(said["number"], name=said["name"], found=None))
    described = kinds.in_norway(said["number"], name=said["name"], found=found)
    if found is None and described.kind == kinds.Kind.SUPPLIER:
        form.add_error("number", _("Enhetsregisteret knows no organisation with the number %(number)s.") % said)
        return None
    if found and found.deleted:
        told = _("The organisation with the number %(number)s has been deleted from Enhetsregisteret.")
        form.add_error("number", told % said)
        return None
    return described


def _by_name(form: OrganisationForm, described: Described) -> Described | None:
    """Take what nobody could look up by the name that a person wrote, where it can be one."""
    wrong = None
    if not described.name and not queries.is_here(described.number):
        wrong = _("We could not look the number up just now. Write the name of the organisation.")
    elif described.name and described.kind == kinds.Kind.SUPPLIER:
        wrong = wrong_name(described.name)
    if wrong:
        form.add_error("name", wrong)
    return None if wrong else described


def _new(request: Request, form: OrganisationForm, status: int = 200) -> HttpResponse:
    context = {"title": _("Who do you act for?"), "form": form}
    return render(request, "accounts/new_organisation.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: Request, public_id: str) -> HttpResponse:
    """Let an owner set what the organisation is called, where its mail goes, who must approve."""
    found = access.our(public_id, by=request.actor, what=May.PEOPLE)
    form = SettingsForm(
        request.POST if request.method == "POST" else None,
        organisation=found,
        may_set_domains=queries.is_confirmed(request.actor.person, found),
    )
    if not form.is_valid():
        return _settings(request, found, form)
    said = dict(form.cleaned_data)
    try:
        organisations.save_settings(organisation=found, seen=said.pop("seen"), by=request.actor, **said)
    except EditConflictError:
        return _conflict(request, public_id, form)
    return redirect("accounts:organisation", public_id=public_id)


def _conflict(request: Request, public_id: str, form: SettingsForm) -> HttpResponse:
    """Show what somebody else saved meanwhile beside what was written; saved once more, what was written counts."""
    theirs = access.our(public_id, by=request.actor)
    again = request.POST.copy()
    again["seen"] = str(theirs.edit_version)
    form.data = again
    return _settings(request, theirs, form, status=409, theirs=queries.differences(theirs, form.cleaned_data))


def _settings(
    request: Request, found: Organisation, form: SettingsForm, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "title": _("Settings"),
        "organisation": found,
        "form": form,
        "trail": trail(found, _("Settings"), request.path),
        **more,
    }
    return render(request, "accounts/settings.html", context, status=status)
