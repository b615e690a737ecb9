"""Who asks: from the session to the actor; and to the log-in where somebody must say who they are."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.cache import patch_cache_control, patch_vary_headers

from mulighetsrom.web.accounts import paths, sessions
from mulighetsrom.web.accounts.access import LoginNeededError
from mulighetsrom.web.accounts.queries import people
from mulighetsrom.web.accounts.roles import Role
from mulighetsrom.web.accounts.views import kept
from mulighetsrom.web.common.actor import VISITOR, Actor

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from mulighetsrom.web.common.http import Request

    Handler = Callable[[HttpRequest], HttpResponseBase]


class Who:
    """Say who asks: the person of the session, for the organisation they chose, with their roles of today."""

    def __init__(self, get_response: Handler) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        actor = cast("Request", request).actor = _actor(request)
        response = self._get_response(request)
        patch_vary_headers(response, ["Cookie"])
        if actor.person and not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_cache=True)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponseBase | None:
        """Lead to the log-in, and back afterwards; what is asked by a script is told so by its status."""
        if not isinstance(error, LoginNeededError):
            return None
        if request.headers.get("HX-Request") or not request.accepts("text/html"):
            return HttpResponse(status=HTTPStatus.UNAUTHORIZED)
        if request.method == "GET":
            return redirect(paths.log_in(request.get_full_path()))
        return redirect(paths.log_in(kept.keep(cast("Request", request), sessions.ran_out(request))))


def _actor(request: HttpRequest) -> Actor:
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return VISITOR  # whoever only reads costs no query
    person = sessions.person(request)
    if not person:
        return VISITOR
    cast("sessions.SessionStore", request.session).note()
    own = frozenset({Role.OPERATOR.value} if person.is_operator else ())
    chosen = request.session.get(sessions.ACTING_FOR)
    membership = people.memberships(person).filter(organisation__public_id=chosen).first() if chosen else None
    if not membership:
        return Actor(person.public_id, None, own)
    return Actor(person.public_id, membership.organisation.public_id, own | people.roles(membership))
