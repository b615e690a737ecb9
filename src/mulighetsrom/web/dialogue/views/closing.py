"""How a dialogue ends, as its own people do it and everybody reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.common import written
from mulighetsrom.web.dialogue import access, announcing, opening
from mulighetsrom.web.dialogue.actions import stopping
from mulighetsrom.web.dialogue.forms.closing import StopForm
from mulighetsrom.web.dialogue.models import Competition
from mulighetsrom.web.dialogue.queries import closing as queries
from mulighetsrom.web.dialogue.views import ending

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.utils.safestring import SafeString

    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.dialogue.models import Dialogue


@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: Request, public_id: str) -> HttpResponse:
    """Ask for the competition, show the letter to everybody, and stop the dialogue."""
    dialogue = access.going(public_id, by=request.actor, what=May.PUBLISH)
    proposed = announcing.proposed(stopping.LETTER, dialogue, None)
    return ending.step(
        request,
        dialogue,
        StopForm(request.POST or None, initial={"opening": proposed}),
        stopping.LETTER,
        thing=lambda said: Competition(announced=said["announced"], link=said["link"]),
        act=lambda said: stopping.stop.once(
            said["key"], dialogue=dialogue, announced=said["announced"], link=said["link"],
            opening=said["opening"], by=request.actor,
        ),
        title=_("The competition is announced"),
        lead=_("From the moment you send this, the dialogue takes no more questions, sign-ups, wishes or input. "
               "Everybody who took part is told at once."),
    )  # fmt: skip


def top(request: Request, dialogue: Dialogue) -> SafeString | None:
    """Tell everybody on top of a dialogue's page that it takes nothing more."""
    competition = queries.competition(dialogue)
    if not competition:
        return None
    told = {"competition": competition, "day": written.day(competition.announced)}
    return render_to_string("dialogue/closing_top.html", told, request)


def work(request: Request, dialogue: Dialogue) -> SafeString | None:
    """Show a dialogue's own people how it can end."""
    if not dialogue.is_public:
        return None
    leads = dialogue.owner.public_id == request.actor.acting_for and may(request.actor, May.PUBLISH)
    competition = queries.competition(dialogue)
    told = {
        "dialogue": dialogue,
        "competition": competition,
        "stopped": written.weekday_moment(competition.stopped_at) if competition else "",
        "may_stop": leads and opening.takes(dialogue),
    }
    return render_to_string("dialogue/closing_work.html", told, request)
