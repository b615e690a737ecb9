"""What the database of the tests holds beside the dataset of `world`: one function from each slice, in their order.

Hundreds of tests ask for it. Made through the code of each slice it costs a quarter of a second, so it is made so once
in a few minutes, and what that put into the tables is copied in for all others.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from django.db import connection, transaction

from mulighetsrom.installation import config
from mulighetsrom.web.needs import index
from tests.web import (
    access_request_samples,
    conference_samples,
    dialogue_samples,
    following_samples,
    input_samples,
    letters,
    logins,
    meeting_samples,
    needs_samples,
    people,
    people_samples,
    question_samples,
)

if TYPE_CHECKING:
    from mulighetsrom.installation.config import Configuration

FRESH: Final = 240
"""Seconds for which a copy stands for what is made now: a code to log in with is good for fifteen minutes."""
WRITTEN_BY_TRIGGER: Final = "procrastinate_events"
TABLES: Final = """
    SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> %s
    ORDER BY oid
"""  # a table is made after those that it points to


@dataclass(frozen=True)
class Copy:
    """The rows of each table, as PostgreSQL writes them, and the installation whose keys close what is sealed there."""

    rows: dict[str, bytes]
    installation: Configuration
    made: float = field(default_factory=time.monotonic)

    def stands(self) -> bool:
        return self.installation is config.current() and time.monotonic() - self.made < FRESH


_copies: Final[list[Copy]] = []


def put() -> None:
    """Put everything into the database that the sample addresses of the access table lead to."""
    with connection.cursor() as cursor:  # Django empties no table of procrastinate's after a browser's test
        cursor.execute("DELETE FROM procrastinate_periodic_defers; DELETE FROM procrastinate_jobs")
    if _copies and _copies[-1].stands():
        _write(_copies[-1].rows)
        return
    before = _read()
    fill()
    after = _read()
    if all(after[table] == rows for table, rows in before.items()):  # else the test itself had begun to fill them
        added = {table: rows for table, rows in after.items() if table not in before}
        _copies[:] = [Copy(added, config.current())]


def forget() -> None:
    """Let the next one be made anew."""
    _copies.clear()


def fill() -> None:
    """Make everything, as the slices do."""
    people.fill()
    people_samples.fill()
    logins.fill()
    needs_samples.fill()
    question_samples.fill()
    with transaction.atomic():
        dialogue_samples.fill()
        conference_samples.fill()
    meeting_samples.fill()
    input_samples.fill()
    access_request_samples.fill()
    index.put_everything()
    following_samples.fill()
    letters.fill()


def _read() -> dict[str, bytes]:
    """Return the rows of the tables that have any."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES, [WRITTEN_BY_TRIGGER])
        rows = {}
        for (table,) in cursor.fetchall():
            with cursor.copy(f'COPY "{table}" TO STDOUT') as copy:
                rows[table] = b"".join(copy)
    return {table: text for table, text in rows.items() if text}


def _write(rows: dict[str, bytes]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for table, text in rows.items():
            with cursor.copy(f'COPY "{table}" FROM STDIN') as copy:
                copy.write(text)
