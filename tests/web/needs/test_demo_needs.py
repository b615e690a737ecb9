"""The needs of a demo go the way of real ones, and are the same every time."""

from __future__ import annotations

from typing import Any

import pytest

from mulighetsrom.web.accounts import demo as people_of_demo
from mulighetsrom.web.drafting import queries as texts
from mulighetsrom.web.needs import demo, fields
from mulighetsrom.web.needs.models import Need, Version

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def in_a_demo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people_of_demo, "is_here", lambda: True)


def test_every_need_is_where_the_file_has_it() -> None:
    demo.fill()
    for one in demo.content():
        need = Need.objects.get(public_id=demo.public_id(one["key"]))
        assert one["stage"] in {need.stage, need.text}
        version = texts.newest(need)
        assert (version is not None) == bool(one["published"])
        if version:
            assert version.published_at.date().isoformat() == one["published"]
            assert len(version.content["behind"]) == 1 + len(one["members"])


def test_filling_again_changes_nothing() -> None:
    demo.fill()
    before = list(Need.objects.values_list("public_id", "stage", "text", "edit_version").order_by("pk"))
    demo.fill()
    assert list(Need.objects.values_list("public_id", "stage", "text", "edit_version").order_by("pk")) == before
    assert Version.objects.count() == sum(bool(one["published"]) for one in demo.content())


@pytest.mark.parametrize("one", demo.content(), ids=lambda one: str(one["key"]))
def test_the_file_holds_only_fields_and_codes_that_there_are(one: dict[str, Any]) -> None:
    said = one["content"]
    assert set(said) <= set(fields.NEED.fields)
    assert one["stage"] == "draft" or fields.NEED.missing(said) == []
    for name in ("focus_areas", "innovation", "language"):
        value = said.get(name) or []
        assert set([value] if isinstance(value, str) else value) <= set(fields.CHOICES[name])


def test_outside_a_demo_nothing_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people_of_demo, "is_here", lambda: False)
    demo.fill()
    assert not Need.objects.exists()
