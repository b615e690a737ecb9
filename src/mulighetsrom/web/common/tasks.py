"""Background work of the foundation."""

from __future__ import annotations

from procrastinate.contrib.django import app

from mulighetsrom.web.common import personal


@app.periodic(cron="41 3 * * *")
@app.task(name="purge", queueing_lock="purge")
def purge(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when it was due
    personal.purge()
