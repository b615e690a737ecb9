"""Written input on the pages of those who work with its dialogue, and of those who approve the invitation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mulighetsrom.web.common import written
from mulighetsrom.web.dialogue.queries import input as queries
from mulighetsrom.web.dialogue.views import input_shown

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.dialogue.models import Dialogue, Part


def asked(request: Request, dialogue: Dialogue) -> SafeString | None:  # noqa: ARG001 - as all parts are asked
    """Write what is asked in writing, for those who approve the invitation: it is approved with it."""
    parts = [
        (part, input_shown.name(part), list(queries.asked(part)), list(queries.papers(part)), input_shown.rules(part))
        for part in queries.parts(dialogue)
    ]
    return render_to_string("dialogue/input_asked.html", {"dialogue": dialogue, "parts": parts}) if parts else None


def work(request: Request, dialogue: Dialogue) -> SafeString | None:  # noqa: ARG001 - as all parts are asked
    """Write how many companies have handed in; before the invitation is public, what is asked."""
    tell = _received if dialogue.is_public else _arranged
    parts = [(part, input_shown.name(part), tell(part)) for part in queries.parts(dialogue)]
    return render_to_string("dialogue/input_work.html", {"dialogue": dialogue, "parts": parts}) if parts else None


def _deadline(part: Part) -> str:
    return written.weekday_moment(part.deadline_at) if part.deadline_at else ""


def _received(part: Part) -> str:
    count = queries.received(part).count()
    told = ngettext("%(n)s company has handed in", "%(n)s companies have handed in", count) % {"n": count}
    return f"{told} · {_deadline(part)}" if part.deadline_at else told


def _arranged(part: Part) -> str:
    count = queries.asked(part).count()
    if not count:
        return _("No questions are written yet.")
    return ngettext("%(n)s question is written", "%(n)s questions are written", count) % {"n": count}
