"""Follows in plain words: what is followed, what happened, why it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from mulighetsrom.notices.reference import cpv
from mulighetsrom.web.following import news
from mulighetsrom.web.following.models import Follow
from mulighetsrom.web.needs.fields import CHOICES
from mulighetsrom.web.needs.queries.search import Query
from mulighetsrom.web.needs.search_wording import FACETS, named

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django_stubs_ext import StrOrPromise

    from mulighetsrom.web.following.models import Item, Mute

HAPPENED: Final[dict[str, StrOrPromise]] = {
    "need-published": gettext_lazy("New need"),
    "need-version": gettext_lazy("New version of the need"),
    "need-moved": gettext_lazy("The need has come further"),
    "need-question-answered": gettext_lazy("A question about the need has been answered"),
    "line-published": gettext_lazy("New in the plan"),
    "line-changed": gettext_lazy("Changed in the plan"),
    "meeting-announced": gettext_lazy("New contact meeting"),
    "meeting-answered": gettext_lazy("Answers from the contact meeting"),
    **news.HAPPENED,
}
"""What an item's `what` is called."""


def name(follow: Follow, names: Mapping[str, str]) -> str:
    """Return what is followed; `names` are those of `queries.names`."""
    kinds = Follow.Kind
    if follow.kind == kinds.ORGANISATION and follow.organisation:
        return follow.organisation.name
    if follow.kind == kinds.NEED and follow.need:
        return names.get(follow.need.public_id) or _("a need that is no longer shown")
    if follow.kind == kinds.DIALOGUE and follow.dialogue:
        return names.get(follow.dialogue.public_id) or _("a dialogue that is no longer shown")
    if follow.kind == kinds.FOCUS_AREA:
        return focus_area(follow.focus_area)
    if follow.kind == kinds.SEARCH:
        return search(Query.from_dict(follow.query), names)
    return cpv_group(follow.cpv)


def search(query: Query, names: Mapping[str, str]) -> str:
    """Return a search in plain words: what is looked for, and what narrows it."""
    narrowed = [str(named(facet, getattr(query, facet))) for facet in FACETS if getattr(query, facet)]
    narrowed += [names.get(query.owner, query.owner)] if query.owner else []
    said = {"words": query.text, "where": ", ".join(narrowed)}
    if not query.text:
        return _("the search in %(where)s") % said
    return (_("the search “%(words)s” in %(where)s") if narrowed else _("the search “%(words)s”")) % said


def path(follow: Follow) -> str:
    """Return where what is followed can be seen."""
    if follow.organisation:
        return reverse("needs:plan", args=[follow.organisation.public_id])
    if follow.query:
        return f"{reverse('needs:list')}?{urlencode(follow.query)}"
    if follow.dialogue:
        return reverse("dialogue:dialogue", args=[follow.dialogue.public_id])
    return reverse("needs:need", args=[follow.need.public_id]) if follow.need else ""


def focus_area(code: str) -> str:
    """Return what a focus area is called."""
    return str(CHOICES["focus_areas"].get(code, code))


def cpv_group(digits: str) -> str:
    """Return what a CPV division or group is called."""
    return cpv.label(digits.ljust(8, "0"), get_language() or "nb")


def happened(items: Iterable[Item]) -> str:
    """Return what happened to one thing, each once, in order."""
    return " · ".join(str(HAPPENED[what]) for what in dict.fromkeys(item.what for item in items))


def why(names: Iterable[str]) -> str:
    """Return the reason why something is told: all that is followed and leads there."""
    return _("Because you follow %(what)s.") % {"what": listed(list(dict.fromkeys(names)))}


def listed(names: list[str]) -> str:
    """Return names as a sentence lists them: A, B and C."""
    if len(names) < 2:  # noqa: PLR2004 - one has nothing to be joined with
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def muted(mute: Mute, names: Mapping[str, str]) -> str:
    """Return what is muted: the follow, or the part of it that two hidden things had in common."""
    followed = name(mute.follow, names)
    kind = cpv_group(mute.cpv) if mute.cpv else focus_area(mute.focus_area) if mute.focus_area else ""
    where = mute.organisation.name if mute.organisation else ""
    if kind and where:
        return _("%(kind)s in %(where)s") % {"kind": kind, "where": where}
    part = kind or where
    if not part or part == followed:
        return followed
    return _("%(part)s in what you follow as %(followed)s") % {"part": part, "followed": followed}
