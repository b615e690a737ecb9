"""What a hold stops: every purge of the slice asks here before it deletes or empties anything.

Files and sealed texts of a dialogue get no purge date of their own, since the foundation's purges know of no hold: the
theme they belong to removes them in its own purge, from the rows that `free` gives.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from mulighetsrom.web.dialogue.models import Hold

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet

    Row = TypeVar("Row", bound=Model)


def stands(dialogue_id: int) -> bool:
    """Tell whether nothing of a dialogue, by its key, may be purged now."""
    return standing().filter(dialogue=dialogue_id).exists()


def standing() -> QuerySet[Hold]:
    """Return the holds that have not been lifted, oldest first."""
    return Hold.objects.filter(lifted_at=None)


def free(rows: QuerySet[Row], dialogue: str = "dialogue") -> QuerySet[Row]:
    """Return those rows whose dialogue is under no hold; `dialogue` is the way to it, such as "part__dialogue"."""
    return rows.exclude(**{f"{dialogue}__in": standing().values("dialogue")})
