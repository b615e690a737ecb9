"""What follows an action: heard with it or not at all, in order, again after a failure, and never lost unseen."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pytest
from django.db import connection, connections
from procrastinate.contrib.django import app

from mulighetsrom.installation import doctor
from mulighetsrom.web.common import outbox
from mulighetsrom.web.common.jobs import for_workers
from mulighetsrom.web.common.kernel import action
from tests.web.common import workers

if TYPE_CHECKING:
    from collections.abc import Iterator

WHAT: Final = "test-happened"


@dataclass
class Thing:
    public_id: str = "THING00001"


heard: list[tuple[str, int]] = []
fails: list[int] = []


@app.task(name="test_hears")
def hears(about: str, number: int) -> None:
    if number in fails:
        fails.remove(number)
        raise RuntimeError(f"number {number} does not go")
    heard.append((about, number))


@app.task(name="test_hears_too")
def hears_too(about: str, number: int) -> None:
    heard.append((f"{about} too", number))


@app.task(name="test_acts")
def acts(*, fail: bool) -> None:
    with suppress(RuntimeError):
        happens(1, fail=fail)


@pytest.fixture(autouse=True)
def listening(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(outbox._listeners, WHAT, [])
    outbox.listen(WHAT, hears)
    heard.clear()
    fails.clear()


@pytest.fixture
def jobs(transactional_db: None) -> Iterator[None]:  # noqa: ARG001 - asked for what it does
    yield
    workers.forget_jobs()


@action
def happens(*numbers: int, about: str = Thing.public_id, fail: bool = False) -> None:
    for number in numbers:
        outbox.add(WHAT, about=Thing(about), number=number)
    if fail:
        raise RuntimeError


def work() -> None:
    """Let a real worker do in this process what can be done now."""
    with for_workers() as working:
        working.run_worker(
            wait=False, concurrency=4, install_signal_handlers=False, task_middleware=[with_a_connection_of_its_own]
        )


def with_a_connection_of_its_own(call_next: Any, *_: Any) -> Any:
    try:
        return call_next()
    finally:
        connections.close_all()


def states() -> list[tuple[str, int]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT status, attempts FROM procrastinate_jobs WHERE task_name = 'test_hears' ORDER BY id")
        return list(cursor.fetchall())


def told_by_the_doctor() -> list[str]:
    with connection.cursor() as cursor:
        inner: Any = cursor.connection
        return list(doctor._left_undone(inner))


@pytest.mark.django_db
def test_an_action_that_fails_is_heard_by_nobody() -> None:
    with pytest.raises(RuntimeError):
        happens(1, fail=True)
    assert states() == []
    happens(1)
    assert states() == [("todo", 0)]


@pytest.mark.usefixtures("jobs")
def test_what_a_job_does_is_heard_with_its_action_or_not_at_all() -> None:
    """A worker has connections of its own; a job that was put there would be done before there is anything to tell."""
    acts.defer(fail=True)
    work()
    assert states() == []
    acts.defer(fail=False)
    work()
    work()
    assert heard == [("THING00001", 1)]


@pytest.mark.django_db(transaction=True)
def test_nothing_is_told_outside_an_action() -> None:
    with pytest.raises(RuntimeError, match="part of an action"):
        outbox.add(WHAT, about=Thing(), number=1)


@pytest.mark.usefixtures("jobs")
def test_who_fails_is_tried_again_and_what_came_later_about_the_same_thing_waits() -> None:
    fails.append(1)
    happens(1, 2)
    happens(3, about="THING00002")
    work()
    assert heard == [("THING00002", 3)]
    assert states() == [("todo", 1), ("todo", 0), ("succeeded", 1)]
    workers.let_time_pass()
    work()
    work()
    assert heard == [("THING00002", 3), ("THING00001", 1), ("THING00001", 2)]


@pytest.mark.usefixtures("jobs")
def test_one_listener_that_fails_holds_up_no_other() -> None:
    outbox.listen(WHAT, hears_too)
    fails.append(1)
    happens(1)
    work()
    assert heard == [("THING00001 too", 1)]


@pytest.mark.usefixtures("jobs")
def test_who_fails_to_the_end_is_seen_by_the_operator_and_the_next_goes_on() -> None:
    tries = (outbox.AGAIN.max_attempts or 0) + 1
    fails.extend([1] * tries)
    happens(1, 2)
    for _ in range(tries):
        assert "jobs failed" not in " ".join(told_by_the_doctor())
        work()
        workers.let_time_pass()
    work()
    assert heard == [("THING00001", 2)]
    assert states() == [("failed", tries), ("succeeded", 1)]
    assert told_by_the_doctor() == ["1 jobs failed: the worker's log says why."]


@pytest.mark.django_db
def test_what_nobody_has_done_for_ten_minutes_is_seen_by_the_operator_and_what_has_just_come_is_not() -> None:
    happens(1)
    assert told_by_the_doctor() == []
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_events SET at = now() - interval '11 minutes'")
    assert told_by_the_doctor() == ["1 jobs have stood still for ten minutes: is the worker running?"]
    with connection.cursor() as cursor:  # one that waits for its next try is in order
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = now() + interval '1 hour'")
    assert told_by_the_doctor() == []
