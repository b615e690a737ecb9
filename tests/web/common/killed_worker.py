"""A worker that kills itself, as SIGKILL kills, at a moment that the environment names; run as a program."""

from __future__ import annotations

import os
import signal
from typing import Any

import django

from mulighetsrom.installation import children


def _killed_before(owner: Any, name: str) -> None:
    """Let the first call of this be the last that happens."""
    setattr(owner, name, lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL))


def _killed_after(owner: Any, name: str) -> None:
    whole = getattr(owner, name)

    def run(*args: Any, **kwargs: Any) -> None:
        whole(*args, **kwargs)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(owner, name, run)


def main() -> None:
    django.setup()
    from mulighetsrom.web.common.mail import actions, transport  # noqa: PLC0415 - once the apps are there
    from mulighetsrom.web.following.actions import telling  # noqa: PLC0415 - likewise
    from tests.web import letters  # noqa: F401, PLC0415 - registers who writes them

    moment = os.environ.get("KILLED", "")
    if moment == "before connecting":
        _killed_before(transport, "_connection")
    elif moment == "after acceptance":
        _killed_after(transport, "_hand_over")
    elif moment == "after commit":
        _killed_after(actions, "send")
    elif moment == "before items are noted":
        _killed_before(telling, "_note")
    children.worker(wait=False)


if __name__ == "__main__":
    main()
