"""What following puts on the pages of others: the way to follow what the page is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulighetsrom.web.accounts import paths
from mulighetsrom.web.accounts.queries import people
from mulighetsrom.web.common.components import Link
from mulighetsrom.web.following.models import Follow
from mulighetsrom.web.following.queries import follows
from mulighetsrom.web.following.targets import Target
from mulighetsrom.web.needs.queries.search import Query

if TYPE_CHECKING:
    from django.utils.safestring import SafeString
    from django_stubs_ext import StrOrPromise

    from mulighetsrom.web.accounts.models import Organisation
    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.dialogue.models import Dialogue
    from mulighetsrom.web.needs.models import Need

ALL_DIALOGUES: Final = Target(query=Query(kind="dialogue"))
LABELS: Final[dict[str, StrOrPromise]] = {
    Follow.Kind.ORGANISATION: gettext_lazy("Follow this municipality"),
    Follow.Kind.NEED: gettext_lazy("Follow this need"),
    Follow.Kind.DIALOGUE: gettext_lazy("Follow this dialogue"),
    Follow.Kind.SEARCH: gettext_lazy("Follow this search"),
}


def need(request: Request, about: Need) -> SafeString:
    """Write the way to follow a need, and its municipality."""
    return _button(request, Target(need=about))


def dialogue(request: Request, about: Dialogue) -> SafeString:
    """Write the way to follow a dialogue."""
    return _button(request, Target(dialogue=about))


def dialogues(request: Request, about: object) -> SafeString:  # noqa: ARG001 - the list of all that are public
    """Write the way to follow all dialogues."""
    return _button(request, ALL_DIALOGUES)


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
        return render_to_string("following/button.html", {"url": url, "label": _label(target), "links": _links(target)})
    shown = {
        "follow": follows.live(person, target.key),
        "parameters": target.parameters.items(),
        "label": _label(target),
        "links": _links(target),
        "next": here,
        "csrf_token": get_token(request),  # a request would ask every part of the page once more
    }
    return render_to_string("following/button.html", shown)


def _label(target: Target) -> StrOrPromise:
    return _("Follow new dialogues") if target == ALL_DIALOGUES else LABELS[target.kind]


def _links(target: Target) -> list[Link]:
    """Return what other programs can fetch of it."""
    feed = reverse("following:search_feed")
    if target.need:
        return [Link(_("Feed"), reverse("following:need_feed", args=[target.need.public_id]))]
    if target.dialogue:
        of = [target.dialogue.public_id]
        calendar = reverse("following:dialogue_calendar", args=of)
        return [Link(_("Feed"), reverse("following:dialogue_feed", args=of)), Link(_("Calendar"), calendar)]
    if target.organisation:
        owner = target.organisation.public_id
        calendar = reverse("following:organisation_calendar", args=[owner])
        return [Link(_("Feed"), f"{feed}?{urlencode({'eier': owner})}"), Link(_("Calendar"), calendar)]
    if target == ALL_DIALOGUES:
        return [Link(_("Feed"), reverse("following:dialogues_feed"))]
    return [Link(_("Feed"), f"{feed}?{urlencode(target.parameters)}")]
