"""Links in letters that work without log-in, each for one thing only: signed, and of use to nobody who changes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.core.signing import BadSignature, Signer

if TYPE_CHECKING:
    from collections.abc import Iterable

_HIDE: Final = Signer(salt="following.hide", sep=".")
_STOP: Final = Signer(salt="following.stop", sep=".")
MOST_FOLLOWS: Final = 20
"""Follows that fit into a link; a letter that more lead to is rare, and its link ends the first of them."""


class WrongTokenError(Exception):
    """Raised when a link is not one of ours, or was changed."""


@dataclass(frozen=True, slots=True)
class Stop:
    """What a letter's link ends: these follows, or with `person` all that comes to somebody in letters of many things.

    `letter` is the letter's public id, so that what it ended can be taken back by it.
    """

    letter: str
    person: str = ""
    follows: tuple[str, ...] = ()


def hide(item: str) -> str:
    """Return the token that hides what an item tells of."""
    return _HIDE.sign(item)


def read_hide(token: str) -> str:
    """Return the item's public id. Raises WrongTokenError."""
    return _unsign(_HIDE, token)


def stop_follows(letter: str, follows: Iterable[str]) -> str:
    """Return the token that ends follows."""
    return _STOP.sign("-".join(["F", letter, *list(follows)[:MOST_FOLLOWS]]))


def stop_digests(letter: str, person: str) -> str:
    """Return the token that ends whatever comes to a person in collected letters."""
    return _STOP.sign(f"P-{letter}-{person}")


def read_stop(token: str) -> Stop:
    """Return what a link ends. Raises WrongTokenError."""
    kind, letter, *ids = _unsign(_STOP, token).split("-")
    return Stop(letter, person=ids[0]) if kind == "P" else Stop(letter, follows=tuple(ids))


def _unsign(signer: Signer, token: str) -> str:
    try:
        return signer.unsign(token)
    except BadSignature:
        raise WrongTokenError from None
