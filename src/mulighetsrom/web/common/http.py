"""The request as our middleware leaves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from mulighetsrom.web.common.actor import Actor


class Request(HttpRequest):
    """What a view is given: Django's request, with the actor who asks."""

    actor: Actor
