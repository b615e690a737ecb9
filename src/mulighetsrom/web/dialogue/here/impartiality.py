"""What impartiality gives to the pages of dialogues, the desk and the record; the app's `ready()` asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from mulighetsrom.web.common import pdf, registry, written
from mulighetsrom.web.common.registry import Task
from mulighetsrom.web.dialogue import dossier, protocol, records, told
from mulighetsrom.web.dialogue.dossier import Chapter
from mulighetsrom.web.dialogue.letters import impartiality as letters_of_impartiality
from mulighetsrom.web.dialogue.log import gaps
from mulighetsrom.web.dialogue.log.gaps import Gap
from mulighetsrom.web.dialogue.models import PlanLine, Reader, TeamMember
from mulighetsrom.web.dialogue.queries import impartiality as queries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.utils.safestring import SafeString

    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.dialogue.models import Declaration, Dialogue
    from mulighetsrom.web.dialogue.records import Record


def register() -> None:
    registry.parts["dialogue:log-buttons"].append(_button)
    registry.letters["impartiality-declared"] = letters_of_impartiality.declared
    registry.desk.append(_waits)
    registry.kept_away.append(_away)
    queries.workers.append(_workers)
    gaps.finders.append(_undeclared)
    dossier.chapters.append(_chapters)
    protocol.more.append(("interests", _rows, _section))
    records.sources.append(_records)


def _button(request: Request, dialogue: Dialogue) -> SafeString:
    return render_to_string("dialogue/impartiality_button.html", {"dialogue": dialogue}, request)


def _waits(by: Actor) -> Iterator[Task]:
    """Yield the dialogues of which one has declared nothing, and what an administrator decides."""
    if not by.acting_for:
        return
    for dialogue in queries.undeclared(by):
        yield _task(dialogue, _("Are you impartial?"))
    if "owner" in by.roles:
        for one in queries.undecided(by):
            yield _task(one.dialogue, _("Impartiality to decide"))


def _away(by: Actor) -> Iterator[str]:
    for public_id in queries.closed_to(by) if by.person else ():
        yield f"/dialog/{public_id}/"


def _task(dialogue: Dialogue, kind: str) -> Task:
    url = reverse("dialogue:impartiality", args=[dialogue.public_id])
    return Task(told.title(dialogue.draft), url, kind, verbatim=bool(dialogue.draft.get("title")))


def _workers(dialogue: Dialogue) -> Iterator[str]:
    """Yield who has a line of the plan, sits in a team that meets companies, or may open what is marked as secret."""
    yield from PlanLine.objects.filter(dialogue=dialogue).values_list("responsible__public_id", flat=True)
    yield from TeamMember.objects.filter(meetings__part__dialogue=dialogue).values_list("person__public_id", flat=True)
    yield from Reader.objects.filter(dialogue=dialogue, ended_at=None).values_list("person__public_id", flat=True)


def _undeclared(dialogue: Dialogue) -> Iterator[Gap]:
    lacking = [one.person.name for one in queries.working(dialogue) if not one.declaration]
    if lacking:
        url = reverse("dialogue:impartiality", args=[dialogue.public_id])
        text = _("Everybody who works with the dialogue says whether they have an interest in it.")
        yield Gap(_("Not declared yet: %(names)s") % {"names": ", ".join(lacking)}, text, url, _("Impartiality"))


def _rows(dialogue: Dialogue) -> list[dict[str, Any]]:
    return [
        {
            "name": one.person.name,
            "interest": one.interest,
            "declared_at": one.declared_at.isoformat(),
            "decision": one.decision,
            "reason": one.reason,
            "decided_by": one.decided_by.name if one.decided_by else "",
        }
        for one in _all(dialogue)
    ]


def _section(dialogue: Dialogue) -> pdf.Section:
    lines = [f"- {one.person.name}: {_said(one)}" for one in _all(dialogue)]
    return pdf.Section(_("Conflicts of interest"), "\n".join(lines) or _("Nobody has declared anything."))


def _chapters(dialogue: Dialogue) -> Iterator[Chapter]:
    for one in _all(dialogue):
        name = {"name": one.person.name}
        yield Chapter(one.declared_at, _("Declaration of %(name)s") % name, f"{one.get_interest_display()}.")
        if one.decided_at:
            yield Chapter(one.decided_at, _("Decision on the impartiality of %(name)s") % name, _said(one))


def _records(dialogue: Dialogue) -> Iterator[Record]:
    for one in _all(dialogue):
        text = "\n\n".join(filter(None, [_said(one), one.text]))
        section = pdf.Section(_("Declaration of %(name)s") % {"name": one.person.name}, text)
        yield records.own(dialogue, f"H{one.public_id}", one.decision, section, one.decided_at or one.declared_at)


def _all(dialogue: Dialogue) -> list[Declaration]:
    return list(dialogue.declarations.select_related("person", "decided_by").order_by("id"))


def _said(one: Declaration) -> str:
    said = f"{one.get_interest_display()} ({written.local_day(one.declared_at)})."
    if not one.decision or not one.decided_by:
        return said if one.interest == one.Interest.NONE else f"{said} {_('Not decided yet.')}"
    decided = _("%(decision)s: %(reason)s Decided by %(name)s.") % {
        "decision": one.get_decision_display(), "reason": f"{one.reason.rstrip('.')}.", "name": one.decided_by.name,
    }  # fmt: skip
    return f"{said} {decided}"
