"""Background work of needs and plans."""

from __future__ import annotations

from procrastinate.contrib.django import app

from mulighetsrom.web.needs import index


@app.periodic(cron="23 2 * * *")
@app.task(name="refresh_search", queueing_lock="refresh_search")
def refresh_search(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when it was due
    """Count how usual each word is, and take compounds apart by the words that came since."""
    index.rebuild()
