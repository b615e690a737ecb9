"""What the dossier and the archive hold of one-to-one meetings: how times were drawn, and what became of each.

Who came for a company is kept for a while only (`actions.held.PEOPLE_KEPT`), so these tell how many, and no names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulighetsrom.web.common import markup, written
from mulighetsrom.web.common.addresses import absolute
from mulighetsrom.web.dialogue import log
from mulighetsrom.web.dialogue.dossier import Chapter, joined
from mulighetsrom.web.dialogue.log import words as log_words
from mulighetsrom.web.dialogue.queries import meetings as queries

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django_stubs_ext import StrOrPromise

    from mulighetsrom.web.dialogue.models import Dialogue, Meetings, Move, Request

EVENTS: Final[dict[str, StrOrPromise]] = {
    "meeting-times-added": gettext_lazy("More times for meetings"),
    "meeting-deadline-moved": gettext_lazy("The deadline for wishes was moved"),
    "meeting-withdrawn": gettext_lazy("A wish for a meeting was withdrawn"),
    "meeting-passed-on": gettext_lazy("A free time went to the next"),
    "meeting-cancelled": gettext_lazy("A meeting was cancelled"),
    "meeting-held": gettext_lazy("A meeting was held"),
    "meeting-missed": gettext_lazy("A company did not come to its meeting"),
    "meeting-held-corrected": gettext_lazy("A note that a meeting was held was taken back"),
    "meeting-missed-corrected": gettext_lazy("A note that a company did not come was taken back"),
}
"""The lines of the log that tell of a meeting what no row keeps the moment of."""


def chapters(dialogue: Dialogue) -> Iterator[Chapter]:
    """Yield the promise of the draw, the questions, the freeze, the draw, moves, and what became of each meeting."""
    requests: dict[str, Request] = {}
    for row in queries.whole(dialogue):
        yield from _drawn(row)
        for one in row.requests.all():
            one.meetings = row  # with its team, which is fetched already
            requests[one.public_id] = one
            yield from (_moved(one, move) for move in one.moves.all())
    yield from _events(dialogue, requests)


def _drawn(row: Meetings) -> Iterator[Chapter]:
    part = {"part": row.part.title or row.part.get_kind_display()}
    if row.opened_at:
        said = {"times": row.slots.count(), "length": row.length, "teams": row.teams, "hash": row.commitment}
        rule = _("%(length)s minutes each. Teams that meet at once: %(teams)s.") % said
        promise = _("Promised for the draw, before the first wish (SHA-256): %(hash)s.") % said
        text = joined(f"{rule} {row.get_missed_display()}.", promise)
        yield Chapter(row.opened_at, _("%(part)s opened for wishes") % part, text)
    if row.questions_at:
        heading = _("%(part)s: what every company is asked") % part
        text, key = markup.plain(row.questions), f"S{row.public_id}"
        yield Chapter(row.questions_at, heading, text, key, receiver=_("Everybody"))
    if row.frozen_at:
        said = {"wishes": len(row.frozen.get("wishes", ())), "hash": row.frozen_hash}
        text = _("Wishes: %(wishes)s. The hash of the list (SHA-256): %(hash)s.") % said
        yield Chapter(row.frozen_at, _("%(part)s: the wishes were frozen") % part, text)
    if row.drawn_at:
        heading, key = _("%(part)s: the draw") % part, f"T{row.public_id}"
        yield Chapter(row.drawn_at, heading, _draw(row), key, receiver=_("Everybody"))


def _draw(row: Meetings) -> str:
    """Return how the draw was made, and what it gave, in drawn order."""
    said = {
        "hash": row.frozen_hash,
        "seed": row.published["seed"],
        "address": absolute(reverse("dialogue:how_drawn", args=[row.part.dialogue.public_id, row.part.public_id])),
    }
    how = [
        _("Drawn from the frozen list whose hash is %(hash)s.") % said,
        _("The seed: %(seed)s.") % said,
        _("Everybody can do it again: %(address)s") % said,
    ]
    requests = {one.public_id: one for one in row.requests.all()}
    times = {slot.public_id: slot.starts_at for slot in row.slots.all()}
    given = row.published["given"]
    lines = [
        f"- {number}. {requests[name].company.name} ({name}): {_time(requests[name], times, given.get(name, ''))}"
        for number, name in enumerate(row.published["order"], 1)
        if name in requests
    ]
    why = _("Why there were not more times: %(reason)s") % {"reason": row.no_more_reason} if row.no_more_reason else ""
    told = _("In drawn order. What became of each afterwards is told further down.")
    return joined(*how, told, "\n".join(lines), why)


def _time(request: Request, times: dict[str, datetime], slot: str) -> str:
    """Return when a company got its meeting by the draw: the time itself may have been moved since."""
    first = next(iter(request.moves.all()), None)
    at = first.old_starts_at if first and slot else times.get(slot)
    return written.weekday_moment(at) if at else _("the waiting list")


def _moved(one: Request, move: Move) -> Chapter:
    said = {
        "old": written.weekday_moment(move.old_starts_at), "old_team": move.old_team,
        "new": written.weekday_moment(move.new_starts_at), "new_team": move.new_team,
    }  # fmt: skip
    text = joined(
        _("From %(old)s, team %(old_team)s, to %(new)s, team %(new_team)s.") % said,
        _("Why: %(reason)s") % {"reason": markup.plain(move.reason)},
        _("The company was told at once."),
    )
    heading = _("The meeting with %(company)s was moved") % {"company": one.company.name}
    return Chapter(move.at, heading, text, f"Y{move.public_id}", receiver=one.company.name)


def _events(dialogue: Dialogue, requests: dict[str, Request]) -> Iterator[Chapter]:
    lines = list(queries.happened(dialogue, EVENTS))
    reader = log_words.reader(dialogue) if lines else None
    for line in lines:
        assert reader  # noqa: S101 - there are lines
        one = requests.get(line.facts.get("wish", ""))
        more = _more(one, line.kind) if one else ""
        yield Chapter(line.at, str(EVENTS[line.kind]), joined(reader.sentence(log.as_line(line)), more))


def _more(one: Request, kind: str) -> str:
    if kind == "meeting-cancelled" and one.cancelled_reason:
        return _("Why: %(reason)s") % {"reason": markup.plain(one.cancelled_reason)}
    return _held(one) if kind == "meeting-held" else ""


def _held(one: Request) -> str:
    """Return when a meeting was held and with whom of the municipality; of the company how many, while it is kept."""
    slot = getattr(one, "slot", None)
    if not slot:
        return ""
    team = [member for member in one.meetings.members.all() if member.team == slot.team]
    ours = ", ".join(f"{member.person.name} ({member.get_role_display()})" for member in team)
    when = _("When: %(when)s.") % {"when": written.span(slot.starts_at, slot.ends_at)}
    count = {"count": len(one.people)}
    theirs = (
        _("People from the company: %(count)s.") % count
        if one.people
        else _("Who came for the company is no longer kept.")
    )
    return joined(when, _("From the municipality: %(names)s.") % {"names": ours} if ours else "", theirs)
