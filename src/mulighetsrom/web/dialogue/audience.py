"""Who takes part in a dialogue, as far as letters go: each theme tells its own, everybody gets one letter.

Followers of a dialogue are told by the slice `following`; nobody need be named here for that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mulighetsrom.web.common.mail import Receiver
    from mulighetsrom.web.dialogue.models import Dialogue, Part

    Source: TypeAlias = Callable[[Dialogue, Part | None], Iterable[Receiver]]

_sources: list[Source] = []


def register(source: Source) -> None:
    """Add who takes part by a theme: in one part where it is given, else in anything of the dialogue.

    Guests count once their address is confirmed; who has withdrawn does not.
    """
    if source not in _sources:
        _sources.append(source)


def of(dialogue: Dialogue, part: Part | None = None) -> list[Receiver]:
    """Return whom a letter goes to: each address once, as a person rather than as a guest."""
    found: dict[str, Receiver] = {}
    for source in _sources:
        for one in source(dialogue, part):
            address = one.address.lower()
            if address not in found or (one.person and not found[address].person):
                found[address] = one
    return list(found.values())
