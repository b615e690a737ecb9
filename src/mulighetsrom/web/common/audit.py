"""What was done, by whom and for whom: written by the actions themselves, in their own transaction."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from mulighetsrom.web.common.models import Event

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from mulighetsrom.web.common.actor import Actor

_CODE: Final = re.compile(r"[\w.:+-]{0,64}")


def record(kind: str, *, about: Any, by: Actor, version: int = 1, **facts: Any) -> Event:
    """Write down that `by` did something about a row with a public id.

    `facts` are ids, codes, numbers and days. A text that a person wrote is refused: it could not be purged from here.
    """
    return Event.objects.create(
        kind=kind,
        version=version,
        about_type=about._meta.label_lower,  # noqa: SLF001 - public in all but name
        about_id=about.public_id,
        by=by.person or "",
        acting_for=by.acting_for or "",
        mode=by.mode,
        facts={name: fact(name, value) for name, value in facts.items()},
    )


def about(row: Any) -> QuerySet[Event]:
    """Return what was done about a row, oldest first."""
    return Event.objects.filter(about_type=row._meta.label_lower, about_id=row.public_id).order_by("id")  # noqa: SLF001


def fact(name: str, value: Any) -> Any:
    """Return a fact as JSON takes it, and refuse what could be a text or an address."""
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, (list, tuple, frozenset, set)):
        return [fact(name, one) for one in value]
    if value is None or isinstance(value, (bool, int)) or (isinstance(value, str) and _CODE.fullmatch(value)):
        return value
    raise ValueError(f"the audit takes ids, codes, numbers and days; {name} is none of them")
