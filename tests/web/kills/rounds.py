"""One kill after the other: what is done without any is measured first, then the same is done and a process killed.

A web process that is killed has done all of a deed or nothing of it: the rows of every table say so. A worker that is
killed has lost no letter, and doubled only those that the mail server had taken and we had not noted yet; the same
letter comes again then, by its Message-ID.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

import httpx
from django.core.files.storage import default_storage
from django.db import connection
from typer.testing import CliRunner

from mulighetsrom.web.asking.models import Answer, Question
from mulighetsrom.web.common.models import Event, File, Mail
from mulighetsrom.web.dialogue import commands, log
from mulighetsrom.web.dialogue.models import Dialogue, Entry, Meetings, Part, Request
from tests.web.dialogue_samples import MEETINGS, OPEN
from tests.web.kills.deeds import DEEDS, PDF, Deed
from tests.web.kills.stage import look

if TYPE_CHECKING:
    import random
    from collections.abc import Callable
    from pathlib import Path

    from tests.web.kills.deeds import Press
    from tests.web.kills.stage import Process, Stage

NOT_THE_DEEDS: Final = ("django_session", "procrastinate_")
"""Tables that change by the way: when somebody was last here, and what each worker is."""
TABLES: Final = "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
WRITES: Final = """
    SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND backend_xid IS NOT NULL)
"""
LEFT: Final = "SELECT EXISTS (SELECT FROM procrastinate_jobs WHERE status IN ('todo', 'doing'))"
WORKS: Final = "SELECT EXISTS (SELECT FROM procrastinate_jobs WHERE status = 'doing')"

State = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Whole:
    """A deed without a kill: how things stand before, after and in the end; seconds to either; the answer's status."""

    before: State
    after: State
    end: State
    pressed: float
    worked: float
    status: int


@dataclass(slots=True)
class Kill:
    """What came of one kill: did it fall inside the work, was that done then, how many letters were taken unnoted."""

    deed: str
    victim: str
    inside: bool = False
    done: bool = False
    in_the_gap: int = 0
    wrong: list[str] = field(default_factory=list)


def measure(stage: Stage, deed: Deed) -> Whole:
    """Do a deed with nobody killed: once before a worker is there, once with one that waits for it."""
    stage.renew()
    stage.start_web()
    with stage.browser() as browser:
        press = deed.ready(browser)
        before, began = state(), time.monotonic()
        answer = press(browser)
        pressed, after = time.monotonic() - began, state()
        stage.renew()
        stage.start_web()
        stage.start_worker()
        began = time.monotonic()
        assert press(browser).status_code == answer.status_code
        while look(LEFT):
            time.sleep(0.01)
        worked = time.monotonic() - began
        assert _wrong_in_the_end(stage, deed, browser) == []
    assert answer.status_code in {httpx.codes.OK, httpx.codes.FOUND}
    assert before != after
    assert len(stage.office.took) > 1 or not deed.by_worker
    assert set(stage.office.took.values()) <= {1}
    return Whole(before, after, state(), pressed, worked, answer.status_code)


def kill_web(stage: Stage, deed: Deed, whole: Whole, dice: random.Random) -> Kill:
    """Kill the web process while it does a deed; start it again, and let the same button be pressed again."""
    found = Kill(deed.name, "web")
    stage.renew()
    web = stage.start_web()
    with stage.browser() as browser:
        press = deed.ready(browser)
        answer = _while(lambda: _try(press, browser), web, WRITES, dice.uniform(0, whole.pressed), found)
        stage.end_all()
        came = state()
        found.done = came == whole.after
        if not found.done and (answer or came != whole.before):
            found.wrong.append("half-done")
        stage.start_web()
        again = press(browser)
        if again.status_code != whole.status:
            found.wrong.append(f"pressed again: {again.status_code}")
        _end(stage, deed, whole, browser, found, in_the_gap=set())
    return found


def kill_worker(stage: Stage, deed: Deed, whole: Whole, dice: random.Random) -> Kill:
    """Kill the worker while it tells of a deed; another takes up what it has left."""
    found = Kill(deed.name, "worker")
    stage.renew()
    stage.start_web()
    worker = stage.start_worker()
    with stage.browser() as browser:
        press = deed.ready(browser)
        _while(lambda: press(browser), worker, WORKS, dice.uniform(whole.pressed, whole.worked), found)
        stage.end_all()
        taken = Mail.objects.filter(state="waiting", public_id__in=list(stage.office.took))
        in_the_gap = set(taken.values_list("public_id", flat=True))
        found.in_the_gap = len(in_the_gap)
        stage.start_web()
        _end(stage, deed, whole, browser, found, in_the_gap=in_the_gap)
    return found


def state() -> State:
    """Return how things stand: how many rows each table has, and what stands in those that the deeds are about."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        tables = [name for (name,) in cursor.fetchall() if not name.startswith(NOT_THE_DEEDS)]
        cursor.execute(" UNION ALL ".join(f"SELECT '{name}', count(*) FROM {name}" for name in tables))
        rows = dict(cursor.fetchall())
        cursor.execute("SELECT task_name, count(*) FROM procrastinate_jobs GROUP BY task_name")
        jobs = dict(cursor.fetchall())
    told: dict[str, Any] = {
        "dialogues": Dialogue.objects.order_by("pk").values_list("public_id", "stage", "text", "draft"),
        "parts": Part.objects.order_by("pk").values_list("public_id", "deadline_at", "sequence"),
        "meetings": Meetings.objects.order_by("pk").values_list("public_id", "state", "published"),
        "requests": Request.objects.order_by("pk").values_list("public_id", "state", "place", "slot__public_id"),
        "questions": Question.objects.order_by("pk").values_list("public_id", "state", "answers__text"),
        "log": Entry.objects.order_by("dialogue", "number").values_list("dialogue", "number", "kind"),
        "audit": Event.objects.order_by("kind").values_list("kind"),
        "letters": Mail.objects.order_by("kind", "address", "once").values_list("kind", "address", "state", "once"),
    }
    return {"rows": rows, "jobs": jobs} | {name: list(found) for name, found in told.items()}


def _while(act: Callable[[], Any], victim: Process, question: str, after: float, found: Kill) -> Any:
    """Act, and kill a process so many seconds later; note whether it was in its work."""

    def kill() -> None:
        found.inside = victim.kill(lambda: look(question))

    timer = threading.Timer(after, kill)
    timer.start()
    try:
        return act()
    finally:
        timer.join()


def _try(press: Press, browser: httpx.Client) -> httpx.Response | None:
    try:
        return press(browser)
    except httpx.TransportError:
        return None


def _end(stage: Stage, deed: Deed, whole: Whole, browser: httpx.Client, found: Kill, *, in_the_gap: set[str]) -> None:
    """Let everything be done, and see that it is as if nobody had been killed."""
    stage.work_to_the_end()
    end, took = state(), stage.office.took
    found.wrong += [f"other {name}" for name, was in whole.end.items() if was != end[name]]
    wanted = Counter(Mail.objects.values_list("public_id", flat=True)) + Counter(in_the_gap)
    found.wrong += ["lost"] * len(wanted - took) + ["doubled"] * len(took - wanted)
    found.wrong += _wrong_in_the_end(stage, deed, browser)


def _wrong_in_the_end(stage: Stage, deed: Deed, browser: httpx.Client) -> list[str]:
    """Return what is wrong with what a deed has left, whoever was killed meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT status, count(*) FROM procrastinate_jobs WHERE status <> 'succeeded' GROUP BY status")
        wrong = [f"jobs {status}" for status, _count in cursor.fetchall()]
    unsent = Mail.objects.exclude(state="sent").values_list("kind", "state", "attempts", "answer")
    wrong += [f"letter {told}" for told in unsent]
    wrong += ["log broken" for one in Dialogue.objects.all() if log.broken(one)]
    if deed.name == "answer":
        given = Answer.objects.filter(question__public_id__startswith="QT0PVB11S").values_list("at")
        wrong += ["answers at several moments"] * (len(set(given)) != 1)
    if deed.name == "draw":
        wrong += _wrong_draw(browser.get(f"/nb/dialog/{OPEN}/moter/{MEETINGS}/trekning.json"), stage.folder)
    if deed.name == "upload":
        kept = File.objects.latest("pk")
        with default_storage.open(kept.stored_as) as data:
            wrong += ["file broken"] * (data.read() != PDF or sha256(PDF).hexdigest() != kept.sha256)
    return wrong


def _wrong_draw(answer: httpx.Response, folder: Path) -> list[str]:
    file = folder / "draw.json"
    file.write_bytes(answer.content)
    verified = CliRunner().invoke(commands.dialogue, ["verify-draw", str(file)])
    return [] if verified.exit_code == 0 else ["draw does not verify"]


ROUNDS: Final = tuple(
    (kill, deed) for deed in DEEDS for kill in (kill_web, kill_worker) if deed.by_worker or kill is kill_web
)
"""Whom is killed at what, in turn."""
