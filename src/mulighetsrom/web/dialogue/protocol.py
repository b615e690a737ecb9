"""Input to the procurement protocol: who took part, what is done about it, and the log; as data and as paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from mulighetsrom.web.common import pdf, written
from mulighetsrom.web.common.addresses import absolute
from mulighetsrom.web.dialogue import checking, law, log, told, took_part
from mulighetsrom.web.dialogue.log import gaps
from mulighetsrom.web.dialogue.log import words as log_words
from mulighetsrom.web.dialogue.queries import contacts
from mulighetsrom.web.drafting import queries as drafting

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from mulighetsrom.web.dialogue.models import Contact, Dialogue
    from mulighetsrom.web.dialogue.took_part import Participant

Rows: TypeAlias = "Callable[[Dialogue], list[dict[str, Any]]]"
more: Final[list[tuple[str, Rows, Callable[[Dialogue], pdf.Section] | None]]] = []
"""What other themes have to tell the protocol: a name in the JSON, the rows there, and the section of the paper, None
where the paper leaves it to the dossier.
"""


def data(dialogue: Dialogue, at: datetime) -> dict[str, Any]:
    """Return everything as JSON takes it, in the owner's language."""
    with override(dialogue.owner.language):
        return {
            "what": _("Input to the procurement protocol"),
            "format": checking.FORMAT,
            "made_at": at.isoformat(),
            "dialogue": _dialogue(dialogue),
            "law": [
                {
                    "about": one.about,
                    "stands": one.stands,
                    "since": f"{one.since}",
                    "until": one.until and f"{one.until}",
                }
                for one in law.on(timezone.localdate(at))
            ],
            "participants": [_participant(one) for one in took_part.everybody(dialogue)],
            "contacts": [_contact(one) for one in contacts.noted(dialogue)],
            "lacking": [{"what": str(gap.title), "text": str(gap.text)} for gap in gaps.found(dialogue)],
            **{name: rows(dialogue) for name, rows, _section in more},
            "log": {
                "mark": str(log.head(dialogue)),
                "lines": list(log.lines(dialogue)),
                "names": log.names(dialogue),
            },
        }


def paper(dialogue: Dialogue, at: datetime) -> bytes:
    """Return the same as PDF/A, with the log in words."""
    with override(dialogue.owner.language):
        day = timezone.localdate(at)
        below = _("Made %(when)s. The log's mark: %(mark)s. Refers to %(rules)s.") % {
            "when": written.moment(at), "mark": log.head(dialogue), "rules": law.cited(day, "protocol"),
        }  # fmt: skip
        title = _("Input to the procurement protocol: %(title)s") % {"title": told.title(dialogue.draft)}
        above = ", ".join(one.name for one in drafting.behind(dialogue))
        return pdf.write(pdf.Document(title, above, below, _sections(dialogue, day), dialogue.owner.language, at))


def participants_section(dialogue: Dialogue) -> pdf.Section:
    """Return who took part, with the advantage and the measure of each."""
    lines = [line for one in took_part.everybody(dialogue) for line in _told(one)]
    return pdf.Section(_("Who advised or took part in planning"), "\n".join(lines) or _("Nobody that is known here."))


def log_section(dialogue: Dialogue) -> pdf.Section:
    """Return the lines of the log in words, oldest first."""
    reader = log_words.reader(dialogue)
    lines = [
        f"- {entry.number}. {written.moment(entry.at)}: {reader.sentence(log.as_line(entry))}"
        for entry in dialogue.log.order_by("number").iterator()
    ]
    return pdf.Section(_("Equal treatment log"), "\n".join([*lines, "", _mark(dialogue)]).strip())


def _mark(dialogue: Dialogue) -> str:
    return _("The log's mark: %(mark)s. Check it at %(address)s") % {
        "mark": log.head(dialogue),
        "address": absolute(f"/nb/dialog/{dialogue.public_id}/logg/sjekk/"),
    }


def _sections(dialogue: Dialogue, day: Any) -> list[pdf.Section]:
    lacking = [f"- {gap.title}" for gap in gaps.found(dialogue)]
    return [
        pdf.Section(
            _("What this is"),
            _(
                "The protocol of a procurement tells of distortion of competition caused by dialogue with suppliers, "
                "of conflicts of interest, and of the measures taken (%(rules)s). This is what the dialogue gives to "
                "it. What one supplier is told, all must be told: %(measures)s."
            )
            % {"rules": law.cited(day, "protocol"), "measures": law.cited(day, "measures")},
        ),
        participants_section(dialogue),
        *(section(dialogue) for _name, _rows, section in more if section),
        pdf.Section(_("What equal treatment lacks"), "\n".join(lacking) or _("Nothing that is known here.")),
        log_section(dialogue),
    ]


def _dialogue(dialogue: Dialogue) -> dict[str, Any]:
    return {
        "id": dialogue.public_id,
        "title": told.title(dialogue.draft),
        "address": absolute(f"/nb/dialog/{dialogue.public_id}/"),
        "case_number": dialogue.case_number,
        "stage": dialogue.stage,
        "doffin_number": dialogue.doffin_number,
        "behind": [{"name": one.name, "number": one.number} for one in drafting.behind(dialogue)],
        "answers_for": dialogue.answers_for.name,
    }


def _participant(one: Participant) -> dict[str, Any]:
    row = one.row
    assessed = row if row and row.advantage else None
    return {
        "name": one.name,
        "took_part": [str(how) for how in one.how],
        "advantage": assessed.advantage if assessed else None,
        "why": assessed.why if assessed else "",
        "measure": assessed.measure if assessed else "",
        "assessed_at": assessed.assessed_at.isoformat() if assessed and assessed.assessed_at else None,
        "assessed_by": assessed.assessed_by.name if assessed and assessed.assessed_by else None,
    }


def _told(one: Participant) -> list[str]:
    row = one.row
    how = ", ".join(str(way) for way in one.how)
    if not row or not row.advantage:
        return [f"- {one.name}: {how}. {_('Not assessed yet.')}"]
    measure = _("Measure: %(measure)s") % {"measure": row.measure} if row.measure else ""
    return [f"- {one.name}: {how}. {row.get_advantage_display()}. {_flat(row.why)} {_flat(measure)}".strip()]


def _contact(one: Contact) -> dict[str, Any]:
    return one.said() | {
        "corrects": one.address if one.first_id else None,
        "forgotten_at": one.forgotten_at and one.forgotten_at.isoformat(),
        "noted_at": one.entered_at.isoformat(),
        "noted_by": one.entered_by.name,
        "told_all": [
            {"at": shared.at.isoformat(), "how": shared.how, "text": shared.text} for shared in one.shared.all()
        ],
    }


def _flat(text: str) -> str:
    return " ".join(text.split())
