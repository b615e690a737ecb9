"""What the actions on texts share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mulighetsrom.web.common import kernel
from mulighetsrom.web.drafting import stages
from mulighetsrom.web.drafting.kinds import kind_of

if TYPE_CHECKING:
    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.drafting.models import Drafted


def name(row: Drafted) -> str:
    return kind_of(row).model


def move(row: Drafted, intention: str, *, by: Actor) -> None:
    kernel.move(row, intention, table=stages.TEXT, field="text", by=by)


def lock(row: Drafted) -> None:
    """See the row as it is now, and let nobody change it meanwhile: of two approvers, the second sees the first."""
    row.refresh_from_db(from_queryset=type(row)._base_manager.select_for_update())  # noqa: SLF001 - Django's public name
