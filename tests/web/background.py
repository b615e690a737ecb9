"""Does what waits in the queue, in this process and in order: for tests that cannot have a worker beside them."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

from django.db import connection
from procrastinate.contrib.django import app

NEXT = "SELECT id, task_name, args FROM procrastinate_jobs WHERE status = 'todo' ORDER BY id LIMIT 1"


def work() -> None:
    """Do every job that waits, and those that they leave behind, until nothing does."""
    while job := _next():
        number, name, args = job
        task = app.tasks[name]
        context = [SimpleNamespace(job=SimpleNamespace(attempts=1))] if task.pass_context else []
        task.func(*context, **args)
        with connection.cursor() as cursor:
            cursor.execute("UPDATE procrastinate_jobs SET status = 'succeeded' WHERE id = %s", [number])


def _next() -> tuple[int, str, dict[str, Any]] | None:
    with connection.cursor() as cursor:
        cursor.execute(NEXT)
        found = cursor.fetchone()
    if found is None:
        return None
    number, name, args = found
    return number, name, json.loads(args) if isinstance(args, str) else args
