"""Processes of one installation taking turns: locks on folders, which the system gives back however a process ends."""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Wait for and hold the folder's lock; nothing is written."""
    with _open(folder) as descriptor:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield


@contextmanager
def alone(folder: Path) -> Iterator[bool]:
    """Hold the folder's lock if nobody does; give whether that worked."""
    with _open(folder) as descriptor:
        yield _taken(descriptor)


@contextmanager
def one_of_many(folder: Path) -> Iterator[None]:
    """Hold the folder's lock together with others; `is_held` sees it."""
    with _open(folder) as descriptor:
        fcntl.flock(descriptor, fcntl.LOCK_SH)
        yield


def is_held(folder: Path) -> bool:
    """Return whether any process holds the folder's lock at this moment."""
    with _open(folder) as descriptor:
        return not _taken(descriptor)


def _taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def _open(folder: Path) -> Iterator[int]:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        yield descriptor
    finally:
        os.close(descriptor)
