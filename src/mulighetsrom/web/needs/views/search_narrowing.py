"""What a search can be narrowed by: each choice with its number and its address, and the way back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from mulighetsrom.web.common import written
from mulighetsrom.web.needs.search_wording import FACETS, named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django_stubs_ext import StrOrPromise

    from mulighetsrom.web.needs.queries.search import Page, Query

MOST_CHOICES: Final = 12
VERBATIM: Final = {"place", "cpv", "owner"}  # names, not words of ours


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to narrow what was found, or, where it is chosen, the way back."""

    label: StrOrPromise
    url: str
    count: str = ""
    chosen: bool = False
    verbatim: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """What can be chosen of one thing, and whether something is."""

    label: StrOrPromise
    choices: list[Choice]

    @property
    def is_chosen(self) -> bool:
        return any(choice.chosen for choice in self.choices)


def facets(page: Page) -> Iterator[Facet]:
    """Give all that narrows what was found."""
    for name, label in FACETS.items():
        choices = list(_choices(page, name))
        if choices:
            yield Facet(label, choices)


def _choices(page: Page, name: str) -> Iterator[Choice]:
    """Give the way back from what is chosen, then what can be chosen, the most of them first."""
    chosen = getattr(page.query, name)
    if chosen:
        yield Choice(named(name, chosen), url(page.query.without(name)), chosen=True, verbatim=name in VERBATIM)
    if chosen and not (name == "place" and len(chosen) == len("03")):
        return
    counted = page.facets.get("county" if name == "place" and not chosen else name, {})
    order = sorted(counted.items(), key=lambda one: (one[0] if name in {"year", "value"} else -one[1], one[0]))
    for value, count in order[:MOST_CHOICES]:
        yield Choice(
            named(name, value),
            url(replace(page.query, **{name: value})),
            _about(count) if page.about else written.number(count),
            verbatim=name in VERBATIM,
        )


def _about(count: int) -> str:
    """Return an estimated number as such, with no more figures than are known."""
    return _("about %(count)s") % {"count": written.number(round(count, 2 - len(str(count))))}


def chosen(query: Query) -> list[Choice]:
    """Return the ways back from all that is chosen, an organisation too."""
    names = [name for name in (*FACETS, "owner") if getattr(query, name)]
    return [
        Choice(named(name, getattr(query, name)), url(query.without(name)), chosen=True, verbatim=name in VERBATIM)
        for name in names
    ]


def url(query: Query) -> str:
    """Return where a query is answered."""
    return f"{reverse('needs:list')}?{urlencode(query.to_dict())}"
