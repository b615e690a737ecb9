"""What following puts on the pages of others: the way to follow what the page is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from mulighetsrom.web.accounts import paths
from mulighetsrom.web.accounts.queries import people
from mulighetsrom.web.common.components import Link
from mulighetsrom.web.following.queries import follows
from mulighetsrom.web.following.targets import Target

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from mulighetsrom.web.accounts.models import Organisation
    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.needs.models import Need
    from mulighetsrom.web.needs.queries.search import Query


def need(request: Request, about: Need) -> SafeString:
    """Write the way to follow a need, and its municipality."""
    return _button(request, Target(need=about))


def organisation(request: Request, about: Organisation) -> SafeString:
    """Write the way to follow an organisation."""
    return _button(request, Target(organisation=about))


def search(request: Request, about: Query) -> SafeString | None:
    """Write the way to follow a search."""
    return None if about.is_empty else _button(request, Target(query=about))


def _button(request: Request, target: Target) -> SafeString:
    """Write one button: it follows, or tells that one does; a visitor is led to the log-in and back to the question."""
    here = paths.own(request.get_full_path())
    person = people.person(request.actor.person)
    if not person:
        url = f"{reverse('following:follow')}?{urlencode(target.parameters | {paths.NEXT: here})}"
        return render_to_string("following/button.html", {"url": url, "kind": target.kind, "links": _links(target)})
    shown = {
        "follow": follows.live(person, target.key),
        "parameters": target.parameters.items(),
        "kind": target.kind,
        "links": _links(target),
        "next": here,
        "csrf_token": get_token(request),  # a request would ask every part of the page once more
    }
    return render_to_string("following/button.html", shown)


def _links(target: Target) -> list[Link]:
    """Return what other programs can fetch of it."""
    feed = reverse("following:search_feed")
    if target.need:
        return [Link(_("Feed"), reverse("following:need_feed", args=[target.need.public_id]))]
    if target.organisation:
        owner = target.organisation.public_id
        calendar = reverse("following:organisation_calendar", args=[owner])
        return [Link(_("Feed"), f"{feed}?{urlencode({'eier': owner})}"), Link(_("Calendar"), calendar)]
    return [Link(_("Feed"), f"{feed}?{urlencode(target.parameters)}")]
