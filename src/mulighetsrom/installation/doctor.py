"""`mulighetsrom doctor`: look at everything an installation stands on, change nothing, and say what is wrong."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import sys
from collections import Counter
from typing import TYPE_CHECKING, Any, Final, LiteralString

from mulighetsrom.installation import database, frontend, keys
from mulighetsrom.installation.errors import InstallationError
from mulighetsrom.installation.postgres import Server
from mulighetsrom.notices.store import Dataset, DatasetError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import LiteralString

    from psycopg import Connection

    from mulighetsrom.installation.config import Configuration

OLDEST_PYTHON: Final = (3, 11)
DISK_WANTED: Final = 2 * 2**30  # bytes


def report(configuration: Configuration) -> int:
    """Print one line for each thing looked at; return the number of those that are wrong."""
    wrong = 0
    for name, look in LOOKS.items():
        found = list(look(configuration))
        wrong += bool(found)
        print(f"{'✗' if found else '✓'} {name}", *(f"    {line}" for line in found), sep="\n")
    return wrong


def _python(configuration: Configuration) -> Iterator[str]:  # noqa: ARG001 - every look is given the configuration
    if sys.version_info < OLDEST_PYTHON:
        yield f"This is Python {sys.version.split()[0]}; it must be 3.11 or newer."


def _state_folder(configuration: Configuration) -> Iterator[str]:
    if not os.access(configuration.home, os.W_OK):
        yield f"{configuration.home} cannot be written to."


def _secrets(configuration: Configuration) -> Iterator[str]:
    ours = [configuration.keys / name for name in keys.names(configuration.keys)]
    for file in (configuration.home / "secret-key", *ours):
        if file.exists() and (mode := stat.S_IMODE(file.stat().st_mode)) != stat.S_IRUSR | stat.S_IWUSR:
            yield f"{file} has the mode {mode:o}; others must not read it: chmod 600."


def _disk(configuration: Configuration) -> Iterator[str]:
    for folder in {configuration.home, _nearest(configuration.dataset)}:
        if (free := shutil.disk_usage(folder).free) < DISK_WANTED:
            yield f"Only {free / 2**20:.0f} MiB are free under {folder}; keep {DISK_WANTED / 2**20:.0f} MiB or more."


def _nearest(path: Path) -> Path:
    """Return the folder itself, or the nearest one above it that is there."""
    return next(folder for folder in (path, *path.parents) if folder.exists())


def _front_end(configuration: Configuration) -> Iterator[str]:  # noqa: ARG001 - as above
    if not frontend.is_current():
        yield "The files of the look are missing or old: `mulighetsrom run` fetches them."


def _database(configuration: Configuration) -> Iterator[str]:
    if _is_down(configuration):
        if not Server.of(configuration).data.exists():
            yield "There is none yet: `mulighetsrom run` makes it."
        return  # down, and nothing wrong with that
    try:
        with database.connect(configuration) as connection:
            yield from database.problems(connection)
            with connection.transaction(force_rollback=True):
                database.claim(connection, configuration.mode)
    except InstallationError as error:
        yield str(error)


def _jobs_and_mail(configuration: Configuration) -> Iterator[str]:
    if configuration.embedded and not Server.of(configuration).is_ready():
        return  # down: nothing is being done
    try:
        with database.connect(configuration) as connection:
            yield from _left_undone(connection)
    except InstallationError as error:
        yield str(error)


def _left_undone(connection: Connection) -> Iterator[str]:
    for table, counts in UNDONE.items():
        there = connection.execute("SELECT to_regclass(%s)", [table]).fetchone()
        for what, query in counts.items() if there and there[0] else ():
            found = connection.execute(query).fetchone()
            if found and found[0]:
                yield f"{found[0]} {what}"


UNDONE: Final[dict[str, dict[str, LiteralString]]] = {
    "procrastinate_jobs": {
        "jobs failed: the worker's log says why.": "SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'",
        "jobs have stood still for ten minutes: is the worker running?": "SELECT count(*) FROM procrastinate_jobs j"
        " LEFT JOIN procrastinate_workers w ON w.id = j.worker_id"
        " WHERE j.status = 'doing' AND (w.id IS NULL OR w.last_heartbeat < now() - interval '10 minutes')"
        " OR j.status = 'todo' AND coalesce(j.scheduled_at, (SELECT min(e.at) FROM procrastinate_events e"
        " WHERE e.job_id = j.id)) < now() - interval '10 minutes'",
    },
    "common_mail": {
        "letters wait that the mail server has not taken: `mulighetsrom admin mail check`.": "SELECT count(*)"
        " FROM common_mail WHERE state = 'waiting' AND attempts > 0 AND waits_since < now() - interval '10 minutes'",
        "letters were refused in the last week: `mulighetsrom admin mail list --state refused`.": "SELECT count(*)"
        " FROM common_mail WHERE state = 'refused' AND answer <> 'withdrawn'"
        " AND waits_since > now() - interval '7 days'",
        "letters came back in the last week: `mulighetsrom admin mail list --state bounced`.": "SELECT count(*)"
        " FROM common_mail WHERE state = 'bounced' AND sent_at > now() - interval '7 days'",
    },
}
"""What is counted, by the table it lies in: a database that was never started has none."""


def _is_down(configuration: Configuration) -> bool:
    return configuration.embedded and not Server.of(configuration).is_ready()


def _files(configuration: Configuration) -> Iterator[str]:
    for name, stored_as, sha256 in _rows(configuration, "common_file", "public_id, stored_as, sha256"):
        place = configuration.files / stored_as
        if not place.is_file():
            yield f"The file {name} is gone from {place}: restore it from a backup."
        elif _sha256(place) != sha256:
            yield f"The file {name} in {place} is not as it was when it came: restore it from a backup."


def _sha256(place: Path) -> str:
    with place.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _keys(configuration: Configuration) -> Iterator[str]:
    closed: Counter[str] = Counter(key_id for (key_id,) in _rows(configuration, "common_sealed", "key_id"))
    for key_id, rows in closed.items():
        try:
            keys.read(configuration.keys, key_id)
        except keys.KeyLostError as lost:
            yield f"{rows} sealed texts cannot be opened. {lost}"


def _rows(configuration: Configuration, table: LiteralString, columns: LiteralString) -> list[tuple[Any, ...]]:
    """Return a table's rows, none where the database or the table is not there; the look at the database says why."""
    if _is_down(configuration):
        return []
    try:
        with database.connect(configuration) as connection:
            there = connection.execute("SELECT to_regclass(%s)", [table]).fetchone()
            if there is None or there[0] is None:
                return []
            return connection.execute(f"SELECT {columns} FROM {table} ORDER BY id").fetchall()  # noqa: S608 - our own
    except InstallationError:
        return []


def _dataset(configuration: Configuration) -> Iterator[str]:
    try:
        version = Dataset(configuration.dataset).current()
    except DatasetError as error:
        yield str(error)
        return
    for part in version.manifest.paths() if version else ():
        if not (configuration.dataset / part).exists():
            yield f"{configuration.dataset / part} is gone: restore it from a backup."


LOOKS: Final[dict[str, Callable[[Configuration], Iterator[str]]]] = {
    "Python": _python,
    "State folder": _state_folder,
    "Secrets": _secrets,
    "Disk": _disk,
    "Front-end files": _front_end,
    "Database": _database,
    "Jobs and mail": _jobs_and_mail,
    "Dataset": _dataset,
    "Files": _files,
    "Keys": _keys,
}
