"""What other pages, receipts and letters say of a dialogue's equal treatment log: its head, and how it is checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.common.addresses import absolute
from mulighetsrom.web.dialogue import log
from mulighetsrom.web.dialogue.access.dialogues import stands_behind
from mulighetsrom.web.dialogue.queries import contacts

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.dialogue.chain import Head
    from mulighetsrom.web.dialogue.models import Dialogue


def head(dialogue: Dialogue) -> dict[str, Any]:
    """Return what `dialogue/log_head.html` is given: the head as it is now."""
    last = log.head(dialogue)
    return {"head": last, "check": check(dialogue, last)}


def check(dialogue: Dialogue, mark: Head | str) -> str:
    """Return the address where a head is checked."""
    return f"{reverse('dialogue:check_log', args=[dialogue.public_id])}?merke={mark}"


def sentence(dialogue: Dialogue, mark: Head | str = "") -> str:
    """Return what a letter or a receipt says of the log: its head now, or the one that was kept, and where to check it.

    In the language that is active.
    """
    mark = mark or log.head(dialogue)
    count = int(str(mark).partition("-")[0])
    said = ngettext(
        "The equal treatment log of this dialogue had %(n)s line, and its mark was %(mark)s.",
        "The equal treatment log of this dialogue had %(n)s lines, and its mark was %(mark)s.",
        count,
    ) % {"n": count, "mark": mark}
    kept = _("With the mark you can check later that nothing was changed or taken away: %(address)s")
    return f"{said} {kept % {'address': absolute(check(dialogue, mark))}}"


def head_part(request: Request, dialogue: Dialogue) -> SafeString | None:
    """Show the head of the log on the dialogue's public page, once it has begun."""
    shown = head(dialogue)
    return render_to_string("dialogue/log_head.html", shown, request) if shown["head"].number else None


def told_part(request: Request, dialogue: Dialogue) -> SafeString | None:
    """Show on the public page what one company was told first and then everybody."""
    told = list(contacts.told_to_all(dialogue))
    return render_to_string("dialogue/told_to_all.html", {"told": told}, request) if told else None


def work_part(request: Request, dialogue: Dialogue) -> SafeString | None:
    """Lead from the work with a dialogue to its log, and to noting a contact; those who stand behind it."""
    if not stands_behind(dialogue, by=request.actor):
        return None
    shown = {"dialogue": dialogue, "notes": may(request.actor, May.COMMENT)}
    return render_to_string("dialogue/log_ways.html", shown, request)
