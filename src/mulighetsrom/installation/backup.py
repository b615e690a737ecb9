"""Backup and restore: the database, the files and the dataset in one folder, whole or absent; never secrets or keys.

The database comes first and the files after it, while no bytes are deleted: what the database names is in the copy.
Bytes that were added meanwhile are in it too, without a row; the sweeping takes them after a restore.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, Final

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from mulighetsrom.installation import database, locks
from mulighetsrom.installation.errors import InstallationError
from mulighetsrom.installation.postgres import Server
from mulighetsrom.notices.store.files import only_writer

if TYPE_CHECKING:
    from pathlib import Path

    from mulighetsrom.installation.config import Configuration

DUMP: Final = "database.dump"
DATASET: Final = "dataset"
FILES: Final = "files"


class BackupError(InstallationError):
    """Raised when a backup cannot be made or taken back; the message says why."""


def backup(configuration: Configuration, folder: Path) -> None:
    """Write database, files and dataset to a new folder, while pages are read but no notices are added."""
    if folder.exists():
        raise BackupError(f"{folder} exists already; a backup is never written over another")
    new = folder.with_name(f"{folder.name}.unfinished")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True, mode=0o700)
    configuration.files.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (
        database.running(configuration),
        only_writer(configuration.dataset),
        locks.one_of_many(configuration.files),  # the sweeping sees it
    ):
        _run(configuration, "pg_dump", "--format=custom", f"--file={new / DUMP}")
        shutil.copytree(configuration.files, new / FILES)
        shutil.copytree(configuration.dataset, new / DATASET, ignore=shutil.ignore_patterns("LOCK"))
    new.rename(folder)


def restore(configuration: Configuration, folder: Path) -> None:
    """Take a backup back into an installation that holds nothing yet and does not run."""
    if not (folder / DUMP).is_file():
        raise BackupError(f"{folder} holds no {DUMP}; it must be a folder that a backup made")
    with ExitStack() as stack:
        if not stack.enter_context(locks.alone(configuration.run_folder)):
            raise BackupError("Mulighetsrom is running; stop it first")
        _must_be_empty(configuration.dataset)
        _must_be_empty(configuration.files)
        stack.enter_context(database.running(configuration))
        database.require_empty(configuration)
        shutil.copytree(folder / DATASET, configuration.dataset, dirs_exist_ok=True)
        if (folder / FILES).is_dir():  # older backups have none
            shutil.copytree(folder / FILES, configuration.files, dirs_exist_ok=True)
        _run(configuration, "pg_restore", "--single-transaction", "--no-owner", str(folder / DUMP))
        database.prepare(configuration)


def _must_be_empty(folder: Path) -> None:
    if folder.exists() and any(folder.iterdir()):
        raise BackupError(f"{folder} is not empty; restore into an installation of its own (MULIGHETSROM_HOME)")


def _run(configuration: Configuration, program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs as ourselves: it reads and writes the backup's files, not the server's.

    A password goes by the environment: everybody on the machine can read a command line.
    """
    url: dict[str, Any] = conninfo_to_dict(configuration.database_url)
    secret = {"PGPASSWORD": url.pop("password")} if "password" in url else {}
    command: list[str | Path] = [
        Server.of(configuration).program(program),
        f"--dbname={make_conninfo(**url)}",
        *arguments,
    ]
    done = subprocess.run(
        command, env=os.environ | secret, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BackupError(f"{program} failed:\n{done.stderr}")
