"""Background work of the foundation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import OperationalError
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from mulighetsrom.web.common import files, jobs, personal
from mulighetsrom.web.common.mail import actions as mails

if TYPE_CHECKING:
    from procrastinate import JobContext

TRIES: Final = 16
LATER: Final = RetryStrategy(
    max_attempts=TRIES, wait=30, exponential_wait=2, retry_exceptions=[mails.NotNowError, OperationalError]
)
"""After half a minute, then each pause about twice the one before: a day and a half in all."""


@app.task(name="send_mail", retry=LATER, pass_context=True)
def send_mail(context: JobContext, mail: str) -> None:
    mails.send(mail, last=context.job.attempts >= TRIES)


@app.periodic(cron="* * * * *")
@app.task(name="take_up_again", queueing_lock="take_up_again")
def take_up_again(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when it was due
    jobs.take_up_again()


@app.periodic(cron="11 3 * * *")
@app.task(name="forget_jobs", queueing_lock="forget_jobs")
def forget_jobs(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when it was due
    jobs.forget()


@app.periodic(cron="41 3 * * *")
@app.task(name="purge", queueing_lock="purge")
def purge(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when it was due
    personal.purge()


@app.periodic(cron="53 3 * * *")
@app.task(name="sweep_files", queueing_lock="sweep_files")
def sweep_files(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when it was due
    files.sweep()
