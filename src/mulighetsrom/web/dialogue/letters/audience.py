"""Who takes part in a dialogue, as far as letters go: each theme tells its own, everybody gets one letter.

Followers of a dialogue are told by the slice `following`; nobody need be named here for that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from mulighetsrom.web.accounts.queries import people
from mulighetsrom.web.common.mail import Receiver

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from mulighetsrom.web.accounts.models import Organisation, Person
    from mulighetsrom.web.dialogue.models import Dialogue, Part

    Source: TypeAlias = Callable[[Dialogue, Part | None], Iterable[Receiver]]
    Counted: TypeAlias = Callable[[Dialogue, Sequence[Receiver]], Iterable[Receiver]]
    Opened: TypeAlias = Callable[[Dialogue], Iterable[Receiver]]

_sources: list[Source] = []
_left: list[Source] = []
_hidden: list[tuple[Counted, Opened]] = []


def register(source: Source) -> None:
    """Add who takes part by a theme: in one part where it is given, else in anything of the dialogue.

    Guests count once their address is confirmed; who has withdrawn does not.
    """
    if source not in _sources:
        _sources.append(source)


def register_left(source: Source) -> None:
    """Add who took part by a theme and has withdrawn: they gave hours, too, and hear how it ends."""
    if source not in _left:
        _left.append(source)


def hide(counted: Counted, opened: Opened) -> None:
    """Add people of whom nobody may know that they are there: `counted` without the addresses of guests and without who
    is known already, to show how many get a letter; `opened` is called by the action that posts it.
    """
    _hidden.append((counted, opened))


def speaking(begun: Iterable[tuple[Person, Organisation | None]]) -> list[list[Receiver]]:
    """Return for what each person began for a company whom letters about it go to now: never to who has left it."""
    return [
        [Receiver(one.email, one.language, one.public_id) for one in found if one.email]
        for found in people.speakers(begun)
    ]


def of(dialogue: Dialogue, part: Part | None = None) -> list[Receiver]:
    """Return whom a letter goes to: each address once, as a person rather than as a guest."""
    return _once(one for source in _sources for one in source(dialogue, part))


def ever(dialogue: Dialogue) -> list[Receiver]:
    """Return all who take part, or did before they withdrew; each address once."""
    return _once(one for source in [*_sources, *_left] for one in source(dialogue, None))


def hidden(dialogue: Dialogue, known: Sequence[Receiver]) -> list[Receiver]:
    """Return who gets a letter beside those that are `known`, to be counted: a guest has no address here."""
    people = {one.person for one in known}
    found = (one for counted, _opened in _hidden for one in counted(dialogue, known))
    return [one for one in found if not one.person or one.person not in people]


def opened(dialogue: Dialogue, known: Iterable[Receiver]) -> list[Receiver]:
    """Return who gets a letter beside those that are `known`; part of the action that posts it."""
    addresses = {one.address.lower() for one in known}
    found = _once(one for _counted, open_ in _hidden for one in open_(dialogue))
    return [one for one in found if one.address.lower() not in addresses]


def _once(receivers: Iterable[Receiver]) -> list[Receiver]:
    found: dict[str, Receiver] = {}
    for one in receivers:
        address = one.address.lower()
        if address not in found or (one.person and not found[address].person):
            found[address] = one
    return list(found.values())
