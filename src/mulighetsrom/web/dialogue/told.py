"""An invitation and its parts as readers see them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from mulighetsrom.web.common import markup, written
from mulighetsrom.web.dialogue import places, readiness
from mulighetsrom.web.dialogue.fields import ALWAYS, INVITATION
from mulighetsrom.web.dialogue.models import Part
from mulighetsrom.web.dialogue.queries import dialogues, finding

if TYPE_CHECKING:
    from collections.abc import Collection

    from django_stubs_ext import StrOrPromise

    from mulighetsrom.web.drafting.fields import Content


@dataclass(frozen=True, slots=True)
class Description:
    """What a template shows of an invitation, be it a version, a draft or a colleague's text.

    `parts` are those of today, where they are told; else those that a version holds.
    """

    content: Content
    parts: list[Told] = field(default_factory=list)
    language: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "language", self.content.get("language") or "nb")
        held = self.parts or [Told(as_it_was(told)) for told in self.content.get("parts", [])]
        object.__setattr__(self, "parts", held)

    @property
    def in_brief(self) -> str:
        """Return the beginning of the purpose in plain words, for a search engine or a shared link."""
        return markup.in_brief(str(self.content.get("purpose", "")))

    @property
    def pay(self) -> StrOrPromise:
        return self._word("pay")

    @property
    def money(self) -> StrOrPromise:
        return self._word("money")

    @property
    def answer_languages(self) -> list[StrOrPromise]:
        return [INVITATION.word("answer_languages", one) for one in self.content.get("answer_languages", [])]

    @property
    def always(self) -> list[StrOrPromise]:
        return list(ALWAYS.values())

    def _word(self, name: str) -> StrOrPromise:
        code = self.content.get(name)
        return INVITATION.word(name, code) if code else ""


@dataclass(frozen=True, slots=True)
class Told:
    """A part as a list shows it: what it is, when, where, until when, and the address where one takes part."""

    part: Part

    @property
    def kind(self) -> StrOrPromise:
        return self.part.get_kind_display()

    @property
    def when(self) -> str:
        part = self.part
        return written.span(part.starts_at, part.ends_at) if part.starts_at and part.ends_at else ""

    @property
    def until(self) -> tuple[StrOrPromise, str] | None:
        """Return what the deadline is for, and when it is."""
        at = self.part.deadline_at
        return (places.DEADLINES[self.part.kind], written.weekday_moment(at)) if at else None

    @property
    def where(self) -> list[tuple[StrOrPromise, bool]]:
        """Return where it is held; of each whether somebody wrote it."""
        part = self.part
        how: list[tuple[StrOrPromise, bool]] = [(part.get_how_display(), False)] if part.how else []
        return [*how, (part.place, True)] if part.place else how

    @property
    def url(self) -> str:
        return places.of(self.part) if self.part.pk else ""

    @property
    def own(self) -> tuple[str, StrOrPromise]:
        """Return where its own people work with it, and what leads there."""
        return places.own(self.part)

    @property
    def missing(self) -> list[StrOrPromise]:
        return [readiness.SAYS[code] for code in readiness.missing(self.part)]

    @property
    def name(self) -> str:
        """Return what the part is called: its own name, or what kind it is."""
        return self.part.title or str(self.kind)


def as_it_was(told: dict[str, Any]) -> Part:
    """Return a part as a version holds it; no row, and without an address."""
    moments = {name: datetime.fromisoformat(told[name]) if told.get(name) else None for name in dialogues.MOMENTS}
    return Part(public_id=told["id"], **{name: told[name] for name in dialogues.TOLD if name in told}, **moments)


def parts(rows: Any) -> list[Told]:
    """Return parts as they are shown, by when they are held or end."""
    return [Told(part) for part in sorted(rows, key=_order)]


def _order(part: Part) -> tuple[bool, Any, int]:
    moment = part.starts_at or part.deadline_at
    return moment is None, moment, part.pk


def next_deadlines(public_ids: Collection[str]) -> dict[str, list[str]]:
    """Return in words how long one can still answer, for those of these dialogues that take anything."""
    soonest = {public_id: Told(part).until for public_id, part in finding.next_deadlines(public_ids).items()}
    return {public_id: [" ".join(map(str, until))] for public_id, until in soonest.items() if until}


def title(content: Content) -> str:
    """Return what people call a dialogue that may have no title yet."""
    return str(content.get("title") or _("A dialogue without a title"))
