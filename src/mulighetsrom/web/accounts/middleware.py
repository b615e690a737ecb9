"""Who asks: from the session to the actor; and to the log-in where somebody must say who they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from mulighetsrom.web.accounts import sessions
from mulighetsrom.web.accounts.queries import people
from mulighetsrom.web.accounts.roles import Role
from mulighetsrom.web.common.actor import VISITOR, Actor

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from mulighetsrom.web.common.http import Request

    Handler = Callable[[HttpRequest], HttpResponseBase]


def actor(get_response: Handler) -> Handler:
    """Say who asks: the person of the session, for the organisation they chose, with their roles of today."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        cast("Request", request).actor = _actor(request)
        return get_response(request)

    return middleware


def _actor(request: HttpRequest) -> Actor:
    person = people.person(request.session.get(sessions.PERSON))
    if not person:
        return VISITOR
    own = frozenset({Role.OPERATOR.value} if person.is_operator else ())
    chosen = request.session.get(sessions.ACTING_FOR)
    membership = people.memberships(person).filter(organisation__public_id=chosen).first() if chosen else None
    if not membership:
        return Actor(person.public_id, None, own)
    return Actor(person.public_id, membership.organisation.public_id, own | people.roles(membership))
