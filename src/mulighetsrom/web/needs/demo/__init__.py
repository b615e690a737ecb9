"""The needs of a demo: invented, and taken the whole way that real ones go."""

from __future__ import annotations

import tomllib
from datetime import datetime, time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from django.utils import timezone

from mulighetsrom.web.accounts import demo as people_of_demo
from mulighetsrom.web.accounts.models import Membership, Organisation, Person
from mulighetsrom.web.accounts.queries import people
from mulighetsrom.web.accounts.roles import May, Role
from mulighetsrom.web.asking.models import Board
from mulighetsrom.web.common import markup
from mulighetsrom.web.drafting import actions as drafting
from mulighetsrom.web.drafting import queries
from mulighetsrom.web.needs.actions import life, writing
from mulighetsrom.web.needs.models import Need, Version
from mulighetsrom.web.needs.queries.life import voices_hash

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mulighetsrom.web.common.actor import Actor

FILE: Final = Path(__file__).with_name("needs.toml")
WAYS: Final[Mapping[str, tuple[str, ...]]] = {
    "published": (),
    "in-dialogue": ("start_dialogue",),
    "in-procurement": ("start_dialogue", "start_procurement"),
    "in-contract": ("start_dialogue", "start_procurement", "start_contract"),
    "in-use": ("start_dialogue", "start_procurement", "start_contract", "take_into_use"),
    "dropped": (),
}
"""The steps that lead a public need to where the file has it."""

APPROVERS: Final = {"9703": "Aud Eventyrli", "9704": "Jens Påhittlund", "9706": "Gunn Gåtestad"}


def public_id(key: str) -> str:
    """Return the public id that an example always has, so that plans and papers can name it."""
    return f"N{[one['key'] for one in content()].index(key) + 1:09d}"


def fill() -> None:
    """Make the needs that are not there yet; leave alone what is."""
    if not people_of_demo.is_here():
        return
    people_of_demo.fill()  # whoever wrote them has to be there first
    there = set(Need.objects.values_list("public_id", flat=True))
    for one in content():
        if public_id(one["key"]) not in there:
            _make(one)


@cache
def content() -> list[dict[str, Any]]:
    """Return what the file tells of each need."""
    needs: list[dict[str, Any]] = tomllib.loads(FILE.read_text(encoding="utf-8"))["need"]
    return needs


def holder(organisation: Organisation, what: May) -> Actor:
    """Return one of an organisation's people who may do something, else any of them: small ones have few."""
    member = people.holders(organisation, what).first() or people.members(organisation).first() or _joined(organisation)
    return people_of_demo.actor(member)


def _make(one: dict[str, Any]) -> None:
    owner = Organisation.objects.get(municipality=one["owner"], kind=Organisation.Kind.MUNICIPALITY)
    by = holder(owner, May.WRITE)
    need = writing.create(owner=owner, content=_tidied(one["content"]), by=by)
    Board.objects.filter(pk=need.board_id).update(public_id=public_id(one["key"]))
    Need.objects.filter(pk=need.pk).update(public_id=public_id(one["key"]))
    need.refresh_from_db()
    if one["stage"] == "draft":
        return
    _get_approved(need, one, by)
    if one["stage"] in WAYS:
        _publish(need, one, by)


def _get_approved(need: Need, one: dict[str, Any], by: Actor) -> None:
    """Let all behind the need approve it; one that waits in the file waits here too."""
    for number in one["members"]:
        joined = Organisation.objects.get(municipality=number, kind=Organisation.Kind.MUNICIPALITY)
        member = drafting.ask_member(row=need, organisation=joined, by=by)
        drafting.answer_as_member(row=need, member=member, consents=True, by=holder(joined, May.CONSENT))
    life.check_voices(need=need, seen=voices_hash(need), by=by)
    round_ = drafting.ask_for_approval(row=need, by=by)
    if one["stage"] == Need.Text.FOR_APPROVAL:
        return
    for organisation in queries.behind(need):
        drafting.approve(row=need, round_=round_, by=holder(organisation, May.APPROVE))


def _publish(need: Need, one: dict[str, Any], by: Actor) -> None:
    version = life.publish(need=need, by=by)
    for intention in WAYS[one["stage"]]:
        life.go_on(need=need, intention=intention, by=by)
    if one["stage"] == Need.Stage.DROPPED:
        life.drop(need=need, reason=one["reason"], by=by)
    day = datetime.fromisoformat(one["published"]).date()
    moment = timezone.make_aware(datetime.combine(day, time(8)))
    Version.objects.filter(pk=version.pk).update(published_at=moment)
    Need.objects.filter(pk=need.pk).update(created_at=moment, changed_at=moment)


def _joined(organisation: Organisation) -> Membership:
    """Return the approver of a municipality that only stands behind another's need."""
    name = APPROVERS[organisation.municipality]
    person = Person.objects.create(
        public_id=f"P1{organisation.municipality:0>8}",
        name=name,
        email=f"{name.split()[0].lower()}@{organisation.mail_domains[0]}",
    )
    return Membership.objects.create(
        person=person,
        organisation=organisation,
        roles=[Role.APPROVER],
        confirmed_by=Membership.Confirmed.OWNER,
        confirmed_at=timezone.now(),
    )


def _tidied(value: Any) -> Any:
    """Return what the file says as a form would have kept it."""
    if isinstance(value, str):
        return markup.tidy(value)
    if isinstance(value, list):
        return [_tidied(one) for one in value]
    return {name: _tidied(one) for name, one in value.items()} if isinstance(value, dict) else value
