"""What one version of a dataset consists of, as a numbered JSON file that never changes."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from mulighetsrom.notices.reference.files import EXAMPLES
from mulighetsrom.notices.store import files
from mulighetsrom.notices.store.errors import DamagedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

FileRows = dict[str, int]
"""Path below the dataset folder -> number of rows."""


@dataclass(frozen=True, order=True)
class Coverage:
    """Whether all notices of one source, kind (planning, competition, result) and year are in.

    What is not declared complete is a sample.
    """

    source: str
    kind: str
    year: int
    complete: bool


@dataclass(frozen=True)
class Removed:
    """A tombstone: a notice that was taken out, and stays out when it is added again."""

    notice_id: str
    identifiers: tuple[str, ...]
    reason: str
    by: str
    at: str


@dataclass(frozen=True)
class Inputs:
    """How many files the version was read from, and a hash over their hashes in the order they came."""

    count: int = 0
    sha256: str = ""

    def with_more(self, digests: Iterable[bytes]) -> Inputs:
        """Chain the SHA-256 of further files on."""
        count, chained = self.count, hashlib.sha256(self.sha256.encode())
        for digest in digests:
            count += 1
            chained.update(digest)
        return self if count == self.count else Inputs(count, chained.hexdigest())


NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Manifest:
    """One version: when and from what it was built, and the files that hold it. Paths are below the dataset folder."""

    number: int = 0
    built_at: datetime = NEVER
    demo: bool = False
    schema: str = ""
    readers: dict[str, int] = field(default_factory=dict)
    rules: dict[str, int] = field(default_factory=dict)
    sources: dict[str, int] = field(default_factory=dict)
    inputs: Inputs = Inputs()
    coverage: tuple[Coverage, ...] = ()
    removed: tuple[Removed, ...] = ()
    raw: FileRows = field(default_factory=dict)
    tables: dict[str, FileRows] = field(default_factory=dict)
    derived: dict[str, str] = field(default_factory=dict)

    @property
    def rows(self) -> dict[str, int]:
        """Rows of each table of rows."""
        return {table: sum(parts.values()) for table, parts in self.tables.items()}

    @property
    def tombstones(self) -> frozenset[str]:
        """Every identifier of every removed notice."""
        return frozenset(identifier for tombstone in self.removed for identifier in tombstone.identifiers)

    def paths(self) -> Iterator[str]:
        """Every file the version needs."""
        yield from self.raw
        for parts in self.tables.values():
            yield from parts
        yield from self.derived.values()

    def declaring(self, coverage: Coverage) -> Manifest:
        """Return the manifest with this declaration instead of an earlier one for the same source, kind and year."""
        others = (
            one
            for one in self.coverage
            if (one.source, one.kind, one.year) != (coverage.source, coverage.kind, coverage.year)
        )
        return replace(self, coverage=tuple(sorted((*others, coverage))))


def reference_of(folder: Path, manifest: Manifest) -> Path:
    """Where the reference data lie that a version adds to our own; a demo has its invented country's."""
    return EXAMPLES if manifest.demo else folder / "reference"


def path_of(folder: Path, number: int) -> Path:
    """Where the manifest of a version lies."""
    return folder / "manifests" / f"{number:06}.json"


def save(folder: Path, manifest: Manifest) -> None:
    """Write the manifest; it counts for nothing before CURRENT points to it."""
    values = asdict(manifest) | {"built_at": manifest.built_at.isoformat()}
    files.write_bytes(path_of(folder, manifest.number), json.dumps(values, ensure_ascii=False, indent=1).encode())


def load(folder: Path, number: int) -> Manifest:
    """Read one version's manifest."""
    path = path_of(folder, number)
    try:
        return _manifest(json.loads(path.read_bytes()))
    except (ValueError, LookupError, TypeError) as error:
        raise DamagedError(f"{path} is damaged: {error}") from error


def _manifest(values: dict[str, Any]) -> Manifest:
    return Manifest(
        **values
        | {
            "built_at": datetime.fromisoformat(values["built_at"]),
            "inputs": Inputs(**values["inputs"]),
            "coverage": tuple(Coverage(**one) for one in values["coverage"]),
            "removed": tuple(Removed(**one | {"identifiers": tuple(one["identifiers"])}) for one in values["removed"]),
        },
    )


def current_number(folder: Path) -> int:
    """Read which version is the current one; 0 where there is none."""
    path = folder / "CURRENT"
    try:
        return int(path.read_text())
    except FileNotFoundError:
        return 0
    except ValueError as error:
        raise DamagedError(f"{path} is damaged: it should hold the number of a version") from error


def point_to(folder: Path, number: int) -> None:
    """Make a version the current one: the one moment at which readers go from the old to the new."""
    files.write_bytes(folder / "CURRENT", f"{number:06}\n".encode())


def kept(folder: Path) -> Iterator[Manifest]:
    """Read every manifest there is up to the current one, newest first."""
    for number in range(current_number(folder), 0, -1):
        if path_of(folder, number).exists():
            yield load(folder, number)
