"""Background work that outlives its worker: a killed one's jobs are done by the next, old ones are forgotten."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from asgiref.sync import async_to_sync
from django.db import close_old_connections, connection, transaction
from django.utils import timezone
from procrastinate import PsycopgConnector
from procrastinate.contrib.django import app
from procrastinate.contrib.django.utils import connector_params

if TYPE_CHECKING:
    from collections.abc import Iterator

    from procrastinate import App, JobContext
    from procrastinate.connector import BaseConnector
    from procrastinate.middleware import SyncCallNext
    from procrastinate.worker import Worker

SILENT_FOR: Final = 30
"""Seconds without a sign of life after which a worker counts as dead; it gives one every 10."""

KEPT_HOURS: Final = 24
"""For how long a job that went well can still be seen."""


class _Connector(PsycopgConnector):
    """A worker's own connections, but for what its jobs put into the queue: that goes by the connection of the job.

    By another one it would be there before the job's action is whole, and done before there is anything to do.
    """

    def __init__(self, of_jobs: BaseConnector) -> None:
        super().__init__(kwargs=connector_params())
        self._of_jobs = of_jobs

    def get_sync_connector(self) -> BaseConnector:
        return self._of_jobs


@contextmanager
def for_workers() -> Iterator[App]:
    """Let the queue be worked on in this process."""
    with app.replace_connector(_Connector(app.connector)) as working:
        yield working


def take_up_again() -> int:
    """Give the jobs of dead workers to the living; return how many. Every job is safe to run twice."""
    stalled = list(async_to_sync(app.job_manager.get_stalled_jobs)(seconds_since_heartbeat=SILENT_FOR))
    with transaction.atomic(), connection.cursor() as cursor:
        for job in stalled:
            # Of a job that may wait only once, the next one waits already: it does the same work.
            cursor.execute(
                "DELETE FROM procrastinate_jobs j WHERE id = %s AND status = 'doing' AND EXISTS (SELECT FROM"
                " procrastinate_jobs o WHERE o.queueing_lock = j.queueing_lock AND o.status = 'todo')",
                [job.id],
            )
            cursor.execute(
                "UPDATE procrastinate_jobs SET status = 'todo', attempts = attempts + 1, scheduled_at = %s"
                " WHERE id = %s AND status = 'doing' AND worker_id IS NOT DISTINCT FROM %s",
                [timezone.now(), job.id, job.worker_id],
            )
    return len(stalled)


def forget() -> None:
    """Delete the jobs that went well; those that failed stay for somebody to look at."""
    async_to_sync(app.job_manager.delete_old_jobs)(nb_hours=KEPT_HOURS)


def with_live_connection(call_next: SyncCallNext, context: JobContext, worker: Worker) -> Any:  # noqa: ARG001 - procrastinate's signature
    """Run a job with a connection that is alive: the database may have been away since this thread's last one."""
    close_old_connections()
    try:
        return call_next()
    finally:
        close_old_connections()
