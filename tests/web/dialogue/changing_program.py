"""Extends a deadline for all, and kills itself, as SIGKILL kills, at a step that the environment names; a program."""

from __future__ import annotations

import os
import signal
from datetime import UTC, datetime
from typing import Any

import django

NEW = datetime(2027, 9, 14, 10, tzinfo=UTC)
STEPS = ("save_edit", "lay", "add", "post_many", "write", "commit", "after commit")


def main() -> None:
    django.setup()
    from mulighetsrom.web.common import kernel, outbox  # noqa: PLC0415 - once the apps are there
    from mulighetsrom.web.common.mail import Receiver  # noqa: PLC0415 - likewise
    from mulighetsrom.web.dialogue import audience, log  # noqa: PLC0415 - likewise
    from mulighetsrom.web.dialogue.actions import announcing, changing, timeline  # noqa: PLC0415 - likewise
    from mulighetsrom.web.dialogue.models import Part  # noqa: PLC0415 - likewise
    from tests.web import dialogue_samples, people  # noqa: PLC0415 - likewise

    receivers = [Receiver(f"firma{number}@firma.example", "nb") for number in range(5)]
    audience._sources[:] = [lambda _dialogue, _part: receivers]
    audience._hidden.clear()
    owners = {"save_edit": kernel, "lay": timeline, "add": outbox, "post_many": announcing, "write": log}
    step = os.environ["KILLED"]
    if step in owners:
        _killed_after(owners[step], step)
    part = Part.objects.select_related("dialogue__owner").get(public_id=dialogue_samples.INPUT)
    if step == "commit":
        from django.db import connection  # noqa: PLC0415 - once the apps are there

        setattr(connection, "commit", _killed)  # noqa: B010 - a method of the wrapper's own
    changing.change_part(
        part=part, seen=1, fields={"deadline_at": NEW}, reason="Mer tid", opening="Hei", by=people.actor("adviser")
    )
    if step == "after commit":
        _killed()


def _killed(*_: Any, **__: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _killed_after(owner: Any, name: str) -> None:
    whole = getattr(owner, name)

    def run(*args: Any, **kwargs: Any) -> None:
        whole(*args, **kwargs)
        _killed()

    setattr(owner, name, run)


if __name__ == "__main__":
    main()
