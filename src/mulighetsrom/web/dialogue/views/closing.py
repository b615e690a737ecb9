"""How a dialogue ends, as its own people do it and everybody reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.common import written
from mulighetsrom.web.dialogue import access, due, opening, told
from mulighetsrom.web.dialogue.actions import closing as actions
from mulighetsrom.web.dialogue.actions import stopping
from mulighetsrom.web.dialogue.due import Standing
from mulighetsrom.web.dialogue.forms.closing import AnswerForm, DecidingForm, StopForm
from mulighetsrom.web.dialogue.letters import to_everybody as announcing
from mulighetsrom.web.dialogue.models import Answer, Competition, Deciding, Dialogue
from mulighetsrom.web.dialogue.queries import closing as queries
from mulighetsrom.web.dialogue.queries import summary as summaries
from mulighetsrom.web.dialogue.views import ending

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpResponse
    from django.utils.safestring import SafeString

    from mulighetsrom.web.common.http import Request

ANSWERABLE = (Dialogue.Stage.OPEN, Dialogue.Stage.STOPPED, Dialogue.Stage.CLOSED)


@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: Request, public_id: str) -> HttpResponse:
    """Ask for the competition, show the letter to everybody, and stop the dialogue."""
    dialogue = access.own_dialogue(public_id, by=request.actor, what=May.PUBLISH)
    names = ("announced", "link")
    return ending.step(
        request,
        dialogue,
        StopForm(request.POST or None, initial=_proposed(stopping.LETTER, dialogue)),
        stopping.LETTER,
        offered=opening.takes(dialogue),
        taken=lambda: queries.who_stopped(dialogue),
        thing=lambda said: Competition(**_of(said, *names)),
        act=lambda said: stopping.stop.once(
            said["key"], dialogue=dialogue, **_of(said, *names, "opening"), by=request.actor
        ),
        title=_("The competition is announced"),
        lead=_("From the moment you send this, the dialogue takes no more questions, sign-ups, wishes or input. "
               "Everybody who took part is told at once."),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: Request, public_id: str) -> HttpResponse:
    """Ask what comes of the dialogue, show the letter to everybody, and answer."""
    dialogue = access.own_dialogue(public_id, by=request.actor, what=May.PUBLISH)
    begun = {"outcome": Answer.Outcome.GOES_ON} if dialogue.stage == Dialogue.Stage.STOPPED else {}
    names = ("outcome", "until", "reason")
    return ending.step(
        request,
        dialogue,
        AnswerForm(request.POST or None, initial=_proposed(actions.ANSWER, dialogue) | begun),
        actions.ANSWER,
        offered=dialogue.stage in ANSWERABLE,
        thing=lambda said: Answer(**_of(said, *names)),
        act=lambda said: actions.answer.once(
            said["key"], dialogue=dialogue, **_of(said, *names, "opening"), by=request.actor
        ),
        title=_("What comes of the dialogue?"),
        lead=" ".join(_what_follows(dialogue)),
    )


def _what_follows(dialogue: Dialogue) -> Iterator[str]:
    """Yield what an answer does, and which deadlines that companies rely on it cuts short."""
    yield _("Everybody who took part is told at once, and the answer stands on the page.")
    if opening.takes(dialogue):
        yield _("From the moment you send this, the dialogue takes nothing more.")
    ahead = [told.Told(part) for part in queries.deadlines_ahead(dialogue, timezone.now())]
    if ahead:
        parts = ", ".join(f"{one.name} ({one.until[1]})" for one in ahead if one.until)
        yield _("This ends before its deadline: %(parts)s.") % {"parts": parts}


@require_http_methods(["GET", "HEAD", "POST"])
def deciding(request: Request, public_id: str) -> HttpResponse:
    """Ask by when there are news, show the letter to everybody, and say it."""
    dialogue = access.own_dialogue(public_id, by=request.actor, what=May.PUBLISH)
    latest = timezone.localdate(due.later(due.last_moment(dialogue), due.LONGEST))
    names = ("news_by", "text")
    return ending.step(
        request,
        dialogue,
        DecidingForm(request.POST or None, latest=latest, initial=_proposed(actions.DECIDING, dialogue)),
        actions.DECIDING,
        offered=due.may_wait(dialogue),
        taken=lambda: queries.who_decides(dialogue),
        thing=lambda said: Deciding(**_of(said, *names)),
        act=lambda said: actions.say_deciding.once(
            said["key"], dialogue=dialogue, **_of(said, *names, "opening"), by=request.actor
        ),
        title=_("Still being decided"),
        lead=_("You can say this once. Until the day you promise, the dialogue does not count as unanswered."),
    )


def top(request: Request, dialogue: Dialogue) -> SafeString:
    """Tell everybody on top of a dialogue's page whether it takes anything more, and what came of it."""
    return render_to_string("dialogue/closing_top.html", _told(dialogue), request)


def work(request: Request, dialogue: Dialogue) -> SafeString | None:
    """Show a dialogue's own people how it can end."""
    if not dialogue.is_public:
        return None
    is_owner = dialogue.owner.public_id == request.actor.acting_for
    leads = is_owner and may(request.actor, May.PUBLISH)
    newest, told = summaries.versions(dialogue).first(), _told(dialogue)
    more = {
        "standing_name": due.NAMES[told["standing"]],
        "may_stop": leads and opening.takes(dialogue),
        "may_answer": leads and dialogue.stage in ANSWERABLE,
        "may_sum_up": is_owner and may(request.actor, May.WRITE) and dialogue.stage in ANSWERABLE,
        "summed_up": written.local_day(newest.published_at) if newest else "",
        "may_wait": leads and due.may_wait(dialogue),
        "needs": queries.needs_left(dialogue) if told["standing"] == Standing.DROPPED else [],
    }
    return render_to_string("dialogue/closing_work.html", told | more, request)


def _told(dialogue: Dialogue) -> dict[str, Any]:
    answers = [(one, written.local_day(one.answered_at)) for one in queries.answers(dialogue)]
    competition, said = queries.competition(dialogue), queries.deciding(dialogue)
    return {
        "dialogue": dialogue,
        "language": announcing.language(dialogue),
        "competition": competition,
        "announced": written.day(competition.announced) if competition else "",
        "answer": answers[0] if answers else None,
        "earlier": answers[1:],
        "deciding": said,
        "news_by": written.day(said.news_by) if said else "",
        "standing": due.standing(dialogue),
        "ends": written.weekday_moment(due.ends(dialogue)),
    }


def _proposed(kind: str, dialogue: Dialogue) -> dict[str, Any]:
    return {"opening": announcing.proposed(kind, dialogue, None)}


def _of(said: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: said[name] for name in names}
