"""The processes that `mulighetsrom run` starts: `web PORT`, `worker`, and once `examples`.

Each leads its own session, so that Ctrl-C reaches the one who started it and nobody else, and each ends when that one
does, however it ends: it reads from a pipe that nobody writes to, and reaching its end means to be alone.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

import django
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from mulighetsrom.installation import config

PATIENCE: Final = 10  # seconds that a process gets to finish what it does
THREADS: Final = 4  # requests that one web process answers at a time
JOBS_AT_A_TIME: Final = 4  # most of them wait for a mail server


def start(*command: str) -> subprocess.Popen[bytes]:
    """Start a process that ends with us."""
    return subprocess.Popen(
        [sys.executable, "-m", __spec__.name, *command], stdin=subprocess.PIPE, start_new_session=True
    )


def stop(process: subprocess.Popen[bytes]) -> None:
    """Ask a process to finish; end what is left of its session when it did, or took too long."""
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(PATIENCE)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def web(port: int) -> None:
    configuration = config.current()
    Server(
        "mulighetsrom.web.wsgi:application",
        address=configuration.address,
        port=port,
        interface=Interfaces.WSGI,
        workers=configuration.processes,
        blocking_threads=THREADS,
        log_level=LogLevels.warning,
    ).serve()


def worker(*, wait: bool = True) -> None:
    """Do the work in the background; without `wait` only what is there already."""
    django.setup()
    from mulighetsrom.web.common import jobs  # noqa: PLC0415 - once the apps are there

    jobs.take_up_again()
    with jobs.for_workers() as app:
        app.run_worker(
            concurrency=JOBS_AT_A_TIME,
            shutdown_graceful_timeout=PATIENCE - 2,
            task_middleware=[jobs.with_live_connection],
            wait=wait,
        )


def examples() -> None:
    from mulighetsrom.notices import demo  # noqa: PLC0415 - the engine is heavy, and only this process needs it here
    from mulighetsrom.notices.store import Dataset  # noqa: PLC0415 - likewise

    dataset = Dataset(config.current().dataset)
    if dataset.current() is None:
        demo.build(dataset)
    django.setup()
    from mulighetsrom.web.common import registry  # noqa: PLC0415 - once the apps are there

    for fill in registry.demo:
        fill()


def _let_pages_come_first() -> None:
    """Leave the processor to whoever waits for a page; Linux weighs sessions first, and their processes only then."""
    os.nice(10)
    with suppress(OSError):
        Path("/proc/self/autogroup").write_text("10", encoding="ascii")


def _end_with_parent() -> None:
    threading.Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    os.read(0, 1)  # not `sys.stdin`: its lock would be held in the processes that granian forks, and they would wait
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(PATIENCE)
    os.killpg(0, signal.SIGKILL)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mulighetsrom.web.settings")
    _end_with_parent()
    match sys.argv[1:]:
        case ["web", port]:
            web(int(port))
        case ["worker"]:
            _let_pages_come_first()
            worker()
        case ["examples"]:
            examples()


if __name__ == "__main__":
    main()
