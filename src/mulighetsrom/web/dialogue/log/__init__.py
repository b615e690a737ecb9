"""The equal treatment log of a dialogue: written by the actions themselves, in their own transaction.

Write it last in an action: the line waits for whoever writes a line of the same dialogue, and holds that lock until the
action is whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db import connection
from django.utils import timezone
from django.utils.crypto import salted_hmac

from mulighetsrom.web.accounts.queries import people
from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.common import audit
from mulighetsrom.web.common.kernel import inside_action
from mulighetsrom.web.dialogue import chain
from mulighetsrom.web.dialogue.models import Entry, Known

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.dialogue.models import Dialogue

_LOCK: Final = 0x6C6F67  # "log": the class of the advisory lock, the dialogue's key is its object


@dataclass(frozen=True, slots=True)
class Somebody:
    """Who a line is about: an id that stays theirs, and what they are called today, empty where that is not kept."""

    id: str
    name: str


@inside_action
def write(dialogue: Dialogue, kind: str, *, by: Actor, whom: Somebody | None = None, **facts: Any) -> Entry:
    """Add a line: what `by` did, for or with whom. `facts` are ids, codes, numbers and days; a text is refused."""
    _wait(dialogue)
    before = head(dialogue)
    who_and_whom = _known(dialogue, _person(by), whom)
    line = {
        "number": before.number + 1,
        "kind": kind,
        "at": timezone.now(),
        "who": who_and_whom[0],
        "whom": who_and_whom[1],
        "facts": {name: audit.fact(name, value) for name, value in facts.items()},
        "before": before.hash,
    }
    entry = Entry(dialogue=dialogue, **line)
    entry.hash = chain.hash_of(as_line(entry))
    entry.save(force_insert=True)
    return entry


def head(dialogue: Dialogue) -> chain.Head:
    """Return where a dialogue's log ends now; number 0 before it has begun."""
    last = Entry.objects.filter(dialogue=dialogue).order_by("-number").first()
    return after(last) if last else chain.Head(0, chain.beginning(dialogue.public_id))


def after(line: Entry) -> chain.Head:
    """Return where a log ended when this was its last line."""
    return chain.Head(line.number, line.hash)


def lines(dialogue: Dialogue) -> Iterator[dict[str, Any]]:
    """Yield a dialogue's lines as they are exported and hashed, oldest first."""
    yield from map(as_line, Entry.objects.filter(dialogue=dialogue).order_by("number").iterator())


def broken(dialogue: Dialogue, heads: Sequence[chain.Head] = ()) -> str:
    """Return what is wrong with a dialogue's log as `chain.broken` tells it, empty if nothing is."""
    return chain.broken(dialogue.public_id, lines(dialogue), heads)


def pseudonym(dialogue: Dialogue, id_: str) -> str:
    """Return what somebody is called in a dialogue's log: without the installation's secret nobody can find it out."""
    return salted_hmac("dialogue.log", f"{dialogue.public_id} {id_}", algorithm="sha256").hexdigest()[:24]


def names(dialogue: Dialogue) -> dict[str, str]:
    """Return who the pseudonyms of a log are, as far as that is still kept."""
    return dict(Known.objects.filter(dialogue=dialogue).values_list("pseudonym", "name"))


def as_line(entry: Entry) -> dict[str, Any]:
    """Return a line as JSON takes it."""
    return {
        "number": entry.number,
        "kind": entry.kind,
        "at": entry.at.isoformat(),
        "who": entry.who,
        "whom": entry.whom,
        "facts": entry.facts,
        "before": entry.before,
        "hash": entry.hash,
    }


def _wait(dialogue: Dialogue) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, dialogue.pk % 2**31])


def _person(by: Actor) -> Somebody | None:
    """Return who did it; by name only who does so for a municipality: of a company it is enough that it was theirs."""
    found = people.person(by.person) if by.person else None
    return Somebody(found.public_id, found.name if may(by, May.READ) else "") if found else None


def _known(dialogue: Dialogue, *people: Somebody | None) -> list[str]:
    """Return what each is called in the log, empty for nobody; a name that is known already stays as it is."""
    codes = [pseudonym(dialogue, one.id) if one else "" for one in people]
    named = [
        Known(dialogue=dialogue, pseudonym=code, name=one.name)
        for code, one in zip(codes, people, strict=True)
        if one and one.name
    ]
    Known.objects.bulk_create(named, ignore_conflicts=True)
    return codes
