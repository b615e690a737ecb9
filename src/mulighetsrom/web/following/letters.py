"""What stands in the letters to followers, by what everybody may see when they are written."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mulighetsrom.web.common.addresses import absolute
from mulighetsrom.web.common.letters import PLATFORM, Letter
from mulighetsrom.web.common.letters import Item as Line
from mulighetsrom.web.following import access, tokens, words
from mulighetsrom.web.following.queries import follows
from mulighetsrom.web.following.queries.things import things

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mulighetsrom.web.common.models import Mail
    from mulighetsrom.web.following.models import Item
    from mulighetsrom.web.following.thing import Key, Thing

MOST: Final = 100
"""What one letter tells; the page tells the rest."""


@dataclass(frozen=True, slots=True)
class Told:
    """A thing, and all that came to somebody of it."""

    thing: Thing
    items: tuple[Item, ...]


def at_once(mail: Mail) -> Letter | None:
    """Write what has just happened to one thing."""
    told = _told(mail)
    if not told:
        return None
    one = told[0]
    happened = words.happened(one.items)
    stop = tokens.stop_follows(mail.public_id, dict.fromkeys(item.follow.public_id for item in one.items))
    return Letter(
        subject=_("%(what)s: %(title)s") % {"what": happened, "title": one.thing.title},
        greeting=_("Hello!"),
        paragraphs=[_("%(who)s has something new that you follow.") % {"who": one.thing.owner.name}],
        items=_lines(told),
        button=_own_page(),
        why=_why(),
        stop_url=_stop_url(stop),
    )


def collected(mail: Mail) -> Letter | None:
    """Write all that has come since the last letter, by municipality."""
    told = _told(mail)
    if not told:
        return None
    owners = dict.fromkeys(one.thing.owner.name for one in told)
    count = len(told)
    opening = ngettext(
        "There is one piece of news in what you follow, from %(who)s.",
        "There are %(count)s pieces of news in what you follow, from %(who)s.",
        count,
    )
    return Letter(
        subject=ngettext("One piece of news in what you follow", "%(count)s pieces of news in what you follow", count)
        % {"count": count},
        greeting=_("Hello!"),
        paragraphs=[opening % {"count": count, "who": words.listed(list(owners))}],
        items=_lines(told[:MOST], groups=mail.sender_name == PLATFORM),
        button=_own_page(),
        why=_why(),
        stop_url=_stop_url(tokens.stop_digests(mail.public_id, mail.receiver)),
    )


def _told(mail: Mail) -> list[Told]:
    """Return what may be told now, by municipality; nothing to somebody who has left."""
    if not access.person_for_system(mail.receiver):
        return []
    items = follows.of_letter(mail.public_id)
    there = things({(item.kind, item.thing) for item in items})
    shown = sorted((item for item in items if (item.kind, item.thing) in there), key=lambda item: _order(item, there))
    of_thing = groupby(shown, key=lambda item: there[item.kind, item.thing])
    return [Told(thing, tuple(own)) for thing, own in of_thing]


def _order(item: Item, there: Mapping[Key, Thing]) -> tuple[str, ...]:
    thing = there[item.kind, item.thing]
    return thing.owner.name, thing.title, thing.public_id, item.at.isoformat()


def _lines(told: list[Told], *, groups: bool = False) -> list[Line]:
    return [_line(one, group=one.thing.owner.name if groups else "") for one in told]


def _line(one: Told, group: str) -> Line:
    known = {one.thing.public_id: one.thing.title, one.thing.owner.public_id: one.thing.owner.name}
    because = words.why(words.name(item.follow, known) for item in one.items)
    hide = reverse("following:hide", args=[tokens.hide(one.items[-1].public_id)])
    return Line(
        title=one.thing.title,
        url=absolute(one.thing.path),
        note=_("%(what)s. %(why)s") % {"what": words.happened(one.items), "why": because},
        hide_url=absolute(hide),
        group=group,
    )


def _own_page() -> tuple[str, str]:
    return _("See what you follow"), absolute(reverse("following:mine"))


def _stop_url(token: str) -> str:
    return absolute(reverse("following:stop", args=[token]))


def _why() -> str:
    return _("You get this e-mail because you follow something at Mulighetsrom. You choose how often e-mails come.")
