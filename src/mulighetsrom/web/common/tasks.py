"""Background work of the foundation."""

from __future__ import annotations

from procrastinate.contrib.django import app

from mulighetsrom.web.common import limits


@app.periodic(cron="23 3 * * *")
@app.task(name="forget_allowances", queueing_lock="forget_allowances")
def forget_allowances(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when it was due
    limits.forget()
