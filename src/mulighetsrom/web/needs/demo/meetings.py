"""The contact meetings of a demo: one held, with its answers and what came of it, and one announced."""

from __future__ import annotations

import tomllib
from datetime import date, time, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from mulighetsrom.web.accounts import demo as people_of_demo
from mulighetsrom.web.accounts.models import Organisation, Person
from mulighetsrom.web.accounts.queries import people
from mulighetsrom.web.accounts.roles import May
from mulighetsrom.web.needs import demo
from mulighetsrom.web.needs.actions import meeting as actions
from mulighetsrom.web.needs.demo import plan
from mulighetsrom.web.needs.models import Contribution, Line, Meeting, Presented

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mulighetsrom.web.common.actor import Actor

FILE: Final = Path(__file__).with_name("meetings.toml")
ANNOUNCED_BEFORE: Final = timedelta(days=70)
TAKES_AFTER: Final = timedelta(days=14)
ANSWERED_AFTER: Final = timedelta(days=21)


def public_id(key: str) -> str:
    """Return the public id that a meeting always has."""
    return f"M{[one['key'] for one in content()].index(key) + 1:09d}"


@cache
def content() -> list[dict[str, Any]]:
    """Return what the file tells of each meeting."""
    meetings: list[dict[str, Any]] = tomllib.loads(FILE.read_text(encoding="utf-8"))["meeting"]
    return meetings


def fill() -> None:
    """Make the meetings that are not there yet; leave alone what is."""
    if not people_of_demo.is_here():
        return
    numbers = count(1)
    for one in content():
        told = [(f"C{next(numbers):09d}", each) for each in one["contribution"]]
        if not Meeting.objects.filter(public_id=public_id(one["key"])).exists():
            _make(one, told)


def _make(one: dict[str, Any], told: list[tuple[str, dict[str, Any]]]) -> None:
    owner = Organisation.objects.get(municipality=one["owner"], kind=Organisation.Kind.MUNICIPALITY)
    by = demo.holder(owner, May.PLAN)
    meeting = actions.add_meeting(
        owner=owner, responsible=Person.objects.get(public_id=by.person), fields=_fields(one), lines=_lines(one), by=by
    )
    if "outcome" not in one:
        actions.announce(meeting=meeting, by=by)
    _tell(meeting, one, told, demo.holder(owner, May.ANSWER))


def _fields(one: dict[str, Any]) -> dict[str, Any]:
    day = date.fromisoformat(one["date"])
    return {
        "public_id": public_id(one["key"]),
        "date": day,
        "starts": time.fromisoformat(one["starts"]),
        "ends": time.fromisoformat(one["ends"]),
        "place": one["place"],
        "stream": one["stream"],
        "programme": one["programme"],
        "contributions_until": day + TAKES_AFTER,
    }


def _lines(one: dict[str, Any]) -> list[Line]:
    return [Line.objects.get(public_id=plan.public_id(key)) for key in one["lines"]]


def _tell(meeting: Meeting, one: dict[str, Any], told: list[tuple[str, dict[str, Any]]], by: Actor) -> None:
    """Write what was said on days that are past: as rows, since a letter about it would come years too late."""
    presented = {each.line.public_id: each for each in meeting.presented.select_related("line")}
    person = Person.objects.get(public_id=by.person)
    rows = _contributions(meeting, presented, told, person)
    Contribution.objects.bulk_create(rows, ignore_conflicts=True)
    announced = plan.at(meeting.date - ANNOUNCED_BEFORE)
    state = Meeting.State.CLOSED if "outcome" in one else Meeting.State.ANNOUNCED
    Meeting.objects.filter(pk=meeting.pk).update(announced_at=announced, created_at=announced, state=state)
    for outcome in one.get("outcome", ()):
        Presented.objects.filter(pk=presented[plan.public_id(outcome["line"])].pk).update(outcome=outcome["text"])


def _contributions(
    meeting: Meeting, presented: dict[str, Presented], told: list[tuple[str, dict[str, Any]]], person: Person
) -> Iterator[Contribution]:
    held = bool(told[0][1]["answer"])
    first = plan.at(meeting.date if held else meeting.date - ANNOUNCED_BEFORE + TAKES_AFTER / 2, hour=11)
    for place, (name, one) in enumerate(told):
        company = Organisation.objects.get(name=one["company"])
        answered = {"answered_by": person, "answered_at": plan.at(meeting.date + ANSWERED_AFTER)}
        yield Contribution(
            public_id=name, presented=presented[plan.public_id(one["line"])], company=company,
            by=people.members(company)[0].person, kind=one["kind"], text=one["text"], named=True,
            created_at=first + timedelta(minutes=3 * place), answer=one["answer"],
            **(answered if one["answer"] else {}),
        )  # fmt: skip
