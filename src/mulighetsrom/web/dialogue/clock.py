"""What time it is by the one clock that decides whether something came in time: the database's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection

if TYPE_CHECKING:
    from datetime import datetime


def now() -> datetime:
    """Return the database's clock. In an action, ask first: nobody is late because they had to wait for others."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement_timestamp()")
        (moment,) = cursor.fetchone()
    found: datetime = moment
    return found
