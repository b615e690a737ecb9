"""Background work of the insights."""

from __future__ import annotations

from procrastinate.contrib.django import app

from mulighetsrom.web.insights import actions


@app.periodic(cron="37 3 * * *")
@app.task(name="forget_words", queueing_lock="forget_words")
def forget_words(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when it was due
    actions.forget_words()
