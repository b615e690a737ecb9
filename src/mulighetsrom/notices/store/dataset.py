"""A dataset: a folder whose current version is replaced whole, by one writer at a time."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mulighetsrom.notices.eforms.values import OSLO
from mulighetsrom.notices.pipeline import REAL, Arrived, Work, digested, unpacked
from mulighetsrom.notices.sources import folder as raw_files
from mulighetsrom.notices.store import derived, files, parts, removal
from mulighetsrom.notices.store import manifest as manifests
from mulighetsrom.notices.store.errors import DemoRefusedError, NoVersionError, YearNotOverError
from mulighetsrom.notices.store.manifest import Coverage, Manifest
from mulighetsrom.notices.store.version import Version, open_current

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from mulighetsrom.notices.pipeline import Digest, Reading
    from mulighetsrom.notices.store.manifest import FileRows, Removed

    Progress = Callable[[str, int], None]

KEPT_VERSIONS = 3
"""The current version and the two before it stay whole, so that a reader that holds one is not cut off."""

PARTS_BEFORE_MERGE = 16
"""So many small parts of one table and year are written together with the next one."""


@dataclass(frozen=True)
class AddReport:
    """What adding did. `version` is None where nothing was new: then nothing changed."""

    version: int | None
    files: int
    known: int
    notices: int
    problems: int
    stayed_away: int
    read_again: bool = False
    replaced_demo: bool = False


@dataclass
class _Tally:
    """Counts what a writer takes in."""

    files: int = 0
    notices: int = 0
    problems: int = 0
    stayed_away: int = 0
    inputs: list[bytes] = field(default_factory=list)

    def count(self, digest: Digest) -> None:
        self.files += digest.files
        self.notices += digest.notices
        self.problems += digest.problems
        self.stayed_away += digest.stayed_away
        self.inputs += digest.inputs


def quiet(_stage: str, _done: int) -> None:
    """Tell nobody of progress."""


class Dataset:
    """A folder of notices; `reading` tells how the bytes of a file become rows."""

    def __init__(self, folder: Path | str, *, reading: Reading = REAL) -> None:
        self.folder = Path(folder)
        self._reading = reading
        self._opened: Version | None = None

    def current(self) -> Version | None:
        """Return the current version; the same object until a newer one has come. None where nothing was added."""
        opened = self._opened
        if opened is None or opened.number != manifests.current_number(self.folder):
            self._opened = opened = open_current(self.folder)
        return opened

    def version(self) -> Version:
        """Return the current version, which must be there."""
        version = self.current()
        if version is None:
            raise NoVersionError(
                f"nothing has been added to {self.folder} yet: begin with `mulighetsrom notices add PATH`"
            )
        return version

    def versions(self) -> list[Manifest]:
        """Return the manifests of all versions, newest first; the older ones have only their figures left."""
        return list(manifests.kept(self.folder))

    def add(
        self,
        paths: Sequence[Path],
        *,
        processes: int | None = None,
        progress: Progress = quiet,
        demo: bool = False,
        coverage: Sequence[Coverage] = (),
    ) -> AddReport:
        """Add files, folders and archives. What is there already changes nothing; real notices replace a demo's.

        `coverage` is declared with them, as `declare` would.

        `progress` is told the stage ("reading", "counting") and the number of files done. Killed at any moment, the
        dataset is what it was before or what it is after.
        """
        with self._writing() as base:
            if base.number and demo and not base.demo:
                raise DemoRefusedError(f"{self.folder} holds real notices: put examples in a dataset of their own")
            replaced_demo = base.demo and not demo
            start = replace(Manifest(number=base.number) if replaced_demo else base, demo=demo)
            for declared in coverage:
                start = start.declaring(declared)
            stale = bool(start.number and start.schema and start.schema != parts.fingerprint())
            known = _Known(self._digests(start))
            came = known.new(Arrived.of(raw) for raw in raw_files.find(paths))
            made, tally = self._made(start, came, processes, progress, again=stale)
            changed = bool(tally.files) or stale
            if changed:
                made = replace(made, inputs=start.inputs.with_more(tally.inputs))
                self._publish(made, progress)
        return AddReport(
            made.number if changed else None,
            tally.files,
            known.met,
            tally.notices,
            tally.problems,
            tally.stayed_away,
            read_again=stale,
            replaced_demo=replaced_demo and changed,
        )

    def rebuild(self, *, processes: int | None = None, progress: Progress = quiet) -> int:
        """Make everything again from the raw archive, by today's readers and rules; return the new version's number."""
        with self._writing() as base:
            self._must_exist(base)
            made, _ = self._made(base, (), processes, progress, again=True)
            return self._publish(made, progress)

    def remove(self, name: str, *, reason: str, by: str) -> Removed:
        """Take a notice out of tables, archive and earlier versions; it stays out when it is added again.

        Of one that is gone already, return its tombstone: a removal that was interrupted may be asked for again.
        """
        with self._writing() as base:
            self._must_exist(base)
            version = Version(self.folder, base)
            if gone := version.removed(name):
                return gone
            planned = removal.plan(version, name, reason=reason, by=by)
            removal.begin(self.folder, planned)
            self._carry_out(planned)
        return planned.tombstone

    def declare(self, source: str, kind: str, year: int, *, complete: bool) -> int:
        """Say whether all notices of a source, kind and year are in; return the new version's number.

        Raises:
            YearNotOverError: for a year that is said to be complete before it has ended.
        """
        if complete and year >= datetime.now(OSLO).year:
            raise YearNotOverError(f"{year} is not over: more notices may come, so it cannot be complete yet")
        with self._writing() as base:
            self._must_exist(base)
            made = replace(base.declaring(Coverage(source, kind, year, complete)), number=base.number + 1)
            return self._publish(made, quiet)

    @contextmanager
    def _writing(self) -> Iterator[Manifest]:
        """Be the one writer: finish or sweep away what a killed one left, then give the current manifest."""
        with files.only_writer(self.folder):
            unfinished = removal.begun(self.folder)
            if unfinished:
                self._carry_out(unfinished)
            self._sweep()
            yield self._base()

    def _base(self) -> Manifest:
        number = manifests.current_number(self.folder)
        return manifests.load(self.folder, number) if number else Manifest()

    def _must_exist(self, base: Manifest) -> None:
        if not base.number:
            self.version()

    def _digests(self, base: Manifest) -> set[bytes]:
        read = (parts.read(self.folder / part, ["sha256"]) for part in base.raw)
        return {digest for batches in read for batch in batches for digest in batch.column("sha256").to_pylist()}

    def _made(
        self, base: Manifest, came: Iterable[Arrived], processes: int | None, progress: Progress, *, again: bool
    ) -> tuple[Manifest, _Tally]:
        """Write the parts of the next version: of what came, and of all that came before where it is read again."""
        work, processes = self._work(base, base.tombstones), processes or os.cpu_count() or 1
        before, tally = _Tally(), _Tally()
        with parts.PartWriter(self.folder, base.number + 1) as writer:
            if again:
                for digest in digested(self._archived(base), work, processes=processes):
                    writer.take(digest, archive=False)
                    before.count(digest)
                    progress("reading again", before.files)
            for digest in digested(came, work, processes=processes):
                writer.take(digest, archive=True)
                tally.count(digest)
                progress("reading", tally.files)
            old = {} if again else self._merged(base, writer)
        return _with_parts(base, old, writer.rows), tally

    def _work(self, base: Manifest, tombstones: frozenset[str]) -> Work:
        return Work(self._reading, tombstones, manifests.reference_of(self.folder, base), base.demo)

    def _archived(self, base: Manifest) -> Iterator[Arrived]:
        for part in base.raw:
            for batch in parts.read(self.folder / part):
                yield from map(unpacked, batch.to_pylist())

    def _merged(self, base: Manifest, writer: parts.PartWriter) -> dict[str, FileRows]:
        """Write many small parts that this version adds to into its own; return the parts that stay as they are."""
        stay = {table: dict(of_table) for table, of_table in base.tables.items()}
        for path in writer.table_paths():
            table = path.parent.parent.name
            small = [part for part in stay.get(table, ()) if (self.folder / part).parent == path.parent]
            if len(small) >= PARTS_BEFORE_MERGE:
                for part in small:
                    writer.append(path, parts.read(self.folder / part))
                    del stay[table][part]
        return stay

    def _publish(self, made: Manifest, progress: Progress) -> int:
        """Derive what follows from the rows, then let readers go over to the version in one step."""
        progress("counting", made.inputs.count)
        counts = derived.tallies(self.folder, made)
        made = replace(
            made,
            built_at=datetime.now(UTC),
            schema=parts.fingerprint(),
            derived=derived.build(self.folder, made),
            readers=counts["readers"],
            rules=counts["rules"],
            sources=counts["sources"],
        )
        manifests.save(self.folder, made)
        manifests.point_to(self.folder, made.number)
        self._sweep()
        return made.number

    def _carry_out(self, planned: removal.Removal) -> None:
        work = self._work(self._base(), frozenset(planned.tombstone.identifiers))
        removal.purge(self.folder, planned, work)
        base = self._base()
        if planned.tombstone not in base.removed:
            self._publish(replace(base, number=base.number + 1, removed=(*base.removed, planned.tombstone)), quiet)
        removal.finish(self.folder)

    def _sweep(self) -> None:
        """Delete what no version that is kept needs; the figures of every version stay, so that they can be cited."""
        every = list(manifests.kept(self.folder))
        keep = {self.folder / part for manifest in every[:KEPT_VERSIONS] for part in manifest.paths()}
        keep |= {self.folder / manifest.derived["figures"] for manifest in every}
        keep |= {manifests.path_of(self.folder, manifest.number) for manifest in every}
        files.sweep((self.folder / name for name in ("manifests", "raw", "tables", "derived", "tmp")), keep)


class _Known:
    """Lets only files through whose bytes were not met before, and counts the others."""

    def __init__(self, digests: set[bytes]) -> None:
        self._digests = digests
        self.met = 0

    def new(self, arrived: Iterable[Arrived]) -> Iterator[Arrived]:
        for one in arrived:
            if one.sha256 in self._digests:
                self.met += 1
            else:
                self._digests.add(one.sha256)
                yield one


def _with_parts(base: Manifest, old: dict[str, FileRows], new: FileRows) -> Manifest:
    """Return the next manifest: the parts that stay, and those just written."""
    raw = {part: rows for part, rows in new.items() if part.startswith("raw/")}
    tables = {table: dict(of_table) for table, of_table in old.items()}
    for part, rows in new.items():
        if part not in raw:
            tables.setdefault(Path(part).parts[1], {})[part] = rows
    return replace(base, number=base.number + 1, raw=base.raw | raw, tables=tables)
