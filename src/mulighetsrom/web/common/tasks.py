"""Background work of the foundation."""

from __future__ import annotations

from procrastinate.contrib.django import app

from mulighetsrom.web.common import kernel, limits, personal


@app.periodic(cron="23 3 * * *")
@app.task(name="forget_allowances", queueing_lock="forget_allowances")
def forget_allowances(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when it was due
    limits.forget()


@app.periodic(cron="29 3 * * *")
@app.task(name="forget_done", queueing_lock="forget_done")
def forget_done(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when it was due
    kernel.forget_done()


@app.periodic(cron="41 3 * * *")
@app.task(name="purge", queueing_lock="purge")
def purge(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when it was due
    personal.purge()
