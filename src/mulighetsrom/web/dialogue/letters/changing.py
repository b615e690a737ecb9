"""What everybody who takes part is told of a change: what was, what is now, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulighetsrom.web.common.letters import Letter
from mulighetsrom.web.dialogue import changing, named
from mulighetsrom.web.dialogue.actions.changing import LETTER
from mulighetsrom.web.dialogue.letters import to_everybody as announcing
from mulighetsrom.web.dialogue.letters.announcing import page
from mulighetsrom.web.dialogue.models import Change
from mulighetsrom.web.dialogue.queries import changing as queries
from mulighetsrom.web.dialogue.told import Told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mulighetsrom.web.common.letters import Invite
    from mulighetsrom.web.common.mail import Receiver
    from mulighetsrom.web.dialogue.models import Dialogue


def register() -> None:
    """Let changes be told to everybody."""
    announcing.register(LETTER, announcing.Kind(
        name=gettext_lazy("Change of the dialogue"), load=_load, opening=_opening, facts=_facts,
    ))  # fmt: skip


def _load(dialogue: Dialogue, public_id: str) -> Change | None:
    return queries.of(dialogue).filter(public_id=public_id).first()


def _opening(dialogue: Dialogue, change: Change) -> str:  # noqa: ARG001 - as a kind is asked
    if change.what == Change.What.CHANGED:
        return _("We have changed something in the dialogue. It is the same for everybody, and you are all told now.")
    return _("We are sorry to cancel what is named below. Everybody is told now.")


def _facts(dialogue: Dialogue, change: Change, to: Receiver) -> Letter:
    said = {"title": named.title(dialogue)}
    cancelled = change.what == Change.What.CANCELLED
    part = [Told(change.part).name] if change.part else []
    whole = [] if part else [_("The whole dialogue is cancelled. Its page stays.")]
    return Letter(
        subject=(_("Cancelled: %(title)s") if cancelled else _("Change in the dialogue: %(title)s")) % said,
        greeting=_("Hello!"),
        paragraphs=[*part, *whole, *_changed(change), _("Why: %(reason)s") % {"reason": change.reason}],
        button=(_("See the dialogue"), page(dialogue)),
        invites=list(_in_calendar(change, to)) if change.pk else [],
    )


def _in_calendar(change: Change, to: Receiver) -> Iterator[Invite]:
    """Yield what brings the receiver's calendar up to date; of a whole dialogue, each event they come to."""
    parts = [change.part] if change.part else change.dialogue.parts.order_by("starts_at", "id")
    for part in parts:
        for tell in changing.calendars:
            yield from tell(part, to)


def _changed(change: Change) -> list[str]:
    rows = []
    for label, old, new in changing.told(change):
        said = {"what": label, "old": old or "–", "new": new or "–"}
        untold = not old and not new
        rows.append((_("%(what)s: changed") if untold else _("%(what)s: %(new)s (before: %(old)s)")) % said)
    return rows
