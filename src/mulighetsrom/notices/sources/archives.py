"""Open archives as streams: zip, tar, and gzip, bzip2 or xz around a tar or around a single file.

What a file is, its first bytes tell, not its name. An archive inside an archive is opened (in memory); one inside that
is kept as it is. Names of members only label rows; still a member whose name leads out of the archive is not parsed.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import re
import stat
import struct
import tarfile
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING, Protocol

from mulighetsrom.notices.errors import Unreadable
from mulighetsrom.notices.sources.raw import RawFile, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DEEPEST = 2
PIECE = 1 << 20
BLOCK = tarfile.BLOCKSIZE
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
LONG_HEADERS = {tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK, tarfile.XHDTYPE, tarfile.XGLTYPE, b"X"}
LONGEST_HEADER = 1 << 20
OUTSIDE = re.compile(r"/|[a-zA-Z]:|(?:.*/)?\.\.(?:/|$)")  # absolute, on a drive, or upwards
LOCKED = 1
BROKEN = (  # what the archive modules raise over mangled bytes
    *(tarfile.TarError, zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, ValueError),
    *(NotImplementedError, RuntimeError, IndexError, KeyError, AssertionError, OverflowError, TypeError),
)

EMPTY = Unreadable("file", "empty", "no content")
ENCRYPTED = Unreadable("archive member", "encrypted", "locked with a password; add it unlocked")
NESTED = Unreadable("archive", "nested-archive", "an archive in an archive in an archive is kept and not opened")
PATH_OUTSIDE = Unreadable("archive member", "path-outside", "its name leads out of the archive; kept and not parsed")
SPECIAL = Unreadable("archive member", "not-a-file", "a link, device or sparse file; expected a file")


@dataclass(frozen=True)
class Limits:
    """What is taken at most; sizes in bytes, unpacked."""

    parsed: int = 32 << 20  # a larger file is kept and not parsed
    kept: int = 256 << 20  # a larger one is not even kept
    members: int = 2_000_000
    archive: int = 64 << 30  # all that comes out of one archive
    ratio: int = 250  # times its packed size, beyond `unsuspicious`: a bomb; XML packs 10 to 30 times
    unsuspicious: int = 1 << 30


LIMITS = Limits()


class LimitReached(Exception):  # noqa: N818 -- a state of the archive, not a mistake of ours
    """Raised where an archive holds more than is taken; what came before it stays."""


class Readable(Protocol):
    """A stream, as far as it is needed here."""

    def read(self, size: int, /) -> bytes: ...


class Rewindable(Readable, Protocol):
    """A stream that can be read again from its start."""

    def seek(self, position: int, /) -> int: ...


COMPRESSED: dict[bytes, Callable[[IO[bytes]], Rewindable]] = {
    b"\x1f\x8b": lambda stream: gzip.GzipFile(fileobj=stream),
    b"BZh": bz2.BZ2File,
    b"\xfd7zXZ\x00": lzma.LZMAFile,
}


@dataclass(frozen=True)
class Member:
    """A file in an archive. `problem` says why not to open it."""

    name: str
    open: Callable[[], Readable]
    problem: Unreadable | None = None


class Opener:
    """Opens one file on disk, and counts what comes out of it; archives inside share its limits."""

    def __init__(self, packed: int, limits: Limits = LIMITS) -> None:
        self._limits = limits
        self._room = min(limits.archive, max(limits.unsuspicious, packed * limits.ratio))
        self._members = 0

    def open(self, stream: IO[bytes], name: str, depth: int = 0) -> Iterator[RawFile]:
        """Give the file, or what is in it where it is an archive. What cannot be had comes with its `problem`."""
        members = _members(stream, name, self._spend)
        if members is None:
            yield self._file(name, self._read(stream))
        elif depth == DEEPEST:
            yield RawFile(name, self._read(stream), NESTED)
        else:
            yield from self._archive(members, name, depth)

    def _archive(self, members: Iterator[Member], name: str, depth: int) -> Iterator[RawFile]:
        names: Counter[str] = Counter()
        try:
            for member in members:
                within = _within(member.name)
                if not any(part.startswith(".") or part == "__MACOSX" for part in within):
                    self._count_member()
                    path = "/".join((name, *within))
                    names[path] += 1
                    yield from self._member(member, shown(_numbered(path, names[path])), depth)
        except LimitReached as reached:
            yield RawFile(name, None, Unreadable("archive", "archive-limit", f"{reached}; the rest was not read"))
        except BROKEN as error:
            yield RawFile(name, None, _broken("archive", error))

    def _member(self, member: Member, name: str, depth: int) -> Iterator[RawFile]:
        if member.problem:
            yield RawFile(name, None, member.problem)
            return
        try:
            data = self._read(member.open())
        except BROKEN as error:
            yield RawFile(name, None, _broken("archive member", error))
            return
        if OUTSIDE.match(member.name.replace("\\", "/")):
            yield RawFile(name, data, PATH_OUTSIDE)
        elif len(data) > self._limits.kept:
            yield self._file(name, data)
        else:
            yield from self.open(io.BytesIO(data), name, depth + 1)

    def _read(self, stream: Readable) -> bytes:
        """Read a file, but not much more than is kept."""
        data = bytearray()
        while len(data) <= self._limits.kept and (piece := stream.read(PIECE)):
            data += piece
        return bytes(data)

    def _file(self, name: str, data: bytes) -> RawFile:
        most, limits = len(data), self._limits
        if most > limits.kept:
            return RawFile(name, None, Unreadable("file", "too-large", f"more than {limits.kept} bytes; not kept"))
        if most > limits.parsed:
            said = f"{most} bytes; at most {limits.parsed} are parsed; the bytes are kept"
            return RawFile(name, data, Unreadable("file", "too-large", said))
        return RawFile(name, data, None if data else EMPTY)

    def _count_member(self) -> None:
        self._members += 1
        if self._members > self._limits.members:
            raise LimitReached(f"more than {self._limits.members} members")

    def _spend(self, size: int) -> None:
        self._room -= size
        if self._room < 0:
            raise LimitReached("it unpacks to more than is plausible for notices")


class _Forward:
    """A stream that is read once, forwards, with its bytes counted. `last` is what was read last."""

    def __init__(self, stream: Readable, spend: Callable[[int], None]) -> None:
        self._stream = stream
        self._spend = spend
        self._at = 0
        self.last = b""

    def read(self, size: int) -> bytes:
        self.last = self._stream.read(size)
        self._at += len(self.last)
        self._spend(len(self.last))
        return self.last

    def tell(self) -> int:
        return self._at

    def seek(self, position: int) -> int:
        if position < self._at:
            raise ValueError("the archive points backwards")
        while self._at < position and self.read(min(PIECE, position - self._at)):
            pass
        return self._at


def _members(stream: IO[bytes], name: str, spend: Callable[[int], None]) -> Iterator[Member] | None:
    """Return what is in an archive; None where the stream is no archive."""
    head = _head(stream)
    if head.startswith(ZIP):
        return _in_zip(stream, spend)
    if _is_tar(head):
        return _in_tar(_Forward(stream, spend))
    unpack = next((unpack for magic, unpack in COMPRESSED.items() if head.startswith(magic)), None)
    return _in_compressed(unpack(stream), name, spend) if unpack else None


def _in_zip(stream: IO[bytes], spend: Callable[[int], None]) -> Iterator[Member]:
    with zipfile.ZipFile(stream) as archive:
        for info in archive.infolist():
            if not info.is_dir():
                mode = info.external_attr >> 16
                special = SPECIAL if stat.S_IFMT(mode) not in {0, stat.S_IFREG} else None
                locked = ENCRYPTED if info.flag_bits & LOCKED else None
                yield Member(info.filename, partial(_in_zip_member, archive, info, spend), special or locked)


def _in_zip_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, spend: Callable[[int], None]) -> Readable:
    return _Forward(archive.open(info), spend)


def _in_compressed(stream: Rewindable, name: str, spend: Callable[[int], None]) -> Iterator[Member]:
    if _is_tar(_head(stream)):
        yield from _in_tar(_Forward(stream, spend))
    else:
        yield Member(PurePosixPath(name).stem, lambda: _Forward(stream, spend))


class _TarInfo(tarfile.TarInfo):
    """A header that must not ask for much memory, nor send the reader back."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> _TarInfo:
        info = super().frombuf(buf, encoding, errors)
        if info.size < 0 or (info.type in LONG_HEADERS and info.size > LONGEST_HEADER):
            raise tarfile.ReadError(f"a header with an impossible size: {info.size}")
        return info


def _in_tar(stream: _Forward) -> Iterator[Member]:
    archive = tarfile.TarFile(fileobj=stream, tarinfo=_TarInfo)  # type: ignore[arg-type]  # reads, tells and seeks on
    while (info := archive.next()) is not None:
        archive.members = []  # type: ignore[attr-defined]  # or it would keep them all; the types leave it out
        if info.size < 0:
            raise tarfile.ReadError(f"a member with an impossible size: {info.size}")
        if not info.isdir():
            plain = info.isreg() and not info.issparse()
            yield Member(info.name, partial(_in_tar_member, archive, info), None if plain else SPECIAL)
    if not stream.last or any(stream.last):  # tarfile stops in silence there
        raise tarfile.ReadError("a damaged header, or cut short; what follows was not read")


def _in_tar_member(archive: tarfile.TarFile, info: tarfile.TarInfo) -> Readable:
    stream = archive.extractfile(info)
    if stream is None:
        raise tarfile.ReadError("not a file")
    return stream


def _head(stream: Rewindable) -> bytes:
    head = stream.read(BLOCK)
    stream.seek(0)
    return head


def _is_tar(head: bytes) -> bool:
    return head[257:262] == b"ustar"


def _within(name: str) -> list[str]:
    """Return the parts of a member's name, none of which leads anywhere."""
    return [part for part in name.replace("\\", "/").split("/") if part not in {"", ".", ".."}]


def _numbered(path: str, nth: int) -> str:
    return path if nth == 1 else f"{path}#{nth}"


def _broken(place: str, error: Exception) -> Unreadable:
    return Unreadable(place, "broken-archive", f"{type(error).__name__}: {error}"[:200])
