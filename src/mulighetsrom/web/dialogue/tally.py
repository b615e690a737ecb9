"""How many of a buyer's dialogues got an answer: each number is a list of dialogues, and nothing is counted unseen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.dialogue import due
from mulighetsrom.web.dialogue.due import Standing

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django_stubs_ext import StrOrPromise

    from mulighetsrom.web.dialogue.models import Dialogue

GROUPS: Final[dict[str, tuple[StrOrPromise, frozenset[Standing]]]] = {
    "ubesvart": (_("Unanswered"), frozenset({Standing.UNANSWERED})),
    "besvart": (_("Answered"), due.ANSWERED),
    "venter": (_("Waiting for the answer"), frozenset({Standing.WAITS, Standing.DECIDING})),
    "pagar": (_("Going on"), frozenset({Standing.GOING_ON})),
    "avlyst": (_("Cancelled"), frozenset({Standing.CANCELLED})),
}
"""The groups by the name they have in an address: what readers call them, and what stands in them."""


@dataclass(slots=True)
class Tally:
    """A buyer's dialogues by group; the share is of those that should have an answer by now."""

    groups: dict[str, list[tuple[Dialogue, Standing]]] = field(default_factory=lambda: {name: [] for name in GROUPS})

    @property
    def answered(self) -> int:
        return len(self.groups["besvart"])

    @property
    def due(self) -> int:
        return self.answered + len(self.groups["ubesvart"])

    @property
    def share(self) -> int | None:
        """Return the answered ones in percent, None where no answer is due yet."""
        return round(100 * self.answered / self.due) if self.due else None


def of(dialogues: Iterable[Dialogue], now: datetime) -> Tally:
    """Return the tally of public dialogues at a moment."""
    made = Tally()
    for dialogue in dialogues:
        stands = due.standing(dialogue, now)
        name = next(name for name, (_label, standings) in GROUPS.items() if stands in standings)
        made.groups[name].append((dialogue, stands))
    return made
