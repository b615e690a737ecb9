"""Find raw notices in files and folders; what lies in archives is found by `archives`.

Nothing is unpacked to disk, nothing written, no network touched, and memory holds one file at a time.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from mulighetsrom.notices.errors import Unreadable
from mulighetsrom.notices.sources.archives import LIMITS, Limits, Opener
from mulighetsrom.notices.sources.raw import RawFile, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Limits", "RawFile", "find"]

LINK_OUT = Unreadable("link", "link-out", "a link that leads out of the folder that was added; it is not followed")
NOT_A_FILE = Unreadable("file", "not-a-file", "a device, socket or pipe; expected a file")


def find(paths: Sequence[Path], limits: Limits = LIMITS) -> Iterator[RawFile]:
    """Give every file at or below the paths, sorted; names are told from the path on, `archive.zip/member` in archives.

    Hidden files and folders are left out. A file that cannot be had, or must not be parsed, comes with its `problem`;
    nothing is raised.
    """
    for path in paths:
        if path.is_dir():
            yield from _below(path, limits)
        else:
            yield from _file(path, path.name, limits)


def _below(root: Path, limits: Limits) -> Iterator[RawFile]:
    """Walk a folder: its files by name, then its folders by name."""
    waiting = [root]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as found:
                entries = sorted((one for one in found if not one.name.startswith(".")), key=lambda one: one.name)
        except OSError as error:
            yield RawFile(_name(folder, root), None, _unreadable("folder", error))
            continue
        folders = [one for one in entries if one.is_dir(follow_symlinks=False)]
        waiting += (folder / one.name for one in reversed(folders))
        for one in entries:
            if one not in folders:
                yield from _entry(folder / one.name, root, limits)


def _entry(path: Path, root: Path, limits: Limits) -> Iterator[RawFile]:
    if path.is_symlink():
        target = Path(os.path.realpath(path))
        if not target.is_relative_to(root.resolve()):
            yield RawFile(_name(path, root), None, LINK_OUT)
            return
        if target.is_dir():  # it is walked by itself
            return
    yield from _file(path, _name(path, root), limits)


def _file(path: Path, name: str, limits: Limits) -> Iterator[RawFile]:
    name = shown(name)
    try:
        status = path.stat()
        if stat.S_ISREG(status.st_mode):
            with path.open("rb") as stream:
                yield from Opener(status.st_size, limits).open(stream, name)
        else:
            yield RawFile(name, None, NOT_A_FILE)
    except OSError as error:
        yield RawFile(name, None, _unreadable("file", error))


def _name(path: Path, root: Path) -> str:
    return shown(path.relative_to(root).as_posix())


def _unreadable(place: str, error: OSError) -> Unreadable:
    return Unreadable(place, "unreadable", error.strerror or type(error).__name__)
