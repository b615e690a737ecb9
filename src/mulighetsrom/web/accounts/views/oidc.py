"""To a log-in provider and back: nothing here is in a language's own address, since the provider knows one only."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from mulighetsrom.installation import config
from mulighetsrom.web.accounts import familiar, kinds, paths, registers, sessions
from mulighetsrom.web.accounts.actions import oidc as actions
from mulighetsrom.web.accounts.oidc import OidcError, browser, claims, client, tokens
from mulighetsrom.web.accounts.queries import people
from mulighetsrom.web.common import limits
from mulighetsrom.web.common.addresses import absolute

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mulighetsrom.installation.openid import Provider
    from mulighetsrom.web.accounts.kinds import Described
    from mulighetsrom.web.accounts.models import Identity, Organisation, Person
    from mulighetsrom.web.accounts.oidc.claims import Who
    from mulighetsrom.web.common.http import Request

HOURLY: Final = 300
"""How often one network may come to each of these doors in an hour: a town hall comes to work at eight."""
_STATUS: Final = {"down": 502, "refused": 403, "level": 403, "state": 400, "token": 400, "many": 429}


def provider(key: str) -> Provider:
    """Return a provider that this installation has; any other's address does not exist."""
    found = next((one for one in config.current().log_in_with if one.key == key), None)
    if not found:
        raise Http404
    return found


@require_POST
@never_cache
def start(request: Request, key: str) -> HttpResponse:
    """Send a visitor to a provider, with what the answer must fit to kept in their session."""
    chosen = provider(key)
    try:
        _count(request, "start")
        there = client.metadata(chosen).address("authorization_endpoint")
        made = browser.asked(request, key, paths.own(request.POST.get(paths.NEXT)))
    except OidcError as error:
        return _told(request, chosen, error.why)
    return _onward(request, chosen, _authorization(chosen, there, made))


@require_safe
@never_cache
def answer(request: Request, key: str) -> HttpResponse:
    """Let somebody in whom a provider sends back, or tell in words why not."""
    chosen = provider(key)
    try:
        _count(request, "answer")
        asked = browser.take(request, key, request.GET.get("state", ""))
    except OidcError as error:
        return _told(request, chosen, error.why)
    with override(asked["language"]):
        try:
            return _let_in(request, chosen, asked)
        except OidcError as error:
            return _told(request, chosen, error.why)


@csrf_exempt
@require_POST
@never_cache
def ended(request: Request, key: str) -> HttpResponse:
    """End the sessions that a provider says have ended (back-channel logout)."""
    chosen = provider(key)
    try:
        _count(request, "ended")
        told = tokens.log_out(chosen, request.POST.get("logout_token"))
    except OidcError as error:
        return HttpResponse(status=_STATUS[error.why])
    session = claims.session(chosen.issuer, told.get("sid"))
    subject = told.get("sub")
    if not session and not isinstance(subject, str):
        return HttpResponse(status=HTTPStatus.BAD_REQUEST)
    actions.end_sessions(issuer=chosen.issuer, session=session, subject=str(subject), by=request.actor)
    return HttpResponse(status=HTTPStatus.OK)


def log_out(request: Request) -> HttpResponse | None:
    """Return the way to the provider's own log-out, for a session that it began and that is still there; or None."""
    kept = request.session.get(sessions.LOG_OUT) if request.COOKIES else None
    chosen = next((one for one in config.current().log_in_with if kept and one.key == kept["provider"]), None)
    if not kept or not chosen:
        return None
    try:
        there = client.metadata(chosen).address("end_session_endpoint")
    except OidcError:
        return None
    hint = {"id_token_hint": kept["token"]} if kept["token"] else {}
    told = {"client_id": chosen.client_id, "post_logout_redirect_uri": absolute("/"), **hint}
    return _onward(request, chosen, _with(there, told)) if there else None


def finish(request: Request, person: Person, kept: dict[str, Any] | None) -> Organisation | None:
    """Link whom a provider sent to the person who has just proved an address in the same browser.

    `kept` is what `browser.waiting` gave before the session began anew. Return whom they act for, as the provider says.
    """
    if not kept:
        return None
    try:
        identity = actions.link(person=person, who=kept["who"], by=request.actor)
    except actions.TakenError:  # another window was faster, for another person: this one is logged in by the letter
        return None
    browser.came_by(request, identity, kept["who"], kept["token"], kept["provider"])
    return actions.act_for(person=person, what=list(_described(kept["who"])), by=request.actor)


def _let_in(request: Request, chosen: Provider, asked: dict[str, Any]) -> HttpResponse:
    told, token = _exchange(request, chosen, asked)
    who = claims.read(chosen, told, token)
    kept = "" if claims.holds_identity_number(told) else str(token["id_token"])
    identity = actions.recognise(who=who, by=request.actor)
    if not identity:
        browser.wait(request, who, kept, chosen.key)
        return redirect(paths.log_in(asked["next"]))
    return _begin(request, identity, who, kept, asked)


def _exchange(request: Request, chosen: Provider, asked: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the claims of the ID token that a code is good for, and the whole answer. Raises OidcError."""
    says = request.GET.get("iss")
    must_say = client.metadata(chosen).told.get("authorization_response_iss_parameter_supported") is True
    if (says is not None or must_say) and says != chosen.issuer:
        raise OidcError("token")  # another provider's answer (RFC 9207)
    code = request.GET.get("code", "")
    if "error" in request.GET or not code:
        raise OidcError("refused")
    token = client.tokens(chosen, code=code, verifier=asked["verifier"], back=_back(chosen))
    told = tokens.identity(chosen, token.get("id_token"), nonce=asked["nonce"], access_token=token.get("access_token"))
    return told, token


def _begin(request: Request, identity: Identity, who: Who, kept: str, asked: dict[str, Any]) -> HttpResponse:
    person = identity.person
    acting_for = actions.act_for(person=person, what=list(_described(who)), by=request.actor)
    sessions.begin(request, person=person, acting_for=acting_for or people.first_organisation(person))
    browser.came_by(request, identity, who, kept, asked["provider"])
    return familiar.remember(redirect(paths.own(asked["next"]) or paths.home()), person)


def _described(who: Who) -> Iterator[Described]:
    """Describe the organisations by Enhetsregisteret where it answers; those that it says are deleted are left out."""
    for number, name in who.organisations:
        try:
            found = registers.look_up(number)
        except registers.UnavailableError:
            found = None
        if not (found and found.deleted):
            yield kinds.in_norway(number, name=name or number, found=found)


def _authorization(chosen: Provider, there: str, made: dict[str, Any]) -> str:
    extra = {
        "acr_values": " ".join(chosen.acr_values),
        "authorization_details": chosen.authorization_details,
    }
    return str(
        prepare_grant_uri(
            there,
            client_id=chosen.client_id,
            response_type="code",
            redirect_uri=_back(chosen),
            scope=" ".join(chosen.scopes),
            state=made["state"],
            nonce=made["nonce"],
            code_challenge=create_s256_code_challenge(made["verifier"]),
            code_challenge_method="S256",
            **{name: value for name, value in extra.items() if value},
        )
    )


def _with(address: str, told: dict[str, str]) -> str:
    return f"{address}{'&' if '?' in address else '?'}{urlencode(told)}"


def _back(chosen: Provider) -> str:
    return absolute(reverse("oidc_answer", args=[chosen.key]))


def _onward(request: Request, chosen: Provider, address: str) -> HttpResponse:
    """Lead on by a page: browsers let no form end at another host, and ours say so (`form-action`)."""
    context = {"title": _("On to %(name)s") % {"name": chosen.name}, "address": address, "label": _("Go on")}
    return render(request, "accounts/onward.html", context)


def _told(request: Request, chosen: Provider, why: str) -> HttpResponse:
    words = {
        "down": _("%(name)s does not answer as it should. Try again in a while, or log in by e-mail."),
        "refused": _("%(name)s did not let you in, or you turned back. You can try again, or log in by e-mail."),
        "level": _("You logged in to %(name)s in another way than this page asks for. Try again with a safer one."),
        "state": _("This log-in was begun in another browser, or has run out. Begin again from here."),
        "token": _("The answer from %(name)s is not one that we can trust. Begin again, or log in by e-mail."),
        "many": _("Many have tried to log in from here. Wait an hour, and try again."),
    }
    context = {"title": _("You are not logged in"), "lead": words[why] % {"name": chosen.name}}
    return render(request, "accounts/not_let_in.html", context, status=_STATUS[why])


def _count(request: Request, door: str) -> None:
    who = limits.visitor(request)
    if not limits.take(what=f"oidc {door}", who=who, limit=HOURLY, period=timedelta(hours=1)):
        raise OidcError("many")
