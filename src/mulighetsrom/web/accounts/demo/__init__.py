"""The people and organisations of a demo: all invented, there in a demo only, and nobody can be them anywhere else."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from django.db import connection, transaction
from django.http import Http404
from django.utils import timezone

from mulighetsrom.installation import config
from mulighetsrom.web.accounts.models import Membership, Organisation, Person
from mulighetsrom.web.accounts.queries import people
from mulighetsrom.web.accounts.roles import NAMES, Role
from mulighetsrom.web.common.actor import Actor, Mode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise as Promise

FILE: Final = Path(__file__).with_name("people.toml")
SHOWN: Final = (
    ("ev-adviser", Role.ADVISER),
    ("ev-need-owner-care", Role.NEED_OWNER),
    ("ev-approver", Role.APPROVER),
    ("ev-owner", Role.OWNER),
    ("ev-reader", Role.READER),
    ("dagdrom-owner", Role.OWNER),
    ("pahit-representative", Role.REPRESENTATIVE),
    ("two-organisations", Role.ADVISER),
    ("operator", Role.OPERATOR),
)
"""Whom the log-in offers, by their key in the file, and as what: one of each kind."""


@dataclass(frozen=True, slots=True)
class Example:
    """One of the people that the log-in offers."""

    person: Person
    role: Promise
    organisations: tuple[Organisation, ...]


def is_here() -> bool:
    """Tell whether this is a demo: by what it was told, and by what its database was made for."""
    return config.current().demo and _database_mode() == config.Mode.DEMO


def people_by_role() -> list[Example]:
    """Return whom the log-in offers, one of each kind; nobody outside a demo."""
    if not is_here():
        return []
    ids = [public_id("person", key) for key, role in SHOWN]
    found = Person.objects.filter(public_id__in=ids, deleted_at=None).prefetch_related("memberships__organisation")
    there = {person.public_id: person for person in found}
    return [
        Example(there[person], NAMES[role], tuple(one.organisation for one in there[person].memberships.all()))
        for person, (_, role) in zip(ids, SHOWN, strict=True)
        if person in there
    ]


def person(public_id: str) -> Person:
    """Return one of the people that the log-in offers. Raises Http404, and always so outside a demo."""
    offered = {example.person.public_id: example.person for example in people_by_role()}
    if public_id not in offered:
        raise Http404
    return offered[public_id]


def public_id(kind: str, key: str) -> str:
    """Return the public id that an example always has, so that slices above and addresses in papers can name it."""
    return f"{'P' if kind == 'person' else 'E'}{_numbers()[kind, key]:09d}"


def actor(member: Membership) -> Actor:
    """Return who acts where an example does for an organisation what a person does on its pages."""
    return Actor(member.person.public_id, member.organisation.public_id, people.roles(member), Mode.COMMAND)


@transaction.atomic
def fill() -> None:
    """Make the organisations and people that are not there yet; leave alone what is."""
    if not is_here():
        return
    told = content()
    for one in told["organisation"]:
        Organisation.objects.get_or_create(public_id=public_id("organisation", one["key"]), defaults=_organisation(one))
    for one in told["person"]:
        person, new = Person.objects.get_or_create(public_id=public_id("person", one["key"]), defaults=_person(one))
        for role in one["role"] if new else ():
            _join(person, role)


@cache
def content() -> Mapping[str, list[dict[str, Any]]]:
    """Return what the file tells, by kind."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


@cache
def _numbers() -> dict[tuple[str, str], int]:
    return {(kind, one["key"]): n for kind in content() for n, one in enumerate(content()[kind], start=1)}


def _organisation(one: dict[str, Any]) -> dict[str, Any]:
    registered = Organisation.Registered
    abroad = registered.NORWAY if one["country"] == "NO" else registered.ABROAD
    return {
        "kind": one["kind"],
        "name": one["name"],
        "registered": registered.FOUNDING if one["status"] == "being-founded" else abroad,
        "number": one["number"],
        "country": one["country"],
        "municipality": one["municipality"],
        "county": one["municipality"][:2],
        "mailbox": one["mailbox"],
        "mail_domains": [one["mailbox"].partition("@")[2]],
        "language": one.get("language", "nb"),
    }


def _person(one: dict[str, Any]) -> dict[str, Any]:
    operates = any(Role.OPERATOR in role["roles"] for role in one["role"])
    return {"name": one["name"], "email": one["email"], "language": one["language"], "is_operator": operates}


def _join(person: Person, role: dict[str, Any]) -> None:
    """Make somebody a member; the operator is that of the installation, and nothing in an organisation."""
    roles = [one for one in role["roles"] if one != Role.OPERATOR]
    if not roles:
        return
    Membership.objects.create(
        person=person,
        organisation=Organisation.objects.get(public_id=public_id("organisation", role["organisation"])),
        roles=roles,
        title=role["title"],
        confirmed_by=Membership.Confirmed.OWNER,
        confirmed_at=timezone.now(),
    )


def _database_mode() -> str | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('mulighetsrom_installation')")
        if cursor.fetchone()[0] is None:
            return None
        cursor.execute("SELECT mode FROM mulighetsrom_installation")
        row = cursor.fetchone()
        return row and str(row[0])
