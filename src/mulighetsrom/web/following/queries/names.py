"""What the follows' needs, dialogues and organisations are called, as everybody may know it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mulighetsrom.web.accounts.models import Organisation
from mulighetsrom.web.following.queries.things import things

if TYPE_CHECKING:
    from collections.abc import Collection

    from mulighetsrom.web.following.models import Follow


def of(follows: Collection[Follow]) -> dict[str, str]:
    """Return names by public id: of the needs and dialogues that are followed and public, and of searches'
    organisations.
    """
    keys = [("need", one.need.public_id) for one in follows if one.need]
    keys += [("dialogue", one.dialogue.public_id) for one in follows if one.dialogue]
    owners = {one.query["eier"] for one in follows if one.query.get("eier")}
    named = Organisation.objects.filter(public_id__in=owners).values_list("public_id", "name") if owners else ()
    return {thing.public_id: thing.title for thing in things(keys).values()} | dict(named)
