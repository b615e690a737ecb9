"""What was typed in a session that ran out: kept for its writer, sealed, for an hour."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.utils import timezone

from mulighetsrom.web.accounts.models import Kept
from mulighetsrom.web.accounts.queries import logins
from mulighetsrom.web.common import limits, sealed
from mulighetsrom.web.common.kernel import action
from mulighetsrom.web.common.models import Sealed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mulighetsrom.web.accounts.models import Person
    from mulighetsrom.web.common.actor import Actor

KEPT: Final = timedelta(days=1)
"""How long it is there at most; nobody can open it after an hour."""
PURPOSE: Final = "kept"
MOST_AN_HOUR: Final = 60


@action
def keep(*, person: Person, path: str, fields: Mapping[str, Sequence[str]], by: Actor) -> Kept | None:  # noqa: ARG001 - who has run out is nobody
    """Keep what somebody sent to an address of ours; None where they have had us keep too much already."""
    if not limits.take(what="kept", who=person.public_id, limit=MOST_AN_HOUR, period=logins.KEPT_FOR):
        return None
    text = json.dumps({"path": path, "fields": {name: list(values) for name, values in fields.items()}})
    return Kept.objects.create(person=person, fields=sealed.seal(text, owner=person.public_id, purpose=PURPOSE))


def opened(kept: Kept) -> tuple[str, list[tuple[str, str]]]:
    """Return where somebody sent it, and the fields with their values."""
    told = json.loads(sealed.open_(kept.fields))
    return told["path"], [(name, value) for name, values in told["fields"].items() for value in values]


def forget() -> int:
    """Delete what nobody can open any more; return how many."""
    old = Kept.objects.filter(made_at__lt=timezone.now() - logins.KEPT_FOR)
    return Sealed.objects.filter(pk__in=old.values("fields")).delete()[1].get("accounts.Kept", 0)
