"""What others must be told once an action is done: the job to tell them commits with the action, or not at all.

A slice says what happened by `add`; who does something about it has said so with `listen`, in `AppConfig.ready()`. A
listener is a procrastinate task that takes the public id of what it is about. It fetches by that id, and is safe to run
twice: what fails is tried again for an hour, then left for the operator. What happens to one thing, a listener hears in
that order, whatever fails in between. No text and no address ever gets into a job.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from procrastinate import RetryStrategy

from mulighetsrom.web.common.kernel import inside_action

if TYPE_CHECKING:
    from procrastinate.tasks import Task

AGAIN: Final = RetryStrategy(max_attempts=10, wait=10, exponential_wait=2)
"""After a quarter of a minute, then each pause about twice the one before."""

_listeners: Final[defaultdict[str, list[Task[..., Any, Any]]]] = defaultdict(list)


def listen(what: str, task: Task[..., Any, Any]) -> None:
    """Let a task be run whenever this has happened."""
    task.retry_strategy = task.retry_strategy or AGAIN
    if task not in _listeners[what]:
        _listeners[what].append(task)


@inside_action
def add(what: str, *, about: Any, **ids: str | int) -> None:
    """Say that this has happened to a row with a public id."""
    for task in _listeners[what]:
        task.configure(lock=f"{task.name} {about.public_id}").defer(about=about.public_id, **ids)
