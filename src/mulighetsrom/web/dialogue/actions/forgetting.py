"""What the record of a dialogue forgets: who its log tells of, and what was noted, years after its last line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F
from django.utils import timezone

from mulighetsrom.web.common import files
from mulighetsrom.web.common.actor import SYSTEM
from mulighetsrom.web.common.kernel import action
from mulighetsrom.web.dialogue import chain, log
from mulighetsrom.web.dialogue.models import Archived, Known
from mulighetsrom.web.dialogue.queries import contacts, forgetting

if TYPE_CHECKING:
    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.dialogue.models import Dialogue


def forget_old() -> int:
    """Forget what old dialogues keep no longer, each by itself; return how many names and texts."""
    return sum(forget(dialogue=dialogue, by=SYSTEM) for dialogue in forgetting.due(timezone.now()))


@action
def forget(*, dialogue: Dialogue, by: Actor) -> int:
    """Delete who a log's pseudonyms are, the words of the notes, consultants and packages; the log tells how many.

    The lines, the days of the contacts and what was told to everybody stay. Return how many names and texts are gone.
    """
    gone = {
        "names": Known.objects.filter(dialogue=dialogue).delete()[0],
        "notes": _empty_notes(dialogue),
        "advisers": dialogue.advisers.filter(key__startswith=contacts.BY_NAME).delete()[0],
        "packages": _remove_packages(dialogue),
    }
    log.write(dialogue, chain.FORGOTTEN, by=by, whom=None, **gone)
    return sum(gone.values())


def _empty_notes(dialogue: Dialogue) -> int:
    kept = dialogue.contacts.filter(forgotten_at=None)
    return kept.update(company="", about="", given="", salt="", forgotten_at=timezone.now())


def _remove_packages(dialogue: Dialogue) -> int:
    """Remove the packages, which hold the same words; a title that names whom a contact was with goes, too."""
    Archived.objects.filter(dialogue=dialogue, key__startswith="K").update(title=F("key"))
    kept = [one.file for one in dialogue.packages.select_related("file") if one.file]
    for file in kept:
        files.remove(file)
    return len(kept)
