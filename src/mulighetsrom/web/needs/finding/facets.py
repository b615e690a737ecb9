"""What a search is narrowed by, as words in one column: PostgreSQL counts them all in a single pass (`ts_stat`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mulighetsrom.web.needs.models import Document

VALUES: Final[dict[str, tuple[int | None, int | None]]] = {
    "0-1": (None, 1_000_000),
    "1-10": (1_000_000, 10_000_000),
    "10-100": (10_000_000, 100_000_000),
    "100-": (100_000_000, None),
}
"""Ranges of kroner that a value may reach into, by what an address calls them."""


def vector(document: Document) -> str:
    """Write what narrows to a document as a tsvector: county=46, value=1-10. All of it is codes of ours."""
    return " ".join(f"'{facet}={value}'" for facet, value in dict.fromkeys(_of(document)))


def _of(document: Document) -> Iterator[tuple[str, str]]:
    yield "kind", document.kind
    yield "stage", document.stage
    if document.quarter:
        yield "year", document.quarter[:4]
    columns = {"county": document.counties, "place": document.places, "area": document.areas, "cpv": document.divisions}
    for facet, values in columns.items():
        yield from ((facet, value) for value in values)
    yield from (("value", name) for name, (low, high) in VALUES.items() if _reaches(document, low or 0, high))


def _reaches(document: Document, low: int, high: int | None) -> bool:
    told = [one for one in (document.value_min, document.value_max) if one is not None]
    return bool(told) and told[-1] >= low and (high is None or told[0] < high)
