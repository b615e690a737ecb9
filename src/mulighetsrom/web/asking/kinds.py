"""What differs between kinds of things that are asked about: each slice registers its own in `AppConfig.ready()`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.urls import reverse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django_stubs_ext import StrOrPromise

    from mulighetsrom.web.accounts.models import Person
    from mulighetsrom.web.asking.models import Board, Question
    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.common.components import Link


@dataclass(frozen=True, slots=True)
class Says:
    """The sentences in which the thing is named.

    `letters` tells a guest which letters come, `ask` is the heading above the form, `back` leads to the questions,
    `read` to the answer, in a letter; `waits` is told whoever has asked. `asked` and `to_answer` begin letters to the
    guest, with `owner`, and to who is responsible; `why` tells the latter why they get it.
    """

    letters: StrOrPromise
    ask: StrOrPromise
    back: StrOrPromise
    read: StrOrPromise
    waits: StrOrPromise
    asked: StrOrPromise
    to_answer: StrOrPromise
    why: StrOrPromise


def _nothing(*_told: object) -> None:
    """What a kind does that has nothing to do."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of thing that is asked about; `name` stands on its boards and begins the names of its events.

    `space` is the namespace in which the slice includes `urls`. `load` gives the board of a thing by its
    public id to whoever may read the thing and ask, and raises Http404 for others. `title` is what people call it,
    `way` the links that lead down to its page, the page itself as the last. `may_answer` tells whether somebody answers
    its questions, and sees those that wait. `closed` is the sentence that tells why nobody can ask any more, empty
    while they can. `responsible` gets a letter about each question, where there is somebody.

    `hold(board)` keeps the thing open, or closed, until the action that takes a question is whole. `record(question,
    what, by)` writes down in the same action what was done, such as "asked" and "answered"; who asked, it is not told.
    `awaited()` are the ids of the boards whose askers are still to hear what comes of the thing.
    """

    name: str
    space: str
    load: Callable[[str, Actor], Board]
    title: Callable[[Board], str]
    way: Callable[[Board], list[Link]]
    may_answer: Callable[[Board, Actor], bool]
    closed: Callable[[Board], StrOrPromise]
    responsible: Callable[[Board], Person | None]
    says: Says
    hold: Callable[[Board], None] = _nothing
    record: Callable[[Question, str, Actor], None] = _nothing
    awaited: Callable[[], Iterable[int]] = tuple


_kinds: Final[dict[str, Kind]] = {}


def register(kind: Kind) -> None:
    """Let things of a kind be asked about."""
    _kinds[kind.name] = kind


def named(name: str) -> Kind:
    """Return a kind by its name."""
    return _kinds[name]


def awaited() -> set[int]:
    """Return the boards whose askers are still to hear what comes of what they asked about."""
    return {board for kind in _kinds.values() for board in kind.awaited()}


def of(board: Board) -> Kind:
    """Return the kind of what a board is about."""
    return named(board.kind)


def address(board: Board, name: str, *args: str) -> str:
    """Return one of the addresses of `urls` for what a board is about."""
    return reverse(f"{of(board).space}:{name}", args=[board.public_id, *args])
