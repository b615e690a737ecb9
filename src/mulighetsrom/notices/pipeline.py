"""From raw files to enriched rows in Arrow tables, in worker processes.

A file that a reader refuses gives a line in `problems`. A file that kills its worker, or breaks the reader in a way
that nobody foresaw, gives such a line too, and the rest goes on. Results come in the order of the files, so that a
dataset is the same however many processes made it.
"""

from __future__ import annotations

import gc
import hashlib
import multiprocessing
import multiprocessing.connection
import os
import threading
from collections import defaultdict, deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa

from mulighetsrom.notices import dialogue, identity, schema, sources
from mulighetsrom.notices.errors import Unreadable
from mulighetsrom.notices.privacy import mask
from mulighetsrom.notices.reference import municipalities

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
    from concurrent.futures import Future
    from pathlib import Path

    from mulighetsrom.notices.reference.municipalities import Register
    from mulighetsrom.notices.schema import Row, Rows
    from mulighetsrom.notices.sources.folder import RawFile

TABLES = schema.TABLES | {identity.IDENTIFIERS.name: identity.IDENTIFIERS}
"""Every table of rows that a dataset keeps, by name."""

RAW = schema.Table(
    "raw",
    "The archive: every file as it came, from which all else can be made again.",
    {
        "sha256": (pa.binary(32), "SHA-256 of the bytes as they came"),
        "name": (schema.TEXT, "name it came under"),
        "records": (schema.INT, "records that were read from it"),
        "size": (schema.INT, "bytes before compression"),
        "data": (
            pa.large_binary(),
            "the bytes, compressed with Zstandard; NULL where they could not be had",
        ),
        "place": (schema.TEXT, "why it was not read: where"),
        "code": (schema.TEXT, "short code of that reason"),
        "detail": (schema.TEXT, "what was found"),
    },
)


class Reading(NamedTuple):
    """How files are read."""

    read: Callable[[bytes, str], Iterable[Rows]]
    """Bytes and name to rows."""
    without: Callable[[bytes, str, Collection[int | None]], bytes | None]
    """Bytes and name to the bytes without these lines (None: all of a file that has no lines)."""


REAL = Reading(sources.read, sources.without)

CHUNK_FILES = 128
CHUNK_BYTES = 8 << 20
ROWS_AT_ONCE = 20_000
BUYERS = frozenset({"buyer", "lead"})

Part = tuple[str, int | None]
"""A table's name and a year."""


@dataclass(frozen=True)
class Arrived:
    """A raw file with its hash; `problem` says why it is not to be read, or why its data could not be had."""

    sha256: bytes
    name: str
    data: bytes | None
    problem: tuple[str, str, str] | None = None

    @classmethod
    def of(cls, raw: RawFile) -> Arrived:
        """Hash the bytes; where there are none, what is known."""
        problem = (raw.problem.place, raw.problem.code, raw.problem.detail) if raw.problem else None
        told = raw.data if raw.data is not None else repr((raw.name, problem)).encode()
        return cls(hashlib.sha256(told).digest(), raw.name, raw.data, problem)


@dataclass
class Digest:
    """What became of some files: Arrow tables by table and year, their archive, and counts."""

    parts: dict[Part, list[pa.RecordBatch]] = field(default_factory=lambda: defaultdict(list))
    raw: list[pa.RecordBatch] = field(default_factory=list)
    inputs: list[bytes] = field(default_factory=list)
    files: int = 0
    notices: int = 0
    problems: int = 0
    stayed_away: int = 0

    def __getstate__(self) -> dict[str, Any]:
        """Go to another process as streams: pickled batch by batch, each with its schema, takes ten times as long."""
        parts = {part: _stream(batches) for part, batches in self.parts.items()}
        return vars(self) | {"parts": parts, "raw": _stream(self.raw)}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Come out of another process."""
        parts = {part: _batches(stream) for part, stream in state["parts"].items()}
        vars(self).update(state, parts=parts, raw=_batches(state["raw"]))


def _stream(batches: Sequence[pa.RecordBatch]) -> pa.Buffer:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batches[0].schema) as stream:
        for batch in batches:
            stream.write_batch(batch)
    return sink.getvalue()


def _batches(stream: pa.Buffer) -> list[pa.RecordBatch]:
    return list(pa.ipc.open_stream(stream))


def digested(arrived: Iterable[Arrived], work: Work, *, processes: int) -> Iterator[Digest]:
    """Do the work on all files in `processes` workers; give the results in the order of the files.

    Memory is bounded: no more than two chunks per worker are under way at a time.
    """
    waiting: deque[tuple[list[Arrived], Future[Digest]]] = deque()
    with closing(_Pool(processes)) as pool:
        for chunk in _chunks(arrived):
            waiting.append((chunk, pool.submit(work, chunk)))
            if len(waiting) >= 2 * processes:
                yield from _result(work, *waiting.popleft())
        while waiting:
            yield from _result(work, *waiting.popleft())


def _chunks(arrived: Iterable[Arrived]) -> Iterator[list[Arrived]]:
    chunk: list[Arrived] = []
    size = 0
    for one in arrived:
        chunk.append(one)
        size += len(one.data or b"")
        if len(chunk) >= CHUNK_FILES or size >= CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


class _Pool:
    """Worker processes that come again after one of them was killed."""

    def __init__(self, processes: int) -> None:
        self._processes = processes
        self._executor = self._started()

    def _started(self) -> ProcessPoolExecutor:
        # Not fork: the parent has threads (Arrow, DuckDB, a web server's), and a fork may copy a lock that is held.
        method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
        context = multiprocessing.get_context(method)
        if method == "forkserver":
            context.set_forkserver_preload(["mulighetsrom.notices.preloaded"])
        return ProcessPoolExecutor(self._processes, mp_context=context, initializer=_begin)

    def submit(self, work: Work, chunk: Sequence[Arrived]) -> Future[Digest]:
        try:
            return self._executor.submit(work, chunk)
        except BrokenProcessPool:
            self.close()
            self._executor = self._started()
            return self._executor.submit(work, chunk)

    def close(self) -> None:
        self._executor.shutdown(cancel_futures=True)


def _begin() -> None:
    """Make ready a worker: one thread, and less looking for circles among rows, which have none."""
    pa.set_cpu_count(1)
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)
    _end_with_parent()


def _end_with_parent() -> None:
    """Stop this worker when its parent was killed: a pool's workers would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        multiprocessing.connection.wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _result(work: Work, chunk: list[Arrived], future: Future[Digest]) -> Iterator[Digest]:
    if future.exception() is None:
        yield future.result()
    else:
        yield from _isolated(work, chunk)


def _isolated(work: Work, chunk: list[Arrived]) -> Iterator[Digest]:
    """Run a chunk alone, in halves where it fails again, until the file that breaks its worker stands by itself."""
    with closing(_Pool(1)) as pool:
        future = pool.submit(work, chunk)
        trouble = future.exception()
    if trouble is None:
        yield future.result()
    elif len(chunk) == 1:
        yield work.crashed(chunk[0], trouble)
    else:
        middle = len(chunk) // 2
        yield from _isolated(work, chunk[:middle])
        yield from _isolated(work, chunk[middle:])


@dataclass(frozen=True)
class Work:
    """What a worker does with files: read them into rows, leave out what was removed, enrich, turn to Arrow."""

    reading: Reading = REAL
    tombstones: frozenset[str] = frozenset()
    reference: Path | None = None
    """Folder of what is added to our own reference data."""
    demo: bool = False

    def __call__(self, chunk: Sequence[Arrived]) -> Digest:
        """Turn files into Arrow tables. Runs in a worker process."""
        digester = _Digester(self)
        for arrived in chunk:
            digester.take(arrived)
        return digester.finish()

    def without_removed(self, row: Row) -> Row:
        """Return a row of the archive without the bytes of notices that were removed."""
        arrived = unpacked(row)
        digester = _Digester(self)
        digester.take(arrived)
        left = digester.finish()
        return left.raw[0].to_pylist()[0] if left.stayed_away else row

    def crashed(self, arrived: Arrived, trouble: BaseException) -> Digest:
        """Tell of a file that broke its worker."""
        digester = _Digester(self)
        digester.refuse(arrived, Unreadable("file", "reader-crashed", f"{type(trouble).__name__}: {trouble}"[:200]))
        return digester.finish()


class _Digester:
    """Gathers rows by table and year, and turns them to Arrow before they grow many."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._rows: dict[Part, list[Row]] = defaultdict(list)
        self._waiting = 0
        self._raw: list[Row] = []
        self._digest = Digest()

    def take(self, arrived: Arrived) -> None:
        """Read one file; its problems become rows."""
        if arrived.data is None or arrived.problem:
            self.refuse(arrived, Unreadable(*arrived.problem) if arrived.problem else None)
            return
        try:
            self._read(arrived, arrived.data)
        except Unreadable as problem:
            self.refuse(arrived, problem)

    def refuse(self, arrived: Arrived, problem: Unreadable | None) -> None:
        """Keep the bytes of a file that gives no row, and a line that says why."""
        if problem:
            detail = mask(problem.detail)
            row = {"source_file": arrived.name, "place": problem.place, "code": problem.code, "detail": detail}
            self._add({"problems": [row]}, None)
        self._archive(arrived, arrived.data, records=0)

    def _read(self, arrived: Arrived, data: bytes) -> None:
        records, removed = 0, set()
        for rows in self._work.reading.read(data, arrived.name):
            notices = rows.get("notices", ())
            if notices and not self._work.tombstones.isdisjoint(identity.names(notices[0])):
                removed.add(notices[0].get("source_row"))
                continue
            for notice in notices:
                if self._work.demo:
                    notice["source"] = "demo"
                enrich(notice, rows, municipalities.register(self._work.reference))
                records += 1
            self._add(
                rows | {"identifiers": list(identity.identifiers(rows))}, notices[0].get("year") if notices else None
            )
        self._digest.notices += records
        self._digest.stayed_away += len(removed)
        self._archive(
            arrived, self._work.reading.without(data, arrived.name, removed) if removed else data, records=records
        )

    def _add(self, rows: Rows, year: int | None) -> None:
        for table, given in rows.items():
            if given:
                self._rows[table, year].extend(given)
                self._waiting += len(given)
        self._digest.problems += len(rows.get("problems", ()))
        if self._waiting >= ROWS_AT_ONCE:
            self._to_arrow()

    def _to_arrow(self) -> None:
        for (table, year), rows in self._rows.items():
            self._digest.parts[table, year].append(pa.RecordBatch.from_pylist(rows, TABLES[table].schema))
        self._rows.clear()
        self._waiting = 0

    def _archive(self, arrived: Arrived, data: bytes | None, *, records: int) -> None:
        place, code, detail = arrived.problem or (None, None, None)
        self._digest.files += 1
        self._digest.inputs.append(arrived.sha256)
        self._raw.append(
            {
                "sha256": arrived.sha256,
                "name": arrived.name,
                "records": records,
                "size": None if data is None else len(data),
                "data": None if data is None else pa.compress(data, "zstd", asbytes=True),
                "place": place,
                "code": code,
                "detail": detail,
            },
        )

    def finish(self) -> Digest:
        """Return all that was gathered."""
        self._to_arrow()
        self._digest.raw.append(pa.RecordBatch.from_pylist(self._raw, RAW.schema))
        return self._digest


def unpacked(row: Row) -> Arrived:
    """Return a file as it came from its row in the archive."""
    problem = (row["place"], row["code"], row["detail"]) if row["code"] else None
    data = None if row["data"] is None else pa.decompress(row["data"], row["size"], "zstd", asbytes=True)
    return Arrived(row["sha256"], row["name"], data, problem)


def enrich(notice: Row, rows: Rows, register: Register) -> None:
    """Add what the notice does not say itself: its buyers' municipalities, and whether it invites to dialogue."""
    buyers = [one for one in rows.get("organisations", ()) if one["role"] in BUYERS]
    for buyer in buyers:
        buyer.update(_municipality(register, buyer.get("orgnr"), buyer.get("name"), buyer.get("country")))
    notice.update(_municipality(register, notice.get("buyer_orgnr"), notice.get("buyer"), notice.get("buyer_country")))
    notice.update(dialogue.detect(notice, rows.get("texts", ())).columns())


def _municipality(register: Register, orgnr: str | None, name: str | None, country: str | None) -> Row:
    found = register.resolve(orgnr, name) if country in {None, "NOR"} else None
    return {
        "municipality_number": found.number if found else None,
        "county_number": found.county_number if found else None,
        "resolved_by": found.resolved_by if found else None,
    }
