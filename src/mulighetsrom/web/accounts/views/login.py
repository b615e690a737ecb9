"""Who somebody is: log in, log out, and for whom they act."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mulighetsrom.installation import config
from mulighetsrom.web.accounts import access, codes, demo, familiar, paths, sessions
from mulighetsrom.web.accounts.actions import logins
from mulighetsrom.web.accounts.forms.logins import AddressForm, CodeForm, RegisterForm
from mulighetsrom.web.accounts.oidc import browser
from mulighetsrom.web.accounts.queries import people
from mulighetsrom.web.accounts.views import oidc
from mulighetsrom.web.common import limits
from mulighetsrom.web.common.mail import WrongAddressError

if TYPE_CHECKING:
    from django.http import HttpResponse

    from mulighetsrom.web.accounts.models import Person, Proof
    from mulighetsrom.web.common.http import Request


@require_http_methods(["GET", "HEAD", "POST"])
def log_in(request: Request) -> HttpResponse:
    """Offer the ways to log in that this installation has, and send the letter where somebody chose that one."""
    waiting = browser.waiting(request)
    form = AddressForm(request.POST if request.method == "POST" else None, initial=_suggested(waiting, "email"))
    told = request.POST if request.method == "POST" else request.GET
    next_page, status = paths.own(told.get(paths.NEXT)), 200
    if form.is_valid():
        try:
            proof = logins.ask(
                email=form.cleaned_data["email"],
                language=get_language() or "nb",
                next_page=next_page,
                sent_from=limits.visitor(request),
                browser=familiar.of(request, form.cleaned_data["email"]),
                by=request.actor,
            )
            return redirect("accounts:code", proof.public_id)
        except logins.TooManyLettersError:
            form.add_error(None, AddressForm.MANY)
            status = 429
        except WrongAddressError:
            form.add_error("email", _("We cannot send e-mail to this address. Is it spelled right?"))
    context = {
        "title": _("We do not know you yet") if waiting else _("Log in"),
        "form": form,
        "examples": demo.people_by_role(),
        "next": next_page,
        "providers": config.current().log_in_with,
        "waiting": waiting,
        "has_kept": paths.leads_to_kept(next_page),
    }
    return render(request, "accounts/log_in.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def code(request: Request, public_id: str) -> HttpResponse:
    """Ask for the code in the letter: the browser that asked for the letter goes on where it is typed."""
    proof = access.proof(public_id)
    form, status = CodeForm(request.POST if request.method == "POST" else None), 200
    if form.is_valid():
        try:
            if _is_right(request, proof, form.cleaned_data["code"]):
                return _let_in(request, proof)
            form.add_error("code", CodeForm.WRONG)
        except logins.TooManyCodesError:
            form.add_error("code", CodeForm.LINK_ONLY)
            status = 429
    context = {
        "title": _("We have sent you an e-mail"),
        "form": form,
        "proof": proof,
        "again": reverse("accounts:log_in"),
    }
    return render(request, "accounts/code.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def link(request: Request, public_id: str) -> HttpResponse:
    """Let somebody in who opened the letter's link, when they click: mail servers open links, too."""
    proof = access.proof(public_id, request.GET.get(paths.LETTER, ""))
    if people.by_email(proof.email):
        if request.method == "POST":
            return _let_in(request, proof)
        return render(request, "accounts/link.html", {"title": _("Log in to Mulighetsrom"), "proof": proof})
    form = RegisterForm(
        request.POST if request.method == "POST" else None, initial=_suggested(browser.waiting(request), "name")
    )
    if form.is_valid():
        try:
            person = logins.register(proof=proof, by=request.actor, **form.cleaned_data)
        except logins.UsedError:
            return _used(request)
        return _begin(request, person, proof.next_page)
    return render(request, "accounts/register.html", {"title": _("Make an account"), "form": form, "proof": proof})


@require_POST
def log_out(request: Request) -> HttpResponse:
    """End this browser's session."""
    onward = oidc.log_out(request)
    sessions.end(request)
    return onward or redirect(paths.front())


@require_POST
def act_for(request: Request) -> HttpResponse:
    """Act for another organisation from now on, or for nobody but oneself."""
    access.me(by=request.actor)
    chosen = request.POST.get("organisation", "")
    sessions.act_for(request, access.my_organisation(chosen, by=request.actor) if chosen else None)
    return redirect(paths.home())


def _is_right(request: Request, proof: Proof, code: str) -> bool:
    browser_of = familiar.of(request, proof.email)
    return logins.try_code(
        proof=proof, code=code, sent_from=limits.visitor(request), browser=browser_of, by=request.actor
    )


def _let_in(request: Request, proof: Proof) -> HttpResponse:
    """Log in whom an address belongs to; who has none yet, makes an account on the page of the letter's link."""
    if not people.by_email(proof.email):
        return redirect(paths.link(proof.public_id, codes.link(proof)))
    try:
        person = logins.log_in(proof=proof, by=request.actor)
    except logins.UsedError:
        return _used(request)
    return _begin(request, person, proof.next_page)


def _begin(request: Request, person: Person, next_page: str) -> HttpResponse:
    waiting, acting_for = browser.waiting(request), people.first_organisation(person)
    sessions.begin(request, person=person, acting_for=acting_for)
    named = oidc.finish(request, person, waiting)
    if named:
        acting_for = named
        sessions.act_for(request, named)
    is_new = acting_for is None and not person.is_operator and not people.claims_of(person).exists()
    onward = redirect(paths.own(next_page) or (paths.first() if is_new else paths.home()))
    return familiar.remember(onward, person)


def _suggested(waiting: dict[str, Any] | None, field: str) -> dict[str, str]:
    """Return what a form begins with: what a provider says of a visitor is a suggestion, and theirs to change."""
    who = waiting["who"] if waiting else None
    if not who:
        return {"language": get_language() or "nb"}
    return {"language": get_language() or "nb", field: who.suggested if field == "email" else who.name}


def _used(request: Request) -> HttpResponse:
    return render(request, "accounts/used.html", {"title": _("This e-mail has been used")}, status=410)
