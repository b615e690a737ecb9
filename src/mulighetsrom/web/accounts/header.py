"""What every page's header says of who is logged in, and for which organisation they act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse

from mulighetsrom.web.accounts import paths
from mulighetsrom.web.accounts.queries import people
from mulighetsrom.web.common import registry
from mulighetsrom.web.common.components import Link

if TYPE_CHECKING:
    from typing import Any

    from django.utils.safestring import SafeString

    from mulighetsrom.web.accounts.models import Membership
    from mulighetsrom.web.common.http import Request


def who(request: Request) -> SafeString:
    """Write the way to log in, or the menu behind a person's name. A visitor's costs no query and sets no cookie."""
    person = people.person(request.actor.person)
    if not person:
        here = request.get_full_path() if request.method == "GET" else ""
        return render_to_string("accounts/header.html", {"log_in": paths.log_in(here)})
    memberships = people.memberships(person)
    places = [Link(place.label, reverse(place.url_name)) for place in registry.own_places]
    shown: dict[str, Any] = {
        "person": person,
        "organisation": next((one.organisation for one in memberships if _acts_for(request, one)), None),
        "others": [one.organisation for one in memberships if not _acts_for(request, one)],
        "places": [Link(place.label, place.url, current=request.path == place.url) for place in places],
        "csrf_token": get_token(request),  # a request would ask every part of the page once more
    }
    return render_to_string("accounts/header.html", shown)


def _acts_for(request: Request, membership: Membership) -> bool:
    return membership.organisation.public_id == request.actor.acting_for
