"""What something is that follows lead to, whatever its kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.urls import reverse

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from mulighetsrom.web.accounts.models import Organisation
    from mulighetsrom.web.dialogue.models import Dialogue
    from mulighetsrom.web.needs.lines import LineView
    from mulighetsrom.web.needs.models import Line, Meeting, Need

    Key = tuple[str, str]

GROUP: Final = 3
"""The digits of a CPV code that tell its group: 906 is cleaning and sanitation, snow clearing among it."""
PAGES: Final = {"need": "needs:need", "meeting": "needs:meeting", "dialogue": "dialogue:dialogue"}


@dataclass(frozen=True, slots=True)
class Thing:
    """A public need, plan line, contact meeting or dialogue.

    `behind` are the organisations behind it by row, the owner first, and `needs` the needs whose followers hear of it.
    """

    kind: str
    public_id: str
    title: str
    summary: str
    owner: Organisation
    behind: tuple[int, ...]
    focus_areas: tuple[str, ...]
    cpv: tuple[str, ...]
    row: Need | Line | Meeting | Dialogue
    changed_at: datetime
    line: LineView | None = None
    needs: tuple[int, ...] = ()

    @property
    def key(self) -> Key:
        return self.kind, self.public_id

    @property
    def path(self) -> str:
        """Return its address in the language of whoever reads."""
        if self.kind in PAGES:
            return reverse(PAGES[self.kind], args=[self.public_id])
        return f"{reverse('needs:plan', args=[self.owner.public_id])}#{self.public_id}"


def groups(codes: Iterable[str]) -> tuple[str, ...]:
    """Return the groups of CPV codes, each once."""
    return tuple(dict.fromkeys(code[:GROUP] for code in codes))
