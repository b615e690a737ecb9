"""What the dossier and the archive hold of conferences and workshops: the programme, who came, what was shown.

Companies are kept as long as the record. People are named only where they agreed to be shown, and until they are
forgotten; of others it is told how many.
"""

from __future__ import annotations

import hashlib
from functools import partial
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from mulighetsrom.web.common import files, markup
from mulighetsrom.web.dialogue import conference
from mulighetsrom.web.dialogue.dossier import Chapter, joined, programme
from mulighetsrom.web.dialogue.models import Participant, SignUp
from mulighetsrom.web.dialogue.queries import conference as queries
from mulighetsrom.web.dialogue.records import Record
from mulighetsrom.web.dialogue.told import Told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mulighetsrom.web.common.models import File
    from mulighetsrom.web.dialogue.models import Dialogue, Material, Part

State = Participant.State


def chapters(dialogue: Dialogue) -> Iterator[Chapter]:
    """Yield the events that have begun, with who came, and what was released of their materials."""
    for part in queries.held(dialogue, timezone.now()):
        assert part.starts_at  # noqa: S101 - it has begun
        text, key = _event(part), f"P{part.public_id}"
        yield Chapter(part.starts_at, Told(part).name, text, key, _version(part), receiver=_("Everybody"))
    for one in queries.materials(dialogue):
        assert one.released_at  # noqa: S101 - it is released
        heading = _("Materials were released: %(title)s") % {"title": one.title}
        yield Chapter(one.released_at, heading, _material(one), f"B{one.public_id}", receiver=_("Everybody"))


def files_of(dialogue: Dialogue) -> Iterator[Record]:
    """Yield the files of the released materials, as they are."""
    for one in queries.materials(dialogue):
        if one.file and one.released_at:
            title = f"{one.title}: {one.file.name}"
            between = dialogue.owner.name, _("Everybody")
            yield Record(
                f"BF{one.public_id}", "", title, one.released_at, *between, partial(_bytes, one.file), one.file.name
            )


def _event(part: Part) -> str:
    when = _("When: %(when)s.") % {"when": conference.when(part)}
    where = ", ".join(str(text) for text, _theirs in Told(part).where)
    points = "\n".join(f"- {line}" for line in programme(part))
    lines = [line for one in part.sign_ups.all() for line in _company(one)]
    return joined(
        f"{when} {where}".strip(),
        markup.plain(part.text),
        joined(_("Programme:"), points) if points else "",
        joined(_("Who signed up:"), "\n".join(lines)) if lines else _("Nobody had signed up."),
    )


def _company(one: SignUp) -> Iterator[str]:
    """Yield a line for what was signed up: the company, and who came of it, as far as that may be told."""
    if not one.confirmed_at:
        return
    if one.withdrawn_at:
        yield f"- {one.company}: " + _("withdrew")
        return
    people = [who for who in one.participants.all() if who.state in {State.SEATED, State.WAITING}]
    seated = [who for who in people if who.state == State.SEATED]
    said = {"seated": len(seated), "waiting": len(people) - len(seated), "came": sum(map(_arrived, seated))}
    told = _("with a place %(seated)s, on the waiting list %(waiting)s, seen at the door %(came)s") % said
    yield f"- {one.company}: {told}{_names(one, seated)}"


def _names(one: SignUp, seated: list[Participant]) -> str:
    if one.shown != SignUp.Shown.PEOPLE or not seated:
        return ""
    if one.forgotten_at:
        return ". " + _("Their names are no longer kept.")
    return f". {', '.join(f'{who.name} ({who.role})' if who.role else who.name for who in seated)}"


def _arrived(one: Participant) -> bool:
    return one.arrived_at is not None


def _version(part: Part) -> str:
    """Return another version when others come or are seen; that names are forgotten is no new document."""
    people = [f"{who.public_id}{who.state}{who.arrived_at}" for one in part.sign_ups.all() for who in _of(one)]
    return hashlib.sha256("".join(people).encode()).hexdigest()[:16]


def _of(one: SignUp) -> list[Participant]:
    return list(one.participants.all()) if one.confirmed_at else []


def _material(one: Material) -> str:
    part = _("Belongs to %(part)s.") % {"part": Told(one.part).name}
    return joined(part, markup.plain(one.text), _file(one.file) if one.file else "")


def _file(file: File) -> str:
    said = {"name": file.name, "hash": file.sha256}
    return _("The file %(name)s, whose SHA-256 is %(hash)s.") % said


def _bytes(file: File) -> bytes:
    with files.opened(file).data as data:
        return data.read()
