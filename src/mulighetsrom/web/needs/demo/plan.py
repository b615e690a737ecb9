"""The plans of a demo: written, published and changed as real ones are, with the reasons and the days of the file."""

from __future__ import annotations

import tomllib
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from django.utils import timezone

from mulighetsrom.web.accounts import demo as people_of_demo
from mulighetsrom.web.accounts.models import Organisation, Person
from mulighetsrom.web.accounts.roles import May
from mulighetsrom.web.common.kernel import action
from mulighetsrom.web.needs import demo, index
from mulighetsrom.web.needs.actions import plan as actions
from mulighetsrom.web.needs.models import Change, Line, Need

if TYPE_CHECKING:
    from mulighetsrom.web.common.actor import Actor

FILE: Final = Path(__file__).with_name("plan.toml")
PUBLISHED: Final = date(2025, 10, 20)
"""The day all plans were published, before anything in them was changed."""


def public_id(key: str) -> str:
    """Return the public id that a line always has, so that meetings and papers can name it."""
    return f"L{[one['key'] for one in content()].index(key) + 1:09d}"


@cache
def content() -> list[dict[str, Any]]:
    """Return what the file tells of each line."""
    lines: list[dict[str, Any]] = tomllib.loads(FILE.read_text(encoding="utf-8"))["line"]
    return lines


def fill() -> None:
    """Make the lines that are not there yet; leave alone what is."""
    if not people_of_demo.is_here():
        return
    there = set(Line.objects.values_list("public_id", flat=True))
    waiting = [one for one in content() if public_id(one["key"]) not in there]
    for number in dict.fromkeys(one["owner"] for one in waiting):
        owner = Organisation.objects.get(municipality=number, kind=Organisation.Kind.MUNICIPALITY)
        theirs = [one for one in waiting if one["owner"] == number]
        _write(owner=owner, told=theirs, by=demo.holder(owner, May.PLAN))


def at(day: date, hour: int = 8) -> datetime:
    """Return a moment of a day, as the people of the demo have it."""
    return timezone.make_aware(datetime.combine(day, time(hour)))


@action
def _write(*, owner: Organisation, told: list[dict[str, Any]], by: Actor) -> None:
    """Write what is missing of a plan: all of it or nothing, so that none is left half done."""
    person = Person.objects.get(public_id=by.person)
    for one in told:
        line = actions.add(owner=owner, responsible=person, fields=_as_first_written(one), by=by)
        actions.publish(lines=[line], by=by)
        for change in one.get("change", ()):
            _change(line, change, person, by)
        _date_back(line, [date.fromisoformat(change["at"]) for change in one.get("change", ())])


def _as_first_written(one: dict[str, Any]) -> dict[str, Any]:
    """Return the columns of a line as they were before the first change."""
    fields = {name: one[name] for name in ("title", "text", "quarter", "probability", "focus_area", "cpv", "internal")}
    decision = date.fromisoformat(one["decision_date"]) if one["decision_date"] else None
    fields |= {name: one[name] or None for name in ("value_min", "value_max")}
    fields |= {"depends_on_decision": decision is not None, "decision_date": decision}
    fields["need"] = Need.objects.get(public_id=demo.public_id(one["need"])) if one["need"] else None
    fields["public_id"] = public_id(one["key"])
    for change in reversed(one.get("change", ())):
        if change["field"] != "state":
            fields[change["field"]] = _value(change["field"], change["old"])
    return fields


def _change(line: Line, change: dict[str, Any], person: Person, by: Actor) -> None:
    field, reason = change["field"], change["reason"]
    if field == "state":
        intention = "finish" if change["new"] == Line.State.DONE else "drop"
        done = {"done_date": date.fromisoformat(change["at"]), "notice": change["notice"]} if "notice" in change else {}
        actions.turn(line, intention, seen=line.edit_version, told={"reason": reason} | done, person=person, by=by)
        return
    new = {field: _value(field, change["new"])}
    old = getattr(line, field)
    actions.change(line=line, seen=line.edit_version, fields=new, reason=reason, person=person, by=by)
    if field == "text":  # needs no reason, and so keeps none unless told
        Change.objects.create(line=line, field=field, old=old, new=new[field], reason=reason, by=person)


def _date_back(line: Line, days: list[date]) -> None:
    """Let everything have been done on its day."""
    for row, day in zip(line.changes.order_by("id"), days, strict=True):
        Change.objects.filter(pk=row.pk).update(at=at(day))
    changed = at(max([PUBLISHED, *days]))
    Line.objects.filter(pk=line.pk).update(created_at=at(PUBLISHED), published_at=at(PUBLISHED), changed_at=changed)
    index.put_line(line)


def _value(field: str, told: str) -> Any:
    return int(told) if field.startswith("value") else told
