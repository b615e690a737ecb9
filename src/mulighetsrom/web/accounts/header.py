"""What every page's header says of who is logged in, and for which organisation they act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from mulighetsrom.web.accounts import paths
from mulighetsrom.web.accounts.queries import people
from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.common import registry
from mulighetsrom.web.common.components import Link

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from django.db.models import QuerySet
    from django.utils.safestring import SafeString

    from mulighetsrom.web.accounts.models import Membership, Organisation
    from mulighetsrom.web.common.http import Request


def who(request: Request) -> SafeString:
    """Write the way to log in, or the menu behind a person's name. A visitor's costs no query and sets no cookie."""
    person = people.person(request.actor.person)
    if not person:
        here = request.get_full_path() if request.method == "GET" and request.path != paths.front() else ""
        return render_to_string("accounts/header.html", {"log_in": paths.log_in(here)})
    memberships = people.memberships(person)
    organisation = next((one.organisation for one in memberships if _acts_for(request, one)), None)
    places = [*_own_places(), *_places_of_roles(request, organisation, memberships)]
    shown: dict[str, Any] = {
        "person": person,
        "organisation": organisation,
        "others": [one.organisation for one in memberships if not _acts_for(request, one)],
        "places": [Link(place.label, place.url, current=request.path == place.url) for place in places],
        "csrf_token": get_token(request),  # a request would ask every part of the page once more
    }
    return render_to_string("accounts/header.html", shown)


def _own_places() -> list[Link]:
    return [Link(place.label, reverse(place.url_name)) for place in registry.own_places]


def _places_of_roles(
    request: Request, organisation: Organisation | None, memberships: QuerySet[Membership]
) -> Iterator[Link]:
    """Lead to what somebody looks after besides their own, and whoever is in no organisation to where one begins."""
    if organisation:
        yield Link(_("My organisation"), reverse("accounts:organisation", args=[organisation.public_id]))
    if may(request.actor, May.OPERATE):
        yield Link(_("Operation"), reverse("accounts:operate"))
    elif not memberships:
        yield Link(_("Act for an organisation"), reverse("accounts:new_organisation"))


def _acts_for(request: Request, membership: Membership) -> bool:
    return membership.organisation.public_id == request.actor.acting_for
