"""Backup and restore: the database and the dataset in one folder, whole or absent; never the secrets."""

from __future__ import annotations

import shutil
import subprocess
from contextlib import ExitStack
from typing import TYPE_CHECKING, Final

from mulighetsrom.installation import database, locks
from mulighetsrom.installation.errors import InstallationError
from mulighetsrom.installation.postgres import Server
from mulighetsrom.notices.store.files import only_writer

if TYPE_CHECKING:
    from pathlib import Path

    from mulighetsrom.installation.config import Configuration

DUMP: Final = "database.dump"
DATASET: Final = "dataset"


class BackupError(InstallationError):
    """Raised when a backup cannot be made or taken back; the message says why."""


def backup(configuration: Configuration, folder: Path) -> None:
    """Write the database and the dataset to a new folder, while pages are read but no notices are added."""
    if folder.exists():
        raise BackupError(f"{folder} exists already; a backup is never written over another")
    new = folder.with_name(f"{folder.name}.unfinished")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True, mode=0o700)
    with database.running(configuration), only_writer(configuration.dataset):
        _run(configuration, "pg_dump", "--format=custom", f"--file={new / DUMP}", configuration.database_url)
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
        stack.enter_context(database.running(configuration))
        database.require_empty(configuration)
        shutil.copytree(folder / DATASET, configuration.dataset, dirs_exist_ok=True)
        options = ["--single-transaction", "--no-owner", f"--dbname={configuration.database_url}"]
        _run(configuration, "pg_restore", *options, str(folder / DUMP))
        database.prepare(configuration)


def _must_be_empty(dataset: Path) -> None:
    if dataset.exists() and any(dataset.iterdir()):
        raise BackupError(f"{dataset} is not empty; restore into an installation of its own (MULIGHETSROM_HOME)")


def _run(configuration: Configuration, program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs as ourselves: it reads and writes the backup's files, not the server's."""
    command: list[str | Path] = [Server.of(configuration).program(program), *arguments]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BackupError(f"{program} failed:\n{done.stderr}")
