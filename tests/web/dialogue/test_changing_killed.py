"""A process killed with SIGKILL while it changes a deadline, and a worker killed while it tells of it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from django.db import connection

from mulighetsrom.installation import children, config
from mulighetsrom.web.common.models import Mail
from mulighetsrom.web.dialogue import log
from mulighetsrom.web.dialogue.models import Change, Dialogue, Part
from tests.web import country, dialogue_samples
from tests.web.common import post_office, workers
from tests.web.dialogue.changing_program import NEW, STEPS

if TYPE_CHECKING:
    from collections.abc import Iterator

RECEIVERS = 5


@pytest.fixture
def filled(transactional_db: None) -> Iterator[None]:  # noqa: ARG001 - asked for what it does
    country.put()
    Change.objects.all().delete()
    Mail.objects.all().delete()
    workers.forget_jobs()
    yield
    workers.forget_jobs()


def _changing(step: str) -> int:
    """Run the program that changes a deadline; return how it ended."""
    settings = connection.settings_dict
    url = f"postgresql://{settings['USER']}@/{settings['NAME']}?host={quote(settings['HOST'], safe='')}"
    environment = os.environ | {"DATABASE_URL": url, "KILLED": step}
    program = [sys.executable, "-m", "tests.web.dialogue.changing_program"]
    return subprocess.run(program, env=environment, cwd=config.CLONE, timeout=60, check=False).returncode


def _state() -> tuple[bool, int, int, int, int]:
    """Return whether the deadline is the new one, how often it was raised, changes, letters, lines of the log."""
    part = Part.objects.get(public_id=dialogue_samples.INPUT)
    lines = log.head(Dialogue.objects.get(public_id=dialogue_samples.OPEN)).number
    return part.deadline_at == NEW, part.sequence, Change.objects.count(), Mail.objects.count(), lines


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.usefixtures("filled")
def test_a_change_is_whole_or_not_at_all_and_no_letter_of_it_is_lost() -> None:
    """Killed at any step nothing has happened; killed after the commit, everybody is told, each once."""
    before = _state()
    for step in STEPS[:-1]:
        assert _changing(step) == -signal.SIGKILL, step
        assert _state() == before, step
    assert _changing(STEPS[-1]) == -signal.SIGKILL
    assert _state() == (True, before[1] + 1, 1, RECEIVERS, before[4] + 2)
    with post_office.open_() as office:
        assert workers.end(workers.start(office.url, "after acceptance")) == -signal.SIGKILL
        accepted = set(office.took)
        assert 1 <= len(accepted) <= children.JOBS_AT_A_TIME
        while Mail.objects.filter(state="waiting").exists():
            workers.let_time_pass()
            assert workers.end(workers.start(office.url)) == 0
        names = list(Mail.objects.values_list("public_id", flat=True))
        assert office.took == {name: 1 + (name in accepted) for name in names}
