"""What happens to dialogues that followers hear of, by what the outbox calls it: one line for each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.dialogue.actions import changing, closing, invitation, materials, stopping, summary

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

VERSION: Final = "dialogue-version"
"""What an item calls a publication that is not the first."""


@dataclass(frozen=True, slots=True)
class News:
    """What it is called in front of people; with `own` only those hear of it who follow the dialogue itself.

    `of_part` says that the event is about a part, by its public id. `letter` is the kind of letter in which all who
    take part are told of it at the same moment: of them nobody gets another for following.
    """

    says: StrOrPromise
    own: bool = False
    of_part: bool = False
    letter: str = ""


NEWS: Final[dict[str, News]] = {
    "dialogue-published": News(_("New dialogue"), letter=invitation.LETTER),
    "part-changed": News(
        _("Changed in the dialogue: days, place or what is held"), of_part=True, letter=changing.LETTER
    ),
    "dialogue-cancelled": News(_("The dialogue is cancelled"), letter=changing.LETTER),
    "dialogue-materials": News(_("Materials from the dialogue are out"), own=True, letter=materials.KIND),
    "dialogue-stopped": News(
        _("The competition is announced, and the dialogue takes nothing more"), letter=stopping.LETTER
    ),
    "dialogue-summary": News(
        _("What the municipality heard in the dialogue, and what it changes"), letter=summary.LETTER
    ),
    "dialogue-answered": News(_("The answer that ends the dialogue"), letter=closing.ANSWER),
    "dialogue-told-all": News(_("Everybody is told what one company was told first"), own=True),
    "dialogue-question-answered": News(_("A question about the dialogue has been answered"), own=True),
}
HAPPENED: Final[dict[str, StrOrPromise]] = {what: one.says for what, one in NEWS.items()} | {
    VERSION: _("New version of the invitation to dialogue")
}


def what_happened(event: str, ids: dict[str, str | int]) -> tuple[str, str]:
    """Return what an item calls an event, and what tells it apart from others like it."""
    what = VERSION if event == "dialogue-published" and ids.get("version", 1) != 1 else event
    return what, " ".join(str(ids[name]) for name in sorted(ids))[:40]
