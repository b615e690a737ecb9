"""What the platform keeps about people: each slice registers its fields here, in its `AppConfig.ready()`.

A test demands that every column which can hold a text, an address or a link to a person stands either in `register` or
in `not_personal`, and that each kind is a row of the table in docs/personal-data.md, in the same words. Purging runs by
it every night, and "my data" is exported by it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db import DatabaseError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Export = Callable[[str], Iterable[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Personal:
    """One kind of personal data, in the words of docs/personal-data.md.

    `fields` are "app.Model.field". `export` gives a person's rows by their public id, as JSON takes them. `purge`
    deletes or empties what has been kept long enough, returns how many rows, and is safe to run twice. Days are written
    as "`common.kernel.DONE_KEPT` (2 days)", and a test looks them up.
    """

    what: str
    whose: str
    why: str
    controller: str
    kept: str
    fields: tuple[str, ...]
    export: Export | None = None
    purge: Callable[[], int] | None = None


register: Final[list[Personal]] = []
"""Every kind of personal data, in the order of the slices."""

not_personal: Final[set[str]] = set()
"""The fields ("app.Model.field") that hold a text or an id, and never anything of a person."""


def purge() -> dict[str, int]:
    """Delete what has been kept long enough; return how many rows of each kind.

    A kind that fails does not keep the others waiting: the first error is raised when all have been tried.
    """
    gone, errors = {}, []
    for kind in register:
        try:
            gone[kind.what] = kind.purge() if kind.purge else 0
        except (DatabaseError, OSError) as error:
            errors.append(error)
    if errors:
        raise errors[0]
    return gone


def export(person: str) -> dict[str, list[dict[str, Any]]]:
    """Return everything that is kept about a person, by kind, for themselves to have."""
    return {kind.what: list(kind.export(person)) for kind in register if kind.export}
