"""Where Doffin shows itself: on a dialogue's page, on its work page, on a desk, and in what happens by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.common import outbox, registry, written
from mulighetsrom.web.common.registry import Task
from mulighetsrom.web.dialogue import dossier, embargo, tasks, told
from mulighetsrom.web.dialogue.dossier import closing as dossier_of_closing
from mulighetsrom.web.dialogue.queries import doffin as queries
from mulighetsrom.web.drafting import amounts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from django.utils.safestring import SafeString

    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.dialogue.models import Dialogue


def register() -> None:
    """Show how far the notice has come, and let pages go public once TED had its time."""
    registry.parts["dialogue:top"].append(_top)
    registry.parts["dialogue:work"].append(_work)
    registry.desk.append(_waits)
    dossier.chapters.append(dossier_of_closing.announced)
    outbox.listen("dialogue-on-ted", tasks.release_dialogue)


def _top(request: Request, dialogue: Dialogue) -> SafeString | None:
    if dialogue.stage != dialogue.Stage.OPEN and not dialogue.doffin_number:
        return None
    return render_to_string("dialogue/doffin_top.html", _told(dialogue), request)


def _work(request: Request, dialogue: Dialogue) -> SafeString:
    return render_to_string("dialogue/doffin_work.html", _told(dialogue), request)


def _told(dialogue: Dialogue) -> dict[str, Any]:
    ends = embargo.until(dialogue) if embargo.applies(dialogue) else None
    return {
        "dialogue": dialogue,
        "address": amounts.notice_address(dialogue.doffin_number) if dialogue.doffin_number else "",
        "day": written.day(dialogue.doffin_date) if dialogue.doffin_date else "",
        "earlier": queries.earlier_numbers(dialogue) if dialogue.doffin_number else [],
        "until": written.weekday_moment(ends) if ends else "",
    }


def _waits(by: Actor) -> Iterator[Task]:
    """Yield what an adviser has to do about Doffin before suppliers hear of a dialogue."""
    if not (by.acting_for and may(by, May.READ)):
        return
    for dialogue in queries.unannounced(by):
        yield _task(dialogue, _("Not yet announced on Doffin"))
    for dialogue in queries.waits_for_ted(by):
        if embargo.lifted(dialogue):
            yield _task(dialogue, _("May be published: TED had its time"))
        elif dialogue.sent_at:
            yield _task(dialogue, _("Sent to TED"), waits_for_others=True)
        else:
            yield _task(dialogue, _("To be sent to TED"))


def _task(dialogue: Any, kind: str, *, waits_for_others: bool = False) -> Task:
    url = reverse("dialogue:doffin", args=[dialogue.public_id])
    return Task(
        told.title(dialogue.draft),
        url,
        kind,
        due=timezone.localdate(dialogue.announce_by) if dialogue.announce_by else None,
        waits_for_others=waits_for_others,
        verbatim=bool(dialogue.draft.get("title")),
    )
