"""The keys that close sealed texts and files: one small file each, outside the database and every backup.

A key is called after its place in the row and some chance, "0002-9f31c04e": the highest is the newest, whatever the
clock says, and keys of two installations are never taken for each other.
"""

from __future__ import annotations

import os
import re
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from mulighetsrom.installation import locks
from mulighetsrom.installation.errors import InstallationError

if TYPE_CHECKING:
    from pathlib import Path

BYTES: Final = 32
_NAME: Final = re.compile(r"\d{4}-[0-9a-f]{8}")


class KeyLostError(InstallationError):
    """Raised when the file of a key is not there, or is no key; the message says which, and what to do."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key and its name."""

    key_id: str
    secret: bytes = field(repr=False)


def names(folder: Path) -> list[str]:
    """Return the names of all keys, the newest last."""
    return sorted(file.name for file in folder.glob("*") if _NAME.fullmatch(file.name))


def newest(folder: Path) -> Key:
    """Return the key that closes from now on; the first time, make it."""
    found = names(folder)
    return read(folder, found[-1]) if found else _make(folder, only_first=True)


def make(folder: Path) -> Key:
    """Make a key that is newer than all others."""
    return _make(folder, only_first=False)


def read(folder: Path, key_id: str) -> Key:
    """Return the key with this name; raises KeyLostError."""
    try:
        secret = urlsafe_b64decode((folder / key_id).read_text()) if _NAME.fullmatch(key_id) else b""
    except (OSError, ValueError):
        secret = b""
    if len(secret) != BYTES:
        raise KeyLostError(
            f"The key {key_id} is not in {folder}. What it closed cannot be read until the file is put back there; "
            "a backup does not hold it."
        )
    return Key(key_id, secret)


def _make(folder: Path, *, only_first: bool) -> Key:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with locks.only_one(folder):  # of two first starts at once, the second takes the key that the first made
        found = names(folder)
        if found and only_first:
            return read(folder, found[-1])
        number = int(found[-1].partition("-")[0]) + 1 if found else 1
        key = Key(f"{number:04}-{secrets.token_hex(4)}", secrets.token_bytes(BYTES))
        _write(folder / key.key_id, urlsafe_b64encode(key.secret))
    return key


def _write(file: Path, text: bytes) -> None:
    """Lay the file down whole and for good: what a key closes is lost without it."""
    new = file.with_suffix(".new")
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as written:
        written.write(text)
        written.flush()
        os.fsync(written.fileno())
    new.rename(file)
    folder = os.open(file.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)
