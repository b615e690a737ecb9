"""Has read the platform's code, and forks a web process or a worker for each line that asks for one; run as a program.

A process started from nothing takes seconds to read code, and the tests start hundreds. Each has its own memory,
sockets and connections all the same, and leads its own session, so that one signal reaches all of it.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING

import django
from django.conf import settings

from mulighetsrom.installation import children

if TYPE_CHECKING:
    from typing import NoReturn


def main() -> None:
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    django.setup()
    import_module(settings.ROOT_URLCONF)
    from procrastinate.contrib.django import app  # noqa: PLC0415 - once the apps are there

    from tests.web import letters  # noqa: F401, PLC0415 - registers who writes them

    app.periodic_registry.periodic_tasks.clear()  # what is done by the clock would differ from minute to minute
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # what ends leaves nothing behind
    born = []
    print("ready", flush=True)
    for line in sys.stdin:
        born.append(os.fork() or _be(*line.split()))
        print(born[-1], flush=True)
    for one in born:
        with suppress(ProcessLookupError):
            os.killpg(one, signal.SIGKILL)


def _be(what: str, *told: str) -> NoReturn:
    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.dup2(os.open(os.devnull, os.O_RDONLY), sys.stdin.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    match what:
        case "web":
            children.web(int(told[0]))
        case "worker":
            children.worker()
        case "last-worker":
            children.worker(wait=False)
    os._exit(0)


if __name__ == "__main__":
    main()
