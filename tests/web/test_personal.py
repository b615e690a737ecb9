"""Every column that can tell of a person is registered, and the paper on personal data says what the register says."""

from __future__ import annotations

import importlib
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import DatabaseError, models

from mulighetsrom.installation.config import CLONE
from mulighetsrom.web.common import kernel, personal
from mulighetsrom.web.common.actor import Actor
from mulighetsrom.web.common.audit import record
from mulighetsrom.web.common.models import File
from mulighetsrom.web.common.tenancy import Layer

if TYPE_CHECKING:
    from collections.abc import Iterator

PAPER = (CLONE / "docs" / "personal-data.md").read_text()
PERSON = "accounts.person"
TELLING = (
    models.CharField,  # and with it addresses of mail and of pages, slugs
    models.TextField,
    models.JSONField,
    models.BinaryField,
    models.FileField,
    models.GenericIPAddressField,
    ArrayField,
)


def _models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("mulighetsrom.")]


def _fields() -> Iterator[tuple[str, models.Field[object, object]]]:
    for model in _models():
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many):
            yield f"{model._meta.label}.{field.name}", field


def _can_tell_of_a_person(field: models.Field[object, object]) -> bool:
    related = field.related_model
    if isinstance(related, type) and issubclass(related, models.Model):
        return related._meta.label_lower == PERSON
    return isinstance(field, TELLING)


def _registered() -> list[str]:
    return [name for kind in personal.register for name in kind.fields]


def test_every_column_that_can_tell_of_a_person_is_registered() -> None:
    telling = {name for name, field in _fields() if _can_tell_of_a_person(field)}
    assert telling, "the models are found"
    assert telling - set(_registered()) - personal.not_personal == set()


def test_what_is_registered_is_there_and_told_once() -> None:
    there = {name for name, _ in _fields()}
    assert (set(_registered()) | personal.not_personal) - there == set()
    assert sorted(_registered()) == sorted(set(_registered()))
    assert set(_registered()) & personal.not_personal == set()
    assert len({kind.what for kind in personal.register}) == len(personal.register)


@pytest.mark.parametrize("kind", personal.register, ids=lambda kind: kind.what)
def test_the_paper_tells_each_kind_in_the_registers_words(kind: personal.Personal) -> None:
    assert f"| {kind.what} | {kind.whose} | {kind.why} | {kind.controller} | {kind.kept} |\n" in PAPER


def test_the_days_in_the_paper_are_those_of_the_code() -> None:
    told = re.findall(r"`([\w.]+)\.(\w+)` \((\d+) days?\)", PAPER)
    assert told
    for module, name, days in told:
        kept = getattr(importlib.import_module(f"mulighetsrom.web.{module}"), name)
        assert (module, name, int(days)) == (module, name, kept.days)


@pytest.mark.parametrize("model", _models(), ids=lambda model: model._meta.label)
def test_every_model_says_who_may_read_it(model: type[models.Model]) -> None:
    assert isinstance(getattr(model, "LAYER", None), Layer)


@pytest.mark.django_db
def test_a_person_is_given_their_own_deeds_and_nobody_elses() -> None:
    @kernel.action
    def act(*, by: Actor) -> None:
        record("file.added", about=File(public_id="F000000000"), by=by)

    for person in ("P000000001", "P000000002"):
        act(by=Actor(person=person, acting_for="O000000001"))
    [deeds] = [rows for kind, rows in personal.export("P000000001").items() if kind.startswith("Who did what")]
    assert [(one["kind"], one["about"], one["for"]) for one in deeds] == [("file.added", "F000000000", "O000000001")]


def test_a_kind_that_cannot_be_purged_does_not_keep_the_others_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> int:
        raise DatabaseError

    first = personal.register[0]
    tried: list[str] = []

    def succeed() -> int:
        tried.append("whole")
        return 1

    kinds = [replace(first, what="broken", purge=fail), replace(first, what="whole", purge=succeed)]
    monkeypatch.setattr(personal, "register", kinds)
    with pytest.raises(DatabaseError):
        personal.purge()
    assert tried == ["whole"]
