"""`mulighetsrom run`: everything between a fresh clone and an address to open, in order, and everything back again."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import sys
import time
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

import django
from django.core.management import call_command

from mulighetsrom.installation import children, database, frontend, locks
from mulighetsrom.installation.errors import InstallationError
from mulighetsrom.notices.reference.municipalities import Register
from mulighetsrom.web.common import messages

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator
    from types import FrameType

    from mulighetsrom.installation.config import Configuration

READY_WITHIN: Final = 60  # seconds from the web process's start to its first answer
PORTS_TRIED: Final = 20


class StoppedError(InstallationError):
    """Raised when one of the processes ended by itself."""


def run(configuration: Configuration) -> None:
    """Start the platform, say where it is, and keep it until Ctrl-C or SIGTERM; then nothing of it is left."""
    with locks.alone(configuration.run_folder) as first, _stopped_by_signals():
        if not first:
            raise InstallationError(f"Mulighetsrom runs already from {configuration.home}: {_where(configuration)}")
        with ExitStack() as stack:
            stack.callback(_address_file(configuration).unlink, missing_ok=True)
            _start(configuration, stack)


def _start(configuration: Configuration, stack: ExitStack) -> None:
    began = time.monotonic()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mulighetsrom.web.settings")
    with step("Front-end files"):
        frontend.fetch()
    with step("Words in three languages"):
        messages.compile_all()
    with step("Database"):
        stack.enter_context(database.running(configuration))
        database.prepare(configuration)
    with step("Tables"):
        django.setup()
        call_command("migrate", verbosity=0, interactive=False)
    with step("Static files"):
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    with step("Reference data"):
        Register.load(configuration.dataset / "reference")
    if configuration.demo:
        _fill_with_examples()
    port = _free_port(configuration)
    if configuration.demo:
        os.environ.setdefault("MULIGHETSROM_URL", _address(configuration, port))  # letters lead to where we really are
    with step("Web and worker"):
        web, worker = _child(stack, "web", str(port)), _child(stack, "worker")
        _wait_until_ready(configuration, port, web)
    _announce(configuration, port, time.monotonic() - began)
    _keep(web, worker)


def _fill_with_examples() -> None:
    """Give a demo something to show: each part leaves alone what is there, and real notices are never added to."""
    with step("Examples"), ExitStack() as stack:  # in a process of its own: what it used up goes with it
        if _child(stack, "examples").wait():
            raise StoppedError("The examples could not be made; the words above say why.")


@contextmanager
def step(name: str) -> Iterator[None]:
    """Say what is being done, and how long it took."""
    began = time.monotonic()
    print(f"  {name} ...", end="", flush=True)
    yield
    print(f" {time.monotonic() - began:.1f} s", flush=True)


@contextmanager
def _stopped_by_signals() -> Iterator[None]:
    """Take Ctrl-C, SIGTERM and a closed terminal as one and the same wish."""
    wishes = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    def stop(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - the system gives a handler both
        for wish in wishes:
            signal.signal(wish, signal.SIG_IGN)  # an impatient second Ctrl-C must not leave a server behind
        raise KeyboardInterrupt

    for wish in wishes:
        signal.signal(wish, stop)
    with suppress(KeyboardInterrupt):
        yield
    print("\nStopped.", flush=True)


def _child(stack: ExitStack, *command: str) -> subprocess.Popen[bytes]:
    process = children.start(*command)
    stack.callback(children.stop, process)
    return process


def _keep(*processes: subprocess.Popen[bytes]) -> None:
    while all(process.poll() is None for process in processes):
        time.sleep(0.5)
    raise StoppedError("A process ended by itself; its own words stand above.")


def _free_port(configuration: Configuration) -> int:
    """Return the port we were told, or for a demo the next free one."""
    wanted = configuration.port
    for port in range(wanted, min(wanted + PORTS_TRIED, 65536)) if configuration.demo else [wanted]:
        if _is_free(configuration.address, port):
            if port != wanted:
                print(f"  Port {wanted} is taken; using {port}.")
            return port
    raise InstallationError(f"Port {wanted} of {configuration.address} is taken; set MULIGHETSROM_PORT to a free one.")


def _is_free(address: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with closing(socket.socket(family)) as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the server does: a closed one's echo is free
        try:
            attempt.bind((address, port))
        except OSError:
            return False
    return True


def _wait_until_ready(configuration: Configuration, port: int, web: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + READY_WITHIN
    while not _answers(configuration, port):
        if web.poll() is not None or time.monotonic() > deadline:
            raise StoppedError("The web process did not come up; its own words stand above.")
        time.sleep(0.05)


def _answers(configuration: Configuration, port: int) -> bool:
    """Ask for the page that tells health, by a name that the pages answer to."""
    with closing(http.client.HTTPConnection(_reachable(configuration), port, timeout=5)) as connection:
        try:
            connection.request("GET", "/health", headers={"Host": configuration.allowed_hosts[0].lstrip(".")})
            return connection.getresponse().status == http.HTTPStatus.OK
        except OSError:
            return False


def _reachable(configuration: Configuration) -> str:
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(configuration.address, configuration.address)  # noqa: S104 - read


def _announce(configuration: Configuration, port: int, seconds: float) -> None:
    address = f"{_address(configuration, port)}/"
    _address_file(configuration).write_text(address)
    print(f"\nReady after {seconds:.1f} s:  {address}")
    print(f"Commands:  {Path(sys.executable).with_name('mulighetsrom')} --help")
    print(f"Dataset:  {configuration.dataset}\nStop with Ctrl-C.", flush=True)


def _address(configuration: Configuration, port: int) -> str:
    host = _reachable(configuration)
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def _where(configuration: Configuration) -> str:
    file = _address_file(configuration)
    return file.read_text() if file.exists() else "it is just starting"


def _address_file(configuration: Configuration) -> Path:
    return configuration.run_folder / "address"
