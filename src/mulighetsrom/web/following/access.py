"""From the ids in an address and the tokens in a letter to follows and items: one's own, or what a link stands for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, TypeVar

from django.http import Http404

from mulighetsrom.web.accounts import access as accounts
from mulighetsrom.web.accounts.models import Person
from mulighetsrom.web.dialogue import access as dialogues
from mulighetsrom.web.following import tokens
from mulighetsrom.web.following.models import Follow, Item, Mute
from mulighetsrom.web.following.queries import calendar, follows
from mulighetsrom.web.following.targets import SEARCH, Target
from mulighetsrom.web.needs import access as needs
from mulighetsrom.web.needs.fields import CHOICES
from mulighetsrom.web.needs.queries.search import Query

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet

    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.drafting.models import Drafted, Version

T = TypeVar("T")
TOKEN: Final = re.compile(r"[0-9a-f]{40}")
MOST_VERSIONS: Final = 50


def target(named: Mapping[str, str], *, by: Actor) -> Target:
    """Return what an address or a form names: something that everybody can see. Raises Http404."""
    if named.get(SEARCH) and not (query := Query.from_dict(named)).is_empty:
        return Target(query=query)
    if public_id := named.get("virksomhet"):
        return Target(organisation=needs.buyer(public_id, by=by))
    if public_id := named.get("behov"):
        return Target(need=needs.public_need(public_id, by=by))
    if public_id := named.get("dialog"):
        return Target(dialogue=dialogues.public_dialogue(public_id, by=by))
    if (area := named.get("omrade", "")) in CHOICES["focus_areas"]:
        return Target(focus_area=area)
    if re.fullmatch(r"[0-9]{2,3}", group := named.get("cpv", ""), re.ASCII):
        return Target(cpv=group)
    raise Http404


def own_follow(public_id: str, *, by: Actor) -> Follow:
    """Return a follow of the person who acts, also one that has ended."""
    mine = follows.with_targets(accounts.me(by=by).follows.all())
    return _found(mine.filter(public_id=public_id).first() if public_id.isalnum() else None)


def own_mute(public_id: str, *, by: Actor) -> Mute:
    """Return what is muted for the person who acts."""
    return _found(
        follows.mutes(accounts.me(by=by)).filter(public_id=public_id).first() if public_id.isalnum() else None
    )


def item_of_token(token: str) -> Item:
    """Return the item that a letter's link stands for; whoever has the letter may hide it."""
    try:
        public_id = tokens.read_hide(token)
    except tokens.WrongTokenError:
        raise Http404 from None
    live = Item.objects.filter(public_id=public_id, follow__person__deleted_at=None)
    return _found(follows.with_follows(live).first())


def stop_of_token(token: str) -> tokens.Stop:
    """Return what a letter's link ends; whoever has the letter may end it."""
    try:
        return tokens.read_stop(token)
    except tokens.WrongTokenError:
        raise Http404 from None


def calendar_of_token(token: str) -> Person:
    """Return whose calendar a link opens."""
    return _found(calendar.owner(token) if TOKEN.fullmatch(token) else None)


def versions(row: Drafted) -> QuerySet[Version]:
    """Return what everybody could read of a public need or dialogue, newest first."""
    return row.versions.order_by("-number")[:MOST_VERSIONS]


def person_for_system(public_id: str) -> Person | None:
    """Return whom a letter goes to, unless they have left."""
    return Person.objects.filter(public_id=public_id, deleted_at=None).first()


def _found(row: T | None) -> T:
    if row is None:
        raise Http404
    return row
