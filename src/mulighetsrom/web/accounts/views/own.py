"""One's own account: what is kept, how to correct, fetch and delete it, and the browsers one is logged in with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mulighetsrom.web.accounts import access, pages, paths, sessions
from mulighetsrom.web.accounts.actions import logins, own
from mulighetsrom.web.accounts.forms.logins import AddressForm, CodeForm
from mulighetsrom.web.accounts.forms.own import DeleteForm, OwnForm
from mulighetsrom.web.accounts.queries import people
from mulighetsrom.web.common import limits, personal
from mulighetsrom.web.common.components import Link
from mulighetsrom.web.common.kernel import EditConflictError
from mulighetsrom.web.common.mail import WrongAddressError

if TYPE_CHECKING:
    from django.http import HttpResponse

    from mulighetsrom.web.common.http import Request


@require_http_methods(["GET", "HEAD", "POST"])
def account(request: Request) -> HttpResponse:
    """Show a person what is kept about them, and let them correct it."""
    me = access.me(by=request.actor)
    now = {"name": me.name, "language": me.language, "seen": me.edit_version}
    form = OwnForm(request.POST if request.method == "POST" else None, initial=now)
    if form.is_valid():
        try:
            own.correct(person=me, by=request.actor, **form.cleaned_data)
            return redirect("accounts:account")
        except EditConflictError:
            form.add_error(None, _("This was saved in another window meanwhile. Look through it, and load it again."))
    context = {
        "title": _("My account"),
        "form": form,
        "me": me,
        "returned": pages.returned(me),
        "ways_in": pages.ways_in(me),
        "memberships": people.memberships(me),
    }
    return render(request, "accounts/account.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def address(request: Request) -> HttpResponse:
    """Ask for a new address, and send a letter there."""
    access.me(by=request.actor)
    form, status = AddressForm(request.POST if request.method == "POST" else None), 200
    if form.is_valid():
        try:
            proof = logins.ask_for_address(email=form.cleaned_data["email"], by=request.actor)
            return redirect("accounts:new_address", proof.public_id)
        except logins.TooManyLettersError:
            form.add_error(None, AddressForm.MANY)
            status = 429
        except WrongAddressError:
            form.add_error("email", _("We cannot send e-mail to this address. Is it spelled right?"))
    context = _page(_("A new e-mail address"), request, form=form)
    return render(request, "accounts/address.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def new_address(request: Request, public_id: str) -> HttpResponse:
    """Take the code from the letter, and with it the new address."""
    proof = access.new_address(public_id, by=request.actor)
    form, status = CodeForm(request.POST if request.method == "POST" else None), 200
    if form.is_valid():
        sent_from = limits.visitor(request)
        try:
            if logins.try_code(proof=proof, code=form.cleaned_data["code"], sent_from=sent_from, by=request.actor):
                logins.change_address(proof=proof, by=request.actor)
                return redirect("accounts:account")
            form.add_error("code", CodeForm.WRONG)
        except logins.UsedError:
            form.add_error(None, _("This address belongs to another account already."))
        except logins.TooManyCodesError:
            form.add_error("code", CodeForm.TOMORROW)
            status = 429
    context = _page(_("We have sent you an e-mail"), request, form=form, proof=proof, again=reverse("accounts:address"))
    return render(request, "accounts/code.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: Request, public_id: str) -> HttpResponse:
    """Let whoever lost their account to another address take it back, by the letter that told the old one."""
    letter = access.letter_of_change(public_id, request.GET.get(paths.LETTER, ""))
    if request.method != "POST":
        context = {"title": _("Take your e-mail address back"), "letter": letter}
        return render(request, "accounts/take_back.html", context)
    try:
        logins.take_address_back(letter=letter, by=request.actor)
    except logins.UsedError:
        return render(request, "accounts/used.html", {"title": _("This e-mail has been used")}, status=410)
    return redirect("accounts:log_in")


@require_safe
def export(request: Request) -> HttpResponse:
    """Give a person everything that is kept about them."""
    me = access.me(by=request.actor)
    answer = JsonResponse(personal.export(me.public_id), json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = 'attachment; filename="mulighetsrom.json"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: Request) -> HttpResponse:
    """Delete an account, after telling plainly what stays."""
    me = access.me(by=request.actor)
    form = DeleteForm(request.POST if request.method == "POST" else None)
    memberships = people.memberships(me)
    if form.is_valid():
        try:
            own.delete(person=me, by=request.actor)
        except own.StillMemberError:
            return redirect("accounts:delete")  # the page names the organisations
        sessions.end(request)
        return redirect(paths.front())
    context = _page(_("Delete my account"), request, form=form, memberships=memberships)
    return render(request, "accounts/delete.html", context)


@require_safe
def browsers(request: Request) -> HttpResponse:
    """List the browsers that a person is logged in with."""
    me = access.me(by=request.actor)
    context = _page(_("My log-ins"), request, sessions=people.sessions(me), this=sessions.public_id(request))
    return render(request, "accounts/sessions.html", context)


@require_POST
def end_session(request: Request, public_id: str) -> HttpResponse:
    """End one of a person's sessions."""
    own.end_session(session=access.my_session(public_id, by=request.actor), by=request.actor)
    return redirect("accounts:sessions")


@require_POST
def unlink(request: Request, public_id: str) -> HttpResponse:
    """End a provider's way into a person's account."""
    identity = access.my_identity(public_id, by=request.actor)
    own.unlink(identity=identity, but=sessions.public_id(request), by=request.actor)
    return redirect("accounts:account")


@require_POST
def end_others(request: Request) -> HttpResponse:
    """End all of a person's sessions but this one."""
    me = access.me(by=request.actor)
    own.end_other_sessions(person=me, but=sessions.public_id(request), by=request.actor)
    return redirect("accounts:sessions")


def _page(title: str, request: Request, **context: object) -> dict[str, object]:
    """Return the context of a page that hangs on the account's."""
    trail = [Link(_("My account"), reverse("accounts:account")), Link(title, request.path, current=True)]
    return {"title": title, "trail": trail, **context}
