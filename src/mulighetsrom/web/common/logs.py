"""Logs as JSON lines: what happened, where, in which request; never what a person wrote."""

from __future__ import annotations

import json
import logging
import re
import secrets
import traceback
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_request_id: ContextVar[str | None] = ContextVar("request_id", default=None)


@contextmanager
def request() -> Iterator[str]:
    """Mark every line logged inside as belonging to one new request; yield its id."""
    name = secrets.token_hex(8)
    token = _request_id.set(name)
    try:
        yield name
    finally:
        _request_id.reset(token)


_SECRET: Final = re.compile(r"/[\w.-]{40,}")
"""What opens something by itself, in an address: nothing else is that long. No reader of logs is let in by it."""


class JsonFormatter(logging.Formatter):
    """One object a line. `extra={"fields": {...}}` adds to it."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "request": _request_id.get(),
        }
        line |= getattr(record, "fields", {})
        if record.exc_info and record.exc_info[1]:
            line |= _error(record.exc_info[1])
        return _SECRET.sub("/-", json.dumps(line, ensure_ascii=False, default=str))


def _error(error: BaseException) -> dict[str, Any]:
    """Return the kind of error and where it was raised; not its message, which may quote what a person wrote."""
    frames = traceback.extract_tb(error.__traceback__)
    return {
        "error": type(error).__name__,
        "trace": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
    }
