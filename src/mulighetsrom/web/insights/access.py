"""From what an address names to what it is about, or 404."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from mulighetsrom.web.insights import dataset

if TYPE_CHECKING:
    from mulighetsrom.notices.reference.municipalities import County, Municipality
    from mulighetsrom.web.common.actor import Actor


def municipality(number: str, *, by: Actor) -> Municipality:  # noqa: ARG001 - open to all, and says so here
    """Return the municipality of today for any number since 2017; the caller redirects from an earlier number."""
    found = dataset.register().by_number(number)
    if not found:
        raise Http404
    return found


def county(number: str, *, by: Actor) -> County:  # noqa: ARG001 - open to all, and says so here
    """Return the county of today with this number."""
    found = next((one for one in dataset.register().counties() if one.number == number), None)
    if not found:
        raise Http404
    return found
