"""`mulighetsrom run` for real: its processes are started, looked at, and killed."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mulighetsrom.installation import config
from mulighetsrom.installation.postgres import Server
from mulighetsrom.notices.store import Dataset
from tests.installation.conftest import state_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [
    pytest.mark.slow,
    pytest.mark.database,
    pytest.mark.timeout(300),
    pytest.mark.xdist_group("run"),  # one state folder and one port for all starts
]

READY = "Ready after "


class Platform:
    """One `mulighetsrom run`, its words in a file, in a session of its own as under a terminal."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.log = home / "log"

    def start(self) -> None:
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "mulighetsrom.cli", "run"],
                env={**os.environ, "MULIGHETSROM_HOME": str(self.home), "MULIGHETSROM_PORT": "8700"},
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def wait_until_ready(self) -> None:
        for _ in range(1200):
            if READY in self.log.read_text():
                return
            assert self.process.poll() is None, self.log.read_text()
            time.sleep(0.1)
        pytest.fail(self.log.read_text())

    @property
    def address(self) -> str:
        return self.log.read_text().partition(READY)[2].split()[2]

    def end(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        return self.process.wait(60)

    def children(self) -> list[int]:
        """The web and worker processes, by the state folder in their environment."""
        return [
            int(folder.name)
            for folder in Path("/proc").glob("[0-9]*")
            if b"installation.children" in _read(folder / "cmdline")
            and f"MULIGHETSROM_HOME={self.home}".encode() in _read(folder / "environ").split(b"\0")
        ]

    def server_is_up(self) -> bool:
        return Server(self.home, binaries=config.current().postgres_binaries).is_ready()


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    """One state folder for all starts here: the first one fills it."""
    with state_folder() as folder:
        yield folder


@pytest.fixture
def platform(home: Path) -> Iterator[Platform]:
    platform = Platform(home)
    platform.start()
    platform.wait_until_ready()
    yield platform
    if platform.process.poll() is None:
        platform.end(signal.SIGTERM)


def test_a_page_comes_and_ctrl_c_leaves_nothing_behind(platform: Platform) -> None:
    page = http.client.HTTPConnection(platform.address.removeprefix("http://").rstrip("/"), timeout=30)
    page.request("GET", "/nb/")
    with closing(page):
        assert b"<html" in page.getresponse().read()
    version = Dataset(platform.home / "dataset").current()
    assert version is not None
    assert version.demo
    assert platform.children()

    assert platform.end(signal.SIGINT) == 0
    assert platform.log.read_text().endswith("Stopped.\n")
    assert platform.children() == []
    assert not platform.server_is_up()


def test_a_second_one_says_where_the_first_is(platform: Platform) -> None:
    second = Platform(platform.home)
    second.log = platform.home / "second"
    second.start()

    assert second.process.wait(60) == 1
    assert f"runs already from {platform.home}: {platform.address}" in second.log.read_text()


def test_killed_it_leaves_no_process_of_ours_and_starts_again(platform: Platform) -> None:
    platform.end(signal.SIGKILL)
    for _ in range(150):
        if not platform.children():
            break
        time.sleep(0.1)
    assert platform.children() == []

    platform.start()
    platform.wait_until_ready()

    assert platform.end(signal.SIGTERM) == 0
    assert not platform.server_is_up()


def test_when_the_worker_dies_everything_stops_and_says_so(platform: Platform) -> None:
    worker = next(number for number in platform.children() if b"worker" in _read(Path(f"/proc/{number}/cmdline")))
    os.kill(worker, signal.SIGKILL)

    assert platform.process.wait(60) == 1
    assert "ended by itself" in platform.log.read_text()
    assert platform.children() == []
