"""What two of a demo's people follow, and the letters that come of it."""

from __future__ import annotations

from typing import Final

from mulighetsrom.web.accounts import demo as people_of_demo
from mulighetsrom.web.accounts.models import Person
from mulighetsrom.web.common.actor import Actor, Mode
from mulighetsrom.web.following.actions import follows, telling
from mulighetsrom.web.following.models import Follow
from mulighetsrom.web.following.queries import searches
from mulighetsrom.web.following.queries.things import things
from mulighetsrom.web.following.targets import Target
from mulighetsrom.web.needs import demo as needs_of_demo
from mulighetsrom.web.needs.models import Need
from mulighetsrom.web.needs.queries import needs
from mulighetsrom.web.needs.queries.search import Query

SEEKER, NEIGHBOUR = "dagdrom-owner", "pahit-representative"
AT_ONCE: Final = Follow.Cadence.AT_ONCE
NEWS: Final = 2
"""Needs that are told as if they had just been published: a letter is there to be read at once."""


def fill() -> None:
    """Let two suppliers follow things, and tell them of the newest needs; leave alone whoever follows something."""
    if not people_of_demo.is_here():
        return
    needs_of_demo.fill()  # what is followed has to be there first
    published = list(needs.public().exclude(stage=Need.Stage.DROPPED).order_by("-changed_at", "pk"))
    if not published or not _follow_all(published):
        return
    for thing in things(("need", one.public_id) for one in published[:NEWS]).values():
        telling.tell(thing=thing, what="need-published", once="1", searches=searches.matching(thing))


def _follow_all(published: list[Need]) -> bool:
    """Let them follow what is theirs to follow; return whether anything is new."""
    newest = published[0]
    wanted = {
        SEEKER: [Target(organisation=newest.owner), Target(query=Query(text="trygghet hjemme"))],
        NEIGHBOUR: [Target(need=newest), Target(focus_area="care")],
    }
    people = {key: Person.objects.get(public_id=people_of_demo.public_id("person", key)) for key in wanted}
    new = [key for key, person in people.items() if not person.follows.exists()]
    for key in new:
        for target in wanted[key]:
            _follow(people[key], target)
    return bool(new)


def _follow(person: Person, target: Target) -> None:
    by = Actor(person.public_id, mode=Mode.COMMAND)
    made = follows.follow(target=target, by=by)
    if target.organisation:
        follows.set_cadence(follow=made, cadence=AT_ONCE, by=by)
