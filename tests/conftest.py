"""What all tests share: an installation of their own, a database, no network, an honest account of what was skipped."""

from __future__ import annotations

import ipaddress
import os
import secrets
import shutil
import socket
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import django
import hypothesis
import pytest
from django.conf import settings

from mulighetsrom.installation import config, locks
from mulighetsrom.installation.postgres import Server

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from execnet.xspec import XSpec

HOME: Final = config.default_home(os.environ) / f"tests-{os.getpid()}"
SHARED: Final = config.CLONE.parent / "shared"
SHARED_IS_ABSENT: Final = "../shared is absent"
NOWHERE: Final = "http://127.0.0.1:9"  # the port that discards: whoever asks a proxy for the world gets none

# Before anything reads the configuration: the tests' own state folder, never the one somebody works with.
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "mulighetsrom.web.settings",
    "MULIGHETSROM_HOME": str(HOME),
    "MULIGHETSROM_MODE": "demo",
    "http_proxy": NOWHERE,
    "https_proxy": NOWHERE,
    "no_proxy": "localhost,127.0.0.1,::1",
}
os.environ.setdefault(
    "MULIGHETSROM_SECRET_KEY", secrets.token_urlsafe(50)
)  # the same in all workers: tests' names hold it
for name in ("MULIGHETSROM_DATASET", "MULIGHETSROM_ADDRESS", "MULIGHETSROM_PORT", "MULIGHETSROM_HOSTS"):
    os.environ.pop(name, None)

# Each example in its own time: what else the cores do is no fault of the code. A whole test still has its limit.
hypothesis.settings.register_profile("ours", deadline=None)
hypothesis.settings.load_profile("ours")

# Django before any test module is read: they import models. Files are served as they lie; `tests/test_house.py` tries
# the hashed names.
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
django.setup()


# --- an installation of their own ---------------------------------------------------------------------------------


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes(specs: Sequence[XSpec]) -> None:
    """Make each worker of `-n` a run of its own, with its own server and folders, which this file sees to there too.

    Named in the environment that it inherits, Django's settings would be read before that, and be ours.
    """
    for spec in specs:
        spec.env["DJANGO_SETTINGS_MODULE"] = ""


def pytest_configure(config: pytest.Config) -> None:
    stack = ExitStack()
    stack.enter_context(_state_folder())
    config.add_cleanup(stack.close)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,  # noqa: ARG001 - workers on one DATABASE_URL get names of their own
) -> Iterator[None]:
    """Give pytest-django a server, started when the first test asks for it; durability is not what tests need."""
    current = config.current()
    if not current.embedded:
        yield
        return
    with replace(Server.of(current), settings={"fsync": "off", "full_page_writes": "off"}).running():
        yield


@contextmanager
def _state_folder() -> Iterator[None]:
    """Keep the tests' state folder while they run, after sweeping away those that killed runs left."""
    mark = HOME / "in-use"
    with ExitStack() as stack:
        with locks.only_one(HOME.parent):
            for other in HOME.parent.glob("tests-*/in-use"):  # a run that is just starting has no mark yet
                if not locks.is_held(other):
                    Server(other.parent).stop()
                    shutil.rmtree(other.parent)
            mark.mkdir(parents=True)
            stack.enter_context(locks.one_of_many(mark))
        yield
    shutil.rmtree(HOME)


# --- real notices, where they are ---------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real notices and official rules that lies beside the clone; they are never copied into it."""
    if not SHARED.is_dir():
        pytest.skip(SHARED_IS_ABSENT)
    return SHARED


# --- no network ---------------------------------------------------------------------------------------------------


class NetworkTouchedError(Exception):
    """Raised when a test would have left this machine."""


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """Let sockets reach this machine only."""
    patch = pytest.MonkeyPatch()
    connect = socket.socket.connect

    def connect_here(self: socket.socket, address: Any) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6} and not _is_here(address[0]):
            self.close()
            raise NetworkTouchedError(f"a test tried to reach {address[0]}")
        connect(self, address)

    patch.setattr(socket.socket, "connect", connect_here)
    yield
    patch.undo()


def _is_here(host: str) -> bool:
    return host == "localhost" or ipaddress.ip_address(host).is_loopback


# --- order, and an honest account of skips ------------------------------------------------------------------------


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run what is quick first, then what is slow, then the browser; mark what touches PostgreSQL and what drives one.

    The browser's tests come last in each process: Playwright leaves an event loop running there.
    """
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if {"db", "transactional_db", "live_server"} & fixtures or _has(item, "django_db"):
            item.add_marker("database")
        if "chromium" in fixtures:
            item.add_marker("e2e")
    items.sort(key=lambda item: (_has(item, "e2e"), _has(item, "slow")))


def _has(item: pytest.Item, marker: str) -> bool:
    return item.get_closest_marker(marker) is not None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Any:
    return _refused_in_ci((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Any:
    return _refused_in_ci((yield))


def _refused_in_ci(report: pytest.TestReport | pytest.CollectReport) -> pytest.TestReport | pytest.CollectReport:
    """Turn a skip into a failure where CI=true: there everything a test needs is installed, except ../shared."""
    refused = report.skipped and not hasattr(report, "wasxfail") and SHARED_IS_ABSENT not in _reason(report)
    if refused and os.environ.get("CI") == "true":
        report.outcome = "failed"
        report.longrepr = f"CI=true allows no skip, and this one said: {_reason(report)}"
    return report


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    place = report.longrepr
    return str(place[2] if isinstance(place, tuple) else place).removeprefix("Skipped: ")


def pytest_terminal_summary(terminalreporter: Any) -> None:
    skipped = terminalreporter.stats.get("skipped", [])
    terminalreporter.section(f"skipped: {len(skipped) or 'nothing'}")
    for report in skipped:
        terminalreporter.line(f"{report.nodeid}: {_reason(report)}")
