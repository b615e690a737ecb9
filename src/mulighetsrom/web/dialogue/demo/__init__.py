"""The dialogues of a demo: invented, one that can be joined, and one that has ended with its answer.

They go the way of real ones. An invitation is published with its deadlines ahead; one that lies back in time is then
moved there, with the version that everybody reads.
"""

from __future__ import annotations

import tomllib
from datetime import datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils import timezone

from mulighetsrom.web.accounts import demo as people_of_demo
from mulighetsrom.web.accounts.models import Organisation
from mulighetsrom.web.accounts.roles import May
from mulighetsrom.web.asking.models import Board
from mulighetsrom.web.common import markup
from mulighetsrom.web.dialogue import building, timetable
from mulighetsrom.web.dialogue.actions import closing, invitation, meetings, seats, summary
from mulighetsrom.web.dialogue.actions import input as written
from mulighetsrom.web.dialogue.demo import taking_part
from mulighetsrom.web.dialogue.models import Dialogue, Intake, Meetings, Part, Version
from mulighetsrom.web.dialogue.queries import dialogues
from mulighetsrom.web.drafting import actions as drafting
from mulighetsrom.web.needs import demo as needs_of_demo
from mulighetsrom.web.needs.models import Need

if TYPE_CHECKING:
    from mulighetsrom.web.common.actor import Actor

FILE: Final = Path(__file__).with_name("dialogues.toml")
PLAIN: Final = ("kind", "title", "text", "how", "place", "programme")
READ_AFTER: Final = timedelta(days=365)
"""How long after the deadline named readers may read what is secret."""


def public_id(key: str) -> str:
    """Return the public id that a dialogue always has."""
    return f"D{[one['key'] for one in content()].index(key) + 1:09d}"


@cache
def content() -> list[dict[str, Any]]:
    """Return what the file tells of each dialogue."""
    told: list[dict[str, Any]] = tomllib.loads(FILE.read_text(encoding="utf-8"))["dialogue"]
    return told


def fill() -> None:
    """Make the dialogues that are not there yet; leave alone what is."""
    if not people_of_demo.is_here():
        return
    needs_of_demo.fill()  # what they are about has to be there first
    for one in content():
        if not Dialogue.objects.filter(public_id=public_id(one["key"])).exists():
            _make(one)


def _make(one: dict[str, Any]) -> None:
    owner = Organisation.objects.get(municipality=one["owner"], kind=Organisation.Kind.MUNICIPALITY)
    by = needs_of_demo.holder(owner, May.WRITE)
    dialogue = _begun(one, owner, by)
    for part, told in zip(dialogue.parts.order_by("id"), one["part"], strict=True):
        _prepare(part, told, by)
    asked = drafting.ask_for_approval(row=dialogue, by=by)
    drafting.approve(row=dialogue, round_=asked, by=needs_of_demo.holder(owner, May.APPROVE))
    invitation.publish(dialogue=dialogue, by=needs_of_demo.holder(owner, May.PUBLISH))
    if "answer" in one:
        _end(dialogue, one, needs_of_demo.holder(owner, May.PUBLISH))
        return
    for row in Meetings.objects.filter(part__dialogue=dialogue).select_related("part__dialogue"):
        meetings.open_wishes(meetings=row, by=by)
    taking_part.fill(dialogue, one["taking_part"])


def _begun(one: dict[str, Any], owner: Organisation, by: Actor) -> Dialogue:
    about = Need.objects.filter(public_id__in=[needs_of_demo.public_id(key) for key in one["needs"]])
    said = {name: markup.tidy(text) if isinstance(text, str) else text for name, text in one["content"].items()}
    parts = [_part(told) for told in one["part"]]
    made = invitation.create(owner=owner, content=said, about=about, parts=parts, by=by)
    Board.objects.filter(pk=made.board_id).update(public_id=public_id(one["key"]))
    Dialogue.objects.filter(pk=made.pk).update(public_id=public_id(one["key"]))
    made.refresh_from_db()
    return made


def _part(told: dict[str, Any]) -> dict[str, Any]:
    today = timezone.localdate()
    fields: dict[str, Any] = {name: told[name] for name in PLAIN if name in told}
    fields["deadline_at"] = building.deadline(today + timedelta(days=told["deadline"]))
    if "day" not in told:
        return fields
    day = timezone.localdate(building.deadline(today + timedelta(days=told["day"])))
    held = {name: datetime.combine(day, time.fromisoformat(told[name])) for name in ("starts", "ends")}
    return fields | {f"{name}_at": timezone.make_aware(at) for name, at in held.items()}


def _prepare(part: Part, told: dict[str, Any], by: Actor) -> None:
    """Set up what a part of its kind needs before it is published."""
    if "room" in told:
        seats.set_capacity(part=part, capacities={"room": told["room"], "stream": None}, by=by)
    if "questions" in told and part.deadline_at:
        until = timezone.localdate(part.deadline_at + READ_AFTER)
        asked = [(text, most) for text, most in told["questions"]]
        written.arrange(part=part, seen=0, late=Intake.Late.NOT_TAKEN, read_until_date=until, asked=asked, by=by)
    if "length" in told and part.starts_at:
        fields = {name: told[name] for name in ("length", "pause", "teams")}
        start = timezone.localtime(part.starts_at)
        lengths = (timedelta(minutes=told["length"]), timedelta(minutes=told["pause"]))
        wanted = timetable.Asked((start.date(),), start.time(), *lengths, told["each_day"], told["teams"])
        meetings.set_up(part=part, fields=fields, spans=timetable.times(wanted), by=by)


def _end(dialogue: Dialogue, one: dict[str, Any], by: Actor) -> None:
    """Let a dialogue have been held, tell what was heard, and answer."""
    _move_back(dialogue, timedelta(days=one["ago"]))
    summary.save(dialogue=dialogue, seen=0, content=one["summary"], by=by)
    summary.publish(dialogue=dialogue, seen=1, why="", names_are_meant=False, opening="", by=by)
    closing.answer(dialogue=dialogue, **one["answer"], until=None, opening="", by=by)


@transaction.atomic
def _move_back(dialogue: Dialogue, back: timedelta) -> None:
    for part in dialogue.parts.all():
        moved = {name: _earlier(at, back) for name in dialogues.MOMENTS if (at := getattr(part, name))}
        Part.objects.filter(pk=part.pk).update(**moved)
    version = dialogue.versions.get()
    content_ = version.content | {"parts": dialogues.snapshot(dialogue)["parts"]}
    Version.objects.filter(pk=version.pk).update(content=content_, published_at=version.published_at - back)


def _earlier(moment: datetime, back: timedelta) -> datetime:
    """Return the moment so much earlier when Norway's clock shows the same."""
    return timezone.make_aware(timezone.localtime(moment).replace(tzinfo=None) - back)
