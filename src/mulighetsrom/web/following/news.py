"""What happens to dialogues that followers hear of, by what the outbox calls it: one line for each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

VERSION: Final = "dialogue-version"
"""What an item calls a publication that is not the first."""


@dataclass(frozen=True, slots=True)
class News:
    """What it is called in front of people; with `own` only those hear of it who follow the dialogue itself.

    `of_part` says that the event is about a part, by its public id.
    """

    says: StrOrPromise
    own: bool = False
    of_part: bool = False


NEWS: Final[dict[str, News]] = {
    "dialogue-published": News(_("New dialogue")),
    "part-changed": News(_("Changed in the dialogue: days, place or what is held"), of_part=True),
    "dialogue-cancelled": News(_("The dialogue is cancelled")),
    "dialogue-materials": News(_("Materials from the dialogue are out"), own=True),
    "dialogue-stopped": News(_("The competition is announced, and the dialogue takes nothing more")),
    "dialogue-summary": News(_("What the municipality heard in the dialogue, and what it changes")),
    "dialogue-answered": News(_("The answer that ends the dialogue")),
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
