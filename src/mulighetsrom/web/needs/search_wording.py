"""What the search calls what it finds and what narrows it, in front of people."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from django.utils.translation import get_language, gettext_lazy

from mulighetsrom.notices.reference import cpv
from mulighetsrom.web.needs.fields import CHOICES
from mulighetsrom.web.needs.finding import places
from mulighetsrom.web.needs.models import Line, Need

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from django_stubs_ext import StrOrPromise

    from mulighetsrom.web.needs.models import Document

    Told = Mapping[str, list[str]]

KINDS: Final[dict[str, StrOrPromise]] = {"need": gettext_lazy("Needs"), "line": gettext_lazy("Plan lines")}
KIND: Final[dict[str, StrOrPromise]] = {"need": gettext_lazy("Need"), "line": gettext_lazy("Plan line")}
STAGES: Final[dict[str, StrOrPromise]] = {
    **{stage.value: stage.label for stage in Need.Stage if stage != Need.Stage.UNPUBLISHED},
    **{state.value: state.label for state in (Line.State.PLANNED, Line.State.DONE)},
}
VALUES: Final[dict[str, StrOrPromise]] = {
    "0-1": gettext_lazy("Under NOK 1 million"),
    "1-10": gettext_lazy("NOK 1–10 million"),
    "10-100": gettext_lazy("NOK 10–100 million"),
    "100-": gettext_lazy("NOK 100 million or more"),
}
FACETS: Final[dict[str, StrOrPromise]] = {
    "kind": gettext_lazy("Kind"),
    "place": gettext_lazy("Place"),
    "area": gettext_lazy("Focus area"),
    "cpv": gettext_lazy("What it is about (CPV)"),
    "value": gettext_lazy("Value"),
    "year": gettext_lazy("Time"),
    "stage": gettext_lazy("Stage"),
}
WHY: Final[dict[str, StrOrPromise]] = {
    "other": gettext_lazy("similar meaning: %(value)s"),
    "similar": gettext_lazy("similar word: %(value)s"),
    "place": gettext_lazy("matches the place %(value)s"),
}

_now: Final[dict[str, Callable[[Collection[str]], Told]]] = {}


def register(
    kind: str,
    *,
    one: StrOrPromise,
    many: StrOrPromise,
    stages: Mapping[str, StrOrPromise],
    now: Callable[[Collection[str]], Told],
) -> None:
    """Say what a further kind of thing and its stages are called. `now` tells of each thing what the index cannot know,
    such as how long one can still answer: by public id, in one query for all.
    """
    KIND[kind], KINDS[kind], _now[kind] = one, many, now
    STAGES.update(stages)


def now(documents: Iterable[Document]) -> dict[str, list[str]]:
    """Return what is told of these things as of this moment, by public id: one query for each kind that has such."""
    things: defaultdict[str, list[str]] = defaultdict(list)
    for one in documents:
        things[one.kind].append(one.thing)
    told = [tell(things[kind]) for kind, tell in _now.items() if things[kind]]
    return {thing: facts for one in told for thing, facts in one.items()}


def named(facet: str, value: str) -> StrOrPromise:
    """Return what a facet's value is called in front of people; one that nobody knows is returned as it is."""
    if facet in {"place", "county"}:
        return places.name(value)
    if facet == "cpv":
        return cpv.label(value.ljust(8, "0"), get_language() or "nb")
    tables = {"area": CHOICES["focus_areas"], "stage": STAGES, "value": VALUES, "kind": KINDS}
    return tables.get(facet, {}).get(value, value)
