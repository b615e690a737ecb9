"""Saved searches: which of those that people follow find a thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mulighetsrom.web.following.models import Follow
from mulighetsrom.web.needs.queries.search import Query, matches

if TYPE_CHECKING:
    from mulighetsrom.web.following.thing import Thing


def matching(thing: Thing) -> list[str]:
    """Return the hashes of the searches that find a thing: one question for each that somebody follows, not for each
    follower.
    """
    live = Follow.objects.filter(kind=Follow.Kind.SEARCH, ended_at=None, paused_at=None)
    asked = live.order_by("query_hash").distinct("query_hash").values_list("query_hash", "query")
    return [name for name, query in asked if matches(Query.from_dict(query), {thing.public_id})]
