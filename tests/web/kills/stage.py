"""Where the kills happen: a database that begins each time as it was, real processes, and a mail server that counts."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import IO, TYPE_CHECKING, Any, Final
from unittest.mock import patch
from urllib.parse import quote

import httpx
import psycopg
from django.db import connection
from django.utils import timezone
from lxml import html

from mulighetsrom.installation import config
from mulighetsrom.web.common import files
from tests.web import people
from tests.web.common import post_office, workers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.web.common.post_office import PostOffice

KEPT: Final = "kills_kept"
PATIENCE: Final = 60


@dataclass
class Process:
    """A web process or a worker, which may be several."""

    pid: int

    def lives(self) -> bool:
        with suppress(ProcessLookupError):
            os.kill(self.pid, 0)
            return True
        return False

    def kill(self, look: Callable[[], bool] = lambda: False) -> bool:
        """Stop all of it between two of its instructions, look what it was doing then, and kill it with SIGKILL."""
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGSTOP)
            seen = look()
            os.killpg(self.pid, signal.SIGKILL)
            return seen
        return False


@dataclass
class Stage:
    """`renew` it before each deed. `cookies` are those of the adviser, who has logged in; `folder` is for files."""

    folder: Path
    office: PostOffice
    cookies: dict[str, str]
    _nursery: subprocess.Popen[str]
    _port: int
    _living: list[Process] = field(default_factory=list)

    def renew(self) -> None:
        """Let the database, the files and the mail server be as they were in the beginning."""
        self.end_all()
        _copy(KEPT, connection.settings_dict["NAME"])
        with patch.object(timezone, "now", return_value=timezone.now() + timedelta(days=2)):
            files.sweep()
        self.office.took.clear()

    def start(self, what: str, *told: str) -> Process:
        assert self._nursery.stdin
        assert self._nursery.stdout
        print(what, *told, file=self._nursery.stdin, flush=True)
        self._living.append(Process(int(self._nursery.stdout.readline())))
        return self._living[-1]

    def start_web(self) -> Process:
        web = self.start("web", str(self._port))
        _until(lambda: _answers(f"{self.url}/health"))
        return web

    def start_worker(self) -> Process:
        """Start a worker, and wait until it waits for work."""
        worker = self.start("worker")
        _until(lambda: look("SELECT EXISTS (SELECT FROM procrastinate_workers)"))
        _until(lambda: look("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE query LIKE 'LISTEN%')"))
        return worker

    def work_to_the_end(self) -> None:
        """Let time pass, and other workers do what there is to do, and what comes of that."""
        workers.let_time_pass()
        while look("SELECT EXISTS (SELECT FROM procrastinate_jobs WHERE status IN ('todo', 'doing'))"):
            worker = self.start("last-worker")
            _until(lambda: not worker.lives())  # noqa: B023 - it is waited for here

    def end_all(self) -> None:
        """End whatever lives, and wait until the database has taken leave of all of them."""
        for one in self._living:
            one.kill()
        self._living.clear()
        _until(lambda: not look("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database()"
                                " AND application_name <> 'looks on' AND pid <> %s)", [_own_pid()]))  # fmt: skip

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def browser(self) -> httpx.Client:
        """Return a browser in which the adviser has logged in."""
        return httpx.Client(base_url=self.url, cookies=self.cookies, timeout=PATIENCE)


@contextmanager
def open_(folder: Path) -> Iterator[Stage]:
    """Set the stage with the database as it is now; it is so again afterwards."""
    name = connection.settings_dict["NAME"]
    cookies = people.session("adviser")
    _copy(name, KEPT)
    with post_office.open_() as office, _nursery(office.url) as nursery, closing(_free()) as free:
        stage = Stage(folder, office, cookies, nursery, free.getsockname()[1])
        yield stage
        stage.renew()
    with _other_database() as other:
        other.execute(f"DROP DATABASE {KEPT}")


def filled_in(page: httpx.Response, action: str) -> dict[str, str]:
    """Return what stands in the form of a page that is sent to an address, as its visitor's browser would send it."""
    assert page.status_code == httpx.codes.OK, page.text
    root: Any = html.document_fromstring(page.text)
    form = next(one for one in root.forms if (one.action or page.url.path) == action)
    for box in form.iter("textarea"):
        box.text = (box.text or "").removeprefix("\n")  # browsers drop it, too
    return dict(form.form_values())


def look(question: str, told: list[Any] | None = None) -> bool:
    """Ask the database something by a connection of its own, which takes part in nothing."""
    with _connect(connection.settings_dict["NAME"]) as own:
        found = own.execute(question, told).fetchone()
    return bool(found and found[0])


@contextmanager
def _nursery(mail_server: str) -> Iterator[subprocess.Popen[str]]:
    known = connection.settings_dict
    url = f"postgresql://{known['USER']}@/{known['NAME']}?host={quote(known['HOST'], safe='')}"
    environment = os.environ | {"DATABASE_URL": url, "MULIGHETSROM_MAIL": mail_server}
    program = [sys.executable, "-m", "tests.web.kills.nursery"]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(program, env=environment, cwd=config.CLONE, **pipes) as nursery:
        _hear(nursery.stdout, "ready")
        yield nursery
        assert nursery.stdin
        nursery.stdin.close()


def _hear(said: IO[str] | None, word: str) -> None:
    assert said
    assert said.readline().strip() == word


def _copy(old: str, new: str) -> None:
    connection.close()
    with _other_database() as other:
        other.execute(f"DROP DATABASE IF EXISTS {new} WITH (FORCE)")
        other.execute(f"CREATE DATABASE {new} TEMPLATE {old}")


def _other_database() -> psycopg.Connection[Any]:
    return _connect("postgres")


def _connect(name: str) -> psycopg.Connection[Any]:
    known = connection.settings_dict
    return psycopg.connect(
        dbname=name, user=known["USER"], host=known["HOST"], autocommit=True, application_name="looks on"
    )


def _own_pid() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def _answers(address: str) -> bool:
    with suppress(httpx.TransportError):
        return httpx.get(address).status_code == httpx.codes.OK
    return False


def _free() -> socket.socket:
    """Return a socket that holds a port without listening there, so that each web process in turn can."""
    free = socket.socket()
    free.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    free.bind(("127.0.0.1", 0))
    return free


def _until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.01)
