"""Letters over SMTP with a real server: what refusals mean, and what a killed worker leaves behind."""

from __future__ import annotations

import os
import random
import signal
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

import pytest
from django.db import connection

from mulighetsrom.installation import config
from mulighetsrom.web.common import jobs
from mulighetsrom.web.common.mail import actions, transport
from tests.web import letters  # noqa: F401 - registers who writes them
from tests.web.common import post_office, workers
from tests.web.letters import put_into_post

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator

    from mulighetsrom.web.common.models import Mail
    from tests.web.common.post_office import PostOffice

MOMENTS: Final = ("before connecting", "during data", "after acceptance", "after commit")
KILLS: Final = int(os.environ.get("MULIGHETSROM_TEST_KILLS", "8"))
"""More by a command: MULIGHETSROM_TEST_KILLS=200 pytest tests/web/common/test_sending.py -k killed"""


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Iterator[PostOffice]:
    with post_office.open_() as office:
        with_server = replace(config.current(), mail_server=office.url)
        monkeypatch.setattr(config, "current", lambda: with_server)
        yield office


def _posted(once: str = "") -> Mail:
    mail = put_into_post(once=once)
    assert mail
    return mail


def _state(mail: Mail) -> tuple[str, str]:
    mail.refresh_from_db()
    return mail.state, mail.answer


# --- what the server says -----------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_server_that_takes_a_letter_gets_it_once(office: PostOffice) -> None:
    mail = _posted()
    actions.send(mail.public_id)
    actions.send(mail.public_id)
    assert office.took == {mail.public_id: 1}
    assert _state(mail) == ("sent", f"250 taken as {mail.public_id}")


@pytest.mark.django_db
@pytest.mark.parametrize("where", ["at_receiver", "at_data"])
def test_a_refusal_for_good_is_noted_with_its_code(office: PostOffice, where: str) -> None:
    setattr(office, where, ["550 5.1.1 no such mailbox"])
    mail = _posted()
    actions.send(mail.public_id)
    assert _state(mail) == ("refused", "550 5.1.1 no such mailbox")
    assert not office.took


@pytest.mark.django_db
@pytest.mark.parametrize("where", ["at_receiver", "at_data"])
def test_a_server_that_says_later_is_asked_again(office: PostOffice, where: str) -> None:
    setattr(office, where, ["451 4.7.1 greylisted"])
    mail = _posted()
    with pytest.raises(actions.NotNowError, match="451"):
        actions.send(mail.public_id)
    assert _state(mail) == ("waiting", "451 4.7.1 greylisted")
    actions.send(mail.public_id)
    assert (_state(mail)[0], mail.attempts) == ("sent", 2)


@pytest.mark.django_db
def test_a_server_that_is_away_for_two_days_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    away = replace(config.current(), mail_server="smtp://127.0.0.1:9")
    monkeypatch.setattr(config, "current", lambda: away)
    mail = _posted()
    with pytest.raises(actions.NotNowError):
        actions.send(mail.public_id)
    actions.send(mail.public_id, last=True)
    assert _state(mail) == ("refused", "ConnectionRefusedError")


@pytest.mark.django_db
def test_no_letter_goes_in_the_clear_to_another_machine(office: PostOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "THIS_MACHINE", set())
    mail = _posted()
    with pytest.raises(actions.NotNowError):
        actions.send(mail.public_id)
    assert not office.took


# --- a killed worker ----------------------------------------------------------------------------------------------


def _kill(worker: subprocess.Popen[bytes], _: str) -> None:
    worker.kill()


@pytest.fixture
def no_jobs(transactional_db: None) -> Iterator[None]:  # noqa: ARG001 - asked for what it does
    yield
    workers.forget_jobs()


@pytest.mark.slow
@pytest.mark.timeout(60 + 60 * KILLS)  # each waits for a process that begins, and the machine may be busy
@pytest.mark.usefixtures("no_jobs")
def test_a_worker_killed_at_any_moment_loses_no_letter_and_doubles_only_one_kind(office: PostOffice) -> None:
    """Each kill leaves one letter to the next worker; only one killed between acceptance and commit is sent again."""
    seeded = random.Random(3)  # noqa: S311 - a test's dice
    moments = [*MOMENTS, *(seeded.choice(MOMENTS) for _ in range(KILLS - len(MOMENTS)))]
    doubled = 0
    for number, moment in enumerate(moments):
        mail = _posted(f"{number}")
        worker = workers.start(office.url, moment)
        if moment == "during data":  # the server, too, hears no end of it
            office.on_data = partial(_kill, worker)
            office.at_data.append("451 the line is gone")
        assert workers.end(worker) == -signal.SIGKILL, moment
        office.on_data = lambda _: None
        took = office.took[mail.public_id]
        assert took == (moment in {"after acceptance", "after commit"}), moment
        workers.let_time_pass()
        assert workers.end(workers.start(office.url)) == 0
        assert _state(mail)[0] == "sent", moment
        assert office.took[mail.public_id] == (2 if moment == "after acceptance" else 1), moment
        doubled += moment == "after acceptance"
    assert len(office.took) == len(moments)
    assert sum(office.took.values()) == len(moments) + doubled


@pytest.mark.django_db
def test_a_living_workers_job_is_left_alone() -> None:
    _posted()
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES RETURNING id")
        [worker] = cursor.fetchone()
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s", [worker])
    assert jobs.take_up_again() == 0
    workers.let_time_pass()
    assert jobs.take_up_again() == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT status, attempts FROM procrastinate_jobs")
        assert cursor.fetchall() == [("todo", 1)]
