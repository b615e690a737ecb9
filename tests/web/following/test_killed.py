"""A real worker, killed with SIGKILL while it collects or sends the letters of the morning."""

from __future__ import annotations

import signal
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from mulighetsrom.installation import children
from mulighetsrom.web.accounts.models import Person
from mulighetsrom.web.common.models import Mail
from mulighetsrom.web.following import tasks
from mulighetsrom.web.following.models import Follow, Item
from tests.web import country, following_samples, people
from tests.web.common import post_office, workers

if TYPE_CHECKING:
    from collections.abc import Iterator

RECEIVERS = 8


@pytest.fixture
def receivers(transactional_db: None) -> Iterator[list[str]]:  # noqa: ARG001 - asked for what it does
    """Let the people follow a municipality that had something new yesterday; return their addresses."""
    country.fill()
    Follow.objects.all().delete()
    Mail.objects.all().delete()
    workers.forget_jobs()
    for who in list(people.PEOPLE)[:RECEIVERS]:
        made = following_samples.follow(organisation=people.organisation(), who=who)
        following_samples.item(made.public_id, at=timezone.now() - timedelta(days=2))
    yield list(Person.objects.filter(follows__isnull=False).values_list("email", flat=True))
    workers.forget_jobs()


@pytest.mark.slow
@pytest.mark.timeout(180)
@pytest.mark.parametrize("moment", ["before items are noted", "after acceptance"])
def test_everybody_gets_the_mornings_letter_once_whenever_the_worker_is_killed(
    receivers: list[str], moment: str
) -> None:
    """Only the letters that the server had accepted when the worker died come again, under the same Message-ID."""
    with post_office.open_() as office:
        if moment == "after acceptance":
            tasks.collect_letters.func(timestamp=0)
        else:
            tasks.collect_letters.configure().defer(timestamp=0)
        assert workers.end(workers.start(office.url, moment)) == -signal.SIGKILL
        accepted = set(office.took)
        assert bool(accepted) is (moment == "after acceptance")
        while Item.objects.filter(letter="").exists() or Mail.objects.filter(state="waiting").exists():
            workers.let_time_pass()
            assert workers.end(workers.start(office.url)) == 0
        letters = Mail.objects.values_list("address", "public_id", "state")
        assert sorted((address, state) for address, _, state in letters) == [(one, "sent") for one in sorted(receivers)]
        assert office.took == {name: 1 + (name in accepted) for _, name, _ in letters}
        assert len(accepted) <= children.JOBS_AT_A_TIME
