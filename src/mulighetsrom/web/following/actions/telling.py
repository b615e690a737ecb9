"""From something that happened to letters: an item for every follow that leads there, and one letter for each person.

All receivers' rows are written in one transaction: everybody is told at one moment, or nobody yet. Whatever kills the
worker, the next run begins anew; what is there already stays as it is.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.utils import timezone

from mulighetsrom.web.common.kernel import action
from mulighetsrom.web.common.letters import PLATFORM
from mulighetsrom.web.common.mail import Envelope, Receiver, Sender, post_many
from mulighetsrom.web.dialogue.queries import announcing
from mulighetsrom.web.following.models import Follow, Item, Mark
from mulighetsrom.web.following.queries import follows, waiting
from mulighetsrom.web.following.queries.things import things

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from mulighetsrom.web.dialogue.models import Announcement
    from mulighetsrom.web.following.queries.waiting import Waiting
    from mulighetsrom.web.following.thing import Key, Thing

AT_ONCE: Final = "following.at-once"
COLLECTED: Final = "following.collected"
AT_A_TIME: Final = 1000

KEPT: Final = timedelta(days=90)
"""How long it is kept what came of a follow, and what somebody hid."""


@action
def tell(
    *, thing: Thing, what: str, once: str, searches: Collection[str] = (), told: Announcement | None = None
) -> None:
    """Write down for every follow that leads to a thing what happened to it, and post the letters that go at once.

    Who takes part has been `told` by the municipality's own letter: it stands as the one that tells their items.
    """
    hearing = follows.who_hear(thing, what, searches).values_list("pk", flat=True)
    happening = {"kind": thing.kind, "thing": thing.public_id, "what": what, "once": once}
    rows = [Item(follow_id=pk, **happening) for pk in hearing]
    Item.objects.bulk_create(rows, batch_size=AT_A_TIME, ignore_conflicts=True)
    if told:
        by_letter = {"letter": "", "follow__person__public_id__in": announcing.told_by(told)}
        Item.objects.filter(**happening, **by_letter).update(letter=told.public_id)
    of_person = _by_person(waiting.of_happening(**happening))
    at_once = [own for own in of_person if any(one.cadence == Follow.Cadence.AT_ONCE for one in own)]
    sender = Sender(thing.owner.name, thing.owner.mailbox)
    envelopes = [Envelope(_receiver(own), sender, thing.row, once=f"{what} {once}".strip()) for own in at_once]
    _note(at_once, post_many(AT_ONCE, envelopes))


@action
def collect(*, people: Collection[int], now: datetime) -> None:
    """Post one letter to each of these people, with all that waits for them and is due by now.

    What is not due yet comes along where it tells of the same thing: nobody reads of it twice.
    """
    found = waiting.of_people(people, now)
    due = {(one.person.pk, one.key) for one in found if one.is_due}
    of_person = _by_person([one for one in found if (one.person.pk, one.key) in due])
    told = things({key for _person, key in due})
    envelopes = [Envelope(_receiver(own), _sender(own, told), own[0].person, once=str(own[0].pk)) for own in of_person]
    _note(of_person, post_many(COLLECTED, envelopes))


def purge() -> int:
    """Forget what came of follows long ago, and what was hidden then without becoming a mute."""
    old = timezone.now() - KEPT
    marks = Mark.objects.filter(at__lt=old, mute=None).delete()[0]
    return marks + Item.objects.filter(at__lt=old).delete()[0]


def _by_person(found: Sequence[Waiting]) -> list[list[Waiting]]:
    of: defaultdict[int, list[Waiting]] = defaultdict(list)
    for one in found:
        of[one.person.pk].append(one)
    return list(of.values())


def _receiver(own: Sequence[Waiting]) -> Receiver:
    person = own[0].person
    return Receiver(person.email, person.language, person.public_id)


def _sender(own: Sequence[Waiting], told: dict[Key, Thing]) -> Sender:
    """Return the one municipality that a letter tells of, or the platform where they are several."""
    owners = {told[one.key].owner for one in own if one.key in told}
    if len(owners) != 1:
        return Sender(PLATFORM)
    owner = owners.pop()
    return Sender(owner.name, owner.mailbox)


def _note(of_person: Sequence[Sequence[Waiting]], letters: Sequence[str]) -> None:
    """Write at each item which letter tells it."""
    told = [Item(pk=one.pk, letter=letter) for own, letter in zip(of_person, letters, strict=True) for one in own]
    Item.objects.bulk_update(told, ["letter"], batch_size=AT_A_TIME)
