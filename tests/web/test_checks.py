"""What `check` says before the platform starts."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from mulighetsrom.installation import frontend
from mulighetsrom.web import checks
from mulighetsrom.web.common import messages


def test_nothing_is_missing_here() -> None:
    assert checks.words_are_compiled(None) == []


def test_what_is_missing_is_told_with_the_command_that_fixes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frontend, "is_current", lambda: False)
    monkeypatch.setattr(messages, "is_compiled", lambda language: language != "nn")
    told = checks.look_is_fetched(None) + checks.words_are_compiled(None)
    assert [message.id for message in told] == ["mulighetsrom.W001", "mulighetsrom.W002"]
    assert "The words in nn" in told[1].msg
    assert all("make run" in (message.hint or "") for message in told)


@pytest.mark.django_db
def test_no_model_has_changed_without_its_migration() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
