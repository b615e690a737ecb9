"""What a higher slice hands down to the pages of a lower one: each registers its part in its `AppConfig.ready()`."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from django.utils.safestring import SafeString
    from django_stubs_ext import StrOrPromise

    from mulighetsrom.notices.reference.cooperations import Cooperation
    from mulighetsrom.notices.reference.municipalities import Register
    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.common.components import Notice
    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.common.letters import Letter
    from mulighetsrom.web.common.models import Mail


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the header's navigation: the name of its address, and what readers call it."""

    url_name: str
    label: StrOrPromise


places: list[Place] = []
"""The header's navigation, in the order readers see it."""

own_places: list[Place] = []
"""What is a person's own, such as their desk and their account, in the order of the menu behind their name."""

header: list[Callable[[Request], SafeString]] = []
"""What stands at the end of every page's header, already written: who is logged in."""

notices: list[Callable[[Request], Notice | None]] = []
"""What may have something to say at the top of every page, such as "these are examples"."""

foot: list[Callable[[Request], str]] = []
"""What stands at the foot of every page, such as when its figures were built: one line from each."""


@dataclass(frozen=True, slots=True)
class Task:
    """Something that waits for one of a municipality's people, as "my desk" shows it.

    `due` is the day it should be done by, None where there is none. `waits_for_others` is true where the person can
    only wait. `kind` is what it is about, in the reader's words. A `verbatim` title is what somebody wrote, and no
    sentence of ours.
    """

    title: str
    url: str
    kind: str
    due: date | None = None
    waits_for_others: bool = False
    verbatim: bool = False


@dataclass(frozen=True, slots=True)
class OpenWork:
    """What one person answers for in an organisation, and how to give it to another; all ids are public.

    `found(person, organisation)` returns titles with addresses; `move(person, organisation, to, by)` is part of an
    action.
    """

    found: Callable[[str, str], Iterable[tuple[str, str]]]
    move: Callable[[str, str, str, Actor], None]


desk: list[Callable[[Actor], Iterable[Task]]] = []
"""What waits for a person: one function from each slice."""

kept_away: list[Callable[[Actor], Iterable[str]]] = []
"""What a person must not find on their desk, whoever puts it there: parts of addresses, such as "/dialog/1234/"."""

open_work: list[OpenWork] = []
"""The work that a person leaves behind: one from each slice, and how it is handed to somebody else."""

demo: list[Callable[[], None]] = []
"""What fills a demo installation with something to show, in order; each leaves alone what is there already."""

letters: dict[str, Callable[[Mail], Letter | None]] = {}
"""What writes each kind of letter, in the receiver's language; None where it is no longer right to send it."""

secret_letters: set[str] = set()
"""The kinds that carry something only their receiver may see, such as a log-in code."""


@dataclass(frozen=True, slots=True)
class Country:
    """The municipalities and the purchasing cooperations that the notices are told by: of a demo, the invented ones."""

    municipalities: Callable[[], Register]
    cooperations: Callable[[], Iterable[Cooperation]]


country: list[Country] = []
"""The country this installation is about: one, from the slice that opens the dataset."""

deeds: dict[str, StrOrPromise] = {}
"""What the history calls each kind of event: a sentence with the places `who` and `whom`, from the slice that records
it."""
parts: defaultdict[str, list[Callable[[Request, Any], SafeString | None]]] = defaultdict(list)
"""What higher slices and other themes put on a page, by the name of the place, such as "needs:need".

Each is given the request and what the page is about, and returns HTML (`render_to_string`) or None; a template shows
them with `{% part "needs:need" need %}`.
"""
