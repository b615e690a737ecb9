"""The first sheet of a workbook, read in a process of its own that may use so much memory and time, and no more.

Two cells are enough to say that a sheet has seventeen billion: whoever makes room for them is gone, and the web process
must not be.
"""

from __future__ import annotations

import io
import json
import resource
import subprocess
import sys
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from python_calamine import CalamineWorkbook

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_MEMORY: Final = 2**30  # bytes
MOST_SECONDS: Final = 20
MOST_COLUMNS: Final = 200


class UnreadableWorkbookError(Exception):
    """Raised for what is no workbook, or one that takes too much to read."""


def rows(data: bytes, *, most: int) -> list[list[str]]:
    """Return the first rows of the first sheet as texts: of a formula what it shows. Raises UnreadableWorkbookError."""
    try:
        child = subprocess.run(
            [sys.executable, "-m", __name__, str(most)],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=MOST_SECONDS,
            check=True,
        )
    except subprocess.SubprocessError as error:
        raise UnreadableWorkbookError from error
    found: list[list[str]] = json.loads(child.stdout)
    return found


def _main(most: str) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read())).get_sheet_by_index(0)
    json.dump([_texts(row) for row in sheet.to_python(skip_empty_area=False, nrows=int(most))], sys.stdout)


def _texts(row: Sequence[object]) -> list[str]:
    return [_text(value) for value in row[:MOST_COLUMNS]]


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (datetime, date)):
        return f"{value:%d.%m.%Y}"
    return str(value)


if __name__ == "__main__":
    _main(sys.argv[1])
