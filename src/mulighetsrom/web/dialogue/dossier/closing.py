"""What the dossier and the archive hold of how a dialogue was announced on Doffin, and of how it ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from mulighetsrom.web.common import markup, written
from mulighetsrom.web.dialogue.dossier import Chapter, joined, on
from mulighetsrom.web.dialogue.queries import closing as queries
from mulighetsrom.web.dialogue.queries import summary as summaries
from mulighetsrom.web.drafting import amounts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mulighetsrom.web.dialogue.models import Answer, Dialogue, SummaryVersion


def announced(dialogue: Dialogue) -> Iterator[Chapter]:
    """Yield when the notice was sent to TED, and when it stood there and on Doffin."""
    form = f"{dialogue.get_doffin_form_display()}."
    if dialogue.sent_at:
        confirmed = _("Its receipt was confirmed %(when)s.") % {"when": written.moment(dialogue.sent_at)}
        yield Chapter(dialogue.sent_at, _("The notice was sent to TED"), joined(form, confirmed))
    if dialogue.ted_date:
        yield Chapter(on(dialogue.ted_date), _("TED published the notice"), form)
    if dialogue.doffin_date:
        number = {"number": dialogue.doffin_number, "address": amounts.notice_address(dialogue.doffin_number)}
        text, key = joined(form, _("Notice %(number)s: %(address)s") % number), f"N{dialogue.doffin_number}"
        yield Chapter(on(dialogue.doffin_date), _("Doffin published the notice"), text, key, receiver=_("Everybody"))


def chapters(dialogue: Dialogue) -> Iterator[Chapter]:
    """Yield the competition that stopped the dialogue, what was heard, that somebody still decides, and the answer."""
    everybody = _("Everybody")
    if competition := queries.competition(dialogue):
        said = {"day": written.day(competition.announced), "link": competition.link}
        text = joined(
            _("It was announced %(day)s: %(link)s") % said,
            _("From %(when)s the dialogue takes no questions, sign-ups, wishes or input. Stopped by %(name)s.")
            % {"when": written.moment(competition.stopped_at), "name": competition.stopped_by_name},
        )
        yield Chapter(competition.stopped_at, _("The competition is announced"), text, "C", receiver=everybody)
    for version in summaries.versions(dialogue).order_by("number"):
        heading = _("What we heard, and what we change: version %(number)s") % {"number": version.number}
        yield Chapter(version.published_at, heading, _summary(version), f"O{version.number}", receiver=everybody)
    if deciding := queries.deciding(dialogue):
        news = _("News by %(day)s.") % {"day": written.day(deciding.news_by)}
        text = joined(markup.plain(deciding.text), news, _by(deciding.said_by_name))
        yield Chapter(deciding.said_at, _("Still being decided"), text, "U", receiver=everybody)
    for answer in queries.answers(dialogue).order_by("number"):
        heading, key = _("What came of the dialogue"), f"A{answer.number}"
        yield Chapter(answer.answered_at, heading, _answer(answer), key, receiver=everybody)


def _summary(version: SummaryVersion) -> str:
    rows = [
        joined(
            _("We heard: %(text)s") % {"text": markup.plain(row["heard"])},
            _("We change: %(text)s") % {"text": markup.plain(row.get("change") or "") or _("nothing")},
        )
        for row in version.content.get("rows", [])
    ]
    why = _("Why there is a new version: %(why)s") % {"why": version.why} if version.why else ""
    return joined(markup.plain(version.content.get("intro") or ""), *rows, why, _by(version.published_by_name))


def _answer(answer: Answer) -> str:
    until = _("Until %(day)s.") % {"day": written.day(answer.until)} if answer.until else ""
    reason = _("Why: %(reason)s") % {"reason": markup.plain(answer.reason)}
    return joined(f"{answer.get_outcome_display()}.", until, reason, _by(answer.answered_by_name))


def _by(name: str) -> str:
    return _("Published by %(name)s.") % {"name": name}
