"""The archive package of a need: every document and a journal of them, with the history by ids.

Documents are PDF/A; attachments are as they came.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from mulighetsrom.web.common import audit, files, journal, markup, pdf, written
from mulighetsrom.web.common.addresses import absolute
from mulighetsrom.web.drafting import queries
from mulighetsrom.web.drafting.comparing import plain
from mulighetsrom.web.needs.fields import NEED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from mulighetsrom.web.common.journal import Entry
    from mulighetsrom.web.needs.models import Need, Version


def package(need: Need) -> bytes:
    """Return the zip of a need, in its owner's language."""
    with override(need.owner.language):
        entries = list(_entries(need))
        return journal.package(entries, case=_case(need), history=_history(need))


def _entries(need: Need) -> Iterator[Entry]:
    for version in need.versions.all():
        yield _entry(
            need, f"V{version.number}", version.content.get("title", ""), version.published_at, _paper(version)
        )
    for asked in need.rounds.prefetch_related("approvals__organisation"):
        title = _("Approval, round %(number)s") % {"number": asked.number}
        lines = [
            f"- {_moment(one.at)} {one.organisation.name}: {one.person_name}, {one.get_decision_display()}. {one.note}"
            for one in asked.approvals.all()
        ]
        body = _record(need, title, lines, asked.asked_at)
        yield _entry(need, f"G{asked.number}", title, asked.asked_at, body)
    answered = list(need.members.exclude(answered_at=None).select_related("organisation"))
    if answered:
        title = _("Who stands behind the need")
        lines = [
            f"- {_moment(one.answered_at)} {one.organisation.name}: {one.answered_by_name}, {one.get_state_display()}"
            for one in answered
        ]
        last = max(one.answered_at or need.created_at for one in answered)
        yield _entry(need, "S1", title, last, _record(need, title, lines, last))
    for attachment in need.attachments.select_related("file"):
        if attachment.file:
            opened = files.opened(attachment.file)
            with opened.data:
                body = opened.data.read()
            added = attachment.file.added_at
            yield _entry(need, f"A{attachment.pk}", attachment.title, added, body, name=opened.name)


def _entry(need: Need, part: str, title: str, dated: datetime, body: bytes, *, name: str = "") -> Entry:
    return journal.entry(
        document_id=f"{need.public_id}-{part}",
        context=need.case_number or need.public_id,
        related=absolute(f"/nb/behov/{need.public_id}/"),
        title=title,
        sender=need.owner.name,
        receiver=_("Everybody") if part.startswith("V") else need.answers_for.name,
        dated=dated,
        registered=dated,
        file=f"dokument/{part}-{name}" if name else f"dokument/{part}.pdf",
        body=body,
    )


def _paper(version: Version) -> bytes:
    """Set a version as everybody could read it, in the language it is written in."""
    language = version.content.get("language") or "nb"
    with override(language):
        shown = [
            (field.label, plain(name, version.content.get(name), NEED))
            for name, field in NEED.fields.items()
            if name != "title"
        ]
        sections = [pdf.Section(str(label), markup.plain(text)) for label, text in shown if text]
        below = _("Version %(number)s, published %(day)s by %(name)s.") % {
            "number": version.number,
            "day": written.local_day(version.published_at),
            "name": version.published_by_name,
        }
    above = ", ".join(version.content.get("behind") or [version.need.owner.name])
    title = str(version.content.get("title", ""))
    return pdf.write(pdf.Document(title, above, below, sections, language, version.published_at))


def _record(need: Need, title: str, lines: list[str], at: datetime) -> bytes:
    sections = [pdf.Section(title, "\n".join(lines))]
    heading = str(need.draft.get("title") or need.public_id)
    return pdf.write(pdf.Document(heading, need.owner.name, need.case_number, sections, need.owner.language, at))


def _history(need: Need) -> list[dict[str, Any]]:
    return [
        {"at": event.at.isoformat(), "kind": event.kind, "by": event.by, "for": event.acting_for, "facts": event.facts}
        for event in audit.about(need)
    ]


def _case(need: Need) -> dict[str, Any]:
    return {
        "need": need.public_id,
        "case_number": need.case_number,
        "behind": [one.name for one in queries.behind(need)],
        "answers_for": need.answers_for.name,
    }


def _moment(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""
