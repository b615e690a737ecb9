"""A process that kills itself, as SIGKILL kills, while it closes a dialogue; run as a program with a moment's name."""

from __future__ import annotations

import os
import signal
import sys
from typing import Any

import django


def _killed_after(owner: Any, name: str) -> None:
    whole = getattr(owner, name)

    def run(*args: Any, **kwargs: Any) -> None:
        whole(*args, **kwargs)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(owner, name, run)


def main(moment: str) -> None:
    django.setup()
    from mulighetsrom.web.common import audit, kernel  # noqa: PLC0415 - once the apps are there
    from mulighetsrom.web.dialogue import log  # noqa: PLC0415 - likewise
    from mulighetsrom.web.dialogue.actions import announcing, closing  # noqa: PLC0415 - likewise
    from mulighetsrom.web.dialogue.models import Dialogue  # noqa: PLC0415 - likewise
    from tests.web import dialogue_samples, people  # noqa: PLC0415 - likewise

    where: dict[str, tuple[Any, str]] = {
        "move": (kernel, "move"),
        "audit": (audit, "record"),
        "log": (log, "write"),
        "letters": (announcing, "post_many"),
        "last line": (closing, "announce"),
    }
    _killed_after(*where[moment])
    dialogue = Dialogue.objects.get(public_id=dialogue_samples.OPEN)
    by = people.actor("adviser")
    closing.answer(dialogue=dialogue, outcome="goes-on", until=None, reason="Slik ble det.", opening="Takk", by=by)


if __name__ == "__main__":
    main(sys.argv[1])
