"""Files that are whole or absent: atomic replacement, one writer, nothing left behind."""

from __future__ import annotations

import fcntl
import os
import tempfile
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mulighetsrom.notices.store.errors import DatasetBusyError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

UNFINISHED = ".unfinished"


def sync(path: Path) -> None:
    """Wait until the file or folder is on the disk; a rename without this may be lost with the power."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def written(path: Path) -> Iterator[Path]:
    """Give a file beside `path` to write to, which takes its place, whole and on the disk, when the block ends well."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.", suffix=UNFINISHED)
    os.close(handle)
    unfinished = Path(name)
    try:
        yield unfinished
        unfinished.chmod(0o666 & ~_umask())
        sync(unfinished)
        unfinished.replace(path)
        sync(path.parent)
    finally:
        unfinished.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def write_bytes(path: Path, data: bytes) -> None:
    """Put `data` at `path`, atomically."""
    with written(path) as unfinished:
        unfinished.write_bytes(data)


@contextmanager
def only_writer(folder: Path) -> Iterator[None]:
    """Hold the dataset's one writer's lock; the system lets go of it also when the process is killed.

    A new folder is its owner's alone: the archive holds what is masked everywhere else.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / "LOCK").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            holder = lock.read().strip() or "another process"
            raise DatasetBusyError(
                f"{folder} is being written to by {holder}; wait until it is done and try again"
            ) from None
        lock.truncate(0)
        lock.write(f"process {os.getpid()} since {datetime.now(UTC):%Y-%m-%d %H:%M} UTC")
        lock.flush()
        yield


def sweep(folders: Iterable[Path], keep: set[Path]) -> None:
    """Delete every file below `folders` that is not to be kept, and the folders this empties."""
    for folder in folders:
        for path in sorted(folder.rglob("*"), reverse=True):
            if path.is_dir():
                _remove_empty(path)
            elif path not in keep:
                path.unlink()


def _remove_empty(folder: Path) -> None:
    if not any(folder.iterdir()):
        folder.rmdir()
